"""A stage, and the list that it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ctxlint.base.model import Span

FOUR = ("input", "task", "success", "output")


class Field(NamedTuple):
    text: str
    span: Span


class Stage(NamedTuple):
    number: Decimal | None
    last: int  # of "Stages 2-4" the 4, else the number itself
    letter: str  # of "Step 2a" the a
    name: str
    anchor: Span  # the line or cell that names it
    fields: dict[str, Field]  # of input, task, success, output, tier, estimate
    tier: str | None
    conditional: bool  # the tier is only for some cases: "Opus only if needed"
    body: Span


class Stages(NamedTuple):
    """The stages that stand together."""

    word: str  # stage, phase, step
    carrier: str  # heading, line, item, table
    stages: tuple[Stage, ...]
    section: int  # the section they stand in
    heading: str


def runs(stages: list[Stage]) -> Iterator[tuple[Stage, ...]]:
    """A number that falls back starts another list."""
    run: list[Stage] = []
    for stage in stages:
        if run and stage.number is not None and run[-1].number is not None and stage.number < run[-1].number:
            yield tuple(run)
            run = []
        run.append(stage)
    if run:
        yield tuple(run)


def is_decomposition(stages: Stages) -> bool:
    """Two or more of its stages say what goes in, what comes out or when they are done."""
    return sum(any(name in stage.fields for name in ("input", "success", "output")) for stage in stages.stages) > 1


def title(stages: Stages, stage: Stage) -> str:
    return f"{stages.word} {stage.number}" if stage.number is not None else f"“{stage.name}”"
