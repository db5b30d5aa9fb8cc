"""Why a path that is written need not be there: what the sentence around it says.

Of all code spans that look like a path and are not in the tree, one in twenty is a mistake. What stands here and in
data/cues.toml are the reasons why the other nineteen are none: the guards that the rules about paths share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Sentence
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.cues import speaks_of
from ctxlint.parse.sentences import CODE, NEGATIVE, masked, sentence_at

if TYPE_CHECKING:
    from ctxlint.parse.paths import Mention

MARKS = f" *_([\n{CODE}"  # between words and what stands in a code span
CLAUSE = lazy(r"[,;:—–(.]|\s-\s")
POINTS = lazy(
    lambda: (
        rf"\b(?:{alternatives('markers', 'points_at')})\Z"
        r"|\badd(?:s|ed|ing)?\s[^.;]{1,60}\b(?:to|in|into)\Z"
    ),
    re.IGNORECASE,
)
MOST_CELLS = 50  # of a row: nobody reads more of them at once
SHORT = 160  # characters: a paragraph or list item that is read as one statement
OTHER_PLACE = lazy(
    lambda: (
        rf"\b(?:{alternatives('markers', 'elsewhere_whose')})(?:['’]s)? (?:\w+ )?(?:{alternatives('markers', 'elsewhere')})\b"
    ),
    re.IGNORECASE,
)
TITLES = lazy(
    lambda: (
        rf"\b(?:{alternatives('markers', 'unclaimed_titles')})\b|{alternatives('markers', 'unclaimed_titles_anywhere')}"
    ),
    re.IGNORECASE,
)


def excused(document: Document, sentences: Sequence[Sentence], mention: Mention) -> bool:
    """Is the path no claim: outside the instructions, forbidden, yet to be made, elsewhere, an example?"""
    sentence = sentence_at(sentences, mention.span.start)
    if sentence is None:
        return True
    before = sentence.text[: mention.span.start - sentence.span.start].rstrip(MARKS)
    if POINTS.search(before):
        return _is_pointed_at_in_vain(document, sentence, before)
    if sentence.negative or says_why(sentence.text):
        return True
    block = document.blocks[mention.block].span
    if block.end - block.start <= SHORT and says_why(masked(document, mention.block)):
        return True
    if any(says_why(text) for text in _introductions(document, sentence.block)):
        return True
    return any(TITLES.search(title) for title in _titles(document, sentence))


def _is_pointed_at_in_vain(document: Document, sentence: Sentence, before: str) -> bool:
    """Behind “see” and “is defined in” stands what is there, whatever else the sentence speaks of; not in examples."""
    if NEGATIVE.search(CLAUSE.split(before)[-1].replace("_", " ")) or OTHER_PLACE.search(sentence.text):
        return True
    texts = (sentence.text, *_introductions(document, sentence.block))
    if any(speaks_of(text, "history", "plan", "example", "wrong", "maybe", "made") for text in texts):
        return True
    return any(speaks_of(title, "plan", "example", "wrong", "made") for title in _titles(document, sentence))


def _titles(document: Document, sentence: Sentence) -> Iterator[str]:
    """Those of the section and of the one above it, without that of the file."""
    section = document.sections[sentence.section]
    above = document.sections[max(section.parent, 0)]
    return (one.title for one in (section, above) if one.level > 1)


def says_why(text: str) -> bool:
    """Is there a word that explains why a path need not be there?"""
    return speaks_of(text) or OTHER_PLACE.search(text) is not None


def _introductions(document: Document, index: int) -> Iterator[str]:
    """What a reader has in mind at a block: the rest of its table row, the head of its column, the line above its list."""
    block = document.blocks[index]
    if block.kind == "cell":
        yield from (masked(document, cell) for cell in _cells(document, index))
        return
    inside = index
    while block.parent >= 0:
        index, block = block.parent, document.blocks[block.parent]
        if (
            block.kind == "item"
            and index + 1 < min(inside, block.stop)
            and document.blocks[index + 1].kind == "paragraph"
        ):
            yield masked(document, index + 1)
        before = document.previous(index) if block.kind == "list" else -1
        if before >= 0 and document.content(document.blocks[before]).rstrip().rstrip("*_").endswith((":", "：")):
            yield masked(document, before)


def _cells(document: Document, index: int) -> Iterator[int]:
    row = document.blocks[index].parent
    yield from (cell for cell in islice(document.children(row), MOST_CELLS) if cell != index)
    head = document.blocks[row].parent + 1  # the first row of a table is its header
    column = document.blocks[index].level
    if column < MOST_CELLS:
        yield from (cell for cell in document.children(head) if document.blocks[cell].level == column)
