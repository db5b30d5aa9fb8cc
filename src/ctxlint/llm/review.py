"""The whole pass: questions -> what the cache knows, what the model says, what it cost."""

from __future__ import annotations

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import Document, Sentence
from ctxlint.base.redaction import Known
from ctxlint.base.suggest import did_you_mean
from ctxlint.data.models import LINES, table
from ctxlint.llm import Request, StoppedError, UnansweredError, Usage, cache
from ctxlint.llm.ask import Answers, each, known
from ctxlint.llm.cost import Estimate, estimated
from ctxlint.llm.options import ReviewOptions
from ctxlint.llm.passages import requests
from ctxlint.llm.verdicts import Judged, Verdict, agreed

INTERRUPTED = "interrupted"
INTERRUPTED_BATCH = f"{INTERRUPTED}; the batch goes on, and the same command collects it later"
Watch = Callable[[int], AbstractContextManager[Callable[[], None]]]  # how many -> called once for each


class Question(NamedTuple):
    """What is asked about one section of a file."""

    path: str
    request: Request
    names: tuple[str, ...]  # one for each vote


class Answer(NamedTuple):
    question: Question
    verdicts: tuple[Verdict, ...]
    whole: bool  # every sentence was answered, in every sample


class Review(NamedTuple):
    """What came of a pass."""

    model: str
    answers: tuple[Answer, ...]
    asked: int  # requests that got through
    cached: int  # that needed none
    dropped: int  # verdicts that could not be verified
    usage: Usage
    cost: float | None  # dollars; None: the price is not known
    fault: str  # why not all could be reviewed, in one sentence; empty if all was
    interrupted: bool

    @property
    def verdicts(self) -> dict[str, list[Verdict]]:
        """By the files that they are about."""
        found: dict[str, list[Verdict]] = {}
        for answer in self.answers:
            found.setdefault(answer.question.path, []).extend(answer.verdicts)
        return found

    @property
    def unreviewed(self) -> list[str]:
        """The files of which something was not reviewed."""
        return list(dict.fromkeys(answer.question.path for answer in self.answers if not answer.whole))


def questions(
    document: Document,
    sentences: Iterable[Sentence],
    options: ReviewOptions,
    every: bool = False,
    secrets: Known | None = None,
) -> Iterator[Question]:
    for request in requests(document, sentences, options.max_tokens, every, secrets):
        names = (
            cache.key(options.model, options.effort, options.votes, sample, request.prompt)
            for sample in range(options.votes)
        )
        yield Question(document.path, request, tuple(names))


def pending(asked: Sequence[Question], place: Path) -> tuple[dict[str, Judged], dict[str, Request]]:
    """What the cache knows, and what is still to be asked."""
    wanted = {name: question.request for question in asked for name in question.names}
    there = known(place, wanted)
    return there, {name: request for name, request in wanted.items() if name not in there}


def estimate(asked: Sequence[Question], options: ReviewOptions, batch: bool = False) -> Estimate:
    """Of what the cache does not know yet. Asks nobody."""
    _, left = pending(asked, cache.folder())
    return estimated(left.values(), options.price(batch), options.tokenizer)


def review(
    asked: Sequence[Question], options: ReviewOptions, *, batch: bool = False, watch: Watch | None = None
) -> Review:
    """Ask what the cache does not know. Never raises for a fault of the network or of the model: it is in the answer."""
    try:
        place = cache.folder()
    except CtxlintError as problem:
        return _summary(asked, options, {}, Answers(Path(), stopped=str(problem)), None)
    there, left = pending(asked, place)
    handed = _handed_over(place) if batch else frozenset()
    answers = Answers(place, stopped=_objection({n: r for n, r in left.items() if n not in handed}, options, batch))
    if left and not answers.stopped:
        with watch(len(left)) if watch else nullcontext(lambda: None) as advance:
            answers.advance = advance
            _ask(left, options, batch, answers)
    price = options.price(batch)
    return _summary(asked, options, there, answers, price.of(answers.usage) if price else None)


def _handed_over(place: Path) -> frozenset[str]:
    """The names of the questions that a batch holds already: they are paid for."""
    from ctxlint.llm.batch import noted

    return frozenset[str]().union(*(names for _, names in noted(place)))


def _objection(left: Mapping[str, Request], options: ReviewOptions, batch: bool) -> str:
    """Why the pass must not start."""
    if not left:
        return ""
    if os.environ.get("CTXLINT_OFFLINE"):
        return "CTXLINT_OFFLINE is set"
    most = estimated(left.values(), options.price(batch), options.tokenizer).most
    if most is None:
        return _without_price(options)
    if most > options.budget:
        return (
            f"it may cost up to ${most:.4f}, more than the budget of ${options.budget:g}: "
            "--llm-budget, or name fewer files"
        )
    return ""


def _without_price(options: ReviewOptions) -> str:
    known, date = options.known, table().as_of
    if known and known.state == "retired":
        return f"{options.model} is retired (table of {date}): --llm-model {known.replacement or 'haiku'}"
    near = "" if known else did_you_mean(options.model, (*LINES, *table().by_name))
    return (
        f"the table of {date} has no price for {options.model}{near}, so that no budget can be kept: "
        "set [llm] price-in and price-out, in dollars for a million tokens"
    )


def _ask(left: Mapping[str, Request], options: ReviewOptions, batch: bool, answers: Answers) -> None:
    from ctxlint.llm.haiku import Haiku

    try:
        judge = Haiku(options)
        if batch:
            from ctxlint.llm.batch import collect

            asyncio.run(collect(left, judge, answers))
        else:
            asyncio.run(each(left, judge, options.concurrency, answers))
    except (StoppedError, UnansweredError) as problem:
        answers.stopped = str(problem)
    except KeyboardInterrupt:
        goes_on = batch and _handed_over(answers.place) & left.keys()
        answers.stopped = INTERRUPTED_BATCH if goes_on else INTERRUPTED


def _summary(
    asked: Sequence[Question], options: ReviewOptions, there: Mapping[str, Judged], answers: Answers, cost: float | None
) -> Review:
    judged = {**there, **answers.judged}
    listed = tuple(_answer(question, judged, answers.failed) for question in asked)
    return Review(
        model=options.model,
        answers=listed,
        asked=len(answers.judged.keys() | answers.failed.keys()),
        cached=len(there),
        dropped=sum(one.dropped for one in judged.values()),
        usage=answers.usage,
        cost=cost,
        fault=_fault(listed, answers),
        interrupted=answers.stopped.startswith(INTERRUPTED),
    )


def _answer(question: Question, judged: Mapping[str, Judged], failed: Mapping[str, str]) -> Answer:
    samples = [judged[name] for name in question.names if name in judged]
    whole = len(samples) == len(question.names) and not any(name in failed for name in question.names)
    return Answer(question, agreed(samples) if len(samples) == len(question.names) else (), whole)


def _fault(listed: Sequence[Answer], answers: Answers) -> str:
    left = sum(not answer.whole for answer in listed)
    if not left:
        return ""
    counted = Counter(answers.failed.values())
    reasons = [f"{reason} ({count} x)" if count > 1 else reason for reason, count in counted.most_common()]
    reasons = [answers.stopped, *reasons] if answers.stopped else reasons
    return f"{left} of {len(listed)} sections were not reviewed: {'; '.join(reasons)}"
