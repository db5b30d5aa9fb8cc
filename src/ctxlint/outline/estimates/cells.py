"""One cell of a table: a figure with the unit that it, or the head of its column, says."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from ctxlint.base.model import Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.currencies import currency_in
from ctxlint.outline.estimates.figures import Figure, figure
from ctxlint.outline.notation import NUMBER
from ctxlint.outline.numbers import EXACT, amounts, number, step, without_asides, without_code

if TYPE_CHECKING:
    from ctxlint.outline.grids import Cell

UNIT_COLUMNS = (
    (lazy(r".*(?:\(|\b)(?:s|secs?|seconds?)\)?\Z", re.I), "s"),
    (lazy(r".*(?:\(|\b)(?:min|mins|minutes?|minuten)\)?\Z", re.I), "m"),
    (lazy(r".*(?:\(|\b)(?:h|hrs?|hours?|stunden)\)?\Z", re.I), "h"),
    (lazy(r"(?:cost|costs|price|kosten|preis|spend)\Z", re.I), "cost"),
    (lazy(r"(?:[a-z]+ )?tokens?\Z", re.I), "tokens"),
)
FACTOR = {"s": ("time", Decimal(1) / 60), "m": ("time", Decimal(1)), "h": ("time", Decimal(60))}
BARE = lazy(rf"(?P<about>[~≈]\s?)?(?P<n>{NUMBER})(?P<k>[kKM])?\Z")


def unit_of(name: str) -> str | None:
    """What the head of a column says of the figures below it."""
    return currency_in(name) or next((unit for pattern, unit in UNIT_COLUMNS if pattern.match(name)), None)


def read_cell(cell: Cell, unit: str | None) -> Figure | None:
    """`unit`: that of the column, for a figure without one. None for what is no single figure."""
    shown = without_asides(without_code(cell.text)).rstrip()
    found = amounts(shown)
    if len(found) == 1 and not found[0].loose:
        rest = (shown[: found[0].start] + shown[found[0].end :]).strip(" ~≈")
        return figure(found[0], cell.start, False) if len(rest.split()) < 2 else None
    match = BARE.match(shown.strip())
    if found or match is None or unit is None:
        return None
    kind, scale = FACTOR.get(unit, (unit, Decimal(1)))
    if match["k"]:
        scale = Decimal(1000) if match["k"] in "kK" else Decimal(1000000)
    value = number(match["n"])
    scaled = EXACT.multiply(value, scale)
    figure_text = match["n"] + (match["k"] or "")
    at = cell.start + shown.find(match["n"])
    return Figure(
        "$" if kind == "cost" else kind,
        scaled,
        scaled,
        EXACT.multiply(step(value), scale),
        bool(match["about"]),
        False,
        figure_text,
        Span(at, at + len(figure_text)),
    )
