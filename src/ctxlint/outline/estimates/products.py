"""Rows that show tokens, a price for so many of them, and the cost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ctxlint.base.patterns import lazy
from ctxlint.outline.currencies import SYMBOLS
from ctxlint.outline.estimates.cells import read_cell
from ctxlint.outline.estimates.figures import Figure, Product, points
from ctxlint.outline.numbers import EXACT

if TYPE_CHECKING:
    from ctxlint.outline.grids import Cell, Grid

TOKENS = lazy(r"(?:[a-z]+ )?tokens?\Z", re.IGNORECASE)
BASE = r"1?\s?M\b|MTok|million|1?\s?K\b|1,?000\b|tok\w*"
PRICE = lazy(
    rf"(?:.*\b(?:price|rate|cost)\b.*|[{SYMBOLS}]\s?)(?:/|per\b|\bp\.)\s?(?P<base>{BASE})",
    re.IGNORECASE,
)
PRICE_NAME = lazy(r"(?:model |token |unit )?(?:price|rate)s?\Z", re.IGNORECASE)
PRICE_CELL = lazy(rf"(?P<price>[^/]*?)\s?(?:/|\bper\b)\s?(?P<base>{BASE})[\w\s]*\Z", re.IGNORECASE)
COST_HEADER = lazy(
    rf"(?:(?:total|est\.?|estimated)\s)?(?:cost|costs|price)(?:\s\(?(?:usd|[{SYMBOLS}])\)?)?\Z", re.IGNORECASE
)


def products(grid: Grid) -> Iterator[Product]:
    """Rows that show tokens, a price for so many of them, and the cost."""
    tokens = [i for i, name in enumerate(grid.header) if TOKENS.match(name)]
    prices = [i for i, name in enumerate(grid.header) if PRICE.match(name) or PRICE_NAME.match(name)]
    costs = [i for i, name in enumerate(grid.header) if COST_HEADER.match(name) and i not in prices]
    if not (len(tokens) == len(prices) == len(costs) == 1):
        return
    named = PRICE.match(grid.header[prices[0]])
    for cells in grid.rows:
        if max(tokens[0], prices[0], costs[0]) < len(cells):
            price, written = _price(cells[prices[0]])
            base = _base(named["base"] if named else written)
            yield from _product(cells[tokens[0]], price, cells[costs[0]], base) if base else ()


def _price(cell: Cell) -> tuple[Cell, str]:
    """A price without what it is for, and that: `$3/MTok`."""
    match = PRICE_CELL.match(cell.text)
    return (cell._replace(text=match["price"]), match["base"]) if match else (cell, "")


def _product(tokens: Cell, price: Cell, cost: Cell, base: int) -> Iterator[Product]:
    count, paid, made = read_cell(tokens, "tokens"), read_cell(price, "cost"), read_cell(cost, "cost")
    if count and paid and made and count.unit == "tokens" and made.low == made.high:
        points_read = sorted(points((count, paid, made))) or [".", ","]
        yield min((_read(count, paid, made, base, point) for point in points_read), key=_gap)


def _read(tokens: Figure, price: Figure, cost: Figure, base: int, point: str) -> Product:
    """1.200 tokens are twelve hundred where the cost is 0,003 €."""
    count, paid, made = (one.read_with(point) for one in (tokens, price, cost))
    exact = EXACT.multiply(count.low, paid.low).scaleb(-base)
    return Product(count.low, paid, Decimal(10) ** base, made, exact)


def _gap(one: Product) -> Decimal:
    return EXACT.divide(abs(one.exact - one.cost.high), one.exact + one.cost.high or Decimal(1))


def _base(text: str) -> int:
    """The power of ten that a price is for."""
    low = text.lower().replace(" ", "").replace(",", "")
    return 6 if "m" in low else 3 if low in ("k", "1k", "1000") else 0
