"""Tables with a total row, and tables of tokens and prices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ctxlint.base.model import Document
from ctxlint.base.patterns import lazy
from ctxlint.outline.estimates.cells import read_cell, unit_of
from ctxlint.outline.estimates.figures import Estimate, Figure, Row, Sum
from ctxlint.outline.estimates.lines import MORE, NOTHING, TOTAL, stage_numbers
from ctxlint.outline.estimates.products import products
from ctxlint.outline.grids import Cell, Grid, read_grid

Column = Mapping[int, Figure]  # row -> figure
NO_SUM = lazy(r"\b(?:unit|cumulative|running|price)\b|/", re.IGNORECASE)  # in the head of a column
NUMBERS = lazy(r"(?:#|no\.?|nr\.?|stage|phase|step)s?\Z", re.IGNORECASE)
NUMBER_CELL = lazy(r"\W*(\d{1,4})(?![\d.]*\d)")


def tables(document: Document) -> Iterator[Estimate]:
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            yield from _table(read_grid(document, index), block.section)


def _table(grid: Grid, section: int) -> Iterator[Estimate]:
    made = tuple(products(grid))
    totals = [row for row, cells in enumerate(grid.rows) if _is_total(cells)]
    if len(totals) != 1:
        if made:
            yield Estimate((), {}, (), made, grid.anchor, section)
        return
    columns = list(_columns(grid, totals[0]))
    stated: dict[str, Figure] = {}
    for column in columns:
        stated.setdefault(column[totals[0]].unit, column[totals[0]])
    if stated:
        rows = tuple(_row(grid, row, columns) for row in range(len(grid.rows)) if row != totals[0])
        yield Estimate(rows, stated, tuple(_sums(grid, columns, totals[0])), made, grid.anchor, section)


def _is_total(cells: tuple[Cell, ...]) -> bool:
    first = next((cell.text for cell in cells if cell.text), "")
    match = TOTAL.match(first)
    return bool(match and match.end() == len(first) and not MORE.search(first))


def _columns(grid: Grid, total: int) -> Iterator[Column]:
    """Those of figures of one unit, with a total."""
    for index in range(len(grid.header)):
        column = _column(grid, index)
        if column and total in column and len({figure.unit for figure in column.values()}) == 1:
            yield column


def _column(grid: Grid, index: int) -> Column | None:
    """None if a cell can be neither added nor left out."""
    name = grid.header[index]
    if MORE.search(name) or NO_SUM.search(name):
        return None
    figures: dict[int, Figure] = {}
    for row, cells in enumerate(grid.rows):
        if index >= len(cells) or NOTHING.match(cells[index].text):
            continue
        figure = read_cell(cells[index], unit_of(name))
        if figure is None:
            return None
        figures[row] = figure
    return figures


def _sums(grid: Grid, columns: list[Column], total: int) -> Iterator[Sum]:
    for column in columns:
        terms = tuple(figure for row, figure in column.items() if row != total)
        if len(terms) > 1 and total == len(grid.rows) - 1:
            yield Sum(column[total].unit, terms, column[total])


def _row(grid: Grid, row: int, columns: list[Column]) -> Row:
    figures: dict[str, Figure] = {}
    for column in columns:
        if row in column:
            figures.setdefault(column[row].unit, column[row])
    cells = grid.rows[row]
    label = next((cell.text for cell in cells if cell.text), "")
    return Row(label, _numbers(grid, cells), figures, cells[0].span)


def _numbers(grid: Grid, cells: tuple[Cell, ...]) -> tuple[int, ...]:
    """The stages that a row speaks of."""
    first = cells[0].text
    if numbers := stage_numbers(first):
        return numbers
    match = NUMBER_CELL.match(first) if NUMBERS.match(grid.header[0]) else None
    return (int(match[1]),) if match else ()
