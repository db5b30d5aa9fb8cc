"""Keys and passwords in text: which they are, and how to print text without them. Pure.

Shapes are data (`data/secrets.toml`): what is fixed, what is random, and how random it has to be. What has a structure of
its own is code. What people write in the place of a key is told apart by its words, its order and its entropy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from ctxlint.base.model import Span
from ctxlint.base.patterns import STEERING, lazy
from ctxlint.base.secrets.named import by_name
from ctxlint.base.secrets.shapes import Secret, by_shape
from ctxlint.base.secrets.structured import by_structure

__all__ = ["REDACTED", "Secret", "find_secrets", "redact", "replaced"]

REDACTED = "[redacted]"
HIDDEN = lazy(rf"[{STEERING}\ufe00-\ufe0f]")
PARTED = lazy(rf"[!-~][{STEERING}\ufe00-\ufe0f]+[!-~]")  # what stands hidden between other letters parts no key


def find_secrets(text: str) -> Iterator[Secret]:
    """Every secret, in order; where two overlap, the one that starts first, and of those the longest."""
    end = 0
    for secret in sorted(_all(text), key=lambda secret: (secret.span.start, -secret.span.end)):
        if secret.span.start >= end:
            yield secret
            end = secret.span.end


def redact(text: str) -> str:
    """The text with each of its secrets replaced, wherever in it the secret stands."""
    while values := {text[slice(*secret.span)] for secret in _all(text)}:
        text = replaced(text, _merged(_places(text, values)))
    return text


def _all(text: str) -> Iterator[Secret]:
    """Of two names for one span, the first counts: that of a provider before a general one."""
    yield from _plain(text)
    if HIDDEN.search(text) and PARTED.search(text):
        yield from _parted(text)


def _plain(text: str) -> Iterator[Secret]:
    return chain(by_shape(text), by_structure(text), by_name(text))


def _parted(text: str) -> Iterator[Secret]:
    """Those that hidden characters part."""
    bare = HIDDEN.sub("", text)
    found = list(_plain(bare))
    places = [at for at, char in enumerate(text) if not HIDDEN.match(char)] if found else []
    for one in found:
        yield one._replace(span=Span(places[one.span.start], places[one.span.end - 1] + 1))


HEAD = 8  # characters: no secret is shorter


def _places(text: str, values: Iterable[str]) -> Iterator[Span]:
    """Where the values stand, in order. Their heads are looked up at each position, so that many cost as much as one."""
    lengths: dict[str, set[int]] = {}
    for value in values:
        lengths.setdefault(value[:HEAD], set()).add(len(value))
    known = set(values)
    for at in range(len(text)):
        for length in lengths.get(text[at : at + HEAD], ()):
            if text[at : at + length] in known:
                yield Span(at, at + length)


def _merged(spans: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in spans:
        if last and span.start < last.end:
            last = Span(last.start, max(last.end, span.end))
            continue
        if last:
            yield last
        last = span
    if last:
        yield last


def replaced(text: str, spans: Iterable[Span], by: Callable[[str], str] = lambda secret: REDACTED) -> str:
    """The text with something in the place of each span; they come in order and do not overlap."""
    out, end = [], 0
    for span in spans:
        out += [text[end : span.start], by(text[slice(*span)])]
        end = span.end
    return "".join([*out, text[end:]])
