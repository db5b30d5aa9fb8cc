"""A table for the step summary of a workflow or a comment on a pull request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ctxlint.base.home import HOME, page
from ctxlint.base.model import Diagnostic
from ctxlint.base.printing import safe
from ctxlint.engine.registry import BY_NAME
from ctxlint.report.text import closing, short, told

if TYPE_CHECKING:
    from ctxlint.report import View

LONGEST = 60_000  # a comment on GitHub holds 65,536 characters
ROOM = 10_000  # of them for what was not checked
MARKUP = re.compile(r"([\\`*_{}\[\]()<>|~!+.-])")
REFERENCE = re.compile(r"([@#])(?=\w)|(?<=://)|(?<=\bwww)")  # would notify a person, link an issue or a page


def render(view: View) -> str:
    lines = ["## ctxlint", ""]
    last = closing(view, _piece, ROOM)
    if view.shown:
        rows = _rows(view, LONGEST - sum(map(len, last)))
        lines += ["| severity | where | what |", "|---|---|---|", *rows, ""]
    return "\n".join([*lines, *last])


def _rows(view: View, room: int) -> list[str]:
    """As many as there is room for, the worst first."""
    rows: list[str] = []
    length = 0
    worst_first = sorted(view.shown, key=lambda one: -one.severity)
    for one in worst_first:
        row = _row(view, one)
        length += len(row) + 1
        if length > room:
            return [*rows, f"| … | {len(worst_first) - len(rows)} more | |"]
        rows.append(row)
    return rows


def _row(view: View, one: Diagnostic) -> str:
    place = f"{view.paths.get(one.path, one.path)}:{one.place.line}:{one.place.column}"
    shipped = f"[{one.rule}]({page(one.rule)})" if HOME else one.rule
    rule = shipped if one.rule in BY_NAME else _text(one.rule)
    hint = f"<br>{_text(one.hint)}" if one.hint else ""
    return f"| {one.severity.label} | {_text(place)} | {rule}: {_text(told(one, view.paths))}{hint} |"


def _piece(text: str) -> str:
    return _text(short(safe(text)))


def _text(text: str) -> str:
    """The very text, whatever Markdown and GitHub would make of it. An empty comment parts @ from the name behind it."""
    marked = REFERENCE.sub(lambda m: f"{m[0]}\0", MARKUP.sub(r"\\\1", safe(text).replace("&", "&amp;")))
    return marked.replace("\0", "<!-- -->")
