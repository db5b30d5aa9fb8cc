"""Whether the words around an escape clause say after all what decides: the next sentence, or an item beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Sentence, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives

NEARBY = 160  # characters that are read of what comes next
LAST_WORD = lazy(r"([^\W\d_]+)\W*\Z")
NEXT = lazy(lambda: rf"[\s*_(.;:—–-]*(?:{alternatives('markers', 'deciding_sentences')})\b", re.IGNORECASE)
OTHERWISE = lazy(r"\W*(?:otherwise|else|if not)\b", re.IGNORECASE)
EXPLAINS = lazy(lambda: rf"\W{{0,4}}(?:[:=—–]|(?:{alternatives('markers', 'explaining_words')})\b)", re.IGNORECASE)


def is_decided(document: Document, sentence: Sentence, span: Span) -> bool:
    """`span`: of the clause in the sentence."""
    end = document.blocks[sentence.block].span.end
    behind = document.text[sentence.span.end : min(end, sentence.span.end + NEARBY)]
    word = LAST_WORD.search(sentence.text, span.start, span.end)
    if not word:
        return False
    if NEXT.match(behind) or _explains(word[1], behind):
        return True
    before, after = _siblings(document, sentence.block)
    return bool(OTHERWISE.match(after)) or any(_explains(word[1], text) for text in (before, after))


def _explains(word: str, text: str) -> bool:
    """Does the text say what the word means, or when it holds?"""
    lower = text.lower()
    return any(
        EXPLAINS.match(text, place + len(word))
        or lower[:place].rstrip("“\"'* ").endswith(("counts as", "means", "call"))
        for place in _places(lower, word.lower())
    )


def _places(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


def _siblings(document: Document, index: int) -> tuple[str, str]:
    """What the items before and behind the one of a block begin with; nothing where there is none."""
    item = document.blocks[index].parent
    if item < 0 or document.blocks[item].kind != "item":
        return "", ""
    before, stop = document.previous(item), document.blocks[item].stop
    after = stop if stop < len(document.blocks) and document.blocks[stop].parent == document.blocks[item].parent else -1
    return _start(document, before), _start(document, after)


def _start(document: Document, index: int) -> str:
    if index < 0 or document.blocks[index].kind != "item":
        return ""
    start = document.blocks[index].span.start
    return document.text[start : min(document.blocks[index].span.end, start + NEARBY)]
