"""Sums written out: a + b = c."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.estimates.figures import Estimate, Figure, Sum, figure
from ctxlint.outline.estimates.lines import line_of, segments
from ctxlint.outline.notation import BLANK
from ctxlint.outline.numbers import Amount, amounts, without_asides

EQUALS = lazy(r"[=≈]\s*")
ARGUMENTS = lazy(r"\b(?:arg(?:ument)?s?|param\w*|variables?|positional)\b", re.IGNORECASE)  # $1 of a shell
DIGITS = lazy(rf"(?:[\d.,~≈'’_]|{BLANK})+")
LONGEST_NAME = 4  # words of a summand


def expressions(document: Document) -> Iterator[Estimate]:
    for index, block in enumerate(document.blocks):
        if block.kind not in ("paragraph", "cell") or document.in_quote(index):
            continue
        for piece in block.pieces:
            for one in _in_line(document, piece, index):
                yield Estimate((), {one.unit: one.total}, (one,), (), one.terms[0].span, block.section)


def _in_line(document: Document, piece: Span, index: int) -> Iterator[Sum]:
    text = document.text[piece.start : piece.end]
    if "+" not in text or ARGUMENTS.search(text) or not EQUALS.search(text):
        return
    line = line_of(document, piece, index)
    for base, segment in segments(line.text):
        found = _expression(segment, line.start + base)
        if found:
            yield found


def _expression(text: str, base: int) -> Sum | None:
    sides = list(EQUALS.finditer(text))
    if len(sides) != 1 or "+" not in text[: sides[0].start()]:
        return None
    left, right = sides[0].start(), sides[0].end()
    clean = without_asides(text)
    stated = amounts(clean[right:])
    if not stated or clean[right : right + stated[0].start].strip("~≈ "):
        return None
    unit = stated[0].unit
    terms: list[Figure] = []
    at = 0
    for part in clean[:left].split("+"):
        term = _term(part, stated[0], first=at == 0)
        if term is None:
            return None
        terms.append(figure(term, base + at, False))
        at += len(part) + 1
    total = figure(stated[0], base + right, False)
    if stated[0].loose or stated[0].unit != unit:
        return None
    return Sum(unit, tuple(terms), total)


def _term(part: str, total: Amount, first: bool) -> Amount | None:
    """The only amount of a summand; the first summand may have words before it, the others a name."""
    found = amounts(part)
    if not found and total.unit == "time":  # 2 + 1 = 3 min
        found = amounts(f"{part.rstrip()} {DIGITS.sub('', total.text)}")
    if len(found) != 1 or found[0].unit != total.unit or found[0].loose:
        return None
    before, after = part[: found[0].start], part[found[0].end :]
    if any(mark in before + after for mark in "×*/^=−"):
        return None
    return found[0] if first or len((before + after).split()) <= LONGEST_NAME else None
