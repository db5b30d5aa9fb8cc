"""Comments addressed to ctxlint: `<!-- ctxlint: VERB[NAME, …] reason -->`, or `# ctxlint: …` in frontmatter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ctxlint.base.model import Directive, Span
from ctxlint.base.patterns import lazy

if TYPE_CHECKING:
    from ctxlint.parse.markdown import Markdown

MARK = "ctxlint:"
COMMENT = lazy(r"(?<!\\)<!--[ \t]*ctxlint:[ \t]*(?![ \t])(?P<body>(?:[^\n-]|-(?!->))*)-->")
YAML_COMMENT = lazy(r"(?m)(?:^|(?<=\s))#[ \t]*ctxlint:[ \t]*(?P<body>[^\n]*)")
BODY = lazy(r"(?P<verb>[A-Za-z-]*)[ \t]*(?:\[(?P<names>[^\]\n]*)\])?")
BLANK = lazy(r"\s*")
MARKERS = lazy(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t][\s>]*)?")  # of quotations, and of one item
NAME = lazy(r"[^,\s]+")
NO_COMMENTS = frozenset({"fence", "code"})


def find_directives(
    text: str, starts: Sequence[int], markdown: Markdown, frontmatter: Span | None
) -> tuple[Directive, ...]:
    """Every directive that is a live comment: not in a fence, not in a code span."""
    if MARK not in text:
        return ()
    code = [b.span for b in markdown.blocks if b.kind in NO_COMMENTS]
    code = sorted([*code, *(i.span for i in markdown.inlines if i.kind == "code")])
    body = frontmatter.end if frontmatter else 0
    found = [m for m in _comments(text, body) if not _is_in(code, m.start())]
    if frontmatter:
        found = [*YAML_COMMENT.finditer(text, 0, body), *found]
    return tuple(_directives(text, starts, found))


def _comments(text: str, start: int) -> Iterator[re.Match[str]]:
    """Line by line, as none spans two; a line that closes no comment holds none, however many it opens."""
    while (start := text.find(MARK, start)) >= 0:
        line = text.rfind("\n", 0, start) + 1
        end = text.find("\n", start)
        end = end if end >= 0 else len(text)
        closed = text.rfind("-->", line, end)
        if closed >= 0:
            yield from COMMENT.finditer(text, line, closed + 3)
        start = end


def _ends_blank(text: str, start: int, end: int) -> bool:
    blank = BLANK.match(text, start, end)
    return blank is not None and blank.end() == end


def _is_in(spans: Sequence[Span], at: int) -> bool:
    """Is an offset in one of these spans? They come in order and do not overlap."""
    before = bisect_right(spans, at, key=lambda span: span.start) - 1
    return before >= 0 and at < spans[before].end


def _directives(text: str, starts: Sequence[int], matches: list[re.Match[str]]) -> Iterator[Directive]:
    for match in matches:
        body = BODY.match(text, match.start("body"), match.end("body"))
        if body is None:
            continue
        line = bisect_right(starts, match.start()) - 1
        end = starts[line + 1] - 1 if line + 1 < len(starts) else len(text)
        before = MARKERS.match(text, starts[line], match.start())
        alone = before is not None and before.end() == match.start() and _ends_blank(text, match.end(), end)
        at = body.start("names")
        names = [] if body["names"] is None else list(NAME.finditer(body["names"]))
        spans = tuple(Span(at + n.start(), at + n.end()) for n in names)
        whole = alone and not text[starts[line] : match.start()].strip(" \t>")
        yield Directive(body["verb"], tuple(n[0] for n in names), Span(*match.span()), alone, spans, whole)
