"""Signs, codes and names of currencies: data/units.toml as parts of patterns, and the unit that each stands for."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from ctxlint.base.resources import table

SYMBOLS = r"$¢£¤¥￥\u20a0-\u20cf"  # for a class of characters: what no letter is
LETTER = r"[^\W\d_]"
DOLLAR_BEHIND = r"(?<=[\s;])\$(?!\s?\d|[({$?@!*#\[])"  # no figure of its own, no variable, no end of a formula
WHOLE, HUNDREDTH = Decimal(1), Decimal("0.01")


class Currencies(NamedTuple):
    units: frozenset[str]
    named: dict[str, tuple[str, Decimal]]  # in small letters -> unit, and how much of it
    signs: str  # patterns of what stands before a number
    words: str  # those that end with a letter
    behind: str  # what stands behind a number


@cache
def currencies() -> Currencies:
    read = table("units")
    rows = [*read["currency"], *({"unit": code, "codes": [code]} for code in read["codes"]["units"].split())]
    named: dict[str, tuple[str, Decimal]] = {}
    for row in rows:
        for name in (*row.get("signs", ()), *row.get("codes", ()), *row.get("words", ())):
            named[name.lower()] = row["unit"], WHOLE
        for name in row.get("hundredths", ()):
            named[name.lower()] = row["unit"], HUNDREDTH
    exact = {name for row in rows for name in (*row.get("signs", ()), *row.get("codes", ()))}
    words = {name for row in rows for name in (*row.get("words", ()), *row.get("hundredths", ()))}
    ends = {name for name in exact if name[-1].isalpha()}
    behind = rf"{_any(exact - {'$'})}|{DOLLAR_BEHIND}|(?i:{_any(words)})"
    return Currencies(frozenset(row["unit"] for row in rows), named, _any(exact - ends), _any(ends), behind)


def _any(names: set[str]) -> str:
    """The longest first; what ends with a letter is followed by none."""
    words = {name for name in names if name[-1].isalpha()}
    signs = _alternatives(names - words)
    ended = rf"(?:{_alternatives(words)})(?!{LETTER})"
    return f"{signs}|{ended}" if signs and words else signs or ended


def _alternatives(names: set[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name))))


def is_money(unit: str) -> bool:
    return unit in currencies().units


def currency_in(text: str) -> str | None:
    """The unit of the first currency that a text names: that of a column, say."""
    match = _named().search(text)
    unit, much = currencies().named[match[0].lower()] if match else (None, WHOLE)
    return unit if much == WHOLE else None


@cache
def _named() -> re.Pattern[str]:
    return re.compile(rf"{currencies().signs}|(?<!\w)(?:{currencies().behind})(?!\w)")
