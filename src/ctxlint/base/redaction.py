"""The secrets of a document, kept out of what is said about it. Pure.

A key is known by its shape, and `secrets.redact` finds that anywhere. A password is known by what stands beside it, which a
message leaves behind, and a message may be cut in the middle of a key: hence any piece of a known secret counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import quote

from ctxlint.base.model import Diagnostic, Fix, Sealed, Span
from ctxlint.base.secrets import Secret, find_secrets, redact, replaced
from ctxlint.base.slugs import slug

PIECE = 8  # characters of a secret in a row that must not be shown
LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}  # str.lower may change the length


class Known(NamedTuple):
    """The secrets of one text."""

    spans: tuple[Span, ...] = ()
    pieces: frozenset[str] = frozenset()  # in small letters
    sizes: tuple[int, ...] = ()  # lengths of the pieces, longest first
    long: bool = False  # one of them has more lines than one

    def redact(self, text: str) -> str:
        """With a word in the place of each."""
        return redact(replaced(text, self.places(text)))

    def cover(self, text: str) -> str:
        """With a star in the place of each of their characters, so that every other one stays where it is."""
        return replaced(text, self.places(text), _starred)

    def plus(self, others: Iterable[Known]) -> Known:
        """With the pieces of other texts, which a message may quote; the spans are of this one."""
        known = [self, *others]
        pieces = frozenset[str]().union(*(one.pieces for one in known))
        return self._replace(pieces=pieces, sizes=tuple(sorted({n for one in known for n in one.sizes}, reverse=True)))

    def touches(self, fix: Fix) -> bool:
        """Would the fix move, change or repeat a secret? Other line ends change one of several lines, letters stored
        otherwise change any."""
        if self.spans and (fix.store == "utf-8" or (fix.store == "lf" and self.long)):
            return True
        return any(
            any(a < edit.span.end and edit.span.start < b for a, b in self.spans) or self.redact(edit.text) != edit.text
            for edit in fix.edits
        )

    def places(self, text: str) -> Iterator[Span]:
        """The ranges of the text that pieces cover, in order."""
        small = text.translate(LOWER) if self.pieces else ""
        start = end = 0
        for at in range(len(small)):
            size = next((size for size in self.sizes if small[at : at + size] in self.pieces), 0)
            if size and at > end:
                yield from [Span(start, end)] if start < end else []
                start = at
            end = max(end, at + size) if size else end
        if start < end:
            yield Span(start, end)


def known(text: str, secrets: Iterable[Secret] | None = None) -> Known:
    """`secrets`: what was already found in the text."""
    found = tuple(find_secrets(text) if secrets is None else secrets)
    pieces = frozenset(piece for one in found for piece in _pieces(text[slice(*one.span)], one.masked))
    sizes = tuple(sorted({len(piece) for piece in pieces}, reverse=True))
    spans = tuple(one.span for one in found)
    return Known(spans, pieces, sizes, any("\n" in text[slice(*span)] for span in spans))


def without(one: Diagnostic, secrets: Known, marked: str) -> Diagnostic:
    """The diagnostic as it may be shown. Its fingerprint stays that of what stands in the file, `marked` in its place."""
    clean = one._replace(
        message=secrets.redact(one.message),
        hint=secrets.redact(one.hint) if one.hint else one.hint,
        excerpt=secrets.cover(one.excerpt),
        around=secrets.cover(one.around),
        related=tuple(other._replace(message=secrets.redact(other.message)) for other in one.related),
    )
    if one.fix and secrets.touches(one.fix):
        clean = clean._replace(fix=None, fix_places=())
    return clean if clean == one else clean._replace(sealed=Sealed(one.message, one.excerpt, marked))


def _starred(secret: str) -> str:
    return "".join(char if char.isspace() else "*" for char in secret)


def _pieces(value: str, masked: str) -> Iterator[str]:
    """What must not be shown of a secret, as it stands, in an anchor and in an address: nothing of its fixed part, nothing
    that is only blanks and lines."""
    body = value.removeprefix(masked.rstrip("…"))
    for written in {body, slug(body), quote(body, safe="")}:
        size = min(PIECE, len(body))
        for at in range(len(written) - size + 1):
            piece = written[at : at + size].translate(LOWER)
            if len(set(piece)) > 2 and not any(map(str.isspace, piece)):
                yield piece
