"""Version constraints as intervals: what a manifest allows, what a sentence claims. Half-open, on tuples of numbers."""

from __future__ import annotations

import re
from typing import NamedTuple

from ctxlint.base.patterns import lazy

NUMBERS = lazy(r"v?(\d+(?:\.(?:\d+|[xX*]))*)")
TERM = lazy(r"(?P<op>\^|~=|~>|~|>=|<=|===?|!=|>|<|=)?\s*v?(?P<version>\d+(?:\.(?:\d+|[xX*]))*)(?:\.[xX*])?[\w.+-]*")
LONGEST = 200  # characters: a longer constraint is none
OPEN: tuple[int, ...] = (1 << 30,)

Version = tuple[int, ...]


class Range(NamedTuple):
    """From `low` up to, not including, `high`."""

    low: Version
    high: Version

    def meets(self, other: Range) -> bool:
        return max(self.low, other.low) < min(self.high, other.high)


def numbers(text: str) -> Version:
    """`v20.11.x` -> (20, 11)"""
    match = NUMBERS.match(text)
    return tuple(int(part[:9]) for part in match[1].split(".") if part.isdigit()) if match else ()


def exactly(version: Version) -> Range:
    """All that begins with the version: 3.12 is every 3.12.x."""
    return Range(version, (*version[:-1], version[-1] + 1))


def at_least(version: Version) -> Range:
    return Range(version, OPEN)


def allowed(constraint: str, minimum: bool = False) -> tuple[Range, ...]:
    """The ranges a constraint allows; none if it cannot be read. `minimum`: a bare version is the lowest one."""
    if len(constraint) > LONGEST:
        return ()
    ranges = [_alternative(part, minimum) for part in re.split(r"\|\|?", constraint)]
    return tuple(found for found in ranges if found) if all(ranges) else ()


def _alternative(text: str, minimum: bool) -> Range | None:
    hyphen = re.fullmatch(r"\s*v?(\d[\w.]*)\s+-\s+v?(\d[\w.]*)\s*", text)
    if hyphen:
        return Range(numbers(hyphen[1]), exactly(numbers(hyphen[2])).high)
    terms = list(TERM.finditer(text))
    if not terms or re.sub(r"[\s,]", "", TERM.sub("", text)):
        return None
    low: Version = ()
    high = OPEN
    for term in terms:
        part = _term(term["op"] or (">=" if minimum else ""), numbers(term["version"]))
        low, high = max(low, part.low), min(high, part.high)
    return Range(low, high) if low < high else None


def _term(op: str, version: Version) -> Range:
    if not version or op == "!=":
        return Range((), OPEN)
    if op == ">=":
        return at_least(version)
    if op == ">":
        return at_least((*version, 1)) if len(version) > 1 else at_least((version[0] + 1,))
    if op in ("<", "<="):
        return Range((), version if op == "<" else exactly(version).high)
    if op == "^":
        keep = next((i for i, n in enumerate(version) if n), len(version) - 1)
        return Range(version, (*version[:keep], version[keep] + 1))
    if op in ("~=", "~>"):
        return Range(version, exactly(version[:-1]).high if len(version) > 1 else OPEN)
    if op == "~":
        return Range(version, exactly(version[:2]).high)
    return exactly(version)
