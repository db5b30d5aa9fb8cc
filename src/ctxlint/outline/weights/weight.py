"""Weights, and what they are parts of."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.notation import PLAIN
from ctxlint.outline.numbers import add

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
