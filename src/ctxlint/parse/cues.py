"""What a sentence speaks of besides what is so here and now: history, plans, examples, and what else data/cues.toml lists."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from ctxlint.base.patterns import lazy
from ctxlint.base.resources import table

WORD = lazy(r"[^\W\d_](?:[\w.'-]*\w)?")


class Cues(NamedTuple):
    words: frozenset[str]
    stems: tuple[str, ...]
    phrases: tuple[str, ...]


def speaks_of(text: str, *classes: str) -> bool:
    """Does a word of the text say that it is about one of these classes? Of all, where none is named."""
    plain = text.lower().replace("’", "'").replace("_", " ")
    cues = _cues(classes)
    if any(word in cues.words or word.startswith(cues.stems) for word in WORD.findall(plain)):
        return True
    return any(phrase in plain for phrase in cues.phrases)


@cache
def _cues(classes: tuple[str, ...]) -> Cues:
    listed = table("cues")
    rows = [listed[name] for name in classes or listed]
    words, stems = (" ".join(row.get(part, "") for row in rows).split() for part in ("words", "stems"))
    phrases = [phrase for row in rows if "phrases" in row for phrase in row["phrases"].split("|")]
    return Cues(frozenset(words), tuple(stems), tuple(phrases))
