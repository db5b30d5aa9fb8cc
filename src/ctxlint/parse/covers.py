"""Where the comments that suppress hold.

An `ignore` on its own line, also in a quotation or an item, covers the whole next block, other comments between them left
aside, or what is left of the paragraph it stands in; at the end of a line it covers that line. `disable` covers all up to
the matching `enable`, `file-ignore` the whole file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ctxlint.base.model import Directive, Document, Span


class Cover(NamedTuple):
    """One name of one directive, and where it holds."""

    name: str  # rule or group
    span: Span
    directive: Directive
    place: Span  # of the name itself
    number: int  # of the name in its directive


def covers(document: Document) -> Iterator[Cover]:
    starts = [block.span.start for block in document.blocks]
    enabled: dict[str, list[int]] = {}
    for directive in document.directives:
        for name in directive.names if directive.verb == "enable" else ():
            enabled.setdefault(name, []).append(directive.span.start)
    for directive in document.directives:
        if directive.verb in ("ignore", "disable", "file-ignore"):
            for index, (name, place) in enumerate(zip(directive.names, directive.name_spans, strict=True)):
                span = _reach(document, starts, directive, enabled.get(name, ()))
                yield Cover(name, span, directive, place, index)


def _reach(document: Document, starts: Sequence[int], directive: Directive, enabled: Sequence[int]) -> Span:
    """`enabled`: where the name of a `disable` is enabled."""
    end = len(document.text)
    if directive.verb == "file-ignore":
        return Span(0, end)
    if directive.verb == "disable":
        following = bisect_right(enabled, directive.span.start)
        return Span(directive.span.start, enabled[following] if following < len(enabled) else end)
    line = document.position(directive.span.start)[0]
    if not directive.own_line:
        return document.line_span(line)
    if document.frontmatter and directive.span.start < document.frontmatter.end:
        return Span(directive.span.start, document.line_span(line + 1).end)
    return Span(directive.span.start, _next_end(document, bisect_right(starts, directive.span.end), directive.span))


def _next_end(document: Document, block: int, comment: Span) -> int:
    """Where the block ends that is meant by a comment on its own line; `block` is the first that starts behind it."""
    blocks = document.blocks
    if block and blocks[block - 1].kind == "paragraph" and blocks[block - 1].span.end > comment.end:
        return blocks[block - 1].span.end
    while (
        block < len(blocks) and blocks[block].kind == "html" and document.slice(blocks[block].span).startswith("<!--")
    ):
        block += 1
    return blocks[block].span.end if block < len(blocks) else len(document.text)
