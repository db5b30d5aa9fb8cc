"""What stages and their fields are called, and the models that they run on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives, table
from ctxlint.outline.numbers import amounts

if TYPE_CHECKING:
    from ctxlint.outline.stages.stage import Field

HINTS = (
    "stage",
    "phase",
    "step",
    "etappe",
    "schritt",
    "étape",
    "etapa",
    "этап",
    "阶段",
    "階段",
    "步骤",
    "ステップ",
    "단계",
)
WORDS = {"phasen": "phase", "schritte": "schritt", "etappe": "etappe", "этапы": "этап"}
LETTER = r"(?P<letter>(?:\.\d{1,3}){1,4}|-?[A-Za-z](?:[.-]?\d{1,3})?)(?!\w)"
TO = r"(?:\s?(?:[-–—&+,]|to|and)\s?(?P<to>\d{1,4})(?![\w%.]))"
REST = r"(?P<rest>(?:\s*(?:[:：—–)|-]|\.(?!\d)|[(\[]|\Z)).*)"
NUMBERED = lazy(
    rf"\s*(?:\W{{0,3}}\s)?(?P<word>{'|'.join(HINTS)})s?\s?#?(?P<n>\d{{1,4}}(?:\.\d{{1,3}})?)(?![\d])(?:{LETTER}|{TO})?{REST}",
    re.IGNORECASE,
)
COLUMN = lazy(
    lambda: rf"(?:(?:{any_field()})|(?P<number>#|no\.?|nr\.?|stages?|phases?|steps?|schritt|阶段|步骤))\Z",
    re.IGNORECASE,
)


@cache
def field_hints() -> tuple[str, ...]:
    """A numbered list may hold stages without the word: one of these is in what they say."""
    return tuple(alternatives("briefs", "field_hints").split("|"))


@cache
def field_names() -> dict[str, str]:
    """The fields of a stage, each with what it is called."""
    return {name: alternatives("briefs", "fields", name) for name in table("briefs")["fields"]}


def any_field() -> str:
    """A pattern with a group for each field."""
    return "|".join(f"(?P<{name}>{names})" for name, names in field_names().items())


def word_of(match: re.Match[str]) -> str:
    return WORDS.get(match["word"].lower(), match["word"].lower())


def only_figures(rest: str) -> bool:
    """`Stage 1: $0.002, 2 min` is an estimate, no stage."""
    figures = amounts(rest)
    if not figures:
        return False
    left = rest
    for figure in reversed(figures):
        left = left[: figure.start] + left[figure.end :]
    return len(re.findall(r"[^\W\d_]{3,}", re.sub(r"\([^()]*\)", "", left))) < 2


TIER = lazy(lambda: rf"\b(?:{alternatives('briefs', 'tiers')})\b", re.IGNORECASE)
MODEL = lazy(
    r"\b(?:haiku|sonnet|opus|fable|mythos|gpt|gemini|(?:small|large|medium|mid|top|frontier)\w*[ -](?:model|tier)s?)",
    re.IGNORECASE,
)
CONDITION = lazy(
    r"\b(?:only|if|when|unless|escalat\w*|fallback|falls back|otherwise|retry|as needed|needed)\b", re.IGNORECASE
)


def tier_of(rest: str, fields: dict[str, Field], named: bool) -> tuple[str | None, bool]:
    """The model that a stage runs on: the first that is named without a condition. An item may be about a model."""
    field = fields["tier"].text if "tier" in fields else ""
    for text in (field, *re.findall(r"[(\[]([^()\[\]]*)[)\]]", rest), *re.split(r"\s[—–-]\s|,", rest)[1:]):
        conditional = None
        for clause in re.split(r"[;,/]|\bor\b|→|->|—", text):
            tier = TIER.search(clause)
            if tier and not CONDITION.search(clause):
                return tier[0].lower(), False
            if tier and conditional is None:
                conditional = tier[0].lower()
        if conditional:
            return conditional, True
        if text is field and text.strip():
            return text.strip().lower(), False
    bare = MODEL.search(rest) if named else None
    return (bare[0].lower(), bool(CONDITION.search(rest))) if bare else (None, False)
