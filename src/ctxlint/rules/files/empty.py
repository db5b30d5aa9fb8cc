"""A context file that holds nothing.

## What it checks

A context file without a single word: no text at all, only blanks, or only comments.

## Why it matters

The file is there, so everybody believes that the agent has been told something. It loads as nothing. Claude Code strips
block-level HTML comments before the model sees the file, so a file of comments is empty too.

## Bad

```markdown title="CLAUDE.md"
<!-- to be written -->
```

## Good

```markdown title="CLAUDE.md"
Run `make test` before you say that you are done.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Finding, Severity, Span
from ctxlint.base.patterns import lazy, without
from ctxlint.rules.context import Context, Rule

COMMENT = lazy(r"<!--.*?-->", re.DOTALL)


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if document.broken is None and is_empty(document):
        what = "nothing but frontmatter" if document.frontmatter else "nothing the model will see"
        yield Finding(Span(0, 0), f"{document.path} holds {what}", "write what the agent must know, or delete the file")


def is_empty(document: Document) -> bool:
    body = document.frontmatter.end if document.frontmatter else 0
    return not without(COMMENT, "-->", document.text[body:]).strip()


RULE = Rule("files/empty", Severity.WARNING, check=check)
