"""Links and images that lead to a file of the project, in Markdown and in HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.parse.paths import LONGEST, PLACEHOLDER
from ctxlint.parse.sentences import example_sections, is_code, shows_wrong

SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")
ESCAPED = lazy(r"\\([!-/:-@\[-`{-~])")
ATTRIBUTE = lazy(r"<(?:a|img)\b[^<>]*?\s(?:href|src)\s*=\s*(?:\"(?P<a>[^\"<>\n]*)\"|'(?P<b>[^'<>\n]*)')", re.IGNORECASE)
SLOT = lazy(r"[{}<>$*|=\ufffd]|\[|\]|%[A-Z_]+%|\A(?:\.{3}|…)|\s")
WORDS = frozenset("url link path href src target file filename name image img page anchor uri website docs-url".split())


class Link(NamedTuple):
    """A link to a file, perhaps to a heading in it."""

    path: str  # decoded, without fragment and query; "" leads into the same file
    fragment: str  # decoded, without #
    span: Span  # of the path as written; of the whole link where its target stands elsewhere
    written: str  # the path as written; "" where it stands elsewhere


def links(document: Document) -> Iterator[Link]:
    """Every relative link outside lines that show something wrong; in examples those into the file itself alone."""
    if not document.inlines and not any(block.kind == "html" for block in document.blocks):
        return
    examples = example_sections(document)
    aside: dict[int, bool] = {}
    defined: set[str] = set()  # targets of reference-style links, which are said once
    for index, target, span in _targets(document):
        if index not in aside:
            aside[index] = shows_wrong(document, index) or is_code(document, document.blocks[index])
        elsewhere = not target.startswith("#")
        if aside[index] or (elsewhere and document.blocks[index].section in examples):
            continue
        link = _link(document, target, span)
        if link and (link.written or link.path not in defined or not link.path):
            if not link.written:
                defined.add(link.path)
            yield link


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
    written, _, fragment = target.partition("#")
    path = written.partition("?")[0]
    if len(target) > LONGEST:
        return None
    if SCHEME.match(target) or path.startswith(("/", "\\", "~", "@")) or SLOT.search(path) or PLACEHOLDER.search(path):
        return None
    if path and not ("/" in path.rstrip("/") or "." in path) and path.lower().rstrip("/") in WORDS:
        return None
    in_place = document.slice(span).startswith(path) and span.end - span.start == len(target)
    decoded = unquote(html.unescape(ESCAPED.sub(r"\1", path)), errors="surrogateescape")
    place = Span(span.start, span.start + len(path)) if in_place and path else span
    return Link(decoded, unquote(fragment), place, path if in_place else "")
