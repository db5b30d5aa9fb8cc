"""What has the words of an order and gives none: what something is used for, when it holds or fails, what a command does."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Sentence
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives

TRIGGER = lazy(lambda: rf"\W*(?:{alternatives('markers', 'trigger_openings')})", re.IGNORECASE)
CONDITIONS = lazy(  # the end of a line over a list, or of a heading
    lambda: (
        rf"(?<!check )(?<!verify )(?<!see )(?<!confirm )(?<!test )\b(?:{alternatives('markers', 'condition_words')})"
        rf"(?: (?:{alternatives('markers', 'condition_ends')})){{0,7}}\W*\Z"
    ),
    re.IGNORECASE,
)
HEADINGS = lazy(lambda: rf"\W*(?:\d[\d.]* )?(?:{alternatives('markers', 'condition_headings')})\b", re.IGNORECASE)
DESCRIBES = lazy(lambda: rf"\W*(?:{alternatives('markers', 'describing_columns')})\W*\Z", re.IGNORECASE)
COMMANDS = lazy(lambda: rf"\W*(?:\w+ )?(?:{alternatives('markers', 'command_columns')})s?(?: \w+)?\W*\Z", re.IGNORECASE)
LONGEST = 200  # characters of the end of a line that are read


def describes(document: Document, sentence: Sentence) -> bool:
    if TRIGGER.match(sentence.text):
        return True
    if document.blocks[sentence.block].kind == "cell":
        return _is_description(document, sentence.block)
    return any(
        CONDITIONS.search(line[-LONGEST:]) or HEADINGS.match(line) for line in _introductions(document, sentence)
    )


def _introductions(document: Document, sentence: Sentence) -> Iterator[str]:
    """The heading above, and the lines that end in a colon above the lists it stands in."""
    yield document.sections[sentence.section].title
    block = document.blocks[sentence.block]
    while block.parent >= 0:
        index, block = block.parent, document.blocks[block.parent]
        before = document.previous(index) if block.kind == "list" else -1
        line = document.content(document.blocks[before]).rstrip("*_ \n") if before >= 0 else ""
        if line.endswith((":", "：", "…", "...")):
            yield line


def _is_description(document: Document, index: int) -> bool:
    """Does the column, or the first of its table, say that the cell tells what something is or does?"""
    cell = document.blocks[index]
    head = document.blocks[cell.parent].parent + 1  # the first row of a table is its header
    names = {document.blocks[one].level: document.content(document.blocks[one]) for one in document.children(head)}
    own, first = names.get(cell.level, ""), names.get(0, "")
    return bool(DESCRIBES.match(own) or (cell.level and COMMANDS.match(first)))
