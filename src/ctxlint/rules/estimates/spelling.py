"""A sum in the notation of its own figures: unit, decimals, groups, decimal sign. None where that can't be told."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from ctxlint.outline.estimates.figures import BESIDE, Sum
from ctxlint.outline.notation import NUMBERS, Written, spelled, written
from ctxlint.outline.numbers import EXACT, step

T = TypeVar("T")
FINEST = Decimal("0.000001")
IN_PAIRS = frozenset({"₹", "BDT", "LKR", "NPR", "PKR"})  # where 100000 is 1,00,000 to some, and 100,000 to others


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
    kinds = _groups(numbers), {number.point for number in numbers} - {""}, _pairs(numbers)
    return all(len(kind) < 2 for kind in kinds)


def fits(text: str, one: Sum) -> bool:
    """Has `text` no number that the figures of a sum would write in another way?"""
    groups, marks = _groups(one.numbers), {number.point for number in one.numbers} - {""}
    return all(
        number.group in (groups or {""}) and number.point in (marks or {"."}) | {""}
        for number in map(written, NUMBERS.findall(text))
        if number.digits > 3 or number.point
    )


def _spelled(value: Decimal, like: Written, one: Sum) -> str | None:
    digits = value.adjusted() + 1
    decimals = max(-step(like.value).adjusted(), -step(value).adjusted())
    group = _only({like.group} if like.digits > 3 else _groups(one.numbers) or {""}) if digits > 3 else ""
    if group is None:
        return None
    marks = {number.point for number in one.numbers} - {""} or {BESIDE.get(group, ".")}
    point = (like.point or _only(marks)) if decimals else ""
    pairs = (
        _only(_pairs([like]) or _pairs(one.numbers) or {None if one.unit in IN_PAIRS else False})
        if digits > 5
        else False
    )
    if point is None or (point and point == group) or (group == "," and pairs is None):
        return None
    return spelled(value, decimals, group, point, bool(pairs))


def _only(values: set[T]) -> T | None:
    return next(iter(values)) if len(values) == 1 else None


def _groups(numbers: list[Written]) -> set[str]:
    return {number.group for number in numbers if number.digits > 3}


def _pairs(numbers: list[Written]) -> set[bool]:
    return {number.pairs for number in numbers if number.digits > 5 and number.group == ","}
