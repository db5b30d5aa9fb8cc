"""The anchors that GitHub gives to headings."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from ctxlint.base.model import Document
from ctxlint.base.patterns import lazy, without

MARKUP = lazy(
    r"<[^<>]*>|!\[[^\]\n]{0,500}\]\([^)\n]{0,500}\)|\[(?P<label>[^\]\n]{0,500})\](?:\([^)\n]{0,500}\)|\[[^\]\n]{0,500}\])"
)
EMPHASIS = lazy(r"(?<!\w)_+|_+(?!\w)|`")
CUSTOM = lazy(r"\{:?\s*#([\w:.-]+)(?![\w:.-])[^{}]*\}")
HTML_ANCHOR = lazy(  # the id of any element, the name of an `a`
    r"<(?:[a-z][^<>]*?\sid|a\s(?:[^<>]*?\s)?name)\s*=\s*[\"']?([^\"'\s<>]+)", re.IGNORECASE
)
HTML_HEADING = lazy(r"<h([1-6])\b[^<>]*>(.{0,500}?)</h\1\s*>", re.IGNORECASE | re.DOTALL)
COMMENT = lazy(r"<!--.*?-->", re.DOTALL)
SHAPES = lazy("[\u200c\u200d\ufe00-\ufe0f]")  # joiners, and what chooses the picture of an emoji
KEPT = frozenset({"Nd", "Nl", "Pc"})  # categories, beside letters and marks
CIRCLED = lazy("[\u24b6-\u24e9\U0001f130-\U0001f149\U0001f150-\U0001f169\U0001f170-\U0001f189]")  # letters, too: Ⓐ


def anchors(document: Document) -> dict[str, str]:
    """Every fragment that leads to a place in the file, folded -> as it is to be written."""
    text = _prose(document)
    found = ids(text)
    found.update((folded(match[1]), match[1]) for match in CUSTOM.finditer(text))
    headings = [(b.span.start, document.content(b)) for b in document.blocks if b.kind == "heading"]
    headings += [(match.start(), match[2]) for match in HTML_HEADING.finditer(text)]
    seen: dict[str, int] = {}
    for _, written in sorted(headings):
        for name in _numbered(slug(heading_text(written)), seen):
            found.setdefault(folded(name), name)
    return found


def ids(text: str) -> dict[str, str]:
    """The same, of HTML alone."""
    names = [html.unescape(match[1]) for match in HTML_ANCHOR.finditer(without(COMMENT, "-->", text))]
    return {folded(name): name for name in names}


def folded(fragment: str) -> str:
    """What the ways to write one fragment have in common: neither letter case nor how an accent is composed is looked at."""
    return unicodedata.normalize("NFC", SHAPES.sub("", fragment.lower()))


def heading_text(written: str) -> str:
    """A heading as it is shown: labels for links, no tags, no marks."""
    return html.unescape(MARKUP.sub(lambda match: match["label"] or "", CUSTOM.sub("", written).strip()))


def slug(text: str) -> str:
    """`What's new?` -> `whats-new`. Letters, marks and digits of every script are kept."""
    return "".join(filter(_is_kept, EMPHASIS.sub("", text).strip().lower())).replace(" ", "-")


def _is_kept(sign: str) -> bool:
    if sign in "- ":
        return True
    category = unicodedata.category(sign)
    return category[0] in "LM" or category in KEPT or CIRCLED.match(sign) is not None


def _numbered(name: str, seen: dict[str, int]) -> Iterator[str]:
    """The second heading of a name gets -1, the third -2."""
    count = seen.get(name, 0)
    seen[name] = count + 1
    yield f"{name}-{count}" if count else name
    if folded(name).startswith("-"):  # an emoji at the start: GitHub keeps the hyphen, other tools drop it
        yield folded(name).lstrip("-")


def _prose(document: Document) -> str:
    """The text with blanks for what stands in code."""
    code = [block.span for block in document.blocks if block.kind in ("fence", "code")]
    code += [inline.span for inline in document.inlines if inline.kind == "code"]
    pieces, at = [], 0
    for span in sorted(code):
        pieces += [document.text[at : span.start], " " * (span.end - span.start)]
        at = max(at, span.end)
    return "".join([*pieces, document.text[at:]])
