"""A CLAUDE.md or a skill with more lines than its tool advises.

## What it checks

A CLAUDE.md of more than 200 lines and a SKILL.md of more than 500. HTML comments that Claude Code strips do not count.

## Why it matters

The documentation of Claude Code sets 200 lines as the target for one file, that of Agent Skills 500: what is longer
costs context in every session and is followed less. 32 % of public root files pass 200 lines.

## Bad

A CLAUDE.md of 201 lines.

## Good

```markdown title="CLAUDE.md"
Run `make test` before you say that you are done. How to release: docs/release.md, when you are asked to.
```

## Options

`[budget] claude-lines = 200`, `skill-lines = 500`
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity
from ctxlint.project.launch.visible import visible
from ctxlint.rules.budget.limits import limit
from ctxlint.rules.context import IN_COPY, Context, Rule


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    most = limit(context, f"{document.kind}-lines")
    if len(document.lines) <= most:
        return
    lines = visible(document.text, "claude", document.path).rstrip().count("\n") + 1
    if lines > most and document.text.strip():
        yield Finding(
            document.line_span(min(most + 1, len(document.lines))),
            f"{lines} lines; the advice is at most {most}",
            "move what only some tasks need to a rule with paths, a skill, or a file that is read on demand",
        )


RULE = Rule("budget/long-file", Severity.INFO, kinds=frozenset({"claude", "skill"}), check=check, one=(IN_COPY,))
