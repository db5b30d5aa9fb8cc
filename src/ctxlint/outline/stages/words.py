"""What stages and their fields are called, and the models that they run on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ctxlint.base.patterns import lazy
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
FIELD_HINTS = tuple(  # a numbered list may hold stages without the word
    """output|deliverable|done when|result|produces|returns|writes|artifact|artefact|success|acceptance|criteri|done:|dod|gate|passes when
    |complete when|ausgabe|ergebnis|sortie|livrable|salida|entregable|saída|выход|результат|输出|輸出|出力|출력""".replace(
        "\n    ", ""
    ).split("|")
)
WORDS = {"phasen": "phase", "schritte": "schritt", "etappe": "etappe", "этапы": "этап"}
NUMBERED = lazy(
    r"\s*(?:\W{0,3}\s)?(?P<word>stage|phase|step|etappe|schritt|étape|etapa|этап|阶段|階段|步骤|ステップ|단계)s?\s?#?(?P<n>\d{1,4}(?:\.\d{1,3})?)(?![\d])"
    r"(?:(?P<letter>(?:\.\d{1,3}){1,4}|-?[A-Za-z](?:[.-]?\d{1,3})?)(?!\w)|(?:\s?(?:[-–—&+,]|to|and)\s?(?P<to>\d{1,4})(?![\w%.])))?"
    r"(?P<rest>(?:\s*(?:[:：—–)|-]|\.(?!\d)|[(\[]|\Z)).*)",
    re.IGNORECASE,
)
FIELDS = {
    "input": "inputs?|reads?|given|takes|sources?|needs|requires|prerequisites?|depends on|dependenc(?:y|ies)|receives|eingabe|eingaben|entrée|entrada|вход|输入|輸入|入力|입력",
    "task": "tasks?|goals?|actions?|do|what|work|objectives?|purpose|prompt|instructions?|aufgabe|ziel|tâche|tarea|tarefa|задача|任务|任務|タスク|작업",
    "success": "success|success criteri(?:a|on)|done|done when|definition of done|dod|(?:complete|completed|finished|ready|accepted|ends) when|acceptance(?: criteria)?|exit criteri(?:a|on)|checks?|verify|verification|validat(?:e|ion)"
    "|gate|quality gate|passes when|pass if|erfolg|fertig wenn|succès|réussite|éxito|sucesso|успех|готово|成功|成功标准|完成条件|성공",
    "output": "outputs?|deliverables?|produces|results?|artifacts?|artefacts?|writes|returns|hands over|ausgabe|ergebnis|sortie|livrable|salida|entregable|saída|выход|результат|输出|輸出|出力|출력",
    "tier": "model|tier|model tier|runs on|agent|executor|who|owner|capability|by|llm|modell|modèle|modelo|модель|模型|モデル|모델",
    "estimate": "costs?|time|estimates?|duration|budget|cost and time|kosten|zeit|dauer",
}
COLUMN = lazy(
    rf"(?:(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FIELDS.items())})|(?P<number>#|no\.?|nr\.?|stages?|phases?|steps?|schritt|阶段|步骤))\Z",
    re.IGNORECASE,
)


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
