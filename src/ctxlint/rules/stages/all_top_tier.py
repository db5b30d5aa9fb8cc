"""Three or more stages, all on the largest tier.

## What it checks

That a list of three or more stages does not put every one of them on the largest model. A stated reason ("because",
"needs") clears it. Which task suits which tier is not judged.

## Why it matters

Work is taken apart into stages so that each can run on the smallest tier that holds it. A list that never uses another
tier pays for the decomposition and gains nothing from it.

## Bad

```markdown title="CONTEXT.md"
# Changelog page

## Specification

Write the page that lists what changed in release 2.4.

## Constraints

- Do not touch `CHANGELOG.md` itself.

## Stages

### Stage 1: Collect (Opus)

- Input: merged pull requests
- Task: list title and number of each
- Success: as many lines as pull requests
- Output: list.md

### Stage 2: Write (Opus)

- Input: list.md
- Task: write one line for each entry
- Success: every line links to its pull request
- Output: page.md

### Stage 3: Check (Opus)

- Input: page.md
- Task: open every link
- Success: no link is dead
- Output: report.md

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

### Stage 2: Write (Opus)

- Input: list.md
- Task: write one line for each entry
- Success: every line links to its pull request
- Output: page.md

### Stage 3: Check (Haiku)

- Input: page.md
- Task: open every link
- Success: no link is dead
- Output: report.md

## Success Criteria

- `make docs` exits 0.

## Feedback Loop

- Failure: a line has no link.
- Validate: open the page and follow three links.
- If the same check fails twice, stop and ask the release manager.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.rules.context import IN_COPY, Context, Rule

KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})
TOP = lazy(r"\b(?:opus|fable|mythos|largest|frontier|strongest|top tier|top model)\b", re.IGNORECASE)
REASON = lazy(r"\b(?:because|since|reason\w*|due to|needs?|requires?|why|so that|must|only)\b", re.IGNORECASE)
FEWEST = 3


def check(context: Context) -> Iterator[Finding]:
    for stages in context.outline.stages if context.outline.binding else ():
        top = [stage for stage in stages.stages if stage.tier and TOP.search(stage.tier) and not stage.conditional]
        if len(top) < max(FEWEST, len(stages.stages)) or _reasoned(context, stages.section):
            continue
        where = context.document.place(Span(top[0].anchor.start, top[-1].anchor.end))
        message = f"all {len(top)} of these stages (lines {where.line} to {where.end_line}) run on the largest tier"
        yield Finding(top[0].anchor, message, "put those that a smaller tier holds on it, or say why none can")


def _reasoned(context: Context, section: int) -> bool:
    """A sentence of the section that holds the stages names the tier and gives a reason."""
    document = context.document
    span = document.sections[section].span
    return any(
        TOP.search(document.slice(sentence.span)) and REASON.search(sentence.text)
        for sentence in context.sentences
        if span.start <= sentence.span.start < span.end
    )


RULE = Rule("stages/all-top-tier", Severity.WARNING, kinds=KINDS, check=check, one=(IN_COPY,))
