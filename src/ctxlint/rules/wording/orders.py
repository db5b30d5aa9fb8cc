"""Where a sentence gives an order: an imperative, or a modal verb. English; the imperatives of other languages are data."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ctxlint.patterns import lazy
from ctxlint.resources import table

OPENING = lazy(
    r"(?P<start>\A)"
    r"|(?P<label>[:：—–→]|\s-(?=\s)|\*\*(?=\s))"
    r"|(?P<comma>[,;(])"
    r"|\b(?P<and>and|then|or|but|und|et|y)\b"
    r"|\b(?P<modal>must|should|shall|needs? to|have to|has to|ought to|(?:is|are) (?:required|expected) to|(?:task|job|goal|role|mission) is to|remember to|sure to|muss|müssen|soll|sollen|sollte)\b",
    re.IGNORECASE,
)
SKIP = lazy(
    r"(?:[^\w\ufffc,;:(]|\[[ xX]\]|\d{1,2}[.)](?=\s)|\b(?:always|please|then|first|next|finally|also|instead|otherwise|simply|just|only|generally|optionally|now|however|additionally|furthermore|therefore|similarly|ideally|remember|all|tests|code|agents"
    r"|immer|bitte|stets|toujours|siempre)\b[:,]?){0,12}",
    re.IGNORECASE,
)
NEGATED = lazy(r"(?:do not|don['’]t|never|avoid|must not|no)\b", re.IGNORECASE)
WORD = lazy(r"[^\W\d_](?:[\w'’-]{0,40})")
CONDITION = frozenset(
    "when if where before after once for in during on while unless with to at as whenever wherever given upon by from until since"
    " wenn falls bei vor nach si lorsque quand avant après cuando antes después".split()
)
# Behind these a word that looks like an imperative is the subject of a statement: “Test coverage is …”.
SUBJECT = frozenset("is are was were has had of can will may might does did isn't aren't been".split())
NO_OBJECT = frozenset({":", "/", "=", "|"})


class Orders(NamedTuple):
    starts: tuple[int, ...]  # where an order begins: at its verb, or at the adverb before it
    given: bool  # the sentence gives an order, be it a prohibition
    be: int  # where “must be …” begins, -1 if it says none
    body: int  # where the sentence begins, its label, checkbox or number left out


def orders(text: str) -> Orders:
    """The orders of a sentence, in order."""
    verbs = _verbs()
    starts: list[int] = []
    given, be, body, conditional = False, -1, 0, False
    for opening in OPENING.finditer(text):
        kind = opening.lastgroup
        at = SKIP.match(text, opening.end()).end()  # type: ignore[union-attr]
        word = WORD.match(text, at)
        if word is None:
            continue
        name = word[0].lower()
        if kind == "start" or (kind == "label" and body < opening.start() < 60 and not starts):
            body = at
        if kind == "start":
            conditional = name in CONDITION
            given = NEGATED.match(text, at) is not None
        if kind in ("comma", "and") and not (starts or given or (conditional and kind == "comma")):
            continue
        if kind == "label" and opening.start() > 80 and not starts:
            continue
        if kind == "modal":
            given = True
            be = at if name == "be" and be < 0 else be
        if NEGATED.match(text, at) and kind in ("label", "comma", "modal"):
            given = True
        following = WORD.match(text, SKIP.match(text, word.end()).end())  # type: ignore[union-attr]
        second = following[0].lower() if following else ""
        if kind == "modal" and name == "have":  # “should have failed cleanly”
            continue
        if name in verbs and not (
            kind != "modal" and (second in SUBJECT or text[word.end() : word.end() + 1] in NO_OBJECT)
        ):
            starts.append(at)
        elif name.endswith("ly") and second in verbs and following:
            starts += [at, following.start()]
    return Orders(tuple(dict.fromkeys(starts)), given or bool(starts), be, body)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(word for listed in table("wording")["verbs"].values() for word in listed.split())
