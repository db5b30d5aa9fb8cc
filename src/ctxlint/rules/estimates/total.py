"""Costs or times that do not add up to the stated total.

## What it checks

Lines with a cost or a time each and a total beside them, tables with a Total row, `a + b = c` on one line, and rows that
show tokens, price and cost. Currencies are known by sign and by code (€, kr, CHF, INR …), before or behind the number;
groups of digits by blanks, apostrophes, underscores, dots or commas, also the Indian way (1,23,456). Where 1.900 and 1,900
stand side by side and nothing tells which of them is nineteen hundred, or a blank may part two numbers ("Task 1 200 ms"),
the total is left alone. Units are converted (1h 30m, 45 s, 2 cents); a sum may be off by half a unit of the last digit
shown, twice that with "~"; of a range both ends are added. What stands in parentheses after a total, or behind "vs", is
another story and not summed; limits, rates ("per page"), buffers, parallel work and two currencies are left alone.

## Why it matters

An estimate is what a run is held against. A total that does not follow from its rows makes either the rows or the budget
wrong, and nobody can tell which.

## Bad

```markdown title="CLAUDE.md"
## Cost

- Stage 1: $0.002, 2 min
- Stage 2: $0.03, 1 min
- Total: $0.04, 3 min
```

## Good

```markdown title="CLAUDE.md"
## Cost

- Stage 1: $0.002, 2 min
- Stage 2: $0.03, 1 min
- Total: $0.032, 3 min (one-shot: $0.05)
```

## Fix

The total is replaced by the sum, written with the unit, the decimals and the separators of its own and its rows; there is
no fix where none of them shows how (600 € + 700 € may be 1300, 1 300 or 1.300 €). Safe where every figure is exact, since a
total is by its name what the rows come to; not safe where one of them is a range, rounded ("~") or optional, or where they
are written in more than one way. If a row is what is wrong, mend that first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ctxlint.base.model import Document, Edit, Finding, Fix, Severity
from ctxlint.outline.currencies import is_money
from ctxlint.outline.estimates.figures import BESIDE, Figure, Product, Sum, points
from ctxlint.outline.notation import NUMBERS
from ctxlint.outline.numbers import EXACT, number, show
from ctxlint.rules.context import IN_COPY, Context, Rule
from ctxlint.rules.estimates.spelling import alike, fits, is_one_notation

KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})
HALF = Decimal("0.5")
MILLISECOND = Decimal("0.001")
THOUSANDS = {"k": Decimal(1000), "K": Decimal(1000), "M": Decimal(1000000)}


def check(context: Context) -> Iterator[Finding]:
    seen = set()
    for estimate in context.outline.estimates if context.outline.binding else ():
        for one in estimate.sums:
            readings = _readings(one)
            if readings and not any(map(_adds_up, [*readings, *_in_columns(one)])) and one.total.span not in seen:
                seen.add(one.total.span)
                yield _finding(context.document, readings)
        for product in estimate.products:
            if abs(product.exact - product.cost.high) > _tolerance([product.cost], product.cost):
                yield _product(product)


def _readings(one: Sum) -> list[Sum]:
    """The ways in which 1.900 and 1,900 can be read, the likeliest first; none where nothing can be told.

    Where no figure has decimals, nineteen hundred is likelier than 1.9 with a zero or two behind it.
    """
    marks = {figure.either for figure in one.figures} - {""}
    signs = points(one.figures) or {BESIDE[mark] for mark in marks}
    if not marks:
        return [one]
    return [one.read_with(point) for sign in signs for point in (sign, BESIDE[sign])] if len(signs) == 1 else []


def _in_columns(one: Sum) -> Iterator[Sum]:
    """Without what stands before the last blank of each number: "3 200 ms" may be a count and a time, if so in each row."""
    if " " not in {number.group for number in one.total.numbers}:
        terms = tuple(_last_group(term) if " " in term.text else term for term in one.terms)
        yield one._replace(terms=terms)


def _last_group(figure: Figure) -> Figure:
    numbers = NUMBERS.findall(figure.text)
    whole, last = number(numbers[-1]), number(numbers[-1].rpartition(" ")[2])
    if figure.low != figure.high or len(numbers) > 1 or not whole:
        return figure
    value = EXACT.divide(EXACT.multiply(figure.low, last), whole)
    return figure._replace(low=value, high=value)


def _adds_up(one: Sum) -> bool:
    """Ranges agree end by end; a single total may lie anywhere within what the rows span."""
    slack = _tolerance(one.terms, one.total)
    if one.total.low == one.total.high:
        return one.low - slack <= one.total.low <= one.high + slack
    return abs(one.low - one.total.low) <= slack and abs(one.high - one.total.high) <= slack


def _tolerance(terms: Sequence[Figure], total: Figure) -> Decimal:
    """Half a unit of the last digit shown, doubled where a figure says "about".

    That is the last digit of the total, or of the finest row where the total is finer still: $0.002 + $0.03 = $0.032 has
    dropped a zero, three times $0.01 = $0.027 was rounded.
    """
    figures = (*terms, total)
    half = EXACT.multiply(max(total.step, min(term.step for term in terms)), HALF)
    return half * 2 if any(figure.about for figure in figures) else half


def _finding(document: Document, readings: list[Sum]) -> Finding:
    one = readings[0]
    terms = " + ".join(_shown(term.text) for term in one.terms)
    low, high = (alike(one, value) or _amount(one.unit, value, one.total.text) for value in (one.low, one.high))
    right = _shown(high if low == high else f"{low} to {high}")
    offered = low == high and "…" not in high and (high == alike(one, one.high) or fits(high, one))
    fix = Fix((Edit(one.total.span, high),), safe=_is_safe(document, readings)) if offered else None
    message = f"the total is off: {terms} = {right}, not {_shown(one.total.text)}"
    return Finding(one.total.span, message, f"write {right}, or mend the figure that is wrong", fix)


def _is_safe(document: Document, readings: list[Sum]) -> bool:
    """No mark of emphasis in it, no range, nothing rounded or optional, one notation, and one way to read it."""
    one = readings[0]
    whole = document.slice(one.total.span) == one.total.text
    exact = not any(figure.low != figure.high or figure.about or figure.optional for figure in one.figures)
    told = bool(points(one.figures)) or "." not in {figure.either for figure in one.figures}
    return (
        whole and exact and is_one_notation(one) and (told or len({alike(sum_, sum_.high) for sum_ in readings}) == 1)
    )


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:18]}…{text[-18:]}"


def _amount(unit: str, value: Decimal, like: str) -> str:
    """A sum in the way the total is written."""
    if is_money(unit):
        return _money(unit, value, like)
    if unit != "time":
        scale = THOUSANDS.get(like[-1:], Decimal(1))
        return f"{show(EXACT.divide(value, scale))}{like[-1:] if scale > 1 else ''} {unit}"
    hours, minutes = divmod(value, 60)
    if value != value.to_integral_value(context=EXACT):
        return f"{show((value * 60).quantize(MILLISECOND, context=EXACT))} s"
    if not hours or "h" not in like.lower():
        return f"{show(value)} min"
    return f"{show(hours)} h {show(minutes)} min" if minutes else f"{show(hours)} h"


def _money(unit: str, value: Decimal, like: str) -> str:
    scale = THOUSANDS.get(like[-1:], Decimal(1))
    figure = show(EXACT.divide(value, scale)) + (like[-1:] if scale > 1 else "")
    if "," in like and "." not in like and scale == 1 and value < 1000:
        figure = figure.replace(".", ",")
    if like[0].isdigit() and unit != "$":
        return f"{figure} {unit}"
    return f"{unit} {figure}" if unit.isalpha() else f"{unit}{figure}"


def _product(one: Product) -> Finding:
    sign = one.cost.text[:1] if is_money(one.cost.text[:1]) else ""
    terms = f"{show(one.tokens)} × {_shown(one.price.text)} / {show(one.base)}"
    message = f"the cost is off: {terms} = {sign}{show(one.exact)}, not {_shown(one.cost.text)}"
    return Finding(one.cost.span, message, f"write {sign}{show(one.exact)}, or mend the figure that is wrong")


RULE = Rule("estimates/total", Severity.ERROR, kinds=KINDS, check=check, one=(IN_COPY,))
