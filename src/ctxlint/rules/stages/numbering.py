"""A number that is missing from a run of stages, or stands there twice.

## What it checks

The numbers of stages, phases and steps that stand together. A list may start anywhere and start over; "2a" and "2b",
"1.5" and "Stages 2-4" are fine. A number that the file has elsewhere is not missing.

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

from ctxlint.lint import Context
from ctxlint.model import Finding, Rule, Severity
from ctxlint.outline.stages import Stage, Stages, is_decomposition

KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})
WIDEST_GAP = 3  # of more, it is no run of stages but a choice of numbers


def check(context: Context) -> Iterator[Finding]:
    for stages in context.outline.stages if context.outline.binding else ():
        if (stages.carrier == "heading" or is_decomposition(stages)) and not _all_alike(stages):
            named = _named(context, stages.word)
            for before, after in zip(stages.stages, stages.stages[1:], strict=False):
                finding = _between(stages, named, before, after)
                if finding:
                    yield finding


def _all_alike(stages: Stages) -> bool:
    """Markdown lets every item be number 1."""
    return stages.carrier == "item" and len({stage.number for stage in stages.stages}) == 1


def _between(stages: Stages, named: frozenset[int], before: Stage, after: Stage) -> Finding | None:
    if before.number is None or after.number is None:
        return None
    first, second = before.last, int(after.number)
    if after.number == before.number and not before.letter and not after.letter and before.name != after.name:
        return Finding(
            after.anchor, f"{stages.word} {second} stands here twice", f"number it {second + 1}, and those after it"
        )
    gap = range(first + 1, second)
    absent = [number for number in gap if len(gap) <= WIDEST_GAP and number not in named]
    if not absent:
        return None
    missing = ", ".join(map(str, absent))
    hint = f"number it {first + 1}, or write {stages.word} {missing}"
    return Finding(after.anchor, f"there is no {stages.word} {missing}: {first} is followed by {second}", hint)


def _named(context: Context, word: str) -> frozenset[int]:
    """The numbers that stages have at the start of any line: deeper, in bold, or in a fence."""
    found = re.findall(
        rf"^\W{{0,40}}{re.escape(word)}s?\s?#?(\d{{1,4}})(?!\d)", context.document.text, re.IGNORECASE | re.MULTILINE
    )
    return frozenset(map(int, found))


RULE = Rule("stages/numbering", Severity.WARNING, kinds=KINDS, check=check)
