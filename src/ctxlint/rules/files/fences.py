"""Where the fences of a file go wrong. One slip inverts all that follows, so only the first one is named."""

from __future__ import annotations

from typing import NamedTuple

from ctxlint.base.model import Block, Document, Span
from ctxlint.base.patterns import lazy

OPENER = lazy(r"(?m)^[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*[A-Za-z][^`\n]*$")
PROSE = frozenset(
    {"", "markdown", "md", "mdx", "mdc", "text", "txt", "plaintext", "plain", "prompt", "xml", "template"}
)
DEEPEST = 3  # a fence indented further than this inside another does not end it


class Slip(NamedTuple):
    """The first fence that does not end where it should."""

    fence: Block
    inner: Span | None  # the opener of another fence inside it; None: it runs to the end of the file
    nested: bool  # the outer fence shows prose, so the inner one is meant to be in it
    orphan: bool  # it was meant to close a block whose opening fence is missing
    cut: Block | None = None  # a fence before it, which a line that leaves its list or quotation has ended


def first_slip(document: Document) -> Slip | None:
    slip = _slip(document)
    if slip is None or slip.fence.info:
        return slip
    before = [block for block in document.blocks if block.kind == "fence" and block.span.start < slip.fence.span.start]
    return slip._replace(cut=before[-1]) if before and _is_cut(document, before[-1], slip.fence) else slip


def _is_cut(document: Document, fence: Block, mark: Block) -> bool:
    """Was the fence `mark` meant to close this one? It would, if the lines between had not left the list or quotation."""
    same = document.text[fence.span.start] == document.text[mark.span.start] and mark.level >= fence.level
    return same and fence.parent >= 0 and not _is_closed(document, fence)


def _slip(document: Document) -> Slip | None:
    for block in document.blocks:
        if block.kind == "fence":
            inner = _opener_inside(document, block)
            if inner:
                orphan = _closes_nothing(document, block)
                return Slip(block, inner, not orphan and block.language in PROSE, orphan)
            if not document.text[block.span.end :].strip() and not _is_closed(document, block):
                return Slip(block, None, nested=False, orphan=_closes_nothing(document, block))
    return None


def _closes_nothing(document: Document, fence: Block) -> bool:
    """A fence without a language over a blank line stands where a block ends, not where one begins."""
    line = document.position(fence.span.start)[0]
    return (
        not fence.info and line < len(document.lines) and not document.slice(document.line_span(line + 1)).strip(" >\t")
    )


def _opener_inside(document: Document, fence: Block) -> Span | None:
    text = document.slice(fence.span)
    column = fence.span.start - document.line_span(document.position(fence.span.start)[0]).start
    for match in OPENER.finditer(text, fence.level + 1):
        indent = match.start("mark") - match.start()
        if match["mark"][0] == text[0] and len(match["mark"]) >= fence.level and indent <= column + DEEPEST:
            return Span(fence.span.start + match.start("mark"), fence.span.start + match.end())
    return None


def _is_closed(document: Document, fence: Block) -> bool:
    lines = document.slice(fence.span).split("\n")
    mark = lines[-1].strip().lstrip("> ")
    return len(lines) > 1 and len(mark) >= fence.level and set(mark) == {document.text[fence.span.start]}
