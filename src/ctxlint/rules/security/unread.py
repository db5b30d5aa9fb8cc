"""Command lines that run what nobody read: decoded text, or a script from where anybody could have put it. Pure.

Every pattern is bounded and every look around is cut at `REACH`, so that the time grows with the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ctxlint.base.model import Span
from ctxlint.base.patterns import lazy

REACH = 600
LINE = lazy(r"(?:[^\\\n]|\\[\s\S]|\\\Z)+")  # a line and those that a backslash joins to it
WORTH = lazy(
    r"curl|wget|\bfetch\b|\bi(?:wr|rm|ex)\b|invoke-|download|base(?:64|32)|b64|xxd|uudecode|openssl|\btr\s|\\x|\\[0-3]\d\d"
    r"|\brev\b|\s[-/]e|hex\(|hexlify|atob",
    re.IGNORECASE,
)
BEFORE = (
    r"(?:sudo\s+(?:-[ug]\s+\S{1,40}\s+|-\w+\s+){0,4})?(?:env\s+)?(?:[A-Z_]{1,40}=\S{0,80}\s+){0,4}(?:/[\w/]{1,40}/)?"
)
PIPED = lazy(
    rf"(?<!\\)\|&?\s*{BEFORE}(?:(?:ba|z|da|k|a|fi)?sh|python[\d.]{{0,5}}|perl|ruby|node|php|pwsh|powershell(?:\.exe)?|iex|invoke-expression)"
    r"(?=\s*(?:\Z|[;&|)\"'`>\n#]|-{1,2}(?:[\s>]|\Z)|-[xeus]+\b(?!\s*[\"'])))",
    re.IGNORECASE,
)
SUBSTITUTED = lazy(
    r"(?:\b(?:ba|z|da|k)?sh\s+(?:-\w{1,6}\s+){0,3}|\beval\s+|\bsource\s+|(?<![\w.])\.\s+)[\"']?(?:<<<\s*[\"']?)?(?:<\(|\$\(|`)"
)
SEPARATOR = lazy(r";|&&|\|\|")
DECODERS = (
    r"\bbase(?:64|32)\b[^|;&\n]{0,60}?\s(?:-\w{0,3}[dD]\w{0,3}\b|--decode\b)"
    r"|\bopenssl\s+(?:enc|base64)\b[^|;&\n]{0,80}?\s-d\b|\bxxd\b[^|;&\n]{0,30}?\s-\w{0,3}r|\buudecode\b"
)
MIRRORS = r"\|\s*rev\b|\btr\s+[\"']?[A-Za-z]-[A-Za-z][^|;&\n]{0,12}\s[\"']?[N-Zn-z]-"
ESCAPES = r"(?:\\x[0-9A-Fa-f]{2}){4}|(?:\\[0-3][0-7]{2}){4}"
DECODED = lazy(
    rf"{DECODERS}|{MIRRORS}|{ESCAPES}|b64decode|unhexlify|\bfromhex\b|frombase64string|\batob\(", re.IGNORECASE
)
FETCHED = lazy(
    r"\b(?:curl|wget|fetch|aria2c|iwr|irm|invoke-webrequest|invoke-restmethod|download(?:string|file|data))\b",
    re.IGNORECASE,
)
ADDRESS = lazy(
    r"(?P<scheme>https?)://(?:[^\s/@\"'`<>|]{1,100}@)?(?P<host>[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?=[:/?\"'`\s)#]|\Z)"
    r"|(?<![\w.:/@-])(?P<bare>\d{1,3}(?:\.\d{1,3}){3})(?=[:/])",
    re.IGNORECASE,
)
NUMERIC = lazy(r"\d{1,3}(?:\.\d{1,3}){3}\Z|\[")
LOCAL = lazy(
    r"127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|0\.0\.0\.0|\[(?:::1?\]|f[cde])|[^.\[]+\Z"
    r"|.*\.(?:local|localhost|internal|lan|home|test)\Z|\.|.*\.\.",
    re.IGNORECASE,
)
ENCODED = lazy(
    r"\b(?:powershell|pwsh)(?:\.exe)?\b[^|\n]{0,200}?\s[-/]e(?:c|nc?|nco\w{0,12})?\s+[\"']?[A-Za-z0-9+/]{16}",
    re.IGNORECASE,
)
EXPRESSION = lazy(r"\b(?:iex|invoke-expression)\b", re.IGNORECASE)
ONE_LINER = lazy(r"\b(?:python[\d.]{0,5}|node|perl|ruby|php|deno|bun)\s+(?:eval\b|-\w{0,3}[cer]\b)")
EXECUTES = lazy(r"\b(?:exec|eval|system|popen|Popen|run|call|Function)\s*[(\s]")
SAVED = lazy(r"\b(?:curl|wget|base64|xxd)\b[^|;&\n]{0,300}")
TARGET = lazy(r"(?:\s-[a-zA-Z]{0,6}[oO]\s{0,3}|\s--output[ =]|>\s{0,3})(?!http)([\w./~-]{2,80})")
LAST_NAME = lazy(r"\w/([\w.-]{2,80})(?:[\s\"'?#]|\Z)")


class Shell(NamedTuple):
    """A command that runs unread text: where it stands, and what it runs."""

    span: Span
    what: str
    decoded: bool


def find_shells(text: str) -> Iterator[Shell]:
    """One per command line, in order."""
    for line in LINE.finditer(text):
        if WORTH.search(line[0]):
            found = min(_in_line(line[0]), default=None)
            if found:
                at = line.start()
                yield found._replace(span=Span(found.span.start + at, found.span.end + at))
    yield from _run_later(text)


def _in_line(line: str) -> Iterator[Shell]:
    for pipe in PIPED.finditer(line):
        start = _command_start(line, pipe.start())
        yield from _judge(line, Span(start, pipe.end()), line[start : pipe.start()])
    for substitution in SUBSTITUTED.finditer(line):
        end = _closing(line, substitution.end())
        yield from _judge(line, Span(substitution.start(), end), line[substitution.end() : end])
    for expression in EXPRESSION.finditer(line):
        end = min(len(line), expression.end() + REACH)
        yield from _judge(line, Span(expression.start(), end), line[expression.end() : end])
    for encoded in ENCODED.finditer(line):
        yield Shell(Span(*encoded.span()), "an encoded command runs in PowerShell", True)
    yield from _one_liners(line)


def _judge(line: str, span: Span, source: str) -> Iterator[Shell]:
    """`source` is what the shell at `span` is given to run."""
    span = Span(span.start, span.start + len(line[slice(*span)].rstrip()))
    address = _unsafe_address(source) if FETCHED.search(source) else None
    if DECODED.search(source):
        yield Shell(span, "decoded text runs in a shell", True)
    elif address:
        yield Shell(span, f"a script fetched {address} runs in a shell", False)


def _unsafe_address(source: str) -> str | None:
    for address in ADDRESS.finditer(source):
        host = address["bare"] or address["host"]
        if LOCAL.match(host):
            continue
        if NUMERIC.match(host):
            return f"from the bare address {host}"
        if address["scheme"].lower() == "http":
            return f"over plain http from {host}"
    return None


def _command_start(line: str, end: int) -> int:
    first = max(0, end - REACH)
    start = max((separator.end() for separator in SEPARATOR.finditer(line, first, end)), default=first)
    return start + len(line[start:end]) - len(line[start:end].lstrip(" \t$><!-"))


def _closing(line: str, start: int) -> int:
    """The offset behind what closes the substitution that opens before `start`."""
    stop = min(len(line), start + REACH)
    if line[start - 1] == "`":
        return (line.find("`", start, stop) + 1) or stop
    depth = 1
    for at in range(start, stop):
        depth += {"(": 1, ")": -1}.get(line[at], 0)
        if not depth:
            return at + 1
    return stop


def _one_liners(line: str) -> Iterator[Shell]:
    for program in ONE_LINER.finditer(line):
        end = min(len(line), program.end() + REACH)
        call = EXECUTES.search(line, program.end(), end)
        if call and DECODED.search(line, call.end(), end):
            yield Shell(Span(program.start(), end), "decoded text runs as a program", True)


def _run_later(text: str) -> Iterator[Shell]:
    """`curl -o x http://… && sh x`"""
    for saved in SAVED.finditer(text):
        address = _unsafe_address(saved[0])
        decoded = not address and DECODED.search(saved[0]) is not None
        target = (TARGET.search(saved[0]) or LAST_NAME.search(saved[0])) if address or decoded else None
        if target and _started(target[1].removeprefix("./"), text[saved.end() : saved.end() + REACH]):
            what = f"a script fetched {address} is run" if address else "a file of decoded text is run"
            yield Shell(Span(*saved.span()), what, decoded)


def _started(name: str, commands: str) -> bool:
    starters = r"(?:\b(?:ba|z|da)?sh\s+|\bsource\s+|[;&\n]\s*\.\s+|\bsudo\s+|(?:&&|;|\n)\s*)"
    return re.search(rf"{starters}(?:\./)?{re.escape(name)}(?![\w./-])", commands) is not None
