"""Each finding with the line it stands on and a caret below; at most five of one rule in one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

from ctxlint.base.model import LEAD, Diagnostic
from ctxlint.base.printing import safe
from ctxlint.engine.registry import BY_NAME
from ctxlint.report.text import COLORS, MOST_PLACES, closing, paint, place, told

if TYPE_CHECKING:
    from ctxlint.report import View

MOST_OF_A_RULE = 5
WIDTH = 2 * LEAD  # of the excerpt; a longer line is cut around the finding


def render(view: View) -> str:
    blocks = [block for _, found in groupby(view.shown, key=lambda d: d.path) for block in _file(view, list(found))]
    page = next((one.rule for one in view.shown if one.rule in BY_NAME), None)
    if page and not view.quiet:
        blocks.append(f"Why a rule matters: ctxlint rule {page}")
    return "\n\n".join([*blocks, *closing(view)])


def _file(view: View, found: list[Diagnostic]) -> Iterator[str]:
    total = Counter(one.rule for one in found)
    printed: Counter[str] = Counter()
    for one in found:
        printed[one.rule] += 1
        if printed[one.rule] <= MOST_OF_A_RULE:
            yield _finding(view, one)
        if printed[one.rule] == MOST_OF_A_RULE < total[one.rule]:
            more = total[one.rule] - MOST_OF_A_RULE
            yield f"+{more} more {one.rule} in {safe(view.paths.get(one.path, one.path))}: --output-format concise"


def _finding(view: View, one: Diagnostic) -> str:
    number = str(one.place.line)
    gutter = " " * len(number)
    bar = paint(f"{gutter} |", "34", view.color)
    line, caret = _excerpt(one)
    head = paint(f"{one.severity.label}[{one.rule}]", f"1;{COLORS[one.severity]}", view.color)
    parts = [f"{head}: {paint(safe(told(one)), '1', view.color)}", f"{gutter}--> {place(view, one)}"]
    if line.strip():
        parts += [
            bar,
            f"{paint(f'{number} |', '34', view.color)} {line}",
            f"{bar} {paint(caret, COLORS[one.severity], view.color)}",
        ]
    for other in (*one.related, *one.repeats[:MOST_PLACES]):
        parts.append(
            f"{gutter} = see: {safe(view.paths.get(other.path, other.path))}:{other.place.line}:{other.place.column} {safe(other.message)}"
        )
    if len(one.repeats) > MOST_PLACES:
        parts.append(f"{gutter} = see: {len(one.repeats) - MOST_PLACES} more: --output-format json")
    if one.hint:
        parts.append(f"{gutter} = help: {safe(one.hint)}")
    return "\n".join(parts)


def _excerpt(one: Diagnostic) -> tuple[str, str]:
    """The line and its carets, both cut to WIDTH characters around the start of the finding."""
    start = one.place.column - 1
    end = one.place.end_column - 1 if one.place.end_line == one.place.line else len(one.excerpt)
    text = one.excerpt
    if one.around:
        text, start, end = "…" + one.around, LEAD + 1, end - start + LEAD + 1
    left = max(0, start - LEAD) if len(text) > WIDTH else 0
    line = text[left : left + WIDTH]
    before, marked = line[: start - left], line[start - left : max(end, start + 1) - left]
    dots = "…" if left else ""
    return dots + safe(line), " " * _width(dots + safe(before)) + "^" * max(1, _width(safe(marked)))


def _width(text: str) -> int:
    """Columns on a terminal: Chinese, Japanese and Korean characters take two."""
    return len(text) + sum(east_asian_width(c) in "WF" for c in text) if not text.isascii() else len(text)
