"""Links and images that lead to a file of the project, in Markdown and in HTML."""

from __future__ import annotations

import html
import posixpath
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.paths import LONGEST, PLACEHOLDER, SUPPOSED, extensions, normal
from ctxlint.parse.sentences import QUOTED, example_sections, is_code, masked, shows_wrong

SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")
ESCAPED = lazy(r"\\([!-/:-@\[-`{-~])")
ATTRIBUTE = lazy(r"<(?:a|img)\b[^<>]*?\s(?:href|src)\s*=\s*(?:\"(?P<a>[^\"<>\n]*)\"|'(?P<b>[^'<>\n]*)')", re.IGNORECASE)
LINK = lazy(r"[\s*_]*!?\[[^\]]*\]\([^)]*\)[\s*_]*")
FOR_EXAMPLE = lazy(  # in the same sentence
    lambda: (
        rf"(?:\b(?:{alternatives('markers', 'for_example')})|{alternatives('markers', 'for_example_anywhere')})[^.;!?。]{{0,80}}\Z"
    ),
    re.IGNORECASE,
)
NEARBY = 120  # characters before a link
SLOT = lazy(r"[{}<>$*|=\ufffd]|\[|\]|%[A-Z_]+%|\A(?:\.{3}|…)|[^\S ]")
BLANKS = lazy(r" +")
CURSOR = "mdc:"
WORDS = frozenset("url link path href src target file filename name image img page anchor uri website docs-url".split())


class Link(NamedTuple):
    """A link to a file, perhaps to a heading in it."""

    path: str  # decoded, without fragment and query; "" leads into the same file
    fragment: str  # decoded, without #
    span: Span  # of the path as written; of the whole link where its target stands elsewhere
    written: str  # the path as written; "" where it stands elsewhere
    rooted: bool = False  # `mdc:docs/x.md`, as Cursor writes it: the path starts from the root

    def place(self, origin: str) -> str | None:
        """Where it leads from the file `origin`: a path from the root; None: outside the project."""
        return normal("" if self.rooted else posixpath.dirname(origin), self.path)


def links(document: Document) -> Iterator[Link]:
    """Every relative link that is meant: not in a line that shows something wrong, in a quotation, or behind “e.g.”.

    In sections of examples those into the file itself alone.
    """
    if not document.inlines and not any(block.kind == "html" for block in document.blocks):
        return
    examples = example_sections(document)
    aside: dict[int, bool] = {}
    shown = _shown(document)
    defined: set[str] = set()  # targets of reference-style links, which are said once
    for index, target, span in _targets(document):
        if index not in aside:
            aside[index] = shows_wrong(document, index) or is_code(document, document.blocks[index])
        elsewhere = not target.startswith("#")
        if aside[index] or span in shown or (elsewhere and document.blocks[index].section in examples):
            continue
        link = _link(document, target, span)
        if link and (link.written or link.path not in defined or not link.path):
            if not link.written:
                defined.add(link.path)
            yield link


def _shown(document: Document) -> frozenset[Span]:
    """Where the targets stand of links that a quotation holds among other words, or that come after “e.g.”."""
    found: set[Span] = set()
    quotes: dict[int, list[Span]] = {}
    plain: dict[int, str] = {}
    for inline in document.inlines:
        if inline.kind not in ("link", "image"):
            continue
        index, base = inline.block, document.blocks[inline.block].span.start
        if index not in quotes:
            quotes[index], plain[index] = _quotes(document, index), masked(document, index)
        before = bisect_right(quotes[index], inline.span.start, key=lambda quote: quote.start) - 1
        quoted = before >= 0 and inline.span.end < quotes[index][before].end
        at = inline.span.start - base
        if quoted or FOR_EXAMPLE.search(plain[index], max(0, at - NEARBY), at):
            found.add(inline.target_span or inline.span)
    return frozenset(found)


def _quotes(document: Document, index: int) -> list[Span]:
    """The quotations of a block that are more than the title of a link in quotation marks."""
    block = document.blocks[index]
    text = document.slice(block.span).replace("\n", " ")
    found = (Span(*match.span()) for match in QUOTED.finditer(text))
    return [
        Span(block.span.start + one.start, block.span.start + one.end)
        for one in found
        if not LINK.fullmatch(text, one.start + 1, one.end - 1)
    ]


def _targets(document: Document) -> Iterator[tuple[int, str, Span]]:
    for inline in document.inlines:
        if inline.kind in ("link", "image"):
            yield inline.block, inline.target, inline.target_span or inline.span
        elif inline.kind == "html":
            yield from _attributes(document, inline.block, inline.span)
    for index, block in enumerate(document.blocks):
        if block.kind == "html" and not document.text.startswith("<!--", block.span.start):
            yield from _attributes(document, index, block.span)


def _attributes(document: Document, index: int, span: Span) -> Iterator[tuple[int, str, Span]]:
    for match in ATTRIBUTE.finditer(document.text, *span):
        name = "a" if match["a"] is not None else "b"
        yield index, match[name], Span(*match.span(name))


def _link(document: Document, target: str, span: Span) -> Link | None:
    rooted = target.startswith(CURSOR)
    if rooted:
        target, span = (
            target.removeprefix(CURSOR),
            Span(span.start + len(CURSOR) * _holds(document, span, target), span.end),
        )
    written, _, fragment = target.partition("#")
    path = written.partition("?")[0]
    if len(target) > LONGEST or SCHEME.match(target) or path.startswith(("/", "\\", "~", "@")):
        return None
    if SLOT.search(path) or PLACEHOLDER.search(BLANKS.sub("-", path)) or (" " in path and not _names_a_file(path)):
        return None
    if path and not ("/" in path.rstrip("/") or "." in path) and path.lower().rstrip("/") in WORDS:
        return None
    in_place = document.slice(span).startswith(path) and span.end - span.start == len(target)
    decoded = unquote(html.unescape(ESCAPED.sub(r"\1", path)), errors="surrogateescape")
    place = Span(span.start, span.start + len(path)) if in_place and path else span
    return Link(decoded, unquote(fragment), place, path if in_place else "", rooted)


def _holds(document: Document, span: Span, target: str) -> bool:
    """Does the target stand there, and not in a definition elsewhere?"""
    return document.slice(span) == target


def _names_a_file(path: str) -> bool:
    """Words with blanks between them that end in the extension of a file: `my notes.md`, not `name of the file`."""
    return path.rpartition(".")[2].lower() in extensions() and not SUPPOSED.search(BLANKS.sub("-", path))
