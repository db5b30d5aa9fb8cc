"""Keys that tell by a shape of their own: a fixed part, and so many random characters behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, reduce
from typing import NamedTuple, cast

from ctxlint.base.model import Span
from ctxlint.base.resources import table
from ctxlint.base.secrets.placeholders import is_mixed, is_random


class Secret(NamedTuple):
    span: Span
    provider: str
    masked: str  # the fixed part only: "AKIA…"


class Shape(NamedTuple):
    name: str
    anchors: tuple[str, ...]  # one of them is in every key: a fast test before the pattern
    fixed: str  # a pattern of one width
    body: str  # a pattern of the random part, with the names of alphabets
    bits: float
    check: str
    source: str


LONG = 16  # characters: no key with a shape is shorter
LETTER = "[A-Za-z0-9]"
RARE = re.compile(r"[A-Z0-9]")  # in every key
COLUMN = re.compile(r" {2,}")


def by_shape(text: str) -> Iterator[Secret]:
    # a key is one word, and most words of a text are too short or too plain for one: the others are looked through first
    words = "\n".join([word for word in text.split() if len(word) >= LONG and RARE.search(word)])
    for shape in dict.fromkeys([shape for anchor, shape in _anchored() if anchor in words] if words else ()):
        pattern = _compiled(shape.fixed, shape.body)
        for match in pattern.finditer(text) if pattern.search(words) else ():
            if genuine(match[2], shape.bits, shape.check):
                yield Secret(Span(*match.span()), shape.name, f"{match[1][:8]}…")


def genuine(body: str, bits: float, check: str) -> bool:
    if check == "crc32" and _sums_up(body):
        return True
    return is_random(body, bits) and (check != "mixed" or is_mixed(body))


@cache
def shapes() -> tuple[Shape, ...]:
    return tuple(
        Shape(name, tuple(anchors.split(" ")), "" if fixed == "-" else fixed, body, float(bits), check, source)
        for name, anchors, fixed, body, bits, check, source in rows("fixed")
    )


@cache
def _anchored() -> tuple[tuple[str, Shape], ...]:
    return tuple((anchor, shape) for shape in shapes() for anchor in shape.anchors)


@cache
def _compiled(fixed: str, body: str) -> re.Pattern[str]:
    # bound behind the fixed part, so that the search is one for plain text; the end of an escape is no letter
    bound = rf"(?:(?<!{LETTER}{fixed})|(?<=\\[nrt]{fixed})|(?<=\\x[0-9a-f]{{2}}{fixed})|(?<=\\u[0-9a-f]{{4}}{fixed}))"
    return re.compile(f"({fixed}){bound}({whole(body)})")


def whole(body: str) -> str:
    """The pattern of a body with its alphabets put in, not to be followed by more of the same."""
    return reduce(lambda pattern, named: pattern.replace(*named), _alphabets(), body) + f"(?!{LETTER})"


@cache
def _alphabets() -> tuple[tuple[str, str], ...]:
    alphabets = cast("dict[str, str]", table("secrets")["alphabets"])
    return tuple((f"<{name}>", pattern) for name, pattern in alphabets.items())


def rows(part: str) -> Iterator[list[str]]:
    """The rows of a table, below its head."""
    lines = cast("dict[str, str]", table("secrets")["shapes"])[part].splitlines()
    return (COLUMN.split(line.strip()) for line in lines[1:])


# Checksums

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def _sums_up(body: str) -> bool:
    """Thirty characters and their CRC-32 in base 62, six digits."""
    import zlib

    stated = reduce(lambda value, digit: value * 62 + DIGITS.index(digit), body[30:], 0)
    return len(body) == 36 and zlib.crc32(body[:30].encode()) == stated
