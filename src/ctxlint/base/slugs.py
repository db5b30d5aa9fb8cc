"""The anchors that GitHub gives to headings."""

from __future__ import annotations

import html
from collections.abc import Iterator

from ctxlint.base.model import Block, Document
from ctxlint.base.patterns import lazy

MARKUP = lazy(
    r"<[^<>]*>|!\[[^\]\n]{0,500}\]\([^)\n]{0,500}\)|\[(?P<label>[^\]\n]{0,500})\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,500}\])"
)
EMPHASIS = lazy(r"(?<!\w)_+|_+(?!\w)|`")
OTHER = lazy(r"[^\w\- ]")
CUSTOM = lazy(r"\{:?\s*#([\w:.-]+)(?![\w:.-])[^{}]*\}")
HTML_ANCHOR = lazy(r"<[a-zA-Z][^<>]*?\b(?:id|name)\s*=\s*[\"']?([^\"'\s<>]+)")


def anchors(document: Document) -> frozenset[str]:
    """Every fragment that leads to a place in the file, in lower case."""
    found = {match[1].lower() for match in HTML_ANCHOR.finditer(document.text)}
    found |= {match[1].lower() for match in CUSTOM.finditer(document.text)}
    seen: dict[str, int] = {}
    for block in document.blocks:
        if block.kind == "heading":
            found.update(_numbered(slug(heading_text(document, block)), seen))
    return frozenset(found)


def heading_text(document: Document, block: Block) -> str:
    """A heading as it is shown: labels for links, no tags, no marks."""
    text = CUSTOM.sub("", document.content(block)).strip()
    return html.unescape(MARKUP.sub(lambda match: match["label"] or "", text))


def slug(text: str) -> str:
    """`What's new?` -> `whats-new`."""
    return OTHER.sub("", EMPHASIS.sub("", text).strip().lower()).replace(" ", "-")


def _numbered(name: str, seen: dict[str, int]) -> Iterator[str]:
    """The second heading of a name gets -1, the third -2."""
    count = seen.get(name, 0)
    seen[name] = count + 1
    yield f"{name}-{count}" if count else name
    if name.startswith("-"):  # an emoji at the start: GitHub keeps the hyphen, other tools drop it
        yield name.lstrip("-")
