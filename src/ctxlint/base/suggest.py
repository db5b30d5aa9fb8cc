"""What a message proposes: did you mean …? And what is to be typed."""

from __future__ import annotations

from collections.abc import Iterable

from ctxlint.base.patterns import lazy

TICKS = lazy("`+")


def typed(text: str) -> str:
    """What is to be typed, between more backticks than stand in it in a row."""
    longest = max(map(len, TICKS.findall(text)), default=0)
    fence, blank = "`" * (longest + 1), " " * bool(longest)
    return f"{fence}{blank}{text}{blank}{fence}"


def closest(word: str, choices: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # 3 ms that only a mistake costs

    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean "x"?`, or nothing."""
    near = closest(word, choices)
    return f"; did you mean “{near}”?" if near else ""
