"""A CLAUDE.md or a skill past the size at which its tool complains.

## What it checks

A CLAUDE.md of more than 40,000 characters, a SKILL.md of more than about 5,000 tokens. HTML comments that Claude Code
strips do not count. Tokens of skills are estimated at 3.25 characters each, as the models counted for which the advice
was written; newer ones count more.

## Why it matters

Claude Code prints a notice above 40,000 characters, because the file then displaces the work itself. The specification of
Agent Skills advises at most 5,000 tokens for the body of a skill.

## Bad

A CLAUDE.md of 41,000 characters.

## Good

```markdown title="CLAUDE.md"
Run `make test` before you say that you are done.
```

## Options

`[budget] claude-characters = 40000`, `skill-tokens = 5000`
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity, Span
from ctxlint.data.tokens import estimate
from ctxlint.project.launch.visible import visible
from ctxlint.rules.budget.limits import limit
from ctxlint.rules.context import IN_COPY, Context, Rule

MOVE = "move what is not always needed to files that load on demand"


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if document.kind == "skill":
        body = document.frontmatter.end if document.frontmatter else 0
        tokens, most = estimate(len(document.text) - body, "old"), limit(context, "skill-tokens")
        if tokens > most:
            yield Finding(Span(body, body), f"about {tokens:,} tokens; the advice is at most {most:,}", MOVE)
        return
    most = limit(context, "claude-characters")
    if len(document.text) > most:
        size = len(visible(document.text, "claude", document.path))
        if size > most:
            yield Finding(Span(0, 0), f"{size:,} characters; Claude Code complains above {most:,}", MOVE)


RULE = Rule(
    "budget/oversized-file", Severity.WARNING, kinds=frozenset({"claude", "skill"}), check=check, one=(IN_COPY,)
)
