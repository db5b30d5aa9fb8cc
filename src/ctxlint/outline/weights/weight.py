"""Weights, what they are parts of, and one line: a weight and its label, in front or behind."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.notation import PLAIN
from ctxlint.outline.numbers import add, number, plain, without_code

PERCENT = rf"(?P<about>[~≈]\s?)?(?P<n>{PLAIN})\s?(?:[%％٪]|percent\b)"
RANGE = lazy(rf"(?<![\d.,]){PLAIN}\s?[%％]?\s?(?:[-–—]|to|bis)\s?{PLAIN}\s?[%％٪]")
TOTAL = lazy(
    r"\W*(?:grand |overall )?(?:total|sum|summe|gesamt|weighted)\b|\W*(?:合计|总计|合計|合计|합계|итого)", re.IGNORECASE
)


class Weight(NamedTuple):
    value: Decimal
    label: str
    span: Span  # of the figure
    about: bool


class Weights(NamedTuple):
    """Figures that belong together. `whole` is what they are parts of: 100, or 1."""

    heading: str
    anchor: Span
    entries: tuple[Weight, ...]
    whole: Decimal
    said: bool  # its heading, lead-in or column says that these are weights
    composed: bool  # it says so of a whole: a tone is described in many ways, a composition adds up
    closed: bool  # every line of the list is a weight: nothing else could be missing in the sum
    above: Decimal | None  # the weight of the item that the list is nested in
    group: tuple[int, ...]  # lists with the same group may be parts of one

    @property
    def total(self) -> Decimal:
        return add(entry.value for entry in self.entries)


def anchor(document: Document, index: int) -> Span:
    section = document.sections[document.blocks[index].section]
    return section.heading if section.level else document.blocks[index].span


FRACTION = r"(?P<about>[~≈]\s?)?(?P<n>0?\.\d{1,9}|0,\d{1,9}|1[.,]0+|[01])(?![\d%.,])"
BULLET = r"\s*(?:\[[ xX]\]\s*|[\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]{1,3}\s*|weight\s*[:=]?\s*)?"
LEADING = lazy(
    rf"{BULLET}{PERCENT}(?!\w)\s*(?:of (?:the |our )?(?:voice|tone|mix|whole|style)\s*(?=[—–:：,-]))?(?P<mark>[—–:：|→=-]+|\()?(?P<label>.*)\Z",
    re.IGNORECASE,
)
TRAILING = lazy(rf"(?:[:：—–=(\[-]|\.\.|…|\bweight)\s*{PERCENT}\s*(?:[)\]]\s*)?(?:[(（—–,;:.].*)?\Z", re.IGNORECASE)
LEADING_FRACTION = lazy(rf"\s*{FRACTION}\s*[—–:：=-]+\s*(?P<label>.*)\Z")
TRAILING_FRACTION = lazy(rf"[:：—–=(]\s*{FRACTION}\s*(?:[)\]]\s*)?(?:[(（].*)?\Z")
NOT_A_LABEL = lazy(r"\s*(?:of|or|and|more|less|off|to|\+)\b|\+", re.IGNORECASE)
FIGURE = lazy(r"\d")


class Read(NamedTuple):
    """What one line says: a weight, or that it is none although it holds a percentage."""

    weight: Weight | None
    unit: str
    sure: bool  # it stands apart from its label by a mark


def read_weight(text: str, piece: Span, said: bool) -> Read | None:
    if not FIGURE.search(text, *piece):
        return None
    raw = plain(text[piece.start : piece.end])
    line = without_code(raw)
    if RANGE.search(line):
        return Read(None, "", False)
    if match := LEADING.match(line):
        label = raw[match.start("label") :].strip(" )\t")
        sure = match["mark"] is not None
        if not label or (not sure and NOT_A_LABEL.match(label)):
            return Read(None, "", False)
        return Read(_weight(match, piece, label), "%", sure)
    if match := TRAILING.search(line):
        return Read(_weight(match, piece, raw[: match.start()].strip(" .")), "%", True)
    if said and (match := LEADING_FRACTION.match(line)):
        return Read(_weight(match, piece, raw[match.start("label") :].strip()), "1", True)
    if said and (match := TRAILING_FRACTION.search(line)):
        return Read(_weight(match, piece, raw[: match.start()].strip()), "1", True)
    return Read(None, "", False) if any(c in line for c in "%％٪") else None


def _weight(match: re.Match[str], piece: Span, label: str) -> Weight:
    span = Span(piece.start + match.start("n"), piece.start + match.end("n"))
    return Weight(number(match["n"]), " ".join(label.split()), span, match["about"] is not None)
