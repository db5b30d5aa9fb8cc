"""What is printed. Every line on stdout and stderr passes here (SECURITY.md, 3), and nothing else writes to them.

What comes from a file, a name or a key is data: it must not steer a terminal, hide text from a reader, or speak to the CI
system that reads the log. Secrets that got this far are redacted.
"""

from __future__ import annotations

import codecs
import io
import os
import re
import sys
from functools import lru_cache
from typing import TYPE_CHECKING

import click

from ctxlint.base.patterns import STEERING, lazy

if TYPE_CHECKING:
    from ctxlint.base.model import JSON

STEERS = lazy(rf"[{STEERING}]|\r(?!\n)")
STEERS_LINE = lazy(rf"[{STEERING}\r\n]")
COLORS = lazy(r"(\x1b\[[0-9;]*m)")

# Workflow commands of GitHub (`::name …::`, `##[name]`), Azure (`##vso[…]`) and TeamCity, as their runners find them.
SPOKEN = (
    r"#(?=#\w*\[)|:(?=:(?:error|warning|notice|debug|group|endgroup|echo|add-mask|add-path|add-matcher|remove-matcher|set-env"
    r"|set-output|save-state|stop-commands|internal-set-repo-path)\b)"
)
COMMANDS = lazy(SPOKEN, re.IGNORECASE)
STEERS_JSON = lazy(rf"[{STEERING}]|{SPOKEN}", re.IGNORECASE)
AT_START = lazy(r"(?m)^[^\S\n]*:(?=:[A-Za-z])")
OURS = lazy(r"::(?:error|warning|notice) file=")

LONGEST_REMEMBERED = 500  # characters

# What a stream cannot encode, in the letters of every stream.
PLAIN = {
    "→": "->", "←": "<-", "⇒": "=>", "…": "...", "–": "-", "—": "-", "−": "-", "‑": "-", "“": '"', "”": '"', "„": '"',
    "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "•": "*", "·": "*", "×": "x", "≈": "~", "≠": "!=", "≤": "<=", "≥": ">=",
    "└": "`", "├": "|", "│": "|", "─": "-", "█": "#", "━": "-", "╸": "-", "╺": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ",
    "✓": "v", "✔": "v", "✗": "x", "✘": "x", "€": "EUR", "£": "GBP", "¢": "ct", "¶": "P", "§": "S",
}  # fmt: skip


def prepare() -> None:
    """No letter of a message may make a stream fail, whatever its encoding."""
    codecs.register_error("ctxlint", lambda problem: _replaced(problem, _plain))
    codecs.register_error("ctxlint-json", lambda problem: _replaced(problem, _json))
    for stream in (sys.stdout, sys.stderr):
        _replace_with("ctxlint", stream)


def echo(*lines: str, err: bool = False) -> None:
    """Print lines. What breaks a line within one is escaped."""
    write("\n".join(map(safe, lines)), err=err)


def say(message: str, *more: str) -> None:
    """Lines on stderr."""
    echo(f"ctxlint: {message}", *more, err=True)


def write(text: str, form: str = "text", *, color: bool = False, err: bool = False) -> None:
    """Print a whole text whose lines were made here. `form`: text, commands (ours for GitHub), json, xml, patch."""
    stream = sys.stderr if err else sys.stdout
    if form == "json":
        _replace_with("ctxlint-json", stream)
    elif form == "xml":
        _replace_with("xmlcharrefreplace", stream)
    try:
        click.echo(cleaned(text, form, color=color), stream, color=True)
    except BrokenPipeError:  # `ctxlint check | head` is no fault, and what was found keeps its exit code
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def cleaned(text: str, form: str = "text", *, color: bool = False) -> str:
    """The text as it may be shown. With `color`, what sets colours stays, in the form that we colour: text."""
    if form == "json":  # `dumps` has done it
        return text
    text = redacted(text)
    if form == "commands":
        text = "\n".join(line if OURS.match(line) else without_commands(line) for line in text.split("\n"))
    elif form in ("text", "patch"):
        text = COMMANDS.sub(_parted, text) if form == "patch" else without_commands(text)
    pieces = COLORS.split(text) if color and form == "text" else [text]
    pieces[::2] = map(visible, pieces[::2])
    return "".join(pieces)


def visible(text: str) -> str:
    """With what steers escaped; its lines stay lines."""
    return STEERS.sub(_escaped, text)


def safe(text: str) -> str:
    """A piece of a line, from a file: in one line, with one blank for a tab, and without keys."""
    text = redacted(text.replace("\t", " "))
    if not (text.isascii() and text.isprintable()):
        text = STEERS_LINE.sub(_escaped, text)
    return without_commands(text)


def printable(text: str) -> str:
    """Without keys, and without halves of surrogate pairs, which no encoding takes; for what a format escapes by itself."""
    return redacted(text).encode("utf-8", "backslashreplace").decode("utf-8")


def without_commands(text: str) -> str:
    """With a blank in the middle of what would be a workflow command."""
    if "::" not in text and "##" not in text:
        return text
    return AT_START.sub(_parted, COMMANDS.sub(_parted, text))


def dumps(value: JSON, indent: int | None = 2) -> str:
    """JSON in which every character that steers is escaped, so that a reader of JSON gets it and a terminal does not."""
    import json

    text = json.dumps(_without_secrets(value), ensure_ascii=False, indent=indent)
    return STEERS_JSON.sub(lambda match: _json(match[0]), text)


def _without_secrets(value: JSON) -> JSON:
    if isinstance(value, dict):
        return {redacted(key): _without_secrets(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_without_secrets(inner) for inner in value]
    return redacted(value) if isinstance(value, str) else value


def redacted(text: str) -> str:
    """Without keys, by their shape."""
    from ctxlint.base.secrets import redact

    return _redacted(text) if len(text) < LONGEST_REMEMBERED else redact(text)


@lru_cache(maxsize=4096)
def _redacted(text: str) -> str:
    """A report says many things over and over."""
    from ctxlint.base.secrets import redact

    return redact(text)


def _parted(match: re.Match[str]) -> str:
    return f"{match[0]} "


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json(char: str) -> str:
    """`\\u202e`; of what lies beyond, the two halves of its pair."""
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _plain(char: str) -> str:
    return PLAIN.get(char) or char.encode("ascii", "backslashreplace").decode()


def _replace_with(errors: str, stream: object) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors=errors)


def _replaced(problem: UnicodeError, by: object) -> tuple[str, int]:
    assert isinstance(problem, UnicodeEncodeError)
    assert callable(by)
    return "".join(map(by, problem.object[problem.start : problem.end])), problem.end
