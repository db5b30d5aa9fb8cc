r"""A byte order mark before the frontmatter.

## What it checks

A file that starts with U+FEFF and then `---`.

## Why it matters

Readers that look for `---` in the first three bytes do not find it: the frontmatter becomes text, and the name, the
description or the paths in it are lost without a word.

## Bad

```markdown title=".claude/rules/api.md"
\u{FEFF}---
paths: ["src/api/**"]
---
Validate every request body with `zod`.
```

## Good

```markdown title=".claude/rules/api.md"
---
paths: ["src/api/**"]
---
Validate every request body with `zod`.
```

## Fix

Safe: removes the byte order mark.
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Finding, Fix, Severity, Span
from ctxlint.rules.context import IN_COPY, Context, Rule


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if document.bom and document.frontmatter:
        message = "an invisible byte order mark stands before the `---` of the frontmatter, so some tools do not see it"
        yield Finding(Span(0, 3), message, "save as UTF-8 without BOM", Fix((), safe=True, store="no-bom"))


RULE = Rule("files/bom-before-frontmatter", Severity.WARNING, check=check, one=(IN_COPY,))
