"""Labelled lines x the verdicts of several models -> how good each is, and where they differ. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.llm.options import ReviewOptions
from ctxlint.llm.review import Question, Review, questions
from ctxlint.llm.verdicts import Verdict
from ctxlint.parse import parse
from ctxlint.parse.sentences import sentences

VAGUE = frozenset({"v", "p", "vague", "partly", "1", "yes", "true"})
FINE = frozenset({"c", "n", "concrete", "fine", "not-vague", "none", "0", "no", "false"})


class Line(NamedTuple):
    """An instruction that people have judged."""

    id: str
    text: str
    votes: tuple[bool, ...]  # of each reader: is it vague?

    def vague(self, truth: str) -> bool:
        """`truth`: either, if one reader is enough; both, if all must say so."""
        return any(self.votes) if truth == "either" else all(self.votes)


class Score(NamedTuple):
    """Counts of lines. The shares are None where there is nothing to divide by."""

    hits: int
    false_alarms: int
    misses: int
    passes: int

    @property
    def precision(self) -> float | None:
        return _share(self.hits, self.hits + self.false_alarms)

    @property
    def recall(self) -> float | None:
        return _share(self.hits, self.hits + self.misses)

    @property
    def f1(self) -> float | None:
        return _share(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)


class Trial(NamedTuple):
    """What one model made of the lines."""

    options: ReviewOptions
    review: Review
    verdicts: tuple[Verdict | None, ...]  # of each line; None: it is fine
    seconds: float


class Comparison(NamedTuple):
    """Several models beside what people have said."""

    lines: Sequence[Line]
    trials: Sequence[Trial]
    truth: str
    asked: int  # lines with a sentence to ask about
    judged: Sequence[
        int
    ]  # positions of the lines that are compared: every model was asked about them and has judged them

    @property
    def vague(self) -> int:
        return sum(self.lines[n].vague(self.truth) for n in self.judged)

    def said(self, trial: Trial) -> list[bool]:
        """Of each line that is compared: does the model call it vague?"""
        return [trial.verdicts[n] is not None for n in self.judged]

    def score(self, trial: Trial) -> Score:
        return score([self.lines[n].vague(self.truth) for n in self.judged], self.said(trial))

    def kappas(self) -> dict[tuple[str, str], float | None]:
        return agreements({t.options.model: self.said(t) for t in self.trials}) if self.judged else {}

    def differences(self) -> list[int]:
        """Positions of the lines that one model calls vague and another does not."""
        return [n for n in self.judged if len({trial.verdicts[n] is None for trial in self.trials}) > 1]


def compared(lines: Sequence[Line], trials: Sequence[Trial], truth: str) -> Comparison:
    asked = {int(answer.question.path) for trial in trials for answer in trial.review.answers}
    left = {int(path) for trial in trials for path in trial.review.unreviewed}
    return Comparison(lines, trials, truth, len(asked), sorted(asked - left))


def questions_about(lines: Sequence[Line], chosen: ReviewOptions) -> list[Question]:
    """Each line is a file of its own, named by its position."""
    found: list[Question] = []
    for number, line in enumerate(lines):
        document = parse(line.text.encode("utf-8", "replace"), str(number), "claude")
        found += questions(document, tuple(sentences(document)), chosen, every=True)
    return found


def verdicts_of(review: Review, count: int) -> tuple[Verdict | None, ...]:
    """Of each line its first verdict."""
    by_line = review.verdicts
    return tuple(next(iter(by_line.get(str(number), ())), None) for number in range(count))


def labelled(text: str, path: str) -> list[Line]:
    """A CSV file with a column `text` and one or more that start with `label`: V or P is vague, C or N is not.

    Raises CtxlintError for what is none.
    """
    rows = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        columns = [name for name in rows.fieldnames or () if name and name.lower().startswith("label")]
        if "text" not in (rows.fieldnames or ()) or not columns:
            raise CtxlintError(
                f"{path} needs a column “text” and a column “label” (V, P, C or N) or several, label_a …"
            )
        lines = [_line(row, columns, number, path) for number, row in enumerate(rows, 1)]
    except csv.Error as problem:
        raise CtxlintError(f"{path} is no CSV: {problem}") from problem
    if not lines:
        raise CtxlintError(f"{path} holds no line")
    return lines


def _line(row: Mapping[str, str | None], columns: Sequence[str], number: int, path: str) -> Line:
    labels = [label for column in columns if (label := (row.get(column) or "").strip().lower())]
    unknown = [label for label in labels if label not in VAGUE | FINE]
    if unknown or not labels:
        what = f"the label “{unknown[0]}”" if unknown else "no label"
        raise CtxlintError(f"{path}, row {number}: {what}; write V (vague), P (partly), C (concrete) or N (none)")
    return Line(row.get("id") or str(number), row.get("text") or "", tuple(label in VAGUE for label in labels))


def score(truth: Sequence[bool], said: Sequence[bool]) -> Score:
    pairs = list(zip(truth, said, strict=True))
    return Score(
        pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)), pairs.count((False, False))
    )


def kappa(one: Sequence[bool], other: Sequence[bool]) -> float | None:
    """Cohen's kappa: agreement beyond that of chance; None where both always say the same one thing."""
    size = len(one)
    same = sum(a == b for a, b in zip(one, other, strict=True)) / size
    chance = (sum(one) * sum(other) + (size - sum(one)) * (size - sum(other))) / size**2
    return None if chance == 1 else (same - chance) / (1 - chance)


def agreements(said: Mapping[str, Sequence[bool]]) -> dict[tuple[str, str], float | None]:
    """Every pair of models -> their kappa."""
    return {(one, other): kappa(said[one], said[other]) for one, other in combinations(said, 2)}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
