"""ctxlint calibrate: which is the smallest model whose verdicts hold on lines that people have judged?"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping, Sequence

import click

from ctxlint.base.errors import CLEAN, FAILED, CtxlintError
from ctxlint.base.model import JSON
from ctxlint.base.printing import dumps, echo, say
from ctxlint.commands.output import put
from ctxlint.data.models import table
from ctxlint.engine import discover
from ctxlint.llm.calibration import Comparison, Line, Trial, compared, labelled, questions_about, verdicts_of
from ctxlint.llm.options import ReviewOptions, options
from ctxlint.llm.review import Question, estimate, review
from ctxlint.llm.verdicts import Verdict
from ctxlint.project.bounds import MEGABYTE, read_text
from ctxlint.report.progress import bar

DEFAULT = ("haiku", "sonnet")
MOST_DIFFERENCES = 40  # lines printed
MOST_BYTES = 64 * MEGABYTE  # of the labels
LONGEST = 90  # characters of a line printed


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
    lines = labelled(read_text(labels, "the labels", MOST_BYTES), labels)
    here = os.getcwd()
    tables = discover.config_for(here, discover.root_of(here), discover.FileOptions(config=config)).tables
    chosen = list(
        {o.model: o for o in (_options(tables, name, votes, budget_usd) for name in models or DEFAULT)}.values()
    )
    asked = {one.model: questions_about(lines, one) for one in chosen}
    most = {one.model: estimate(asked[one.model], one, llm_batch).most for one in chosen}
    if llm_estimate:
        echo(*(f"{name}: {_dollars(cost, 'at most ')}" for name, cost in most.items()), "Nothing was sent.")
        return CLEAN
    total = sum(cost or 0 for cost in most.values())
    if total > chosen[0].budget:
        raise CtxlintError(
            f"it may cost up to ${total:.4f}, more than the budget of ${chosen[0].budget:g}: --budget-usd"
        )
    found = compared(lines, list(_trials(lines, asked, chosen, llm_batch)), truth)
    put(dumps(as_json(found)) if output_format == "json" else "\n".join(as_text(found)), output_file, output_format)
    return FAILED if any(trial.review.fault for trial in found.trials) else CLEAN


def _options(tables: Mapping[str, JSON], model: str, votes: int | None, budget: float | None) -> ReviewOptions:
    found = options(tables, model, budget)
    return found._replace(votes=votes) if votes else found


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
    return Trial(chosen, found, verdicts_of(found, len(lines)), time.monotonic() - began)


# What is said


def as_json(found: Comparison) -> dict[str, JSON]:
    lines = found.lines
    return {
        "version": 1,
        "lines": len(lines),
        "judged": len(found.judged),
        "vague": found.vague,
        "truth": found.truth,
        "prices_as_of": table().as_of,
        "models": [_model(found, trial) for trial in found.trials],
        "agreement": [{"models": list(pair), "kappa": value} for pair, value in found.kappas().items()],
        "differences": [
            {
                "id": lines[n].id,
                "text": lines[n].text,
                "vague": lines[n].vague(found.truth),
                "said": {t.options.model: _said(t.verdicts[n]) for t in found.trials},
            }
            for n in found.differences()
        ],
    }


def as_text(found: Comparison) -> Iterator[str]:
    lines, trials, truth = found.lines, found.trials, found.truth
    counted = f"{len(found.judged)} of {len(lines)} lines judged by every model"
    yield f"{counted}; vague by {truth} of their readers: {found.vague}"
    if found.asked < len(lines):
        yield f"without a sentence to ask about: {len(lines) - found.asked} (a heading, code, a quotation)"
    yield f"{'model':28}{'precision':>10}{'recall':>8}{'F1':>6}{'cost':>10}{'seconds':>9}{'dropped':>9}"
    for trial in trials:
        got = found.score(trial)
        shares = f"{_percent(got.precision):>10}{_percent(got.recall):>8}{_percent(got.f1):>6}"
        yield f"{trial.options.model:28}{shares}{_dollars(trial.review.cost):>10}{trial.seconds:>9.1f}{trial.review.dropped:>9}"
    for (one, other), value in found.kappas().items():
        yield f"{one} and {other} agree at kappa {'–' if value is None else f'{value:.2f}'}"
    differ = found.differences()
    if differ:
        yield f"\nThey differ on {len(differ)} lines:"
    for n in differ[:MOST_DIFFERENCES]:
        people = "vague" if lines[n].vague(truth) else "fine"
        said = ", ".join(f"{trial.options.model}: {_said(trial.verdicts[n])}" for trial in trials)
        yield f"  {lines[n].id} [people: {people}; {said}] {_short(lines[n].text)}"
    if len(differ) > MOST_DIFFERENCES:
        yield f"  +{len(differ) - MOST_DIFFERENCES} more: --output-format json"


def _model(found: Comparison, trial: Trial) -> dict[str, JSON]:
    got = found.score(trial)
    return {
        "model": trial.options.model,
        **got._asdict(),
        "precision": got.precision,
        "recall": got.recall,
        "f1": got.f1,
        "dropped": trial.review.dropped,
        "not_reviewed": [found.lines[int(path)].id for path in trial.review.unreviewed],
        "reason": trial.review.fault or None,
        "asked": trial.review.asked,
        "cached": trial.review.cached,
        "usage": trial.review.usage._asdict(),
        "cost_usd": trial.review.cost,
        "seconds": round(trial.seconds, 3),
    }


def _said(verdict: Verdict | None) -> str:
    return verdict.name if verdict else "fine"


def _short(text: str) -> str:
    line = "".join(char if char.isprintable() else " " for char in " ".join(text.split()))
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share:.0%}"


def _dollars(cost: float | None, before: str = "") -> str:
    return "price not known" if cost is None else f"{before}${cost:.4f}"
