"""Where a text names a model of Claude, and what the dated table says of the name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.data.models import DATED, LINES, Model, newest, table, version
from ctxlint.parse.commands import SHELLS
from ctxlint.parse.cues import speaks_of
from ctxlint.parse.sentences import example_sections

LINE = "|".join(LINES)
ID = lazy(
    rf"(?<![\w/.@:-])(?P<id>claude-(?:(?:{LINE})-\d|\d|instant-\d|(?:{LINE})-preview)[\w.-]*[\w]|claude-(?:2|3)\b"
    rf"|(?:{LINE})-\d+(?:[.-]\d+)?)(?![\w/@:]|-v\d|\.\w)",
)
SHAPE = lazy(
    rf"claude-(?:(?:{LINE})-\d+(?:[.-]\d+)?|\d+(?:[.-]\d+)?-(?:{LINE})|instant-\d+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{LINE})-preview)(?:-(?:20\d{{6}}|latest))?"
    rf"|(?:{LINE})-\d+(?:[.-]\d+)?"
)
FIELD = lazy(r"(?m)^[ \t]*model[ \t]*:[ \t]*(?P<q>['\"]?)(?P<id>[\w.\[\]/:@-]+)(?P=q)[ \t]*(?:#[^\n]*)?$")
ARGUMENT = lazy(r"--(?:fallback-)?model[ =](?P<q>['\"]?)(?P<id>[\w.\[\]/:@-]+)(?P=q)")
SETTING = lazy(
    r"(?P<w>['\"]?)\b(?:model|ANTHROPIC_MODEL|ANTHROPIC_(?:SMALL_FAST|DEFAULT_(?:HAIKU|SONNET|OPUS))_MODEL|CLAUDE_CODE_SUBAGENT_MODEL)(?P=w)[ \t]*[:=][ \t]*(?P<q>['\"]?)(?P<id>claude-[\w.-]+)(?P=q)"
)
SETTINGS = frozenset("json jsonc json5 yaml yml toml ini env dotenv".split())
BEFORE = lazy(r"\b(?:before|instead)\b", re.IGNORECASE)


VERDICT = lazy(r"(?P<bad>❌|✗|\b(?:WRONG|BAD)\b)|✅|✓|✔|\b(?:CORRECT|GOOD|RIGHT)\b")


class Named(NamedTuple):
    id: str
    span: Span


def fields(document: Document) -> Iterator[Named]:
    """The `model` field of the frontmatter."""
    if document.frontmatter:
        for match in FIELD.finditer(document.slice(document.frontmatter)):
            yield Named(match["id"], Span(*match.span("id")))


def settings(document: Document) -> Iterator[Named]:
    """Arguments and settings in code that choose a model."""
    yield from _choices(document, settings=True)


def programs(document: Document) -> Iterator[Named]:
    """The same in fences of programming languages, where they are examples of code and choose nothing here."""
    yield from _choices(document, settings=False)


def _choices(document: Document, settings: bool) -> Iterator[Named]:
    """Lines that show what is wrong or old are passed over."""
    for span, is_setting in _code(document):
        text = document.slice(span)
        if is_setting is not settings or "model" not in text.lower():
            continue
        for match in (found for pattern in (ARGUMENT, SETTING) for found in pattern.finditer(text)):
            line = document.around(span.start + match.start())
            if not _is_ruled_out(line) and not _is_counter_example(text[: match.start()]):
                yield Named(match["id"], Span(span.start + match.start("id"), span.start + match.end("id")))


def _is_ruled_out(line: str) -> bool:
    return speaks_of(line, "history", "age", "change", "wrong", "denial") or BEFORE.search(line) is not None


def _is_counter_example(above: str) -> bool:
    """`// ❌ WRONG` holds until the next verdict in the same code."""
    verdicts = [verdict["bad"] for verdict in VERDICT.finditer(above)]
    return bool(verdicts and verdicts[-1])


def _code(document: Document) -> Iterator[tuple[Span, bool]]:
    """Code outside example sections, and whether it is shell, a settings file or a code span."""
    examples = example_sections(document)
    for block in document.blocks:
        if block.kind == "fence" and block.section not in examples:
            yield block.span, block.language in SHELLS | SETTINGS
    for inline in document.inlines:
        if inline.kind == "code" and document.blocks[inline.block].section not in examples:
            yield inline.text, True


def known(name: str) -> Model | None:
    return table().find(name)


def is_alias(name: str) -> bool:
    """What Claude Code takes for a tier, in any letter case, with or without [1m]."""
    return name.lower().partition("[")[0] in {alias.partition("[")[0] for alias in table().aliases}


def looks_unknown(name: str) -> bool:
    """It has the shape of an id of Claude, is none, and is not newer than the table."""
    plain = name.lower().partition("[")[0]
    if not SHAPE.fullmatch(plain) or known(plain):
        return False
    line = next((line for line in LINES if line in plain), None)
    dated = DATED.search(plain)
    if line is None:
        return plain.startswith("claude-instant") or plain not in ("claude-2", "claude-3")
    if dated and known(DATED.sub("", plain)):
        return not dated[0].endswith("latest")  # a date that the table does not have
    asked = version(plain)
    return asked <= newest().get(line, ())


def nearest(name: str) -> str:
    """The id of the table that a wrong one most likely means: the same line and version, else the closest name."""
    plain = name.lower().partition("[")[0]
    line = next((line for line in LINES if line in plain), None)
    names = table().by_name
    same = [n for n, m in names.items() if m.line == line and version(n) == version(plain)]
    if same:
        return min(same, key=len)
    from difflib import get_close_matches

    close = get_close_matches(plain, names, n=1, cutoff=0.6)
    active = [m.id for m in table().models if m.line == line and m.state == "active"]
    return close[0] if close else active[0] if active else "haiku"


def stamp() -> str:
    """To be printed with what rests on the table."""
    return f"table of {table().as_of}"
