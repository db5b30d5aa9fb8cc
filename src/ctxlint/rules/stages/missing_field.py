"""A stage without its Input, Task, Success or Output.

## What it checks

Stages, phases and steps written as headings, plain lines, list items or table rows. In a CONTEXT.md under contract each
stage needs all four fields; elsewhere a stage needs those that all its siblings have. Synonyms count: Goal, Done when,
Deliverable. Prose or steps under a stage are its task.

## Why it matters

A small model works on one stage at a time and sees nothing else. Without an input it makes one up; without a success line
it stops when it feels done.

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
- Output: page.md

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

from ctxlint.base.model import Finding, Severity
from ctxlint.outline.stages.stage import FOUR, Stage, Stages, is_decomposition, title
from ctxlint.rules.context import IN_COPY, Context, Rule

KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})
HABIT = 3  # fields that siblings must share, outside a CONTEXT.md, before the lack of one is a lack
EXAMPLES = {
    "input": "what it starts from, such as `notes.md`",
    "task": "what to do, in one sentence",
    "success": "how to see that it is done",
    "output": "what it hands over, such as `draft.md`",
}


def check(context: Context) -> Iterator[Finding]:
    for stages in context.outline.stages if context.outline.binding else ():
        if len(stages.stages) < 2 or not is_decomposition(stages):
            continue
        expected = FOUR if context.document.kind == "context" else _shared(stages)
        for stage in stages.stages:
            missing = [name for name in expected if name not in stage.fields]
            if missing:
                yield _finding(stages, stage, missing)


def _shared(stages: Stages) -> tuple[str, ...]:
    """The fields that all stages but one have, if there are enough of them, and of whole stages, to be a habit."""
    held = {name: sum(name in stage.fields for stage in stages.stages) for name in FOUR}
    usual = tuple(name for name in FOUR if held[name] >= max(len(stages.stages) - 1, 1))
    lacks = [sum(name not in stage.fields for name in usual) for stage in stages.stages]
    return usual if len(usual) >= HABIT and sum(lacks) * HABIT <= len(lacks) else ()


def _finding(stages: Stages, stage: Stage, missing: list[str]) -> Finding:
    fields = " and no ".join(name.title() for name in missing)
    hint = "; ".join(f"add `{name.title()}:` and {EXAMPLES[name]}" for name in missing)
    return Finding(stage.anchor, f"{title(stages, stage)} has no {fields}", hint)


RULE = Rule("stages/missing-field", Severity.WARNING, kinds=KINDS, check=check, one=(IN_COPY,))
