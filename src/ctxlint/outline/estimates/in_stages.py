"""`- Cost: $0.002` in each stage, and a total line that no list of rows has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Document
from ctxlint.outline.estimates.figures import Estimate, Row, sums_of
from ctxlint.outline.estimates.lines import MORE, TOTAL, Line, figures_of, read_line, totals_of
from ctxlint.outline.numbers import amounts, plain, without_code

if TYPE_CHECKING:
    from ctxlint.outline.stages import Stage, Stages


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
        lines = (read_line(document, piece, index) for piece in block.pieces if block.kind == "paragraph")
        yield from (line for line in lines if TOTAL.match(line.text) and amounts(line.text))
