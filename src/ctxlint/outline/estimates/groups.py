"""Lines that follow each other, or one line in each stage, and the total that stands above or below them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.estimates.figures import Estimate, Row, sums_of
from ctxlint.outline.estimates.lines import MORE, SUBTOTAL, TOTAL, Line, figures_of, line_of, row_of, totals_of
from ctxlint.outline.numbers import amounts, plain, without_code

if TYPE_CHECKING:
    from ctxlint.outline.stages import Stage, Stages

SAYS_TOTAL = lazy(r"totals?\b|\bsum\b|altogether|all stages|gesamt|summe|итого|合计|總計|总计|合計|합계", re.IGNORECASE)


def groups(document: Document) -> Iterator[Estimate]:
    """Lines that follow each other: the items of one list, the lines of one paragraph, and a paragraph right beside."""
    runs: dict[tuple[int, int], list[tuple[int, Span]]] = {}
    announced = set()
    for index, block in enumerate(document.blocks):
        if block.kind == "paragraph" and not document.in_quote(index):
            run = _run(document, index)
            runs.setdefault(run, []).extend((index, piece) for piece in block.pieces)
            if run not in announced and SAYS_TOTAL.search(document.text, *block.span):
                announced.add(run)
    for run in sorted(announced):
        lines = [line_of(document, piece, index) for index, piece in runs[run]]
        totals = [line for line in lines if TOTAL.match(line.text) and not SUBTOTAL.match(line.text)]
        if totals:
            yield from _group(document, lines, totals)


def _run(document: Document, index: int) -> tuple[int, int]:
    """Section and list: an item belongs to its list, and a total above or below a list of the top level belongs to it."""
    block = document.blocks[index]
    parent = block.parent
    if parent >= 0 and document.blocks[parent].kind == "item":
        if index != parent + 1:
            return block.section, index
        outer = document.blocks[parent].parent
        return (block.section, -1) if document.blocks[outer].parent < 0 else (block.section, outer)
    return block.section, -1 if parent < 0 else index


def _group(document: Document, lines: list[Line], totals: list[Line]) -> Iterator[Estimate]:
    """One total line for each unit, and the rows nearest to it: those of its list, and right above or below it."""
    open_units: set[str] = set()
    near = _near(document, lines, totals)
    rows = [row for line in near if (row := row_of(line, open_units))]
    stated = totals_of(totals, open_units)
    aside = " ".join(line.text for line in (*totals, *near))
    if MORE.search(aside):
        open_units.add("time")
        if any(MORE.search(line.text) for line in totals):
            open_units.update(stated)
    sums = tuple(sums_of(rows, stated, open_units))
    if stated and rows:
        section = document.blocks[totals[0].block].section
        yield Estimate(tuple(rows), stated, sums, (), rows[0].span, section)


def _near(document: Document, lines: list[Line], totals: list[Line]) -> list[Line]:
    """The rows above the total lines and between them, or else below."""
    chosen = {id(line) for line in totals}
    marked = [index for index, line in enumerate(lines) if id(line) in chosen]
    above = _stretch(document, lines[: marked[0]][::-1])[::-1]
    inside = [line for line in lines[marked[0] : marked[-1] + 1] if id(line) not in chosen]
    below = _stretch(document, lines[marked[-1] + 1 :]) if not above and not inside else []
    return [*above, *inside, *below]


def _stretch(document: Document, lines: list[Line]) -> list[Line]:
    """The lines from the first on that belong to one list, or hold an amount each."""
    stretch: list[Line] = []
    for line in lines:
        home = _list(document, line)
        if (stretch and home != _list(document, stretch[0])) or (home < 0 and not amounts(line.text)):
            break
        stretch.append(line)
    return stretch


def _list(document: Document, line: Line) -> int:
    """Index of the list that a line is an item of, -1 for a line of its own."""
    parent = document.blocks[line.block].parent
    in_item = parent >= 0 and document.blocks[parent].kind == "item"
    return document.blocks[parent].parent if in_item else -1


def in_stages(document: Document, stages: tuple[Stages, ...]) -> Iterator[Estimate]:
    for group in stages:
        open_units: set[str] = set()
        rows = [row for stage in group.stages if (row := _row(document, stage, open_units))]
        if len(rows) < 2 or len(rows) < len(group.stages):
            continue
        totals = list(_loose_totals(document, group))
        stated = totals_of(totals, open_units)
        if any(MORE.search(line.text) for line in totals):
            open_units.update(stated)
        if stated:
            sums = tuple(sums_of(rows, stated, open_units))
            yield Estimate(tuple(rows), stated, sums, (), rows[0].span, group.section)


def _row(document: Document, stage: Stage, open_units: set[str]) -> Row | None:
    field = stage.fields.get("estimate")
    if field is None:
        return None
    written = document.slice(field.span)
    line = Line(without_code(plain(written)), written, field.span.start, -1)
    numbers = (int(stage.number),) if stage.number is not None else ()
    return Row(stage.name, numbers, figures_of(line, open_units), field.span)


def _loose_totals(document: Document, group: Stages) -> Iterator[Line]:
    """Total lines of the section that holds the stages, and of the one right after it."""
    section = document.sections[group.section]
    following = next((s for s in document.sections[1:] if s.start >= section.stop), None)
    stop = following.stop if following and group.section else section.stop
    for index in range(section.start, stop):
        block = document.blocks[index]
        lines = (line_of(document, piece, index) for piece in block.pieces if block.kind == "paragraph")
        yield from (line for line in lines if TOTAL.match(line.text) and amounts(line.text))
