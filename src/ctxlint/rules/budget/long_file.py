"""A CLAUDE.md or a skill with more lines than its tool advises.

## What it checks

A CLAUDE.md of more than 200 lines and a SKILL.md of more than 500. HTML comments that Claude Code strips do not count.

## Why it matters

It costs: a CLAUDE.md is carried through every turn of every session, a skill from its first use on. The documentation of
Claude Code sets 200 lines as the target for one file, that of Agent Skills 500; 32 % of public root files pass 200. Nothing
is cut off, and size alone did not change what was obeyed in 1,650 sessions (arXiv 2605.10039); rules were broken after
compaction (arXiv 2606.22528), which a smaller context puts off.

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
from ctxlint.data.tokens import estimate
from ctxlint.project.launch.visible import visible
from ctxlint.rules.budget.limits import cost, limit
from ctxlint.rules.context import IN_COPY, Context, Rule


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    most = limit(context, f"{document.kind}-lines")
    if len(document.lines) <= most:
        return
    text = visible(document.text, "claude", document.path)
    lines = text.rstrip().count("\n") + 1
    if lines > most and document.text.strip():
        yield Finding(
            document.line_span(min(most + 1, len(document.lines))),
            f"{lines} lines, {cost(estimate(len(text)))}; the advice is at most {most} lines",
            "move what only some tasks need to a rule with paths, a skill, or a file that is read on demand",
            known_as=f"{lines} lines; the advice is at most {most}",
        )


RULE = Rule("budget/long-file", Severity.INFO, kinds=frozenset({"claude", "skill"}), check=check, one=(IN_COPY,))
