"""Headings compared by meaning: numbering, "Part 2:", "(Required)", emoji, case, hyphens, "&" and plural set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from ctxlint.base.patterns import lazy
from ctxlint.base.resources import table

Vocabulary = Mapping[str, tuple[str, ...]]  # part -> accepted headings, the first ones are proposed in messages

MARKUP = lazy(r"\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])|[*`~]+|(?<!\w)_+|_+(?!\w)|<[^<>]*>")
CAMEL = lazy(r"(?<=[a-z])(?=[A-Z])")
NUMBERING = lazy(
    r"\A(?:(?:part|section|chapter|phase|teil|abschnitt|partie|parte|часть|第)\s*)?"
    r"(?:\d+(?:\.\d+)*|[ivx]+(?=[.):])|[a-h](?=[.):])|[一二三四五六七八九十]+)\s*(?:部分|章|节|[.):：、–—-])+\s*",
    re.IGNORECASE,
)
EDGES = lazy(r"\A[^\w(（<]+|[\s.:：;,!?–—-]+\Z")
TAIL = lazy(r"\s*[(（\[][^()（）\[\]]*[)）\]]\s*\Z")
NO_LETTERS = lazy(r"[^\w&/,;:'’.\-–—\s]+")
ALTERNATIVE = lazy(r"\s*(?:/|,|;|\||\+|\b(?:and|or|und|oder|et|y|e|и|или)\b|[与和及、])\s*")
ASIDE = lazy(r"\s*(?::|：|\s[-–—]\s|—).*\Z", re.DOTALL)
QUALIFIER = lazy(
    r"(?:the|our|your|my|this|key|main|core|important|project|hard|strict|critical|general|technical|global|overall|quick|final|explicit|measurable|agent|task)\s+"
)


def vocabulary(kind: str, own: Vocabulary | None = None, more: Vocabulary | None = None) -> Vocabulary:
    """Part -> accepted headings of a kind: shipped, or a kind's `own`; `more` adds to either, from the configuration."""
    shipped = table("headings").get(kind, {}) if own is None else {}
    words: dict[str, tuple[str, ...]] = {}
    for part, by_language in shipped.items():
        for language, listed in by_language.items():
            name = part + "?" if language.endswith("_if_checkable") else part
            words[name] = (*words.get(name, ()), *listed)
    words.update(own or {})
    for part, extra in (more or {}).items():
        if part in words:
            words[part] = (*words[part], *extra)
    return words


def normalise(heading: str) -> str:
    """`## 2. **Boundaries** & Non-Goals (Required):` -> `boundary and non goal`"""
    text = EDGES.sub("", MARKUP.sub(lambda m: m[1] or "", CAMEL.sub(" ", heading)))
    while TAIL.search(text):
        text = EDGES.sub("", TAIL.sub("", text))
    text = NUMBERING.sub("", text, count=1)
    text = NO_LETTERS.sub(" ", text.replace("&", " and ")).strip()
    words = re.split(r"[\s\-_]+", EDGES.sub("", text).casefold().replace("’", "'"))
    return " ".join(_singular(word) for word in words)


def readings(heading: str) -> Iterator[str]:
    """What a heading may be read as, the most literal first."""
    bare = TAIL.sub("", heading)
    for text in dict.fromkeys([heading, ASIDE.sub("", bare)]):
        whole = normalise(text)
        yield whole
        yield QUALIFIER.sub("", whole, count=1)
        pieces = [p for p in ALTERNATIVE.split(whole) if p]
        if len(pieces) > 1:
            yield from pieces


def parts_of(heading: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The parts whose accepted headings include this one, in the order of the vocabulary.

    A word marked `*word` is accepted anywhere in a heading.
    """
    seen = set(readings(heading)) - {""}
    words = set(normalise(heading).split())
    return tuple(
        part for part, accepted in vocabulary.items() if seen & _normalised(accepted) or words & _anywhere(accepted)
    )


def nearest(headings: Sequence[str], accepted: Sequence[str]) -> str | None:
    """The heading of the file that comes closest to an accepted one, if any comes close."""
    from difflib import get_close_matches  # 3 ms that only an absent part costs

    by_name = {normalise(h): h for h in headings}
    for wanted in accepted:
        close = get_close_matches(normalise(wanted), by_name, n=1, cutoff=0.75)
        if close:
            return by_name[close[0]]
    return None


@cache
def _normalised(accepted: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(normalise, accepted))


@cache
def _anywhere(accepted: tuple[str, ...]) -> frozenset[str]:
    return frozenset(normalise(word) for word in accepted if word.startswith("*"))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
