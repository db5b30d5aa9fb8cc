"""Is it random, or what people write in the place of a key: a word, a sequence, a repetition, a name?"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from math import log2
from typing import cast

from ctxlint.base.patterns import lazy
from ctxlint.base.resources import table

STEPS = (1, 2, 3)  # abcdef, a1b2c3, aA1bB2
ORDERED = 0.4  # the share of characters that repeat or follow the one before; of random hex 0.125
PIECE = lazy(r"[A-Z]?[a-z]+|[A-Z]+|[0-9]+|[^A-Za-z0-9]+")
SIGN = lazy(r"[^A-Za-z0-9_./-]")
KINDS = (lazy(r"[a-z]"), lazy(r"[A-Z]"), lazy(r"[0-9]"), lazy(r"[^A-Za-z0-9]"))
LEET = str.maketrans("013457@$", "oieastas")  # p@ss!w0rd
PARTS = lazy(r"(?:\A|[/._-])[A-Z]?[a-z]{4,}(?=[/._-]|\Z)")  # Desktop/Title/H1
LONG_PIECES = 3.0  # characters: in names a piece has four and more, in random letters and digits about two


def holds(words: str, text: str) -> bool:
    """Does the text hold one of the words of that name?"""
    return bool(_pattern(words).search(text))


@cache
def _pattern(words: str) -> re.Pattern[str]:
    listed = cast("dict[str, str]", table("secrets")["words"])[words]
    return re.compile("|".join(listed.split()), re.IGNORECASE)


def is_random(body: str, bits: float) -> bool:
    if holds("placeholders", body) or body.startswith(_published()):
        return False
    return entropy(body) >= bits and not is_ordered(body)


@cache
def _published() -> tuple[str, ...]:
    return tuple(cast("list[str]", table("secrets")["published"]))


def is_mixed(body: str) -> bool:
    """Small and capital letters and digits, and not in the way that names and paths mix them."""
    small, capital, digit = (kind.search(body) for kind in KINDS[:3])
    return bool(small and capital) and _piece(body) <= (LONG_PIECES + 1 if digit else LONG_PIECES)


def is_password(value: str) -> bool:
    """A random text without a shape: strict, since any word may stand beside “password”."""
    if not _has_three_kinds(value) or _piece(value) > LONG_PIECES or holds("spelled", value.translate(LEET)):
        return False
    return is_random(value, 3.0) and not holds("names", value) and not PARTS.search(value) and not _is_text(value)


def _has_three_kinds(value: str) -> bool:
    """Of small letters, capitals, digits and signs; signs that join words count where letters of both sizes are."""
    small, capital, digit, sign = (bool(kind.search(value)) for kind in KINDS)
    if small and capital:
        return digit or sign
    return digit and (small or capital) and bool(SIGN.search(value))


def entropy(text: str) -> float:
    """Bits a character, by the frequencies of the text itself."""
    size = len(text)
    return -sum(n / size * log2(n / size) for n in Counter(text).values())


def is_ordered(body: str) -> bool:
    codes = [ord(char) for char in body.lower()]
    return any(_follows(codes, step) > ORDERED * (len(codes) - step) for step in STEPS)


def _follows(codes: list[int], step: int) -> int:
    return sum(1 for a, b in zip(codes, codes[step:], strict=False) if b - a in (0, 1))


def _piece(value: str) -> float:
    """Characters of an average piece, where small letters, capitals, digits and signs part."""
    return len(value) / len(PIECE.findall(value))


def _is_text(value: str) -> bool:
    """Base 64 of what can be read: an example that was put into a Kubernetes secret."""
    import base64

    try:
        return base64.b64decode(value, validate=True).decode("ascii").isprintable()
    except ValueError:
        return False
