"""What one text says: bytes -> Document in one pass, and the sentences, links, imports, paths and commands in it."""

from __future__ import annotations

from bisect import bisect_right

from ctxlint.base.model import Document
from ctxlint.parse.directives import find_directives
from ctxlint.parse.frontmatter import find
from ctxlint.parse.markdown import parse_markdown
from ctxlint.parse.source import decode

__all__ = ["parse"]


def parse(data: bytes, path: str, kind: str) -> Document:
    """Parse a file. Never fails: what could not be decoded is marked by `Document.broken`."""
    source = decode(data)
    text = source.text
    starts = _line_starts(text)
    frontmatter = find(text)
    first = text.count("\n", 0, frontmatter.end) if frontmatter else 0
    if frontmatter and not text[: frontmatter.end].endswith("\n"):
        first += 1
    markdown = parse_markdown(text, starts, range(first, len(starts)))
    directives = find_directives(text, starts, markdown, frontmatter)
    ours = {bisect_right(starts, d.span.start) - 1 for d in directives if d.whole_line}
    if ours:  # a comment of ours must not split a list or a table in two
        markdown = parse_markdown(text, starts, [n for n in range(first, len(starts)) if n not in ours])
    return Document(
        path=path,
        kind=kind,
        text=text,
        lines=tuple(starts),
        newline=source.newline,
        bom=source.bom,
        broken=source.broken,
        frontmatter=frontmatter,
        blocks=markdown.blocks,
        sections=markdown.sections,
        inlines=markdown.inlines,
        directives=directives,
        references=markdown.references,
    )


def _line_starts(text: str) -> list[int]:
    starts, at = [0], 0
    while at := text.find("\n", at) + 1:
        starts.append(at)
    return starts
