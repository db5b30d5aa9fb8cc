"""A sum in the notation of its own figures: unit, decimals, groups, decimal sign. None where that can't be told."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from ctxlint.outline.estimates.figures import Sum
from ctxlint.outline.notation import NUMBERS, Written, spelled, written
from ctxlint.outline.numbers import EXACT, step

T = TypeVar("T", str, bool)
FINEST = Decimal("0.000001")
IN_PAIRS = frozenset({"₹", "BDT", "LKR", "NPR", "PKR"})


def alike(one: Sum, value: Decimal) -> str | None:
    """`value` as the total is written."""
    found = NUMBERS.findall(one.total.text)
    like = written(found[0], one.total.point) if len(found) == 1 else None
    if like is None or not like.value or not one.total.low:
        return None
    new = EXACT.divide(EXACT.multiply(value, like.value), one.total.low).normalize(EXACT)
    text = _spelled(new, like, one) if step(new) >= FINEST else None
    return text and one.total.text.replace(found[0], text)


def is_one_notation(one: Sum) -> bool:
    """No two figures are grouped, or pointed, in two ways."""
    numbers = one.numbers
    return all(len(signs) < 2 for signs in (_groups(numbers), _points(numbers), _pairs(numbers)))


def fits(text: str, one: Sum) -> bool:
    """Does `text` hold no number but such as the figures of a sum show how to write?"""
    groups, marks = _groups(one.numbers), _points(one.numbers)
    numbers = list(map(written, NUMBERS.findall(text)))
    return _groups(numbers) <= groups and _points(numbers) <= marks and not _pairs(numbers)


def _spelled(value: Decimal, like: Written, one: Sum) -> str | None:
    digits = value.adjusted() + 1
    decimals = max(-step(like.value).adjusted(), -step(value).adjusted())
    group = _only(_groups([like]) or _groups(one.numbers)) if digits > 3 else ""
    point = (like.point or _only(_points(one.numbers))) if decimals else ""
    pairs = _only(_pairs([like]) or _pairs(one.numbers) or _usual(one)) if digits > 5 and group == "," else False
    if group is None or point is None or pairs is None or (point and point == group):
        return None
    return spelled(value, decimals, group, point, pairs)


def _only(values: set[T]) -> T | None:
    return next(iter(values)) if len(values) == 1 else None


def _groups(numbers: list[Written]) -> set[str]:
    return {number.group for number in numbers if number.digits > 3}


def _points(numbers: list[Written]) -> set[str]:
    return {number.point for number in numbers if number.point}


def _pairs(numbers: list[Written]) -> set[bool]:
    return {number.pairs for number in numbers if number.digits > 5 and number.group == ","}


def _usual(one: Sum) -> set[bool]:
    """What no figure shows: 100000 is 100,000, but 1,00,000 to some of those who count in rupees."""
    return set() if one.unit in IN_PAIRS else {False}
