"""A code fence inside a fence of the same length.

## What it checks

Inside a fenced example of prose, a line that opens another fence with as few marks as the outer one. One slip inverts all
fences below it, so only the first of a file is reported.

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

from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity
from ctxlint.rules.context import IN_COPY, Context, Rule
from ctxlint.rules.files.fences import first_slip


def check(context: Context) -> Iterator[Finding]:
    slip = first_slip(context.document)
    if slip and slip.inner and slip.nested and not slip.cut:
        line = context.document.position(slip.fence.span.start)[0]
        yield Finding(
            slip.inner,
            f"a fence inside the fence that line {line} opens with as few marks: the end of this one ends that one",
            f"open and close the outer fence with {context.document.text[slip.fence.span.start] * (slip.fence.level + 1)}",
        )


RULE = Rule("files/nested-fence", Severity.WARNING, check=check, one=(IN_COPY,))
