"""A mark for each finding, made of rule, path and text: it survives shifted lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from ctxlint.base.model import Diagnostic

DIGITS = re.compile(r"\d+")


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with 16 hex digits. Equal findings of a file are told apart by their order."""
    seen: dict[str, int] = {}
    for one in diagnostics:
        whole = one.sealed or one
        key = "\0".join(
            [one.rule, one.path, " ".join(whole.excerpt.split()), _words(one.known_as or whole.message, one.by_model)]
        )
        seen[key] = seen.get(key, 0) + 1
        mark = f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")
        yield one, hashlib.sha256(mark).hexdigest()[:16]


def _words(message: str, by_model: bool) -> str:
    """The message without its numbers: they may be those of lines. Numbers of the text are in the excerpt.

    What a model says in words of its own does not count, only the words that it quotes.
    """
    return DIGITS.sub("0", message.partition("”")[0] if by_model else message)
