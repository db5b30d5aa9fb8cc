"""ctxlint calibrate: which is the smallest model whose verdicts hold on lines that people have judged?"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import click

from ctxlint.base.errors import CLEAN, FAILED, CtxlintError
from ctxlint.base.model import JSON
from ctxlint.base.printing import dumps, echo, say
from ctxlint.commands.output import put
from ctxlint.data.models import table
from ctxlint.engine import discover
from ctxlint.llm.calibration import Line, Score, agreements, read_lines, score
from ctxlint.llm.options import ReviewOptions, options
from ctxlint.llm.review import Question, Review, estimate, questions, review
from ctxlint.llm.verdicts import Verdict
from ctxlint.parse import parse
from ctxlint.parse.sentences import sentences
from ctxlint.project.bounds import MEGABYTE, read_text
from ctxlint.report.progress import bar

DEFAULT = ("haiku", "sonnet")
MOST_DIFFERENCES = 40  # lines printed
MOST_BYTES = 64 * MEGABYTE  # of the labels
LONGEST = 90  # characters of a line printed


class Trial(NamedTuple):
    """What one model made of the lines."""

    options: ReviewOptions
    review: Review
    said: tuple[bool, ...]  # of each line: is it vague?
    verdicts: tuple[Verdict | None, ...]
    seconds: float


@click.command("calibrate")
@click.argument("labels", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--model", "models", multiple=True, metavar="NAME", help="A profile or an id; repeat it. Default: haiku, sonnet."
)
@click.option(
    "--truth",
    type=click.Choice(["either", "both"]),
    default="either",
    help="With several labels a line: vague if either reader says so (default), or if both do.",
)
@click.option("--votes", type=click.IntRange(1, 15), help="Independent samples of each answer.")
@click.option(
    "--budget-usd",
    type=click.FloatRange(min=0),
    help="Dollars that all models together may cost at most. Default: [llm] budget-usd.",
)
@click.option("--llm-batch", is_flag=True, help="Half the price, within hours; may be interrupted and repeated.")
@click.option("--llm-estimate", is_flag=True, help="Say what it would cost at most; ask nothing.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
@click.option("-o", "--output-file", type=click.Path(dir_okay=False), help="Write the result to a file.")
@click.option("--config", type=click.Path(), envvar="CTXLINT_CONFIG", help="Use this configuration file.")
def command(
    labels: str,
    models: tuple[str, ...],
    truth: str,
    votes: int | None,
    budget_usd: float | None,
    llm_batch: bool,
    llm_estimate: bool,
    output_format: str,
    output_file: str | None,
    config: str | None,
) -> int:
    """Let several models judge the lines of LABELS, a CSV file, and compare them with what people said.

    LABELS has a column text and one or more columns label…: V (vague) or P (partly) against C (concrete) or N (no
    instruction). Answers are cached: an interrupted run goes on where it stopped.
    """
    discover.refuse_named(labels)
    lines = read_lines(read_text(labels, "the labels", MOST_BYTES), labels)
    here = os.getcwd()
    tables = discover.config_for(here, discover.root_of(here), discover.FileOptions(config=config)).tables
    chosen = list(
        {o.model: o for o in (_options(tables, name, votes, budget_usd) for name in models or DEFAULT)}.values()
    )
    asked = {one.model: _questions(lines, one) for one in chosen}
    most = {one.model: estimate(asked[one.model], one, llm_batch).most for one in chosen}
    if llm_estimate:
        echo(*(f"{name}: {_dollars(cost, 'at most ')}" for name, cost in most.items()), "Nothing was sent.")
        return CLEAN
    total = sum(cost or 0 for cost in most.values())
    if total > chosen[0].budget:
        raise CtxlintError(
            f"it may cost up to ${total:.4f}, more than the budget of ${chosen[0].budget:g}: --budget-usd"
        )
    trials = list(_trials(lines, asked, chosen, llm_batch))
    text = dumps(as_json(lines, trials, truth)) if output_format == "json" else "\n".join(as_text(lines, trials, truth))
    put(text, output_file, output_format)
    return FAILED if any(trial.review.fault for trial in trials) else CLEAN


def _options(tables: Mapping[str, JSON], model: str, votes: int | None, budget: float | None) -> ReviewOptions:
    found = options(tables, model, budget)
    return found._replace(votes=votes) if votes else found


def _questions(lines: Sequence[Line], chosen: ReviewOptions) -> list[Question]:
    """Each line is a file of its own, named by its position."""
    found: list[Question] = []
    for number, line in enumerate(lines):
        document = parse(line.text.encode("utf-8", "replace"), str(number), "claude")
        found += questions(document, tuple(sentences(document)), chosen, every=True)
    return found


def _trials(
    lines: Sequence[Line], asked: Mapping[str, Sequence[Question]], chosen: Sequence[ReviewOptions], batch: bool
) -> Iterator[Trial]:
    for one in chosen:
        trial = _trial(lines, asked[one.model], one, batch)
        yield trial
        if trial.review.interrupted:  # the next model would cost, too
            return


def _trial(lines: Sequence[Line], asked: Sequence[Question], chosen: ReviewOptions, batch: bool) -> Trial:
    began = time.monotonic()
    found = review(asked, chosen, batch=batch, watch=bar)
    if found.fault:
        say(f"{chosen.model}: {found.fault.replace('sections', 'lines')}")
    by_line = found.verdicts
    verdicts = tuple(next(iter(by_line.get(str(number), ())), None) for number in range(len(lines)))
    return Trial(chosen, found, tuple(v is not None for v in verdicts), verdicts, time.monotonic() - began)


# What is said


def as_json(lines: Sequence[Line], trials: Sequence[Trial], truth: str) -> dict[str, JSON]:
    judged = _judged(lines, trials)
    return {
        "version": 1,
        "lines": len(lines),
        "judged": len(judged),
        "vague": sum(lines[n].vague(truth) for n in judged),
        "truth": truth,
        "prices_as_of": table().as_of,
        "models": [_model(lines, trial, judged, truth) for trial in trials],
        "agreement": [{"models": list(pair), "kappa": value} for pair, value in _kappas(trials, judged).items()],
        "differences": [
            {
                "id": lines[n].id,
                "text": lines[n].text,
                "vague": lines[n].vague(truth),
                "said": {t.options.model: _said(t.verdicts[n]) for t in trials},
            }
            for n in _differences(trials, judged)
        ],
    }


def as_text(lines: Sequence[Line], trials: Sequence[Trial], truth: str) -> Iterator[str]:
    judged = _judged(lines, trials)
    vague = sum(lines[n].vague(truth) for n in judged)
    yield f"{len(judged)} of {len(lines)} lines judged by every model; vague by {truth} of their readers: {vague}"
    asked = {answer.question.path for trial in trials for answer in trial.review.answers}
    if len(asked) < len(lines):
        yield f"without a sentence to ask about: {len(lines) - len(asked)} (a heading, code, a quotation)"
    yield f"{'model':28}{'precision':>10}{'recall':>8}{'F1':>6}{'cost':>10}{'seconds':>9}{'dropped':>9}"
    for trial in trials:
        got = _score(lines, trial, judged, truth)
        shares = f"{_percent(got.precision):>10}{_percent(got.recall):>8}{_percent(got.f1):>6}"
        yield f"{trial.options.model:28}{shares}{_dollars(trial.review.cost):>10}{trial.seconds:>9.1f}{trial.review.dropped:>9}"
    for (one, other), value in _kappas(trials, judged).items():
        yield f"{one} and {other} agree at kappa {'–' if value is None else f'{value:.2f}'}"
    differ = list(_differences(trials, judged))
    if differ:
        yield f"\nThey differ on {len(differ)} lines:"
    for n in differ[:MOST_DIFFERENCES]:
        people = "vague" if lines[n].vague(truth) else "fine"
        said = ", ".join(f"{trial.options.model}: {_said(trial.verdicts[n])}" for trial in trials)
        yield f"  {lines[n].id} [people: {people}; {said}] {_short(lines[n].text)}"
    if len(differ) > MOST_DIFFERENCES:
        yield f"  +{len(differ) - MOST_DIFFERENCES} more: --output-format json"


def _model(lines: Sequence[Line], trial: Trial, judged: Sequence[int], truth: str) -> dict[str, JSON]:
    got = _score(lines, trial, judged, truth)
    return {
        "model": trial.options.model,
        **got._asdict(),
        "precision": got.precision,
        "recall": got.recall,
        "f1": got.f1,
        "dropped": trial.review.dropped,
        "not_reviewed": [lines[int(path)].id for path in trial.review.unreviewed],
        "reason": trial.review.fault or None,
        "asked": trial.review.asked,
        "cached": trial.review.cached,
        "usage": trial.review.usage._asdict(),
        "cost_usd": trial.review.cost,
        "seconds": round(trial.seconds, 3),
    }


def _judged(lines: Sequence[Line], trials: Sequence[Trial]) -> list[int]:
    """Positions of the lines that every model was asked about and has judged: they are compared on the same ones."""
    left = {int(path) for trial in trials for path in trial.review.unreviewed}
    asked = {int(answer.question.path) for trial in trials for answer in trial.review.answers}
    return [n for n in range(len(lines)) if n in asked - left]


def _score(lines: Sequence[Line], trial: Trial, judged: Sequence[int], truth: str) -> Score:
    return score([lines[n].vague(truth) for n in judged], [trial.said[n] for n in judged])


def _kappas(trials: Sequence[Trial], judged: Sequence[int]) -> dict[tuple[str, str], float | None]:
    return agreements({t.options.model: [t.said[n] for n in judged] for t in trials}) if judged else {}


def _differences(trials: Sequence[Trial], judged: Sequence[int]) -> Iterator[int]:
    return (n for n in judged if len({trial.said[n] for trial in trials}) > 1)


def _said(verdict: Verdict | None) -> str:
    return verdict.name if verdict else "fine"


def _short(text: str) -> str:
    line = "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _dollars(cost: float | None, before: str = "") -> str:
    return "price not known" if cost is None else f"{before}${cost:.4f}"
