"""The model that a stage runs on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ctxlint.base.patterns import lazy

if TYPE_CHECKING:
    from ctxlint.outline.stages.stage import Field

TIER = lazy(
    r"\b(?:haiku|sonnet|opus|fable|mythos|gpt[\w.-]*|o[134](?:-\w+)?|gemini[\w.-]*|flash|llama[\w.-]*|qwen[\w.-]*|mistral[\w.-]*|deepseek[\w.-]*|codex|grok"
    r"|(?:small|smaller|smallest|large|larger|largest|medium|mid|cheap|cheapest|fast|frontier|top|strong|strongest|reasoning|local|any)[ -](?:model|tier)s?"
    r"|any(?: model)?|human|person|manual|scripts?|script-only|deterministic|no model|no llm|ci|tool|code|reviewer|editor|author|user|agent)\b",
    re.IGNORECASE,
)
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
