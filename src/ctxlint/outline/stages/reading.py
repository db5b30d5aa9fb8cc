"""One stage, read from the line that names it and from what follows, with its fields: labelled lines, labels on one line, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.numbers import plain
from ctxlint.outline.stages.stage import Field, Stage
from ctxlint.outline.stages.words import COLUMN, any_field, field_names, tier_of

LABEL = lazy(
    lambda: rf"\s*(?:[-+]\s)?(?:{any_field()})(?:\s?\([^()]{{0,40}}\))?\s*(?:[:：]|\s[—–=-]\s)(?P<text>.*)",
    re.IGNORECASE,
)
INLINE = lazy(lambda: rf"(?:(?<=[.;|,)—–])|(?<=\s[—–-]))\s+(?:{any_field()})\s?[:：]", re.IGNORECASE)


def inline_fields(text: str, offset: int) -> Iterator[tuple[str, Field]]:
    """`Plan. Input: brief.md. Output: plan.md.` on one line."""
    matches = list(INLINE.finditer(text))
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        end = after.start() if after else len(text)
        name = str(match.lastgroup)
        value = text[match.end() : end].strip(" .;,|—–-")
        if value:
            yield name, Field(value, Span(offset + match.start(name), offset + end))


def note_fields(text: str, span: Span, fields: dict[str, Field], loose: list[Field]) -> None:
    match = LABEL.match(text)
    if match is None:
        loose.append(Field(text.strip(), span))
        return
    name = next(name for name in field_names() if match[name])
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


HEAD = lazy(r"[\s:：—–.)|-]*")
FEWEST_WORDS = 3


class Head(NamedTuple):
    """Where a stage starts, before its fields are read."""

    match: re.Match[str]
    text: str
    span: Span
    block: int
    start: int  # first block that belongs to it
    stop: int
    rest: Span | None  # lines of its own paragraph that follow


def read_stage(document: Document, head: Head, body: Span) -> Stage:
    match = head.match
    rest = (
        HEAD.sub("", match["rest"], count=1)
        if not match["rest"].lstrip().startswith(("(", "["))
        else match["rest"].strip()
    )
    own = INLINE.search(match["rest"])
    fields: dict[str, Field] = {}
    offset = head.span.start + match.start("rest")
    if head.text and own and head.span.end - head.span.start >= len(head.text):
        fields = dict(inline_fields(match["rest"], offset))
        rest = HEAD.sub("", match["rest"][: own.start()], count=1)
    loose: list[Field] = []
    for text, span in body_lines(document, head):
        note_fields(text, span, fields, loose)
    sub_headings(document, range(head.start, head.stop), fields)
    enough = [field for field in loose if len(field.text.split()) >= FEWEST_WORDS]
    if "task" not in fields and (enough or not match["word"]):
        fields["task"] = enough[0] if enough else Field(rest, head.span)
    number = Decimal(match["n"]) if match["n"] else None
    last = max(int(match["to"] or 0), int(number or 0))
    tier, conditional = tier_of(rest, fields, named=bool(match["word"]))
    name = _name(rest)
    return Stage(number, last, match["letter"] or "", name, head.span, fields, tier, conditional, body)


def body_lines(document: Document, head: Head) -> Iterator[tuple[str, Span]]:
    if head.rest:
        start = head.rest.start
        for line in document.text[head.rest.start : head.rest.end].split("\n"):
            if line.strip():
                yield plain(line), Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
            start += len(line) + 1
    for index in range(head.start, head.stop):
        block = document.blocks[index]
        if block.kind == "paragraph":
            for piece in block.pieces:
                yield plain(document.text[piece.start : piece.end]), piece
        elif block.kind in ("fence", "code"):
            yield "a block of code stands here", block.span
        elif block.kind == "row" and block.info != "header":
            cells = [document.content(document.blocks[cell]) for cell in document.children(index)]
            yield plain(": ".join(cells[:2]) + " " + " ".join(cells[2:])), block.span


def _name(rest: str) -> str:
    return re.split(r"\s?[(\[]|[:：]\s|\.\s|\s[—–]\s", rest.strip(" *_"), maxsplit=1)[0].strip(" .:*_") or rest.strip(
        " .:*_"
    )
