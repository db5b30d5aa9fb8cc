"""Figures, and the sums they are said to make."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ctxlint.model import Span
from ctxlint.outline.numbers import Amount, add

MONEY = ("$", "€", "£")


class Figure(NamedTuple):
    """An amount at its place."""

    unit: str
    low: Decimal
    high: Decimal
    step: Decimal
    about: bool
    optional: bool
    text: str
    span: Span


class Row(NamedTuple):
    label: str
    numbers: tuple[int, ...]  # the stages it speaks of
    figures: dict[str, Figure]
    span: Span


class Sum(NamedTuple):
    """Figures of one unit, and the total they are said to make."""

    unit: str
    terms: tuple[Figure, ...]
    total: Figure

    @property
    def low(self) -> Decimal:
        return add(term.low for term in self.terms if not term.optional)

    @property
    def high(self) -> Decimal:
        return add(term.high for term in self.terms)


class Product(NamedTuple):
    """Tokens times price in one row of a table."""

    tokens: Decimal
    price: Figure
    base: Decimal
    cost: Figure
    exact: Decimal


class Estimate(NamedTuple):
    rows: tuple[Row, ...]
    totals: dict[str, Figure]
    sums: tuple[Sum, ...]
    products: tuple[Product, ...]
    anchor: Span
    section: int


def figure(one: Amount, base: int, optional: bool) -> Figure:
    return Figure(
        one.unit, one.low, one.high, one.step, one.about, optional, one.text, Span(base + one.start, base + one.end)
    )


def sums_of(rows: list[Row], stated: dict[str, Figure], open_units: set[str]) -> Iterator[Sum]:
    spoken = {unit for row in rows for unit in row.figures}
    for unit, total in stated.items():
        terms = tuple(row.figures[unit] for row in rows if unit in row.figures)
        mixed = unit in MONEY and any(other in MONEY and other != unit for other in spoken)
        mixed = mixed or (
            unit in ("time", "days", "weeks") and any(o != unit and o in ("time", "days", "weeks") for o in spoken)
        )
        if unit not in open_units and len(terms) > 1 and not mixed:
            yield Sum(unit, terms, total)
