"""Tables as rows of texts, each with its place."""

from __future__ import annotations

from typing import NamedTuple

from ctxlint.base.model import Block, Document, Span
from ctxlint.outline.numbers import plain

LONGEST = 1000  # characters of a cell that are read


class Cell(NamedTuple):
    text: str  # without emphasis
    span: Span
    start: int  # of the text, behind the marks of emphasis


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
    return tuple(_cell(document, document.blocks[cell]) for cell in document.children(row))


def _cell(document: Document, block: Block) -> Cell:
    text = plain(document.content(block)[:LONGEST])
    return Cell(text.strip(), block.span, block.span.start + len(text) - len(text.lstrip()))
