"""A code fence inside a fence of the same length.

## What it checks

Inside a fenced example, a line that opens another fence with as few marks as the outer one.

## Why it matters

The end of the inner fence ends the outer one. What follows of the example is read as live instructions, and the marks
that were meant to close it open a new fence instead.

## Bad

`````markdown title="CLAUDE.md"
Write the section like this:

```markdown
## Usage

```bash
make run
```
```
`````

## Good

`````markdown title="CLAUDE.md"
Write the section like this:

````markdown
## Usage

```bash
make run
```
````
`````
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.lint import Context
from ctxlint.model import Finding, Rule, Severity, Span

OPENER = re.compile(r"(?m)^[ \t>]*(?P<mark>`{3,}|~{3,})[ \t]*[A-Za-z][^`\n]*$")


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for block in document.blocks:
        if block.kind != "fence":
            continue
        text = document.slice(block.span)
        inner = next((m for m in OPENER.finditer(text, 1) if _ends_outer(m["mark"], text[0], block.level)), None)
        if inner:
            start = block.span.start + inner.start("mark")
            longer = text[0] * (len(inner["mark"]) + 1)
            yield Finding(
                Span(start, block.span.start + inner.end()),
                f"a fence of {len(inner['mark'])} marks inside a fence of {block.level}: its end will end the outer one",
                f"open and close the outer fence with {longer}",
            )


def _ends_outer(mark: str, outer: str, length: int) -> bool:
    return mark[0] == outer and len(mark) >= length


RULE = Rule("files/nested-fence", Severity.WARNING, check=check)
