"""Figures, and the sums they are said to make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from ctxlint.base.model import Span
from ctxlint.outline.currencies import currencies
from ctxlint.outline.notation import NUMBERS, Written, written
from ctxlint.outline.numbers import EXACT, Amount, add

BESIDE = {",": ".", ".": ","}  # sign of groups -> that of decimals
PERIODS = frozenset({"time", "days", "weeks"})


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
    point: str = "."  # what 1.200 and 1,200 were read with, which tell nothing of it themselves

    @property
    def numbers(self) -> list[Written]:
        return [written(number, self.point) for number in NUMBERS.findall(self.text)]

    @property
    def either(self) -> str:
        """The mark of a number that can be read in two ways, "" if it can't."""
        marks = {number.point or number.group if number.either else "" for number in self.numbers}
        return marks.pop() if len(marks) == 1 else ""

    def read_with(self, point: str) -> Figure:
        if point == self.point or not self.either:
            return self._replace(point=point)
        by = 3 if point != self.either else -3
        low, high, step = (value.scaleb(by, EXACT) for value in (self.low, self.high, self.step))
        return self._replace(low=low, high=high, step=step, point=point)


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
    def figures(self) -> tuple[Figure, ...]:
        return (*self.terms, self.total)

    @property
    def numbers(self) -> list[Written]:
        return [number for figure in self.figures for number in figure.numbers]

    def read_with(self, point: str) -> Sum:
        return Sum(self.unit, tuple(term.read_with(point) for term in self.terms), self.total.read_with(point))

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


def points(figures: Iterable[Figure]) -> set[str]:
    """The decimal signs that figures have, or must have beside the sign of their groups."""
    found = [number for one in figures for number in one.numbers if not number.either]
    return {number.point or BESIDE.get(number.group, "") for number in found} - {""}


def settled(estimate: Estimate) -> Estimate:
    """With 1.900 read as nineteen hundred where the other figures of its unit have decimal commas."""
    rows = [row.figures.values() for row in estimate.rows]
    every = [*chain.from_iterable(rows), *estimate.totals.values(), *chain(*(one.figures for one in estimate.sums))]
    commas = {unit for unit in {one.unit for one in every} if points(f for f in every if f.unit == unit) == {","}}

    def settle(figures: dict[str, Figure]) -> dict[str, Figure]:
        return {unit: one.read_with(",") if unit in commas else one for unit, one in figures.items()}

    return estimate._replace(
        rows=tuple(row._replace(figures=settle(row.figures)) for row in estimate.rows),
        totals=settle(estimate.totals),
        sums=tuple(one.read_with(",") if one.unit in commas else one for one in estimate.sums),
    )


def all_units() -> frozenset[str]:
    return currencies().units | PERIODS


def sums_of(rows: list[Row], stated: dict[str, Figure], open_units: set[str]) -> Iterator[Sum]:
    spoken = {unit for row in rows for unit in row.figures}
    for unit, total in stated.items():
        terms = tuple(row.figures[unit] for row in rows if unit in row.figures)
        alike = PERIODS if unit in PERIODS else currencies().units
        mixed = any(other != unit and other in alike for other in spoken)
        if unit not in open_units and len(terms) > 1 and not mixed:
            yield Sum(unit, terms, total)
