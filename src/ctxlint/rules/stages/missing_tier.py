"""A stage that names no model tier, between stages that do.

## What it checks

That a stage says on what it runs when most of its siblings do: in parentheses, as `Model:`, or behind a dash. A
capability, "any", "script" or "human" count, and a sentence that settles all others ("the rest on Haiku") clears the list.

## Why it matters

Whoever runs the stages picks the tier for the silent one, and picks the largest to be safe. The model is a parameter of
each stage; the saving comes from setting it.

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

### Stage 2: Write

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

import re
from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity
from ctxlint.base.patterns import lazy
from ctxlint.outline.stages.stage import Stages, title
from ctxlint.outline.stages.words import MODEL
from ctxlint.rules.context import IN_COPY, Context, Rule

KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})
SETTLED = lazy(
    r"\b(?:default\w*|unless|otherwise|(?:all|every|other|each|any)(?: other| the)? (?:stages?|phases?|steps?)|the (?:rest|others)|remaining"
    r"|everything else)\b",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    for stages in context.outline.stages if context.outline.binding else ():
        silent = [stage for stage in stages.stages if stage.tier is None]
        named = [stage for stage in stages.stages if stage.tier and MODEL.search(stage.tier)]
        if not silent or len(named) < len(silent) or _settled(context, stages):
            continue
        hint = f"say on what it runs, such as `({str(named[0].tier).title()})`, `(script)` or `(any)`"
        for stage in silent:
            yield Finding(stage.anchor, f"{title(stages, stage)} names no model tier, its siblings do", hint)


def _settled(context: Context, stages: Stages) -> bool:
    """A sentence outside of the stages says on what all of them, or the silent ones, run."""
    first, last = stages.stages[0].anchor.start, stages.stages[-1].body.end
    outside = (sentence.span for sentence in context.sentences if not first <= sentence.span.start < last)
    texts = (context.document.slice(span) for span in outside)
    return any(MODEL.search(text) and SETTLED.search(text) for text in texts)


RULE = Rule("stages/missing-tier", Severity.WARNING, kinds=KINDS, check=check, one=(IN_COPY,))
