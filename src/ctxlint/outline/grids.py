"""Tables as rows of texts, each with its place."""

from __future__ import annotations

from typing import NamedTuple

from ctxlint.model import Document, Span
from ctxlint.outline.numbers import plain


class Cell(NamedTuple):
    text: str  # without emphasis
    span: Span


class Grid(NamedTuple):
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]  # without the header; a row may be shorter than it
    anchor: Span  # the line of the header
    spans: tuple[Span, ...]  # of the rows


def read_grid(document: Document, table: int) -> Grid:
    head, *rows = document.children(table)
    return Grid(
        tuple(cell.text for cell in _cells(document, head)),
        tuple(_cells(document, row) for row in rows),
        document.blocks[head].span,
        tuple(document.blocks[row].span for row in rows),
    )


def _cells(document: Document, row: int) -> tuple[Cell, ...]:
    cells = [document.blocks[cell] for cell in document.children(row)]
    return tuple(Cell(plain(document.content(cell)).strip(), cell.span) for cell in cells)
