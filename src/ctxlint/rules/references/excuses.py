"""Why a path that is written need not be there: what the sentence around it says.

Of all code spans that look like a path and are not in the tree, one in twenty is a mistake. What stands here and in
data/cues.toml are the reasons why the other nineteen are none: the guards that the rules about paths share.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Sentence
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.cues import speaks_of
from ctxlint.parse.instructions import orders
from ctxlint.parse.sentences import CODE, NEGATIVE, introductions, masked, sentence_at

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
SHORT = 160  # characters: a paragraph or list item that is read as one statement
OTHER_PLACE = lazy(
    lambda: (
        rf"\b(?:{alternatives('markers', 'elsewhere_whose')})(?:['’]s)? (?:\w+ )?(?:{alternatives('markers', 'elsewhere')})\b"
    ),
    re.IGNORECASE,
)
REPOSITORY = lazy(
    lambda: (
        rf"\bhttps?://(?:www\.)?(?:{alternatives('names', 'code_hosts')})/@?[\w.-]+/[\w.-]+"
        r"(?![\w.-]|(?:/-)?/(?:pulls?|issues?|commits?|merge_requests|actions|discussions|releases|compare|wiki|projects)\b)"
    ),
    re.IGNORECASE,
)
STAYS = lazy(
    lambda: (
        rf"\b(?:{alternatives('markers', 'stays')})\b(?P<gap>[^.;]{{0,100}}?)\b(?:{alternatives('markers', 'for_a_time')})\b"
    ),
    re.IGNORECASE,
)
JOINED = lazy(r"\b(?:and|or|which|that|to)\b", re.IGNORECASE)
ONLY_THEN = lazy(lambda: rf"\b(?:only|just) (?:there )?(?:{alternatives('markers', 'for_a_time')})\b", re.IGNORECASE)
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
    if is_of_a_link(document, sentence, mention) or is_passing(sentence.text):
        return True
    before = sentence.text[: mention.span.start - sentence.span.start].rstrip(MARKS)
    if POINTS.search(before):
        return _is_pointed_at_in_vain(document, sentence, before)
    if sentence.negative or says_why(sentence.text):
        return True
    block = document.blocks[mention.block].span
    if block.end - block.start <= SHORT and says_why(masked(document, mention.block)):
        return True
    if any(says_why(masked(document, index)) for index in introductions(document, sentence.block)):
        return True
    return any(TITLES.search(title) for title in _titles(document, sentence))


def _is_pointed_at_in_vain(document: Document, sentence: Sentence, before: str) -> bool:
    """Behind “see” and “is defined in” stands what is there, whatever else the sentence speaks of; not in examples."""
    if NEGATIVE.search(CLAUSE.split(before)[-1].replace("_", " ")) or OTHER_PLACE.search(sentence.text):
        return True
    above = (masked(document, index) for index in introductions(document, sentence.block))
    texts = (sentence.text, *above)
    if any(speaks_of(text, "history", "plan", "example", "wrong", "maybe", "made") for text in texts):
        return True
    return any(speaks_of(title, "plan", "example", "wrong", "made") for title in _titles(document, sentence))


def _titles(document: Document, sentence: Sentence) -> Iterator[str]:
    """Those of the section and of the one above it, without that of the file."""
    section = document.sections[sentence.section]
    above = document.sections[max(section.parent, 0)]
    return (one.title for one in (section, above) if one.level > 1)


def is_of_a_link(document: Document, sentence: Sentence, mention: Mention) -> bool:
    """It is the label of a link, or a file of the other repository that a link beside or above it leads to."""
    above = list(introductions(document, sentence.block))
    inlines = [one for one in document.inlines_of(mention.block) if one.kind in ("link", "autolink")]
    if any(one.text.start <= mention.span.start < one.text.end and one.target[:1] != "#" for one in inlines):
        return True
    beside = [one for one in inlines if sentence.span.start <= one.span.start < sentence.span.end]
    beside += [one for index in above for one in document.inlines_of(index)]
    texts = [document.slice(sentence.span), *(document.content(document.blocks[index]) for index in above)]
    return any(REPOSITORY.search(text) for text in (*texts, *(one.target for one in beside)))


def says_why(text: str) -> bool:
    """Is there a word that explains why a path need not be there?"""
    return speaks_of(text) or OTHER_PLACE.search(text) is not None or is_passing(text)


def is_passing(text: str) -> bool:
    """It stays somewhere for a time: `specs live there only while a feature is built`."""
    stays = STAYS.search(text)
    if stays:
        return not JOINED.search(stays["gap"])
    return ONLY_THEN.search(text) is not None and not orders(text).given
