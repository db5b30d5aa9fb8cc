"""Weights in the items of a list, or on plain lines that follow each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctxlint.base.model import Document
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.outline.weights.weight import FIGURE, TOTAL, Read, Weights, anchor, read_weight

SAYS_WEIGHT = lazy(
    r"(?<!font[ -])(?<!font)(?<!model )\bweight(?:s|ed|ing|ings|age)?\b|\bgewicht\w*|\bpond[eé]r\w*|\bpesos?\b|\bвеса?\b|权重|權重|加权|加權|重み|가중",
    re.IGNORECASE,
)
VOICE = lazy(
    r"\b(?:tone|voice|mix|blend|style|composition|balance|ratio|persona|register|character|percent\w*|share)\b",
    re.IGNORECASE,
)
COMPOSITION = lazy(r"\b(?:mix|blend|composition|balance|ratio|percent\w*|share)\b", re.IGNORECASE)
METRIC = lazy(lambda: rf"\b(?:{alternatives('briefs', 'metrics')})\b", re.IGNORECASE)


def lists(document: Document) -> Iterator[Weights]:
    """A list is read before the lists inside it, so that what an item weighs is known there."""
    weighs: dict[int, Decimal] = {}  # index of an item -> its weight
    for index, block in enumerate(document.blocks):
        if block.kind != "list" or not FIGURE.search(document.text, *block.span):
            continue
        said = _says_weight(document, index)
        reads: list[Read | None] = []
        for item in document.children(index):
            first = item + 1
            if document.blocks[item].stop == first or document.blocks[first].kind != "paragraph":
                reads.append(None)
                continue
            read = read_weight(document.text, document.blocks[first].pieces[0], said)
            if read and read.weight and TOTAL.match(read.weight.label):
                continue
            if read and read.weight:
                weighs[item] = read.weight.value
            reads.append(read)
        above = weighs.get(block.parent) if block.parent >= 0 else None
        yield from grouped(document, index, reads, said, above)


def paragraphs(document: Document) -> Iterator[Weights]:
    """Plain lines: those of one paragraph, or of paragraphs that follow each other."""
    run: list[Read | None] = []
    start = -1
    for index, block in enumerate(document.blocks):
        in_item = block.parent >= 0 and document.blocks[block.parent].kind == "item"
        reads: list[Read | None] = []
        if block.kind == "paragraph" and not in_item:
            said = _says_weight(document, index)
            reads = [read_weight(document.text, piece, said) for piece in block.pieces]
            if len(reads) > 1 and reads[0] is None:  # the line above the others announces them
                lead = document.text[slice(*block.pieces[0])]
                reads = [
                    read_weight(document.text, piece, said or bool(SAYS_WEIGHT.search(lead)))
                    for piece in block.pieces[1:]
                ]
        if any(read and read.weight for read in reads):
            start = index if start < 0 else start
            run += [read for read in reads if not (read and read.weight and TOTAL.match(read.weight.label))]
            continue
        if start >= 0:
            yield from grouped(document, start, run, _says_weight(document, start), None)
            run, start = [], -1
    if start >= 0:
        yield from grouped(document, start, run, _says_weight(document, start), None)


def grouped(
    document: Document, index: int, reads: list[Read | None], said: bool, above: Decimal | None
) -> Iterator[Weights]:
    """What the lines of a list say together; nothing if they are of two units, or hardly any is a weight."""
    good = [read for read in reads if read and read.weight]
    units = {read.unit for read in good}
    if not good or len(units) > 1 or (len(good) < 2 and not said):
        return
    if not said and not all(read.sure for read in good) and len(good) < len(reads):
        return
    entries = tuple(read.weight for read in good if read.weight)
    if any(METRIC.search(read.weight.label) for read in good if read.weight and not (said and read.sure)):
        return
    section = document.sections[document.blocks[index].section]
    nested = (section.start, document.blocks[index].parent)
    closed = len(good) == len(reads)
    whole = Decimal(100) if units == {"%"} else Decimal(1)
    composed = _says(document, index, SAYS_WEIGHT) or _says(document, index, COMPOSITION)
    yield Weights(section.title, anchor(document, index), entries, whole, said, composed, closed, above, nested)


def _says_weight(document: Document, index: int) -> bool:
    voice = document.kind == "voice" and _says(document, index, VOICE)
    return voice or _says(document, index, SAYS_WEIGHT)


def _says(document: Document, index: int, pattern: re.Pattern[str]) -> bool:
    """Of the nearest heading, or of the paragraph right above."""
    before = document.previous(index)
    lead = document.content(document.blocks[before]) if before >= 0 and _is_text(document, before) else ""
    return bool(pattern.search(lead) or pattern.search(document.sections[document.blocks[index].section].title))


def _is_text(document: Document, index: int) -> bool:
    return document.blocks[index].kind == "paragraph"
