"""Did you mean …?"""

from __future__ import annotations

from collections.abc import Iterable


def closest(word: str, choices: Iterable[str]) -> str | None:
    from difflib import get_close_matches  # 3 ms that only a mistake costs

    return next(iter(get_close_matches(word, list(choices), n=1, cutoff=0.6)), None)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """`; did you mean "x"?`, or nothing."""
    near = closest(word, choices)
    return f"; did you mean “{near}”?" if near else ""
