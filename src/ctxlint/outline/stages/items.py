"""Stages as items of a list: "Stage 1" by name, or a number with fields."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.numbers import plain
from ctxlint.outline.stages.reading import Head, read_stage
from ctxlint.outline.stages.stage import Stage, Stages, runs
from ctxlint.outline.stages.words import FIELDS, HINTS, NUMBERED, only_figures, word_of

SAYS_STAGE = lazy(rf"(?:{'|'.join(HINTS)})s?\s?#?\d", re.IGNORECASE)
SAYS_FIELD = lazy(rf"\b(?:{FIELDS['input']}|{FIELDS['success']}|{FIELDS['output']})\W{{0,4}}[:：—–=-]", re.IGNORECASE)


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
