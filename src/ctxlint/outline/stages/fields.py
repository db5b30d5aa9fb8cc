"""The fields of a stage: labelled lines, labels on one line, headings, and the tier."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.numbers import plain
from ctxlint.outline.stages.stage import Field
from ctxlint.outline.stages.words import COLUMN, FIELDS

LABEL = lazy(
    rf"\s*(?:[-+]\s)?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FIELDS.items())})(?:\s?\([^()]{{0,40}}\))?\s*(?:[:：]|\s[—–=-]\s)(?P<text>.*)",
    re.IGNORECASE,
)
INLINE = lazy(
    rf"(?:(?<=[.;|,)—–])|(?<=\s[—–-]))\s+(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FIELDS.items())})\s?[:：]",
    re.IGNORECASE,
)


def inline_fields(text: str, offset: int) -> Iterator[tuple[str, Field]]:
    """`Plan. Input: brief.md. Output: plan.md.` on one line."""
    matches = list(INLINE.finditer(text))
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        end = after.start() if after else len(text)
        name = str(match.lastgroup)
        value = text[match.end() : end].strip(" .;,|—–-")
        if value:
            yield name, Field(value, Span(offset + match.start(name), offset + end))


def read_line(text: str, span: Span, fields: dict[str, Field], loose: list[Field]) -> None:
    match = LABEL.match(text)
    if match is None:
        loose.append(Field(text.strip(), span))
        return
    name = next(name for name in FIELDS if match[name])
    value = match["text"]
    inline = INLINE.search(value)
    own = (value[: inline.start()] if inline else value).strip(" ;,|")
    fields.setdefault(name, Field(own, span))
    for other, field in inline_fields(value, span.start + match.start("text")) if inline else ():
        fields.setdefault(other, field)


def sub_headings(document: Document, blocks: range, fields: dict[str, Field]) -> None:
    for index in blocks:
        block = document.blocks[index]
        if block.kind == "heading":
            match = COLUMN.match(plain(document.content(block)).strip(" :"))
            if match and match.lastgroup != "number":
                fields.setdefault(str(match.lastgroup), Field(document.content(block), block.span))
