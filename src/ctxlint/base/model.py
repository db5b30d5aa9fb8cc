"""The plain data that flows from parser to report.

Offsets are 0-based counts of characters into `Document.text` and half-open; lines and columns,
where they leave the program, are 1-based and count characters.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, NamedTuple


class Severity(IntEnum):
    """Ordered, so that `severity >= threshold` reads as it should. A rule that is off has no findings."""

    OFF = 0
    INFO = 1
    WARNING = 2
    ERROR = 3

    @property
    def label(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, label: str) -> Severity:
        return cls[label.upper()]


class Span(NamedTuple):
    """Half-open range of character offsets into `Document.text`."""

    start: int
    end: int


class Place(NamedTuple):
    """1-based line and column of both ends of a span; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Block(NamedTuple):
    """A node of the block tree, stored in source order with its descendants right behind it.

    `kind` is one of heading, paragraph, list, item, quote, table, row, cell, fence, code, html, rule,
    label (an XML-like tag on a line of its own).
    """

    kind: str
    span: Span
    parent: int  # index of the enclosing block, -1 at the top
    stop: int  # index behind the last descendant
    section: int  # index into Document.sections
    pieces: tuple[Span, ...] = ()  # the lines of text of a heading, paragraph or cell, without markers
    level: int = 0  # heading: 1-6; item of an ordered list: its number; cell: 0-based column; fence: marker length
    info: str = (
        ""  # fence: info string; list: bullet, ordered; item: its marker; row: header or nothing; label: its tag
    )

    @property
    def language(self) -> str:
        """Of a fence, in small letters; empty where none is named."""
        return self.info.split()[0].lower().strip("{}.") if self.info else ""


class Inline(NamedTuple):
    """Something inside a line of text: code, link, image, autolink, html or comment."""

    kind: str
    span: Span  # with its markers
    text: Span  # what stands between them (the label of a link)
    block: int  # index into Document.blocks
    target: str = ""  # where a link, image or autolink leads, as written
    target_span: Span | None = None  # where the target stands; None for reference-style links


class Section(NamedTuple):
    """A heading and all that stands below it, deeper sections included. Section 0 has no heading and spans all."""

    level: int
    title: str
    heading: Span
    span: Span
    parent: int
    start: int  # index of the first block, the heading itself
    stop: int  # index behind the last block


class Directive(NamedTuple):
    """A comment addressed to ctxlint, such as `<!-- ctxlint: ignore[wording/hedge] quoted law -->`."""

    verb: str  # as written: ignore, disable, enable, file-ignore, kind, or a mistake
    names: tuple[str, ...]
    span: Span  # the whole comment
    own_line: bool  # nothing else stands on its line but the markers of quotations and of one item
    name_spans: tuple[Span, ...] = ()
    whole_line: bool = False  # and no item starts there: the line can be left out


class Sentence(NamedTuple):
    """A sentence that counts as an instruction.

    `text` has the length of its span; code, quotations and markup in it are blanked out.
    """

    span: Span
    text: str
    section: int
    block: int
    negative: bool  # it forbids something


NEAR = 500  # characters: what is further away on the line of something is not about it


