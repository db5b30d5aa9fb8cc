"""What stages, their fields and their tiers are called."""

from __future__ import annotations

import re

from ctxlint.base.patterns import lazy
from ctxlint.outline.numbers import amounts

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
