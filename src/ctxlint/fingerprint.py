"""A mark for each finding, made of rule, path and text: it survives shifted lines."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator

from ctxlint.model import Diagnostic

DIGITS = re.compile(r"\d+")


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with 16 hex digits. Equal findings of a file are told apart by their order."""
    seen: dict[str, int] = {}
    for one in diagnostics:
        key = "\0".join([one.rule, one.path, " ".join(one.excerpt.split()), _words(one)])
        seen[key] = seen.get(key, 0) + 1
        mark = f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")
        yield one, hashlib.sha256(mark).hexdigest()[:16]


def _words(one: Diagnostic) -> str:
    """The message without its numbers: they may be those of lines. Numbers of the text are in the excerpt.

    What a model says in words of its own does not count, only the words that it quotes.
    """
    message = one.message.partition("”")[0] if one.rule.startswith("review/") else one.message
    return DIGITS.sub("0", message)
