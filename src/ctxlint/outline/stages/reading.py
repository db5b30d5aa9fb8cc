"""One stage, read from the line that names it and from what follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.numbers import plain
from ctxlint.outline.stages.fields import INLINE, inline_fields, read_line, sub_headings
from ctxlint.outline.stages.stage import Field, Stage
from ctxlint.outline.stages.tiers import tier_of

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
        read_line(text, span, fields, loose)
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
