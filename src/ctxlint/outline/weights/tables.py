"""Weights in a column of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.grids import Cell, Grid, read_grid
from ctxlint.outline.notation import PLAIN
from ctxlint.outline.numbers import number, step
from ctxlint.outline.weights.weight import RANGE, TOTAL, Weight, Weights, anchor

COLUMN = lazy(
    r"(?:relative |tone |rough )?(?:weight(?:s|ing|age)?|gewicht(?:ung)?|poids|peso|вес|权重|權重|重み|가중치)\s*(?:\(?\s*(?:%|in %|percent)\s*\)?)?\Z",
    re.IGNORECASE,
)
SHARE_COLUMN = lazy(r"(?:%|percent(?:age)?|share|proportion|mix|anteil)\s*(?:\(%\))?\Z", re.IGNORECASE)
CELL = lazy(rf"(?P<about>[~≈]\s?)?(?P<n>{PLAIN}|\.\d{{1,9}})\s?(?P<sign>[%％٪])?(?P<rest>\s*(?:\Z|[—–(:,-].*))")
BLANK_CELL = lazy(r"[\s—–:-]*\Z")


def tables(document: Document) -> Iterator[Weights]:
    for index, block in enumerate(document.blocks):
        if block.kind != "table":
            continue
        grid = read_grid(document, index)
        columns = [i for i, name in enumerate(grid.header) if COLUMN.match(name)]
        if not columns and document.kind == "voice":
            columns = [i for i, name in enumerate(grid.header) if SHARE_COLUMN.match(name)]
        if len(columns) == 1:
            yield from _column(document, index, grid, columns[0])


def _column(document: Document, table: int, grid: Grid, column: int) -> Iterator[Weights]:
    entries: list[Weight] = []
    signs = set()
    closed = True
    for cells in grid.rows:
        if not _is_weighed(cells, column):
            continue
        label = " ".join(next((cell.text for i, cell in enumerate(cells) if i != column), "").split())
        entry = _weight(document, cells[column], label)
        if entry is None:
            closed = False
            continue
        signs.add(any(sign in grid.header[column] + cells[column].text for sign in "%％٪"))
        entries.append(entry)
    whole = _whole(document, entries, signs)
    if whole is not None and len(entries) > 1:
        title = document.sections[document.blocks[table].section].title
        yield Weights(title, anchor(document, table), tuple(entries), whole, True, True, closed, None, (table,))


def _is_weighed(cells: tuple[Cell, ...], column: int) -> bool:
    """Not a row without a figure, and not the total."""
    if column >= len(cells) or BLANK_CELL.match(cells[column].text):
        return False
    return not any(TOTAL.match(cell.text) for cell in cells[:column])


def _weight(document: Document, cell: Cell, label: str) -> Weight | None:
    match = CELL.match(cell.text)
    if match is None or RANGE.match(cell.text) or match["rest"].startswith("-"):
        return None
    at = document.text.index(match["n"], cell.span.start)
    return Weight(number(match["n"]), label, Span(at, at + len(match["n"])), match["about"] is not None)


def _whole(document: Document, entries: list[Weight], signs: set[bool]) -> Decimal | None:
    """100 for percentages, 1 for fractions; bare integers are scores, except in a voice."""
    if signs == {True}:
        return Decimal(100)
    if (
        signs == {False}
        and all(entry.value <= 1 for entry in entries)
        and any(step(entry.value) < 1 for entry in entries)
    ):
        return Decimal(1)
    if signs == {False} and document.kind == "voice" and max(entry.value for entry in entries) > 10:
        return Decimal(100)
    return None
