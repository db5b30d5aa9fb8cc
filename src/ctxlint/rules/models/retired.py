"""A setting chooses a model that no longer answers.

## What it checks

The `model` field of a frontmatter, `--model` arguments and settings in code, with an id that the table of models lists as
retired. The table ships with ctxlint and its date is in the message; no rule looks at the clock. Lines that show what is
old or wrong are passed over.

## Why it matters

The API refuses a retired id. A subagent with such a field fails when it is called, which is late.

## Bad

```markdown title=".claude/agents/reviewer.md"
---
name: reviewer
description: Reads a diff and names what breaks.
model: claude-3-opus-20240229
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

## Fix

Safe, since the retired id is refused and nothing that works changes: in a frontmatter the tier of the replacement that
the table names, elsewhere its id.
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Edit, Finding, Fix, Severity
from ctxlint.data.models import Model
from ctxlint.rules.context import IN_FILE, ON_LINE, Context, Rule
from ctxlint.rules.models.ids import Named, fields, is_alias, known, settings, stamp


def check(context: Context) -> Iterator[Finding]:
    if "claude-" not in context.document.text:
        return
    for named in fields(context.document):
        yield from _finding(named, in_field=True)
    for named in settings(context.document):
        yield from _finding(named, in_field=False)


def _finding(named: Named, *, in_field: bool) -> Iterator[Finding]:
    model = known(named.id)
    if model and model.state == "retired":
        new = _replacement(model, in_field)
        fix = Fix((Edit(named.span, new),), safe=True) if new else None
        message = f"{named.id} was retired on {model.ends} ({stamp()})"
        yield Finding(named.span, message, f"write {new}" if new else "write a model that is active", fix)


def _replacement(model: Model, in_field: bool) -> str | None:
    """Its tier in a frontmatter, where the name of a tier is a model; elsewhere the id that the table names."""
    new = known(model.replacement) if model.replacement else None
    return new.line if new and in_field and is_alias(new.line) else model.replacement


RULE = Rule("models/retired", Severity.ERROR, check=check, one=(IN_FILE, ON_LINE))
