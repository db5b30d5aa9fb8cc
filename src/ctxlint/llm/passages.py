"""A document -> what is asked about it, section by section. Pure.

What leaves the machine is decided here: sentences of prose and the headings above them. Code, link targets, comments and
quotations are left out, secrets are redacted, and what a ctxlint comment suppresses is not sent at all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ctxlint.base.model import Document, Sentence, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.redaction import Known, known
from ctxlint.base.secrets import redact
from ctxlint.engine.suppress import withheld
from ctxlint.llm import CODE_SENT, SECRET_SENT, Passage, Request
from ctxlint.outline.headings import parts_of, vocabulary
from ctxlint.parse.instructions import is_instruction
from ctxlint.parse.sentences import CODE, masked
from ctxlint.rules.review.vague import RULE

LONGEST = 900  # characters of a sentence; what is longer is a table or a dump, and no instruction
MOST_BYTES = 20_000  # of the sentences that are sent at once, so that the cost of a request is bounded
TOKENS_PER_VERDICT, TOKENS_AROUND = 250, 300  # of the answer, at most
CRITERIA = frozenset({"success", "constraints"})  # parts in which every sentence is to be kept, imperative or not
PIECE = lazy(rf"{CODE}+|\s+|\0+|\bhttps?://[^\s)>\0{CODE}]+|[\w.+-]{{1,64}}@[\w-]{{1,64}}\.[\w.-]{{1,64}}")


class Line(NamedTuple):
    """A sentence, asked about or sent for context."""

    text: str
    places: tuple[int, ...]
    asked: bool


class Bounds(NamedTuple):
    """What must not leave the machine."""

    secret: frozenset[int]  # offsets of characters
    withheld: list[Span]

    def hold(self, span: Span) -> bool:
        return any(a < span.end and span.start < b for a, b in self.withheld)


def requests(
    document: Document,
    sentences: Iterable[Sentence],
    max_tokens: int,
    every: bool = False,
    secrets: Known | None = None,
) -> list[Request]:
    """What is to be asked; `every`: about each sentence, not only about instructions and criteria.

    `secrets` are not sent: those of the document, and of others that it may quote.
    """
    bounds = Bounds(_secret(document, secrets or known(document.text)), withheld(document, RULE.name))
    most = max(1, (max_tokens - TOKENS_AROUND) // TOKENS_PER_VERDICT)
    found: list[Request] = []
    for section, group in groupby(_whole(sentences), key=lambda sentence: sentence.section):
        above = _above(document, section)
        all_asked = every or _are_criteria(document, above)
        lines = [_line(sentence, bounds, all_asked) for sentence in group]
        headings = [_heading(document, block, bounds) for block in above]
        found += [
            _request([h for h in headings if h], part, max_tokens) for part in _parts([x for x in lines if x], most)
        ]
    return found


def too_long(sentences: Iterable[Sentence]) -> list[Sentence]:
    """Instructions that are not asked about."""
    return [sentence for sentence in sentences if len(sentence.text) > LONGEST and is_instruction(sentence)]


def _whole(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """Without those that are too long, and without the rest of what the parser has cut into pieces."""
    was_cut = False
    for sentence in sentences:
        is_long = len(sentence.text) > LONGEST
        if not is_long and not was_cut:
            yield sentence
        was_cut = is_long and sentence.text.rstrip()[-1:] not in ".!?…:"


def _request(headings: list[str], lines: list[Line], max_tokens: int) -> Request:
    asked = [line for line in lines if line.asked]
    passages = tuple(Passage(number, line.text, line.places) for number, line in enumerate(asked, 1))
    numbers = iter(range(1, len(asked) + 1))
    listed = [{"id": next(numbers), "text": line.text} if line.asked else {"text": line.text} for line in lines]
    prompt = json.dumps({"headings": headings, "lines": listed}, ensure_ascii=False, indent=1)
    return Request(prompt, passages, min(max_tokens, TOKENS_AROUND + TOKENS_PER_VERDICT * len(asked)))


def _parts(lines: list[Line], most: int) -> Iterator[list[Line]]:
    """The lines of a section in pieces of at most `most` that are asked about; none where nothing is asked."""
    part: list[Line] = []
    for line in lines:
        full = sum(len(each.text.encode()) for each in part) + len(line.text.encode()) > MOST_BYTES
        if full or (line.asked and sum(each.asked for each in part) == most):
            if any(each.asked for each in part):
                yield part
            part = []
        part.append(line)
    if any(line.asked for line in part):
        yield part


def _line(sentence: Sentence, bounds: Bounds, asked: bool) -> Line | None:
    if bounds.hold(sentence.span):
        return None
    text, places = _sent(sentence.text, sentence.span.start, bounds.secret)
    if not any(char.isalpha() for char in text) or redact(text) != text:
        return None
    return Line(text, places, asked or is_instruction(sentence))


def _sent(text: str, start: int, secret: frozenset[int]) -> tuple[str, tuple[int, ...]]:
    """The text as it is sent, and where in the document each of its characters stands."""
    plain = "".join(
        "\0" if char != CODE and start + at in secret else char for at, char in enumerate(text.replace("\0", " "))
    )
    out: list[str] = []
    places: list[int] = []
    at = 0
    for piece in PIECE.finditer(plain):
        out.append(plain[at : piece.start()])
        places += range(start + at, start + piece.start())
        new = {CODE: CODE_SENT, "\0": SECRET_SENT}.get(piece[0][0], " " if piece[0].isspace() else CODE_SENT)
        out.append(new)
        places += [start + piece.start()] * len(new)
        at = piece.end()
    return "".join([*out, plain[at:]]), (*places, *range(start + at, start + len(plain)))


def _secret(document: Document, secrets: Known) -> frozenset[int]:
    """Offsets of the characters of secrets, and of pieces of them wherever they are repeated."""
    return frozenset(at for span in (*secrets.spans, *secrets.places(document.text)) for at in range(*span))


def _above(document: Document, section: int) -> list[int]:
    """Indexes of the blocks of the headings above a section's text, outermost first."""
    found = []
    while section > 0:
        found.append(document.sections[section].start)
        section = document.sections[section].parent
    return found[::-1]


def _are_criteria(document: Document, above: list[int]) -> bool:
    words = vocabulary("context")
    titles = (document.sections[document.blocks[block].section].title for block in above)
    return any(CRITERIA & set(parts_of(title, words)) for title in titles)


def _heading(document: Document, block: int, bounds: Bounds) -> str:
    """The text of a heading as it is sent; empty if it is not to be."""
    span = document.blocks[block].span
    text = _sent(masked(document, block), span.start, bounds.secret)[0].strip("# =-\n")
    return "" if bounds.hold(span) or len(text) > LONGEST or redact(text) != text else text
