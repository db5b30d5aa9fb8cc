"""Numbers, percentages, amounts of money and of time, read exactly: decimal, never binary floats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Context, Decimal
from math import isinf
from typing import NamedTuple

from ctxlint.model import JSON
from ctxlint.patterns import lazy

NUMBER = (  # no figure of a sum is longer than a thousand digits; 2.3.4 is a version
    r"(?:\d{1,3}(?:,\d{3}){1,300}(?:\.\d{1,1000})?|\d{1,3}(?:\.\d{3}){1,300}(?:,\d{1,1000})?|\d{1,1000}(?:[.,]\d{1,1000})?)"
    r"(?![.,]?\d)"
)
EXACT = Context(prec=6000)
GROUPED = lazy(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*\Z")
CODE = lazy(r"`+[^`]*`+|\"[^\"]*\"|“[^”]*”")
PARENS = lazy(r"\([^()]*\)")
EMPHASIS = str.maketrans({"*": " ", "\u00a0": " ", "\u202f": " "})

MINUTES = {"ms": Decimal(1) / 60000, "s": Decimal(1) / 60, "m": Decimal(1), "h": Decimal(60)}
UNITS = (
    (lazy(r"ms|milliseconds?\Z", re.I), "time", "ms"),
    (lazy(r"s(?:ec(?:ond)?s?)?\.?\Z|sek(?:unden?)?\Z", re.I), "time", "s"),
    (lazy(r"m(?:in(?:ute)?[sn]?)?\.?\Z", re.I), "time", "m"),
    (lazy(r"h(?:(?:ou)?rs?)?\.?\Z|stunden?\Z|std\Z", re.I), "time", "h"),
    (lazy(r"d(?:ays?)?\Z|tage?\Z", re.I), "days", ""),
    (lazy(r"w(?:eeks?)?\Z|wochen?\Z", re.I), "weeks", ""),
    (lazy(r"(?:€|eur|euros?)\Z", re.I), "€", ""),
    (lazy(r"(?:£|gbp)\Z", re.I), "£", ""),
    (lazy(r"(?:usd|dollars?|\$)\Z", re.I), "$", ""),
    (lazy(r"(?:¢|cents?)\Z", re.I), "$", "¢"),
)
UNIT = (
    r"ms|milliseconds?|seconds?|secs?|s|minutes?|minuten|mins?|m|hours?|hrs?|hr|h|stunden?|std|sekunden?|days?|tage?|d"
    r"|weeks?|wochen?|w|€|EUR|euros?|£|GBP|USD|dollars?|¢|cents?"
)
AMOUNT = lazy(
    rf"(?<![\w.,$€£])(?:US)?(?P<sign>[$€£])\s?(?P<a>{NUMBER})(?P<ka>[kKM](?![\w]))?(?:\s?[-–—]\s?[$€£]?(?P<b>{NUMBER})(?P<kb>[kKM](?![\w]))?(?!\s?(?i:{UNIT})(?!\w)))?(?!\w)"
    rf"|(?<![\w.,$€£])(?P<c>{NUMBER})(?:\s?(?:[-–—]|to)\s?(?P<d>{NUMBER}))?[\s-]?(?P<unit>(?i:{UNIT}))(?!\w)"
)
BEFORE = lazy(r"(?P<about>~|≈|\b(?:c|ca|approx|about|around|roughly|circa)\.?)\s*\Z", re.I)
BOUND = lazy(
    r"(?:[<>≤≥]=?|\b(?:under|up to|at (?:most|least)|max\.?(?:imum)?|min(?:imum)?|over|below|above|less than|more than|within|budget)\b:?)\s*~?\s*\Z",
    re.I,
)
RATE = lazy(
    r"\s*(?:/|\bper\b|\beach\b|\bapiece\b|\ba (?:day|month|week|page|call|run|file)\b|[×*]|x\s?\d|\+(?!\s))", re.I
)
TIMES = lazy(r"(?:[×*]|\bx|\d\s*/)\s*\Z")
THOUSANDS = {"k": 1000, "K": 1000, "M": 1000000}


class Amount(NamedTuple):
    """A figure with its unit. Time is in minutes, money in the unit of its sign."""

    unit: str  # $ € £ time days weeks
    low: Decimal
    high: Decimal
    step: Decimal  # what one more in the last digit shown would add
    about: bool
    bound: bool  # a limit, not a figure: "< 5 min"
    rate: bool  # per something, or times something
    start: int
    end: int
    text: str


LONGEST_LINE = 2000  # characters: the patterns over it may go back, and what is longer is no line of figures


def plain(text: str) -> str:
    """A line with every letter where it was, without emphasis marks and comments; of a very long one the beginning."""
    text = text[:LONGEST_LINE]
    if "*" in text or not text.isascii():
        text = text.translate(EMPHASIS)
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
    """`1,200.5`, `1.200,5` and `12,5` by the way their separators stand."""
    if "," in text and "." in text:
        comma, dot = text.rfind(","), text.rfind(".")
        text = text.replace(",", "") if dot > comma else text.replace(".", "").replace(",", ".")
    elif grouped := GROUPED.match(text):
        several = text.count(grouped[1]) > 1
        text = text.replace(grouped[1], "") if grouped[1] == "," or several else text
    if text.count(",") == 1:
        text = text.replace(",", ".")
    return Decimal(text.replace(",", "") if text.count(".") < 2 else text.replace(".", "").replace(",", ""))


def spelled(value: Decimal, like: str) -> str:
    """A number with the separators of another, and at least as many decimals."""
    decimals = -step(number(like)).adjusted()
    point = like[-decimals - 1] if decimals else ""
    group = next((sign for sign in ",." if sign in like and sign != point), "")
    point = point or ("," if group == "." else ".")
    text = f"{value:,.{max(decimals, -step(value).adjusted())}f}"
    return text.translate({ord(","): group, ord("."): point})


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
    for match in AMOUNT.finditer(text):
        first, second = match["a"] or match["c"], match["b"] or match["d"]
        unit, scale = _unit(match)
        low = number(first)
        high = number(second) if second else low
        finest = min(step(low), step(high))
        if match["kb"] or match["ka"]:
            scale = Decimal(THOUSANDS[match["kb"] or match["ka"]])
        lead = text[max(0, match.start() - 12) : match.start()]
        yield Amount(
            unit,
            EXACT.multiply(low, scale),
            EXACT.multiply(high, scale),
            EXACT.multiply(finest, scale),
            bool(BEFORE.search(lead)),
            bool(BOUND.search(lead)),
            bool(RATE.match(text, match.end())) or bool(TIMES.search(lead)),
            match.start(),
            match.end(),
            match[0],
        )


def _unit(match: re.Match[str]) -> tuple[str, Decimal]:
    if match["sign"]:
        return match["sign"], Decimal(1)
    for pattern, unit, scale in UNITS:
        if pattern.match(match["unit"]):
            return unit, MINUTES.get(scale, Decimal("0.01") if scale == "¢" else Decimal(1))
    return match["unit"], Decimal(1)  # pragma: no cover  every unit of UNIT is in UNITS
