"""Where a document carries a named part: headings, bold lead-ins, XML-like labels, definition lists.

Each carrier gives an Area: a name, and the stretch of the file that belongs to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy

LEAD_IN = lazy(r"(?:\*\*|__)(?P<a>[^*_\n]{1,80}?)[ \t]*(?:[:：][ \t]*(?:\*\*|__)|(?:\*\*|__)[ \t]*[:：])[ \t]*")
BOLD_LINE = lazy(r"(?:\*\*|__)(?P<a>[^*_\n]{1,80})(?:\*\*|__)\s*\Z")
DEFINITION = lazy(r"(?P<a>[^\n]{1,80})\n:[ \t]+")


class Area(NamedTuple):
    name: str
    anchor: Span  # the heading, lead-in, label or term itself
    body: Span
    start: int  # index of the first block
    stop: int  # index behind the last block


def areas(document: Document) -> Iterator[Area]:
    """Every named stretch of a document, in order."""
    found = [*_sections(document), *_labels(document), *_lead_ins(document)]
    return iter(sorted(found, key=lambda area: area.anchor))


def _sections(document: Document) -> Iterator[Area]:
    """The title, if it is the only heading of its level and the first, names the file and not a part."""
    sections = document.sections[1:]
    title = sections and sections[0].level == 1 and sum(s.level == 1 for s in sections) == 1
    for section in sections[1:] if title else sections:
        body = Span(section.heading.end, section.span.end)
        yield Area(section.title, section.heading, body, section.start + 1, section.stop)


def _labels(document: Document) -> Iterator[Area]:
    open_labels: dict[str, int] = {}
    for index, block in enumerate(document.blocks):
        if block.kind != "label":
            continue
        name = block.info.lstrip("/")
        if not block.info.startswith("/"):
            open_labels[name] = index
        elif name in open_labels:
            first = open_labels.pop(name)
            anchor = document.blocks[first].span
            yield Area(name, anchor, Span(anchor.end, block.span.start), first + 1, index)


def _lead_ins(document: Document) -> Iterator[Area]:
    """`**Constraints:** …`, `**Constraints**` alone, or a term over `: definition`, up to the next of its kind."""
    for parent in (-1, *(i for i, block in enumerate(document.blocks) if block.kind in ("item", "quote"))):
        lead: Lead | None = None
        last = parent
        for index in document.children(parent):
            following = _lead_in(document, index)
            if lead and (following or document.blocks[index].kind in ("heading", "label")):
                yield _from_lead(document, lead, document.blocks[last].stop)
                lead = None
            lead, last = following or lead, index
        if lead:
            yield _from_lead(document, lead, document.blocks[last].stop)


class Lead(NamedTuple):
    block: int
    name: str
    anchor: Span
    body: int  # offset at which what it introduces begins


def _from_lead(document: Document, lead: Lead, stop: int) -> Area:
    body = Span(lead.body, max(lead.body, document.blocks[stop - 1].span.end))
    return Area(lead.name, lead.anchor, body, lead.block, stop)


def _lead_in(document: Document, index: int) -> Lead | None:
    block = document.blocks[index]
    if block.kind != "paragraph":
        return None
    content = document.content(block)
    match = LEAD_IN.match(content) or BOLD_LINE.match(content) or DEFINITION.match(content)
    if match is None:
        return None
    first, _, rest = match[0].partition("\n")
    anchor = Span(block.span.start, block.span.start + len(first.rstrip()))
    return Lead(index, match["a"], anchor, block.pieces[1].start + len(rest) if rest else block.span.start + len(first))
