"""Which sentences tell the agent to do something, as opposed to telling it how things are."""

from __future__ import annotations

import re

from ctxlint.base.model import Sentence
from ctxlint.base.patterns import lazy

MODAL = lazy(
    r"\b(?:must|never|always|do not|don['’]?t|should|shall|required|needs? to|has to|have to|avoid|ensure|make sure|only use|only)\b",
    re.IGNORECASE,
)
LABEL = lazy(r"\A[\W_]*(?:\*\*[^*\n]{1,60}\*\*|__[^_\n]{1,60}__|[\w /-]{1,30})\s*[:：—–]\s*")
WORD = lazy(r"[A-Za-z]+")
VERBS = frozenset(
    """add adhere adopt aim align allow analyze annotate apply ask assert assign assume avoid base be begin break bump build
    call capture catch change check choose clean clear close collect commit compare compile configure confirm connect consider
    consult convert copy cover create debug declare default defer define delegate delete deploy describe design disable discuss
    document download draft drop edit emit enable end enforce ensure escalate evaluate examine execute expect explain export
    expose extend extract fail favor fetch fill find fix flag focus follow format generate get give group guard handle identify
    ignore implement import include increment inform initialize inject inline insert inspect install investigate invoke isolate
    keep label launch lead leave let limit link lint list load log look maintain make map mark match measure mention merge
    migrate minimize mock model modify monitor move name normalize note notify obey obtain omit open optimize organize output
    override parse pass perform pick pin place plan prefer prefix prepare present preserve prevent print prioritize process
    produce propose provide publish pull push put query quote raise read rebase record reduce refactor refer register release
    rely remember remove rename render replace report request require reset resolve respect respond restart restore restrict
    return reuse revert review revise rewrite run sanitize save scan scope search see select send separate set share show skip
    solve sort specify split squash stage start state stay stick stop store structure submit suggest summarize surface switch
    sync tag take tell test throw track treat trim try type understand update upgrade use validate verify wait watch work wrap
    write""".split()
)


def is_instruction(sentence: Sentence) -> bool:
    """It opens with an imperative, or says must, never, always and their like."""
    if sentence.negative or MODAL.search(sentence.text):
        return True
    text = sentence.text
    for candidate in (text, LABEL.sub("", text, count=1)):
        word = WORD.search(candidate[:60])
        if word and word[0].lower() in VERBS:
            return True
    return False
