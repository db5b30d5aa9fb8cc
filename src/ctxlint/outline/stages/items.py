"""Where stages stand: headings, plain lines, items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.numbers import plain
from ctxlint.outline.stages.reading import Head, read_stage
from ctxlint.outline.stages.stage import Stage, Stages, runs
from ctxlint.outline.stages.words import HINTS, NUMBERED, field_names, only_figures, word_of


def from_headings(document: Document) -> Iterator[Stages]:
    groups: dict[tuple[int, int, str], list[Stage]] = {}
    for section in document.sections[1:]:
        match = NUMBERED.match(plain(section.title))
        if match is None:
            continue
        head = Head(match, section.title, section.heading, section.start, section.start + 1, section.stop, None)
        stage = read_stage(document, head, Span(section.heading.end, section.span.end))
        groups.setdefault((section.parent, section.level, word_of(match)), []).append(stage)
    for (parent, _, word), stages in groups.items():
        for run in runs(stages):
            yield Stages(word, "heading", run, parent, document.sections[parent].title)


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


SAYS_STAGE = lazy(rf"(?:{'|'.join(HINTS)})s?\s?#?\d", re.IGNORECASE)
SAYS_FIELD = lazy(
    lambda: rf"\b(?:{'|'.join(field_names()[name] for name in ('input', 'success', 'output'))})\W{{0,4}}[:：—–=-]",
    re.IGNORECASE,
)


def from_items(document: Document) -> Iterator[Stages]:
    """Items that say "Stage 1", or items of an ordered list that say what comes out of them."""
    for index, block in enumerate(document.blocks):
        if block.kind != "list":
            continue
        ordered = block.info == "ordered" and SAYS_FIELD.search(document.text, *block.span)
        if not ordered and not SAYS_STAGE.search(document.text, *block.span):
            continue
        named: list[Stage] = []
        word = "stage"
        for item in document.children(index):
            if document.blocks[item].stop == item + 1 or document.blocks[item + 1].kind != "paragraph":
                continue
            stage, own = _from_item(document, item, bool(ordered))
            if stage:
                named.append(stage)
                word = own or word
        if named and (
            block.info != "ordered" or any(_is_named(document, stage) for stage in named) or _fields_abound(named)
        ):
            for run in runs(named):
                yield Stages(word, "item", run, block.section, document.sections[block.section].title)


def _from_item(document: Document, item: int, ordered: bool) -> tuple[Stage | None, str]:
    paragraph = document.blocks[item + 1]
    piece = paragraph.pieces[0]
    text = plain(document.text[piece.start : piece.end])
    match = NUMBERED.match(text)
    block = document.blocks[item]
    rest = Span(piece.end, paragraph.span.end)
    body = Span(piece.end, block.span.end)
    if match and not only_figures(match["rest"]):
        return read_stage(document, Head(match, text, piece, item, item + 2, block.stop, rest), body), word_of(match)
    whole = re.match(r"(?P<word>)(?P<n>)(?P<letter>)(?P<to>)(?P<rest>.*)", text) if ordered and not match else None
    if whole is None:
        return None, ""
    stage = read_stage(document, Head(whole, text, piece, item, item + 2, block.stop, rest), body)
    return stage._replace(number=Decimal(block.level), last=block.level), ""


def _is_named(document: Document, stage: Stage) -> bool:
    return NUMBERED.match(plain(document.text[stage.anchor.start : stage.anchor.end])) is not None


def _fields_abound(stages: list[Stage]) -> bool:
    """Most items of a numbered list say what goes in, what comes out, or when they are done."""
    filled = sum(any(name in stage.fields for name in ("input", "success", "output")) for stage in stages)
    return filled > 1 and filled * 2 > len(stages)
