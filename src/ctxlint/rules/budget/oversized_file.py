"""A CLAUDE.md or a skill past the size that its tool advises.

## What it checks

A CLAUDE.md of more than 40,000 characters, a SKILL.md of more than 5,000 tokens. HTML comments that Claude Code strips do
not count. Tokens of skills are estimated at 3.25 characters each, as the models counted for which the advice was written,
which may be up to 40 % too many ([load](../../load.md)): reported is what passes 5,000 even then, from about 8,300 on.

## Why it matters

It costs: every turn carries the file. Claude Code shows a notice above 40,000 characters where the model has a window of
200,000 tokens, above 150,000 where it has a million; it cuts nothing. The specification of Agent Skills advises at most
5,000 tokens for the body of a skill. Size alone did not change what was obeyed in 1,650 sessions (arXiv 2605.10039); rules
were broken after compaction (arXiv 2606.22528), which a smaller context puts off.

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
from ctxlint.data.tokens import at_least, estimate
from ctxlint.project.launch.visible import visible
from ctxlint.rules.budget.limits import cost, limit
from ctxlint.rules.context import IN_COPY, Context, Rule

MOVE = "move what is not always needed to files that load on demand"


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if document.kind == "skill":
        body = document.frontmatter.end if document.frontmatter else 0
        tokens, most = estimate(len(document.text) - body, "old"), limit(context, "skill-tokens")
        if at_least(tokens) > most:
            known_as = f"about {tokens:,} tokens; the advice is at most {most:,}"
            message = f"{cost(tokens)}; the advice is at most {most:,} tokens"
            yield Finding(Span(body, body), message, MOVE, known_as=known_as)
        return
    most = limit(context, "claude-characters")
    if len(document.text) > most:
        size = len(visible(document.text, "claude", document.path))
        if size > most:
            yield Finding(
                Span(0, 0),
                f"{size:,} characters, {cost(estimate(size))}; the advice is at most {most:,} characters",
                MOVE,
                known_as=f"{size:,} characters; Claude Code complains above {most:,}",
            )


RULE = Rule("budget/oversized-file", Severity.INFO, kinds=frozenset({"claude", "skill"}), check=check, one=(IN_COPY,))
