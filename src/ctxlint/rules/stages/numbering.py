"""A number that is missing from a run of stages, or stands there twice.

## What it checks

The numbers of stages, phases and steps that stand together. A list may start over; one that starts behind 1, and goes on
from no other, is a share of a longer list and not judged. "2a" and "2b", "1.5" and "Stages 2-4" are fine. A number that
stands in between at the start of a line is not missing.

## Why it matters

"Go back to stage 3" has no meaning when there is none, or two. Gaps are what deleted stages leave behind, together with
whatever still refers to them.

## Bad

```markdown title="SKILL.md"
## Stage 1: Collect

List the merged pull requests.

## Stage 3: Write

Write one line for each of them.
```

## Good

```markdown title="SKILL.md"
## Stage 1: Collect

List the merged pull requests.

## Stage 2: Write

Write one line for each of them.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity
from ctxlint.outline.stages.stage import Stage, Stages, is_decomposition
from ctxlint.rules.context import IN_COPY, Context, Rule

KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})
WIDEST_GAP = 3  # of more, it is no run of stages but a choice of numbers


def check(context: Context) -> Iterator[Finding]:
    lists = context.outline.stages if context.outline.binding else ()
    last = {(stages.word, stage.last) for stages in lists for stage in stages.stages}
    for stages in lists:
        if (stages.carrier == "heading" or is_decomposition(stages)) and _is_whole(stages, last):
            yield from _in_list(context, stages)


def _in_list(context: Context, stages: Stages) -> Iterator[Finding]:
    previous: Finding | None = None
    for before, after in zip(stages.stages, stages.stages[1:], strict=False):
        finding = _between(context, stages, before, after)
        if finding and not (previous and after.number == before.last + 2):  # 2, 2, 4 is one slip
            yield finding
        previous = finding


def _is_whole(stages: Stages, last: set[tuple[str, int]]) -> bool:
    """It starts at the start, or goes on from another list of the file, and not every item is number 1."""
    first = stages.stages[0].number
    alike = stages.carrier == "item" and len({stage.number for stage in stages.stages}) == 1
    return first is not None and not alike and (first < 2 or (stages.word, int(first) - 1) in last)


def _between(context: Context, stages: Stages, before: Stage, after: Stage) -> Finding | None:
    if before.number is None or after.number is None:
        return None
    first, second = before.last, int(after.number)
    if after.number == before.number and not before.letter and not after.letter and before.name != after.name:
        return Finding(
            after.anchor, f"{stages.word} {second} stands here twice", f"number it {second + 1}, and those after it"
        )
    gap = range(first + 1, min(second, first + WIDEST_GAP + 2))
    named = _named(context.document.text[before.anchor.end : after.anchor.start], stages.word) if gap else frozenset()
    absent = [number for number in gap if len(gap) <= WIDEST_GAP and number not in named]
    if not absent:
        return None
    missing = ", ".join(map(str, absent))
    hint = f"number it {first + 1}, or write {stages.word} {missing}"
    return Finding(after.anchor, f"there is no {stages.word} {missing}: {first} is followed by {second}", hint)


def _named(text: str, word: str) -> frozenset[int]:
    """The numbers that stages have at the start of a line in between: deeper, in bold, or in a fence."""
    found = re.findall(rf"^\W{{0,40}}{re.escape(word)}s?\s?#?(\d{{1,4}})(?!\d)", text, re.IGNORECASE | re.MULTILINE)
    return frozenset(map(int, found))


RULE = Rule("stages/numbering", Severity.WARNING, kinds=KINDS, check=check, one=(IN_COPY,))
