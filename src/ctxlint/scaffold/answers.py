"""What only a person can say, and the TOML file that says it for a script."""

from __future__ import annotations

import tomllib
from typing import NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.suggest import did_you_mean
from ctxlint.project.bounds import read_text


class Answers(NamedTuple):
    purpose: str = ""
    protected: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()
    escalation: tuple[str, ...] = ()


QUESTIONS = {
    "purpose": "What does this project do, and for whom? (one sentence)",
    "protected": "What must never be touched, and what breaks if it is?",
    "proof": "What proves that work is done?",
    "escalation": "When must an agent stop and ask?",
}
LONGEST = 1000  # characters of one answer


def read_answers(path: str) -> Answers:
    """Keys as in QUESTIONS; a text, or a list of texts for all but `purpose`. Raises CtxlintError."""
    try:
        table = tomllib.loads(read_text(path, "the answers"))
    except ValueError as problem:
        raise CtxlintError(f"{path} is not TOML: {problem}") from problem
    for key, value in table.items():
        if key not in QUESTIONS:
            raise CtxlintError(f"{path}: there is no question “{key}”{did_you_mean(key, QUESTIONS)}")
        texts = value if isinstance(value, list) and key != "purpose" else [value]
        if not all(isinstance(text, str) for text in texts):
            raise CtxlintError(f"{path}: {key} must be a text{'' if key == 'purpose' else ', or a list of texts'}")
        if any(len(text) > LONGEST for text in texts):
            raise CtxlintError(f"{path}: {key} is longer than {LONGEST} characters")
    return from_texts(**table)


def from_texts(**given: str | list[str]) -> Answers:
    """Empty answers count as none."""
    lists = {key: (value,) if isinstance(value, str) else tuple(value) for key, value in given.items()}
    full = {key: tuple(text for text in texts if text.strip()) for key, texts in lists.items()}
    purpose = next(iter(full.pop("purpose", ())), "")
    return Answers(purpose, **full)
