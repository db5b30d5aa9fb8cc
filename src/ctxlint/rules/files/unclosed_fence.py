"""A code fence that is never closed.

## What it checks

A fence that is opened by three or more backticks or tildes and runs to the end of the file.

## Why it matters

From the fence on, everything is code: instructions below it are read as an example, not as rules. Of 5,333 public
context files, 52 hold one.

## Bad

````markdown title="CLAUDE.md"
Build it:

```bash
make build

Never push to `main`.
````

## Good

````markdown title="CLAUDE.md"
Build it:

```bash
make build
```

Never push to `main`.
````
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.lint import Context
from ctxlint.model import Block, Document, Finding, Rule, Severity, Span


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for block in document.blocks:
        if block.kind == "fence" and not document.text[block.span.end :].strip() and not is_closed(document, block):
            first = document.text.find("\n", block.span.start, block.span.end)
            marker = document.text[block.span.start : block.span.start + block.level]
            lines = document.slice(block.span).count("\n")
            yield Finding(
                Span(block.span.start, first if first > 0 else block.span.end),
                f"this code fence is never closed: the {lines} lines below it are code to the model",
                f"write {marker} on a line of its own where the code ends",
            )


def is_closed(document: Document, fence: Block) -> bool:
    lines = document.slice(fence.span).split("\n")
    mark = lines[-1].strip().lstrip("> ")
    return len(lines) > 1 and len(mark) >= fence.level and set(mark) == {document.text[fence.span.start]}


RULE = Rule("files/unclosed-fence", Severity.WARNING, check=check)
