"""The stream of instruction sentences that every prose rule reads.

Sentences of paragraphs, list items and table cells; code, link targets, comments, tags and quotations are blanked
out. Block quotes, code that stands in no fence, headings, table headers, example sections and lines that show something wrong are left out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from ctxlint.base.model import Block, Document, Sentence, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives

CODE = "\ufffc"  # stands for each character of a code span, so that a rule sees that something concrete was named
QUOTED = lazy(
    r"\"[^\"\n]{1,200}\"|“[^”\n]{1,200}”|«[^»\n]{1,200}»|‘[^’\n]{1,200}’|「[^」\n]{1,200}」|『[^』\n]{1,200}』|(?<!\w)'[^'\n]{1,200}'(?!\w)"
)
END = lazy(r"(?:(?<![.!?…])[.!?…]+[)\]\"'”’*_]*(?=\s|\Z)|[。！？]+|;(?=\s))\s*")
ABBREVIATION = lazy(r"(?:\b(?:e\.g|i\.e|etc|vs|cf|approx|resp|incl|no|fig|dr|mr|ms|st)|(?<!\w)[A-Za-z])\.\Z", re.I)
WRONG = lazy(
    lambda: (
        r"\s*(?:[-*>]\s*)?(?:\*\*|__|`)?(?:[❌✗✘🚫⛔👎]"
        r"|(?:(?:bad|wrong|incorrect|poor|weak|vague|anti-?pattern|before)(?:\s+\w+){0,2}"
        rf"|{alternatives('markers', 'wrong')})\s*(?:\*\*|__)?\s*[:：—–])"
    ),
    re.IGNORECASE,
)
EXAMPLE = lazy(
    r"\b(?:examples?|samples?|bad|wrong|anti-?patterns?|before\s*(?:/|and|&|→)\s*after|beispiele?|exemples?|ejemplos?|примеры?)\b"
    r"|示例|例子|预期输出",
    re.IGNORECASE,
)
ONLY_EXAMPLES = lazy(r"\W*(?:examples?|samples?|beispiele?|exemples?|ejemplos?|примеры?|示例|例子)\W*\Z", re.IGNORECASE)
EXAMPLES_FOLDER = lazy(r"(?:^|/)(?:examples?|samples?|demos?)/", re.IGNORECASE)
BANNED = lazy(lambda: rf"\b(?:{alternatives('markers', 'banned')})\b", re.IGNORECASE)
WRONG_COLUMN = lazy(lambda: rf"\W*(?:{alternatives('markers', 'wrong_columns')})\b|\s*[❌✗✘🚫]", re.IGNORECASE)
NEGATIVE = lazy(
    lambda: rf"\b(?:{alternatives('markers', 'negation')})\b|{alternatives('markers', 'negation_anywhere')}",
    re.IGNORECASE,
)
CODE_LINES = (  # of code that stands in no fence
    lazy(r"\s*(?:export |default |async |pub |public |private |static )*(?:const|let|var)\s+[\w{\[][^=\n]{0,80}=\s*\S"),
    lazy(r"\s*(?:export |default |async |pub |public |private |static )*(?:function|def|fn|func|class)\s+\w+\s*[(<{:]"),
    lazy(
        r"\s*(?:import\s[^\n]{0,80}\bfrom\s+['\"]|from\s+[\w.]+\s+import\s|#include\s*[<\"]|@\w+\([^\n]{0,80}\)\s*\Z|//\s|return\s[^\n]{1,120};)"
    ),
    lazy(r"[^\n]{0,200}(?:\w\(|\w\s=\s|=>)[^\n]{0,200};\s*(?://[^\n]{0,200})?\Z"),
    lazy(r"[^\n]{0,200}(?:\)|=>|=)\s*\{\s*\Z|\s*[})\]]+[;,]?\s*\Z"),
)
LONGEST = 1000  # characters: what is longer is no sentence and is read in pieces, as the patterns over it may backtrack
MOST_CELLS = 50  # of a row: nobody reads more of them at once
PROSE = frozenset({"paragraph", "cell"})


def sentences(document: Document) -> Iterator[Sentence]:
    """Every sentence that counts as an instruction, in order."""
    examples = example_sections(document)
    wrong = _wrong_cells(document)
    for index, block in enumerate(document.blocks):
        if block.kind not in PROSE or block.section in examples or index in wrong or _aside(document, block):
            continue
        yield from _of_block(document, index)


def noted(document: Document) -> Iterator[Sentence]:
    """The sentences that stand in notes, in order: they give no orders, but the facts in them are of this project."""
    notes = {index for index, block in enumerate(document.blocks) if block.kind == "quote" and in_note(document, index)}
    for index, block in enumerate(document.blocks):
        if block.kind in PROSE and _quote(document, index) in notes:
            yield from _of_block(document, index)


def in_note(document: Document, index: int) -> bool:
    """Is the block in a block quote that no line introduces as somebody's words, outside of examples?"""
    index = _quote(document, index)
    return index >= 0 and not _is_introduced(document, index) and not _is_example(document, index)