@dataclass(frozen=True, slots=True)
class Document:
    """A context file, parsed once."""

    path: str  # relative to the project root, forward slashes
    kind: str
    text: str  # decoded, without BOM, every line end normalised to \n
    lines: tuple[int, ...]  # offset at which each line starts
    newline: str = "\n"  # the line end as stored: \n, \r\n, \r, or "mixed"
    bom: bool = False
    broken: Span | None = None  # the first bytes that are not UTF-8, as the character that replaced them
    frontmatter: Span | None = None  # with its fences
    blocks: tuple[Block, ...] = ()
    sections: tuple[Section, ...] = ()
    inlines: tuple[Inline, ...] = ()
    directives: tuple[Directive, ...] = ()
    references: Mapping[str, str] | None = None  # link reference definitions: normalised label -> target
    size: int = 0  # bytes of a file that is too large to be read: its text is then empty
    declared: bool = False  # the author named the kind, in the configuration or in the file

    def position(self, offset: int) -> tuple[int, int]:
        """1-based line and column of a 0-based offset."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1

    def place(self, span: Span) -> Place:
        return Place(*self.position(span.start), *self.position(span.end))

    def slice(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def line_span(self, line: int) -> Span:
        """The 1-based `line` without its line end."""
        end = self.lines[line] - 1 if line < len(self.lines) else len(self.text)
        return Span(self.lines[line - 1], end)

    def around(self, offset: int) -> str:
        """The line of an offset; of a very long one what stands near."""
        line = self.line_span(self.position(offset)[0])
        return self.text[max(line.start, offset - NEAR) : min(line.end, offset + NEAR)]

    def content(self, block: Block) -> str:
        """The text of a heading, paragraph or cell: its lines without indent and markers, joined by \\n."""
        return "\n".join(self.text[a:b] for a, b in block.pieces)

    def in_quote(self, index: int) -> bool:
        """Is the block inside a block quote?"""
        while index >= 0 and self.blocks[index].kind != "quote":
            index = self.blocks[index].parent
        return index >= 0

    def inlines_of(self, index: int) -> tuple[Inline, ...]:
        """The inlines of a block, in order."""
        start = bisect_left(self.inlines, index, key=lambda inline: inline.block)
        return self.inlines[start : bisect_right(self.inlines, index, key=lambda inline: inline.block)]

    def previous(self, index: int) -> int:
        """Index of the sibling before a block, -1 if it is the first."""
        parent, at = self.blocks[index].parent, index - 1
        while at > parent and self.blocks[at].parent != parent:
            at = self.blocks[at].parent
        return at if at > parent else -1

    def children(self, index: int) -> Iterator[int]:
        """Indexes of the direct children of a block, in order; -1 gives those of the file."""
        at, stop = index + 1, len(self.blocks) if index < 0 else self.blocks[index].stop
        while at < stop:
            yield at
            at = self.blocks[at].stop


class Edit(NamedTuple):
    """Put `text` in the place of `span`."""

    span: Span
    text: str


class Fix(NamedTuple):
    edits: tuple[Edit, ...]
    safe: bool  # True only where it is proven right
    store: str = ""  # store the file otherwise: "no-bom", "lf" (line ends), "utf-8" (from UTF-16)
    unhides: bool = False  # more loads once it is made: findings of lower severity about that are not its fault


class Related(NamedTuple):
    """The other place of a contradiction, a duplicate, a cycle."""

    path: str
    place: Place
    message: str


class Finding(NamedTuple):
    """What a rule yields."""

    span: Span
    message: str  # what is wrong here, with the words of the file in it
    hint: str | None = None  # what to write instead
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    by_model: bool = False  # in words that a model chose
    known_as: str = ""  # the message of an earlier version, where it has changed: its fingerprint stays


LEAD = 55


class Sealed:
    """What a diagnostic said before its secrets were taken out: to tell it from others, never to be shown."""

    __slots__ = ("excerpt", "marked", "message")

    def __init__(self, message: str, excerpt: str, marked: str) -> None:
        self.message = message
        self.excerpt = excerpt
        self.marked = marked  # the words it stands on

    def __eq__(self, other: object) -> bool:
        mine = (self.message, self.excerpt, self.marked)
        return isinstance(other, Sealed) and mine == (other.message, other.excerpt, other.marked)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Sealed(…)"


class Diagnostic(NamedTuple):
    """A finding with its rule, its severity and its place in a stored file."""

    rule: str
    severity: Severity
    path: str  # relative to the project root
    span: Span
    place: Place
    message: str
    hint: str | None
    fix: Fix | None
    fix_places: tuple[Place, ...]  # of the edits of `fix`
    related: tuple[Related, ...]
    excerpt: str  # the first line it stands on, or its beginning
    around: str = ""  # where that ends before it: the line from LEAD characters before it on
    sealed: Sealed | None = None  # only where a secret was taken out
    by_model: bool = False
    known_as: str = ""  # never shown
    repeats: tuple[Related, ...] = ()  # the other places of the same fact, which are not reported on their own

    @property
    def pointed(self) -> tuple[Related, ...]:
        """Every other place that it names."""
        return self.related + self.repeats


JSON = Any  # a JSON value: None, bool, int, float, str, list, dict
