"""A version of a model where a tier would last.

## What it checks

The `model` field of a frontmatter with the versioned id of an active model, and sentences that route work to one. Only
where an alias (haiku, sonnet, opus) or a capability would say the same.

## Why it matters

The model is a parameter. A versioned id is retired within a year or two, and then the file is wrong in every copy of it.

## Bad

```markdown title=".claude/agents/reviewer.md"
---
name: reviewer
description: Reads a diff and names what breaks.
model: claude-opus-5-5
---

Read the diff. Name what breaks.
```

## Good

```markdown title=".claude/agents/reviewer.md"
---
name: reviewer
description: Reads a diff and names what breaks.
model: opus
---

Read the diff. Name what breaks.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.rules.context import IN_FILE, ON_LINE, Context, Rule
from ctxlint.rules.models.ids import ID, fields, known

ROUTING = lazy(
    r"\b(?:rout\w+|delegat\w+|escalat\w+|hand (?:it |this )?(?:over|off)|dispatch\w*|spawn\w*|assign\w*)\b",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if "claude-" not in document.text:
        return
    for named in fields(document):
        yield from _finding(named.id, named.span)
    for sentence in context.sentences:
        if ROUTING.search(sentence.text) and not sentence.negative:
            for match in ID.finditer(document.slice(sentence.span)):
                start = sentence.span.start
                yield from _finding(match["id"], Span(start + match.start("id"), start + match.end("id")))


def _finding(name: str, span: Span) -> Iterator[Finding]:
    model = known(name)
    if model and model.state == "active" and model.line:
        yield Finding(span, f"{name} pins a version", f"write {model.line}, which follows the newest one")


RULE = Rule("models/pinned", Severity.INFO, check=check, one=(IN_FILE, ON_LINE))