def _quote(document: Document, index: int) -> int:
    """The innermost block quote around a block, or itself; -1 outside of all."""
    while index >= 0 and document.blocks[index].kind != "quote":
        index = document.blocks[index].parent
    return index


def _of_block(document: Document, index: int) -> Iterator[Sentence]:
    block, text = document.blocks[index], masked(document, index)
    if not text.strip() or WRONG.match(text) or is_code(document, block):
        return
    for start, end in split(text):
        if start and WRONG.match(text, start, end):
            continue
        span = Span(block.span.start + start, block.span.start + end)
        negative = bool(NEGATIVE.search(text[start:end].replace("_", " ")))
        yield Sentence(span, text[start:end], block.section, index, negative)


def _is_introduced(document: Document, index: int) -> bool:
    """Does the line above a block end in a colon?"""
    before = document.previous(index)
    return before >= 0 and introduces(document.content(document.blocks[before]))


def introduces(text: str) -> bool:
    """What ends in a colon says what stands behind it, not what it says itself."""
    return text.rstrip().rstrip("*_ ").endswith((":", "："))


def _is_example(document: Document, index: int) -> bool:
    """Does a heading over a block announce examples?"""
    section = document.blocks[index].section
    while section > 0:
        title = document.sections[section].title
        if EXAMPLE.search(title) or BANNED.search(title):
            return True
        section = document.sections[section].parent
    return False


def is_code(document: Document, block: Block) -> bool:
    """A paragraph of which half the lines or more are code that somebody forgot to fence."""
    if block.kind != "paragraph":
        return False
    lines = [document.text[a:b][:LONGEST] for a, b in block.pieces]
    code = sum(any(pattern.match(line) for pattern in CODE_LINES) for line in lines)
    return code > 0 and 2 * code >= len(lines)


def sentence_at(sentences: Sequence[Sentence], offset: int) -> Sentence | None:
    """The one that an offset stands in; they come in order and do not overlap."""
    before = bisect_right(sentences, offset, key=lambda one: one.span.start) - 1
    return sentences[before] if before >= 0 and offset < sentences[before].span.end else None


def example_sections(document: Document) -> frozenset[int]:
    """Indexes of the sections whose heading, or a heading above it, announces examples.

    A title names the subject of the file, and be it an example: “# Sample service”. Only a bare “# Examples” announces some,
    and any such title below a folder `examples/`.
    """
    found: set[int] = set()
    title = 0 if EXAMPLES_FOLDER.search(document.path) else _title(document)
    for index, section in enumerate(document.sections):
        announces = ONLY_EXAMPLES.match if index == title else EXAMPLE.search
        if section.parent in found or announces(section.title) or BANNED.search(section.title):
            found.add(index)
    return frozenset(found)


def _title(document: Document) -> int:
    """The section of the file's title: its first heading or its only one of the first level; 0 if it has none."""
    first = [index for index, section in enumerate(document.sections) if section.level == 1]
    return first[0] if first and (first[0] == 1 or len(first) == 1) else 0


def masked(document: Document, index: int) -> str:
    """The source of a block, as long as its span, with all that is not plain words blanked out."""
    block = document.blocks[index]
    base = block.span.start
    text = list(document.slice(block.span))
    _blank_markers(document, block, text)
    for inline in document.inlines_of(index):
        a, b = inline.span.start - base, inline.span.end - base
        if inline.kind in ("link", "image"):  # the label is said, its target is not
            label = (inline.text.start - base, inline.text.end - base)
            text[a : label[0]] = " " * (label[0] - a)
            text[label[1] : b] = " " * (b - label[1])
        else:
            text[a:b] = (CODE if inline.kind in ("code", "autolink") else " ") * (b - a)
    plain = "".join(text)
    if not any(mark in plain for mark in "\"'“«‘「『"):
        return plain
    return QUOTED.sub(lambda quote: CODE * len(quote[0]), plain)


