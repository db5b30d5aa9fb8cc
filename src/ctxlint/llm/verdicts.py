"""Answers of a model -> findings that are verified; what the model is told, and the mark of that version.

A model's word counts only as far as it can be checked: the quote stands in the sentence it was given for, the class is one
of the list, and there are two readings that differ. Everything else is dropped, and counted.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from ctxlint.base.model import JSON, Finding, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import PACKAGE, folder
from ctxlint.llm import CODE_SENT, SECRET_SENT, Passage, Reply, Request, UnansweredError

FINE = "not-vague"
FAULTS = {
    "quality": "asks for a quality without a measure",
    "outcome": "does not say what is to be seen when it works",
    "manner": "says how without a standard",
    "scope": "leaves open which ones are meant",
    "condition": "leaves open when it holds",
    "amount": "leaves open how much or how many",
    "action": "leaves open what is to be done",
}  # class -> what is said of it
LONGEST = 300  # characters of a model's text in a message
BLANKS = lazy(r"\s+")
LOOSE = lazy(r"[\W_]+")


class Verdict(NamedTuple):
    """A vague sentence, verified against the passage it was given for."""

    id: int
    name: str  # its class
    span: Span  # of the quote, in the document
    quote: str
    readings: tuple[str, str]
    rewrite: str


class Judged(NamedTuple):
    """What one answer comes to."""

    verdicts: tuple[Verdict, ...]
    dropped: int  # verdicts that could not be verified
    missing: frozenset[int]  # ids of the sentences that got no verdict


@cache
def schema() -> dict[str, JSON]:
    """The shape that the API is told to keep to."""
    value: dict[str, JSON] = json.loads((folder("schemas") / "verdicts.schema.json").read_text("utf-8"))
    return value


def judged(reply: Reply, request: Request) -> Judged:
    """Raises UnansweredError for what is no answer at all."""
    passages = {passage.id: passage for passage in request.passages}
    found: list[Verdict] = []
    answered: set[int] = set()
    cleared: set[int] = set()
    dropped = 0
    for entry in _entries(reply):
        passage, name = _addressed(entry, passages)
        if passage is None:
            dropped += 1
            continue
        answered.add(passage.id)
        if name == FINE:
            cleared.add(passage.id)
            continue
        verdict = _verified(entry, name, passage)
        if verdict is None or any(_same(verdict, other) for other in found):
            dropped += 1
        else:
            found.append(verdict)
    kept = tuple(verdict for verdict in found if verdict.id not in cleared)  # vague and not vague is no verdict
    return Judged(kept, dropped + len(found) - len(kept), request.expected - answered)


def agreed(samples: Sequence[Judged]) -> tuple[Verdict, ...]:
    """The verdicts that more than half of the samples share: the same sentence, and quotes that overlap."""
    kept: list[Verdict] = []
    for verdict in (verdict for sample in samples for verdict in sample.verdicts):
        votes = sum(any(_same(verdict, other) for other in sample.verdicts) for sample in samples)
        if votes * 2 > len(samples) and not any(_same(verdict, other) for other in kept):
            kept.append(verdict)
    return tuple(sorted(kept, key=lambda verdict: verdict.span))


def finding(verdict: Verdict) -> Finding:
    one, two = (reading.rstrip(".") for reading in verdict.readings)
    message = f"“{verdict.quote}” {FAULTS[verdict.name]}: it may be read as “{one}” or as “{two}”"
    hint = f"for example: {verdict.rewrite}" if verdict.rewrite else None
    return Finding(verdict.span, message, hint, by_model=True)


def _entries(reply: Reply) -> list[JSON]:
    if not reply.text.strip():
        raise UnansweredError("the answer is empty", reply.usage)
    try:
        value = json.loads(reply.text)
    except (ValueError, RecursionError) as problem:
        raise UnansweredError("the answer is not JSON", reply.usage) from problem
    entries = value.get("verdicts") if isinstance(value, dict) else None
    if not isinstance(entries, list) or not entries:
        raise UnansweredError("the answer holds no verdicts", reply.usage)
    return entries


def _addressed(entry: JSON, passages: Mapping[int, Passage]) -> tuple[Passage | None, str]:
    """The passage that a verdict is about, and its class; None where either is none of ours."""
    if not isinstance(entry, dict) or type(entry.get("id")) is not int:
        return None, ""
    name = str(entry.get("class")).strip().lower()
    return (passages.get(entry["id"]) if name == FINE or name in FAULTS else None), name


def _verified(entry: dict[str, JSON], name: str, passage: Passage) -> Verdict | None:
    """None if the quote does not stand in the passage word for word, or there are no two readings that differ."""
    quote = entry.get("quote")
    texts = [_short(entry.get(key)) for key in ("reading_one", "reading_two", "rewrite")]
    if not isinstance(quote, str) or not _says(quote) or not all(texts[:2]) or _loosely(texts[0]) == _loosely(texts[1]):
        return None
    words = quote.strip()
    at = re.search(_bound(words[0]) + re.escape(words) + _bound(words[-1], ahead=True), passage.text)
    if at is None:
        return None
    span = Span(passage.places[at.start()], passage.places[at.end() - 1] + 1)
    return Verdict(passage.id, name, span, " ".join(quote.split()), (texts[0], texts[1]), texts[2])


def _bound(char: str, ahead: bool = False) -> str:
    """A quote ends where a word does, in scripts that part words."""
    if not (char.isascii() and char.isalnum()):
        return ""
    return "(?![A-Za-z0-9])" if ahead else "(?<![A-Za-z0-9])"


def _says(quote: str) -> bool:
    """Is there a word in it that the author wrote?"""
    return any(char.isalpha() for char in quote.replace(CODE_SENT, "").replace(SECRET_SENT, ""))


def _same(one: Verdict, other: Verdict) -> bool:
    return one.id == other.id and one.span.start < other.span.end and other.span.start < one.span.end


def _short(text: JSON) -> str:
    """On one line, and no longer than a message can bear."""
    line = BLANKS.sub(" ", text).strip() if isinstance(text, str) else ""
    line = "".join(char for char in line if char.isprintable())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rstrip() + "…"


def _loosely(text: str) -> str:
    return LOOSE.sub(" ", text).strip().casefold()


RUBRIC = (PACKAGE / "data" / "rubric.md").read_text("utf-8")
VERSION = hashlib.sha256((RUBRIC + json.dumps(schema(), sort_keys=True)).encode()).hexdigest()[:12]
