"""Which sentences tell the agent to do something, as opposed to telling it how things are, and where they do.

An imperative, or a modal verb. The rest is English; the imperatives are data, of other languages, too.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ctxlint.base.model import Sentence
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives, table
from ctxlint.parse.sentences import CODE

OPENING = lazy(
    lambda: (
        r"(?P<start>\A)"
        r"|(?P<label>[:：—–→]|\s-(?=\s)|\*\*(?=\s))"
        r"|(?P<comma>[,;(])"
        r"|\b(?P<and>and|then|or|but|und|et|y)\b"
        rf"|\b(?P<modal>{alternatives('markers', 'modals')})\b"
    ),
    re.IGNORECASE,
)
SKIP = lazy(
    lambda: (
        r"(?:[^\w\ufffc,;:(]|\[[ xX]\]|\d{1,2}[.)](?=\s)"
        rf"|\b(?:{alternatives('markers', 'before_orders')})\b[:,]?){{0,12}}"
    ),
    re.IGNORECASE,
)
INSISTS = lazy(
    r"\b(?:must|never|always|do not|don['’]?t|should|shall|required|needs? to|has to|have to|avoid|ensure|make sure|only)\b",
    re.IGNORECASE,
)
NEGATED = lazy(r"(?:do not|don['’]t|never|avoid|must not|no)\b", re.IGNORECASE)
RELATIVE = lazy(r"\b(?:that|which|who)\s\Z", re.IGNORECASE)  # “scripts that must run” orders nothing
WORD = lazy(r"[^\W\d_](?:[\w'’-]{0,40})")
CONDITION = frozenset(
    "when if where before after once for in during on while unless with to at as whenever wherever given upon by from until since"
    " wenn falls bei vor nach si lorsque quand avant après cuando antes después".split()
)
# Behind these a word that looks like an imperative is the subject of a statement: “Test coverage is …”.
SUBJECT = frozenset("is are was were has had of can will may might does did isn't aren't been".split())
BE = frozenset("be feel look read remain seem sound stay".split())
# Verbs that are as often nouns: two words before “is” they are part of a name.
NOUNS = frozenset(
    "test use build review support design report document plan state log access change fix search release commit update call type name order".split()
)
NO_OBJECT = frozenset({":", "/", "=", "|"})
LONGEST_LABEL = 80  # characters before the colon of “**Naming**: …”


class Orders(NamedTuple):
    starts: tuple[int, ...]  # where an order begins: at its verb, or at the adverb before it
    given: bool  # the sentence gives an order, be it a prohibition
    be: int  # where “be …” of “must be …” begins, -1 if it says none
    body: int  # where the sentence begins, its label, checkbox or number left out


def is_instruction(sentence: Sentence) -> bool:
    """It gives an order, or says must, never, always and their like. Behind a name in code stands what that does."""
    if sentence.negative or INSISTS.search(sentence.text):
        return True
    told = orders(sentence.text)
    return told.given and CODE not in sentence.text[: told.body]


def orders(text: str) -> Orders:
    """The orders of a sentence, in order."""
    starts: list[int] = []
    given, be, body, conditional = False, -1, 0, False
    for opening in OPENING.finditer(text):
        kind = opening.lastgroup
        at = _skip(text, opening.end())
        word = WORD.match(text, at)
        if word is None:
            continue
        if kind == "start" or (kind == "label" and body < opening.start() < LONGEST_LABEL and not starts):
            body, conditional = at, word[0].lower() in CONDITION
        if kind == "modal" and RELATIVE.search(text, max(0, opening.start() - 8), opening.start()):
            continue
        if not _may_open(kind, opening.start(), bool(starts or given), conditional):
            continue
        given = given or kind == "modal" or (kind != "and" and NEGATED.match(text, at) is not None)
        be = at if kind == "modal" and be < 0 and word[0].lower() in BE else be
        starts += _verbs_at(text, word, kind == "modal")
    return Orders(tuple(dict.fromkeys(starts)), given or bool(starts), be, body)


def _skip(text: str, at: int) -> int:
    """Behind markup, a checkbox, a number, “always”, “please” and their like."""
    skipped = SKIP.match(text, at)
    return skipped.end() if skipped else at


def _may_open(kind: str | None, at: int, ordered: bool, conditional: bool) -> bool:
    """A second order needs a first, or a condition before its comma; a label stands early."""
    if kind == "comma":
        return ordered or conditional
    if kind == "and":
        return ordered
    return kind != "label" or ordered or at <= LONGEST_LABEL


def _verbs_at(text: str, word: re.Match[str], modal: bool) -> list[int]:
    """Where an order begins with this word: nowhere, at it, or at it and at the verb behind it (“carefully read”)."""
    verbs = _verbs()
    name = word[0].lower()
    second = WORD.match(text, _skip(text, word.end()))
    following = second[0].lower() if second else ""
    if modal:
        return [word.start()] if name in verbs and name != "have" else []  # “should have failed cleanly”
    if name.endswith("ly") and second and following in verbs:
        return [word.start(), second.start()]
    if name not in verbs or following in SUBJECT or text[word.end() : word.end() + 1] in NO_OBJECT:
        return []
    third = WORD.match(text, _skip(text, second.end())) if second and name in NOUNS else None
    return [] if third and third[0].lower() in SUBJECT else [word.start()]


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word for listed in table("verbs").values() for word in listed.split())