def introductions(document: Document, index: int) -> Iterator[int]:
    """What a reader has in mind at a block: the rest of its table row, the head of its column, the line above its list.

    As indexes of blocks.
    """
    block = document.blocks[index]
    if block.kind == "cell":
        yield from _cells(document, index)
        return
    inside = index
    while block.parent >= 0:
        index, block = block.parent, document.blocks[block.parent]
        if (
            block.kind == "item"
            and index + 1 < min(inside, block.stop)
            and document.blocks[index + 1].kind == "paragraph"
        ):
            yield index + 1
        before = document.previous(index) if block.kind == "list" else -1
        if before >= 0 and introduces(document.content(document.blocks[before])):
            yield before


def _cells(document: Document, index: int) -> Iterator[int]:
    row = document.blocks[index].parent
    yield from (cell for cell in islice(document.children(row), MOST_CELLS) if cell != index)
    head = document.blocks[row].parent + 1  # the first row of a table is its header
    column = document.blocks[index].level
    if column < MOST_CELLS:
        yield from (cell for cell in document.children(head) if document.blocks[cell].level == column)


def _blank_markers(document: Document, block: Block, text: list[str]) -> None:
    """Line ends and what stands before the next line of text (indent, `>`) become blanks."""
    for (_, end), (start, _) in zip(block.pieces, block.pieces[1:], strict=False):
        text[end - block.span.start : start - block.span.start] = " " * (start - end)


def shows_wrong(document: Document, index: int) -> bool:
    """Is a block, or a list item it belongs to, about something wrong?"""
    block = document.blocks[index]
    return bool(WRONG.match(document.content(block))) or _is_under_wrong(document, block)


def _aside(document: Document, block: Block) -> bool:
    """It stands in a quotation or a table header, or under a line that shows something wrong."""
    above = block
    while above.parent >= 0:
        above = document.blocks[above.parent]
        if above.kind == "quote" or (above.kind == "row" and above.info == "header"):
            return True
    return _is_under_wrong(document, block)


def _is_under_wrong(document: Document, block: Block) -> bool:
    while block.parent >= 0:
        index, block = block.parent, document.blocks[block.parent]
        if block.kind == "item" and block.stop > index + 1 and _is_wrong(document, index + 1):
            return True
        if block.kind == "list" and (before := document.previous(index)) >= 0 and _announces(document, before):
            return True
    return False


def _is_wrong(document: Document, index: int) -> bool:
    return WRONG.match(document.content(document.blocks[index])) is not None


def _announces(document: Document, index: int) -> bool:
    """A line such as “Avoid:” or “Never write:” over a list."""
    text = document.content(document.blocks[index]) if document.blocks[index].kind == "paragraph" else ""
    return introduces(text) and bool(WRONG.match(text) or BANNED.search(text))


def _wrong_cells(document: Document) -> frozenset[int]:
    """Indexes of the cells of columns whose header says that they show something wrong."""
    found: set[int] = set()
    wrong: set[int] = set()
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            wrong = set()
        elif block.kind == "cell" and document.blocks[block.parent].info == "header":
            wrong |= {block.level} if WRONG_COLUMN.match(document.content(block)) else set()
        elif block.kind == "cell" and block.level in wrong:
            found.add(index)
    return frozenset(found)


def split(text: str) -> Iterator[tuple[int, int]]:
    """Bounds of the sentences of a text, without the blanks around them."""
    at = 0
    for end in END.finditer(text):
        if text[end.start()] == "." and ABBREVIATION.search(text, max(0, end.start() - 8), end.start() + 1):
            continue
        yield from _trim(text, at, end.end())
        at = end.end()
    yield from _trim(text, at, len(text))


def _trim(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        blank = text.rfind(" ", start + 1, start + LONGEST)
        cut = blank if blank > 0 else start + LONGEST
        yield from _trim(text, start, cut)
        start = cut
    piece = text[start:end]
    if piece.strip():
        yield start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
