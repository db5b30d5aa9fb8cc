"""Stages as plain lines: `Stage 1: Analysis (Haiku)`, and what stands below each."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Document, Span
from ctxlint.outline.numbers import plain
from ctxlint.outline.stages.reading import Head, read_stage
from ctxlint.outline.stages.stage import Stage, Stages, runs
from ctxlint.outline.stages.words import NUMBERED, only_figures, word_of


def from_lines(document: Document) -> Iterator[Stages]:
    """`Stage 1: Analysis (Haiku)` as a paragraph, or a line of one, up to the next such line in its section."""
    heads: list[Head] = []
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" or (heads and block.section != document.blocks[heads[0].block].section):
            yield from _lines_closed(document, heads, index)
            heads = []
        if block.kind == "paragraph" and block.parent < 0:
            heads += _line_heads(document, index)
    yield from _lines_closed(document, heads, len(document.blocks))


def _line_heads(document: Document, index: int) -> Iterator[Head]:
    block = document.blocks[index]
    for piece in block.pieces:
        text = plain(document.text[piece.start : piece.end])
        match = NUMBERED.match(text)
        if match and not only_figures(match["rest"]):
            yield Head(match, text, piece, index, index + 1, index + 1, Span(piece.end, block.span.end))


def _lines_closed(document: Document, heads: list[Head], stop: int) -> Iterator[Stages]:
    by_word: dict[str, list[Stage]] = {}
    following: list[Head | None] = [*heads[1:], None]
    for head, after in zip(heads, following, strict=False):
        end = after.block if after else stop
        rest = Span(head.span.end, after.span.start) if after and after.block == head.block else head.rest
        own = head._replace(stop=max(head.start, end), rest=rest)
        body = Span(head.span.end, after.span.start if after else _end(document, own))
        by_word.setdefault(word_of(head.match), []).append(read_stage(document, own, body))
    for word, stages in by_word.items():
        for run in runs(stages):
            section = document.blocks[heads[0].block].section
            yield Stages(word, "line", run, section, document.sections[section].title)


def _end(document: Document, head: Head) -> int:
    return document.blocks[max(head.block, head.stop - 1)].span.end
