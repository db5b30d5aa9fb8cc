"""Tables with a total row, and tables of tokens, prices for so many of them, and costs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import table
from ctxlint.outline.currencies import SYMBOLS, currency_in
from ctxlint.outline.estimates.figures import Estimate, Figure, Product, Row, Sum, figure, points
from ctxlint.outline.estimates.lines import MORE, NOTHING, TOTAL, stage_numbers
from ctxlint.outline.grids import Cell, Grid, read_grid
from ctxlint.outline.notation import NUMBER
from ctxlint.outline.numbers import EXACT, MINUTES, amounts, number, step, without_asides, without_code

if TYPE_CHECKING:
    from ctxlint.outline.grids import Cell, Grid


def _time_in_head(unit: str) -> str:
    """“(m)” in the head of a column is a million as often as a minute."""
    return rf".*(?:\(|\b)(?!m\W?\Z)(?:{table('units')['time'][unit]})\)?\Z"


UNIT_COLUMNS = (
    *((lazy(partial(_time_in_head, unit), re.I), unit) for unit in MINUTES if unit != "ms"),
    (lazy(r"(?:cost|costs|price|kosten|preis|spend)\Z", re.I), "cost"),
    (lazy(r"(?:[a-z]+ )?tokens?\Z", re.I), "tokens"),
)
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
    kind, scale = ("time", MINUTES[unit]) if unit in MINUTES else (unit, Decimal(1))
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
        yield min((_read_with(count, paid, made, base, point) for point in points_read), key=_gap)


def _read_with(tokens: Figure, price: Figure, cost: Figure, base: int, point: str) -> Product:
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


Column = Mapping[int, Figure]  # row -> figure
NO_SUM = lazy(r"\b(?:unit|cumulative|running|price)\b|/", re.IGNORECASE)  # in the head of a column
NUMBERS = lazy(r"(?:#|no\.?|nr\.?|stage|phase|step)s?\Z", re.IGNORECASE)
NUMBER_CELL = lazy(r"\W*(\d{1,4})(?![\d.]*\d)")


def tables(document: Document) -> Iterator[Estimate]:
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            yield from _table(read_grid(document, index), block.section)


def _table(grid: Grid, section: int) -> Iterator[Estimate]:
    made = tuple(products(grid))
    totals = [row for row, cells in enumerate(grid.rows) if _is_total(cells)]
    if len(totals) != 1:
        if made:
            yield Estimate((), {}, (), made, grid.anchor, section)
        return
    columns = list(_columns(grid, totals[0]))
    stated: dict[str, Figure] = {}
    for column in columns:
        stated.setdefault(column[totals[0]].unit, column[totals[0]])
    if stated:
        rows = tuple(_row(grid, row, columns) for row in range(len(grid.rows)) if row != totals[0])
        yield Estimate(rows, stated, tuple(_sums(grid, columns, totals[0])), made, grid.anchor, section)


def _is_total(cells: tuple[Cell, ...]) -> bool:
    first = next((cell.text for cell in cells if cell.text), "")
    match = TOTAL.match(first)
    return bool(match and match.end() == len(first) and not MORE.search(first))


def _columns(grid: Grid, total: int) -> Iterator[Column]:
    """Those of figures of one unit, with a total."""
    for index in range(len(grid.header)):
        column = _column(grid, index)
        if column and total in column and len({figure.unit for figure in column.values()}) == 1:
            yield column


def _column(grid: Grid, index: int) -> Column | None:
    """None if a cell can be neither added nor left out."""
    name = grid.header[index]
    if MORE.search(name) or NO_SUM.search(name):
        return None
    figures: dict[int, Figure] = {}
    for row, cells in enumerate(grid.rows):
        if index >= len(cells) or NOTHING.match(cells[index].text):
            continue
        figure = read_cell(cells[index], unit_of(name))
        if figure is None:
            return None
        figures[row] = figure
    return figures


def _sums(grid: Grid, columns: list[Column], total: int) -> Iterator[Sum]:
    for column in columns:
        terms = tuple(figure for row, figure in column.items() if row != total)
        if len(terms) > 1 and total == len(grid.rows) - 1:
            yield Sum(column[total].unit, terms, column[total])


def _row(grid: Grid, row: int, columns: list[Column]) -> Row:
    figures: dict[str, Figure] = {}
    for column in columns:
        if row in column:
            figures.setdefault(column[row].unit, column[row])
    cells = grid.rows[row]
    label = next((cell.text for cell in cells if cell.text), "")
    return Row(label, _numbers(grid, cells), figures, cells[0].span)


def _numbers(grid: Grid, cells: tuple[Cell, ...]) -> tuple[int, ...]:
    """The stages that a row speaks of."""
    first = cells[0].text
    if numbers := stage_numbers(first):
        return numbers
    match = NUMBER_CELL.match(first) if NUMBERS.match(grid.header[0]) else None
    return (int(match[1]),) if match else ()
