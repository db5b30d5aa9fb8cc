"""Sentences of a CLAUDE.md that speak about an AGENTS.md."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Document, Sentence, Span
from ctxlint.base.patterns import lazy
from ctxlint.parse.imports import target

NAME = lazy(r"(?<![\w./-])(?P<path>(?:\.{1,2}/)*(?:[\w.-]+/)*AGENTS\.md)\b")


def agents_files(document: Document, sentence: Sentence) -> Iterator[tuple[str, Span]]:
    """Each AGENTS.md that a sentence names, from the root, in words, code or as a link."""
    words = document.slice(sentence.span)
    for match in NAME.finditer(words) if "AGENTS.md" in words else ():
        path = target(document.path, match["path"])
        if path:
            start = sentence.span.start
            yield path, Span(start + match.start(), start + match.end())
