"""Numbers, percentages, amounts of money and of time, read exactly: decimal, never binary floats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from math import isinf
from typing import NamedTuple

from ctxlint.base.model import JSON
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import table
from ctxlint.outline.currencies import SYMBOLS, currencies
from ctxlint.outline.notation import BLANK, NO_BREAK, NUMBER, written

EXACT = Context(prec=6000)
CODE = lazy(r"`+[^`]*`+|\"[^\"]*\"|“[^”]*”")
BETWEEN_WORDS = lazy(r"(?<!\d)[\u00a0\u202f](?!\d)")  # beside a digit it is part of how a number is written
PARENS = lazy(r"\([^()]*\)")

MINUTES = {"ms": Decimal(1) / 60000, "s": Decimal(1) / 60, "m": Decimal(1), "h": Decimal(60)}
LONGER = {"d": "days", "w": "weeks"}  # how many hours of work they hold is not said


def time_of() -> str:
    """The pattern of a unit of time."""
    return "|".join(table("units")["time"].values())


def _amount() -> str:
    money = currencies()
    time = time_of()
    start, no_time = rf"(?<![\w.,{SYMBOLS}])", rf"(?!{BLANK}?(?i:{time})(?!\w))"
    first = (
        rf"(?P<sign>(?P<word>{money.words})|{money.signs}){BLANK}?(?P<a>{NUMBER})(?(word){no_time})(?P<ka>[kKM](?!\w))?"
    )
    second = rf"(?:{BLANK}?[-–—]{BLANK}?(?:{money.signs})?(?P<b>{NUMBER})(?P<kb>[kKM](?!\w))?{no_time})?"
    bare = rf"(?<!\d['’´`·])(?P<c>{NUMBER})(?:{BLANK}?(?:[-–—]|to){BLANK}?(?P<d>{NUMBER}))?"
    return (
        rf"{start}{first}{second}(?:{BLANK}?(?P<tail>{money.behind}))?(?!\w)"
        rf"|{start}{bare}(?:{BLANK}|-)?(?P<unit>(?i:{time})|{money.behind})(?!\w)"
    )


AMOUNT = lazy(_amount)
BEFORE = lazy(r"(?P<about>~|≈|\b(?:c|ca|approx|about|around|roughly|circa)\.?)\s*\Z", re.I)
BOUND = lazy(
    r"(?:[<>≤≥]=?|\b(?:under|up to|at (?:most|least)|max\.?(?:imum)?|min(?:imum)?|over|below|above|less than|more than|within|budget)\b:?)\s*~?\s*\Z",
    re.I,
)
RATE = lazy(
    r"\s*(?:/|\bper\b|\beach\b|\bapiece\b|\ba (?:day|month|week|page|call|run|file)\b|[×*]|x\s?\d|\+(?!\s))", re.I
)
TIMES = lazy(r"(?:[×*]|\bx|\d\s*/)\s*\Z")
DIGIT = lazy(r"\d")  # most lines have none, and the other pattern takes long to compile
APART = lazy(r"(?:\A|[(\[~≈<>=：]|(?:[:|–—=+-]|(?<!\d)[,;])\s)\s*\Z")
RESUMED = lazy(rf"\d(?:{NO_BREAK})\Z")
AFTER_DIGIT = lazy(r"(?<![^\W\d_])\d\s\Z")
PIECE = lazy(r"\d{3}(?!\d)|0\d|\d+[^\d.,]")
THOUSANDS = {"k": 1000, "K": 1000, "M": 1000000}


class Amount(NamedTuple):
    """A figure with its unit. Time is in minutes, money in the unit of its sign."""

    unit: str  # that of a currency, or time, days, weeks
    low: Decimal
    high: Decimal
    step: Decimal  # what one more in the last digit shown would add
    about: bool
    bound: bool  # a limit, not a figure: "< 5 min"
    rate: bool  # per something, or times something
    unclear: bool  # where it begins: the 1 of "Task 1 200 ms" is no thousand
    start: int
    end: int
    text: str

    @property
    def loose(self) -> bool:
        """No figure that could be added."""
        return self.bound or self.rate or self.unclear


LONGEST_LINE = 2000  # characters: the patterns over it may go back, and what is longer is no line of figures


def plain(text: str) -> str:
    """A line with every letter where it was, without emphasis marks and comments, and with plain blanks between words.

    Of a very long one the beginning.
    """
    text = text[:LONGEST_LINE].replace("*", " ")
    if not text.isascii():
        text = BETWEEN_WORDS.sub(" ", text)
    if "__" in text:
        text = text.replace("__", "  ")
    comment = text.find("<!--")
    return text if comment < 0 else text[:comment] + " " * (len(text) - comment)


def without_code(text: str) -> str:
    """Code and quotations blanked out: `$1` is no dollar."""
    return CODE.sub(lambda match: " " * len(match[0]), text) if any(c in text for c in '`"“') else text


def without_asides(text: str) -> str:
    """What stands in parentheses blanked out."""
    return PARENS.sub(lambda match: " " * len(match[0]), text) if "(" in text else text


def number(text: str) -> Decimal:
    """`1,200.5`, `1.200,5`, `1 200` and `12,5` by the way their separators stand."""
    return written(text).value


def step(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) and exponent < 0 else 0)


def add(values: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = EXACT.add(total, value)
    return total


def show(value: Decimal) -> str:
    """As people write it: no exponent, no zeros at the end, and not longer than a line."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text if len(text) <= 40 else f"{text[:18]}…{text[-18:]}"


