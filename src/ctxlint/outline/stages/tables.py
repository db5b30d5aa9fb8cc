"""Stages as rows of a table with columns for two of the fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.grids import Cell, Grid, read_grid
from ctxlint.outline.stages.stage import FOUR, Field, Stage, Stages, runs
from ctxlint.outline.stages.words import COLUMN

WORDS = ("stage", "phase", "step")
TOTAL = lazy(r"total", re.IGNORECASE)
NUMBERING = lazy(r"\A\W*(?:stage|phase|step)?\s*\d*\W*", re.IGNORECASE)
ROW_NUMBER = lazy(r"(\d{1,4}(?:\.\d{1,3})?)(?!\d)((?:\.\d{1,3})+|-?[A-Za-z](?!\w)|)")


def from_tables(document: Document) -> Iterator[Stages]:
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            yield from _table(read_grid(document, index), block.section, document.sections[block.section].title)


def _table(grid: Grid, section: int, heading: str) -> Iterator[Stages]:
    kinds = [_column_kind(name) for name in grid.header]
    first = grid.header[0].lower()
    if (kinds[0] != "number" and first not in WORDS) or sum(kind in FOUR for kind in kinds) < 2:
        return
    word = first.rstrip("s") if first.rstrip("s") in WORDS else "stage"
    found = (_stage(cells, kinds, span) for cells, span in zip(grid.rows, grid.spans, strict=True))
    for run in runs([stage for stage in found if stage]):
        yield Stages(word, "table", run, section, heading)


def _column_kind(name: str) -> str | None:
    match = COLUMN.match(name)
    return match.lastgroup if match else None


def _stage(cells: tuple[Cell, ...], kinds: list[str | None], body: Span) -> Stage | None:
    if not cells[0].text or TOTAL.match(cells[0].text):
        return None
    fields = {
        kind: Field(cell.text, cell.span)
        for kind, cell in zip(kinds[1:], cells[1:], strict=False)
        if kind and kind != "number" and cell.text.strip("-—– ")
    }
    found = ROW_NUMBER.search(cells[0].text)
    number = Decimal(found[1]) if found else None
    names = (cell.text for kind, cell in zip(kinds, cells, strict=False) if kind is None)
    name = next(names, None)
    tier = fields["tier"].text.lower() if "tier" in fields else None
    return Stage(
        number,
        int(number or 0),
        found[2] if found else "",
        NUMBERING.sub("", cells[0].text) if name is None else name,
        cells[0].span,
        fields,
        tier,
        False,
        body,
    )
