"""An input that nothing before it provides.

## What it checks

The Input of the second and later stages: it shares a word with what stands above it (the output of an earlier stage, a
dependency, the specification), or names a file, a link, a command, or an earlier stage. The first stage takes its input
from outside.

## Why it matters

A stage that waits for something nobody makes is where a model invents.

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

- Input: interview transcripts
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
from ctxlint.base.resources import alternatives
from ctxlint.outline.stages.stage import is_decomposition, title
from ctxlint.rules.context import IN_COPY, Context, Rule

KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})
GIVEN = lazy(lambda: rf"[`@/\\\[<{{]|\w\.\w{{1,5}}\b|\b(?:{alternatives('briefs', 'given')})\b|#?\d", re.IGNORECASE)
WORD = lazy(r"[^\W\d_]{3,}")
SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "this",
        "that",
        "its",
        "one",
        "each",
        "every",
        "any",
        "your",
        "our",
        "their",
        "new",
        "into",
        "list",
        "set",
    ]
)
STEM = 5  # letters by which outline, outlines and outlining are one word


def check(context: Context) -> Iterator[Finding]:
    text = context.document.text
    for stages in context.outline.stages if context.outline.binding else ():
        if not is_decomposition(stages) or sum("output" in stage.fields for stage in stages.stages) < 2:
            continue
        seen: set[str] = set()
        read_to = 0
        for stage in stages.stages:
            seen |= _stems(text[read_to : stage.anchor.start])
            read_to = max(read_to, stage.anchor.start)
            given = stage.fields.get("input")
            if given is None or stage is stages.stages[0] or GIVEN.search(given.text):
                continue
            wanted = _stems(given.text)
            if wanted and not wanted & seen:
                message = f"nothing before {title(stages, stage)} provides “{given.text}”"
                yield Finding(given.span, message, "name the stage, the file or the person that it comes from")


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in WORD.findall(text.lower()) if word not in SMALL}


RULE = Rule("stages/orphan-input", Severity.INFO, kinds=KINDS, check=check, one=(IN_COPY,))