def to_json(value: Decimal) -> JSON:
    if value == value.to_integral_value(context=EXACT):
        return int(value)
    short = float(value)
    return int(value) if isinf(short) else short


def amounts(text: str) -> list[Amount]:
    """The amounts of money and time in a line, in order; `1h 30m` is one."""
    found: list[Amount] = []
    for one in _amounts(text):
        last = found[-1] if found else None
        if last and last.unit == one.unit == "time" and last.step > one.step and not text[last.end : one.start].strip():
            joined = last.text + text[last.end : one.start] + one.text
            found[-1] = last._replace(
                low=add([last.low, one.low]),
                high=add([last.high, one.high]),
                step=one.step,
                end=one.end,
                text=joined,
                rate=one.rate,
            )
        else:
            found.append(one)
    return found


def _amounts(text: str) -> Iterator[Amount]:
    for match in AMOUNT.finditer(text) if DIGIT.search(text) else ():
        first = written(match["a"] or match["c"])
        second = written(match["b"] or match["d"] or match["a"] or match["c"])
        unit, scale = _unit(match["tail"] or match["sign"] or match["unit"])
        scale = scale * THOUSANDS.get(match["kb"] or match["ka"] or "", 1)
        low, high = first.value, second.value
        lead = text[max(0, match.start() - 12) : match.start()]
        yield Amount(
            unit,
            EXACT.multiply(low, scale),
            EXACT.multiply(high, scale),
            EXACT.multiply(min(step(low), step(high)), scale),
            bool(BEFORE.search(lead)),
            bool(BOUND.search(lead)),
            bool(RATE.match(text, match.end())) or bool(TIMES.search(lead)),
            first.mixed or second.mixed or _begins_elsewhere(match, lead),
            match.start(),
            match.end(),
            match[0],
        )


def _begins_elsewhere(match: re.Match[str], lead: str) -> bool:
    """Does a blank part a number from what stands before it, rather than its groups?

    "Task 1 200 ms" and "12 500 ms" in one line with other columns; "- 2 500 ms pauses" may be two of them.
    """
    figure = match["c"]
    if figure is None:
        return False
    if RESUMED.search(lead) or (AFTER_DIGIT.search(lead) and PIECE.match(figure)):
        return True
    if " " not in figure or BEFORE.search(lead) or BOUND.search(lead):
        return False
    follows = match.string[match.end() : match.end() + 4].lstrip()
    return not APART.search(lead) or (not lead.strip() and follows[:1].isalpha())


def _unit(name: str) -> tuple[str, Decimal]:
    if name.lower() in currencies().named:
        return currencies().named[name.lower()]
    unit = next(unit for unit, words in table("units")["time"].items() if re.fullmatch(words, name, re.I))
    return LONGER.get(unit, "time"), MINUTES.get(unit, Decimal(1))
