"""A stage without an estimate, or an estimate without a stage.

## What it checks

Where a file holds both a list of numbered stages and a list of costs or times for stages of the same numbers: that each
stage has its row and each numbered row its stage. Rows with names only ("Overhead") are left alone.

## Why it matters

A total that leaves out a stage is too small, and nothing else shows it: the sum of the rows that are there is right.

## Bad

```markdown title="CONTEXT.md"
# Changelog page

## Specification

Write the page that lists what changed in release 2.4.

## Constraints

- Do not touch `CHANGELOG.md` itself.

## Stages

### Stage 1: Collect (Haiku)

- Input: merged pull requests
- Task: list title and number of each
- Success: as many lines as pull requests
- Output: list.md

### Stage 2: Write (Haiku)

- Input: list.md
- Task: write one line for each entry
- Success: every line links to its pull request
- Output: page.md

### Stage 3: Check (Haiku)

- Input: page.md
- Task: open every link
- Success: no link is dead
- Output: report.md

### Cost

- Stage 1: $0.002
- Stage 2: $0.03
- Total: $0.032

## Success Criteria

- `make docs` exits 0.

## Feedback Loop

- Failure: a line has no link.
- Validate: open the page and follow three links.
- If the same check fails twice, stop and ask the release manager.
```

## Good

```markdown title="CONTEXT.md"
# Changelog page

## Specification

Write the page that lists what changed in release 2.4.

## Constraints

- Do not touch `CHANGELOG.md` itself.

## Stages

### Stage 1: Collect (Haiku)

- Input: merged pull requests
- Task: list title and number of each
- Success: as many lines as pull requests
- Output: list.md

### Stage 2: Write (Haiku)

- Input: list.md
- Task: write one line for each entry
- Success: every line links to its pull request
- Output: page.md

### Stage 3: Check (Haiku)

- Input: page.md
- Task: open every link
- Success: no link is dead
- Output: report.md

### Cost

- Stage 1: $0.002
- Stage 2: $0.03
- Stage 3: $0.01
- Total: $0.042

## Success Criteria

- `make docs` exits 0.

## Feedback Loop

- Failure: a line has no link.
- Validate: open the page and follow three links.
- If the same check fails twice, stop and ask the release manager.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Finding, Severity
from ctxlint.outline.stages.stage import Stages, is_decomposition
from ctxlint.rules.context import IN_COPY, Context, Rule

if TYPE_CHECKING:
    from ctxlint.outline.estimates import Estimate

KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})
FEWEST = 2  # stages that both lists have, before they are taken to speak of the same


def check(context: Context) -> Iterator[Finding]:
    if not context.outline.binding:
        return
    lists = [stages for stages in context.outline.stages if is_decomposition(stages)]
    if len(lists) == 1:  # of two lists nobody can say which one the rows belong to
        for estimate in context.outline.estimates:
            yield from _compared(lists[0], estimate)


def _compared(stages: Stages, estimate: Estimate) -> Iterator[Finding]:
    numbered = [stage for stage in stages.stages if stage.number is not None]
    planned = {number: stage for stage in numbered for number in range(int(stage.number or 0), stage.last + 1)}
    priced = {number: row for row in estimate.rows for number in row.numbers}
    whole = len(planned) >= len(numbered) and max(planned, default=0) - min(planned, default=0) < len(planned)
    if not whole or len(planned.keys() & priced.keys()) < FEWEST:  # a wrong number is said by stages/numbering
        return
    labels = " / ".join(row.label.lower() for row in estimate.rows)
    without = [n for n in sorted(planned.keys() - priced.keys()) if planned[n].name.lower() not in labels]
    surplus = sorted(priced.keys() - planned.keys())
    if len(without) == len(surplus) == 1:  # one slip, one finding
        message = (
            f"an estimate for {stages.word} {surplus[0]}, and there is no such {stages.word}: {without[0]} has none"
        )
        yield Finding(
            priced[surplus[0]].span, message, f"write {stages.word} {without[0]}, if that is the one it is for"
        )
        return
    for number in without:
        message = f"{stages.word} {number} has no estimate, its siblings have one"
        yield Finding(planned[number].anchor, message, f"add its row to the {len(estimate.rows)} that are there")
    for number in surplus:
        message = f"an estimate for {stages.word} {number}, and there is no such {stages.word}"
        yield Finding(priced[number].span, message, "remove the row, or write the stage")


RULE = Rule("estimates/missing-row", Severity.WARNING, kinds=KINDS, check=check, one=(IN_COPY,))
