"""A code fence that is never closed.

## What it checks

A fence of three or more backticks or tildes that runs to the end of the file, or in which the next fence is opened
although it holds code and not prose. A fence without a language over a blank line is taken for the end of a block whose
beginning is missing. One slip inverts all fences below it, so only the first of a file is reported.

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

from ctxlint.base.model import Finding, Severity, Span
from ctxlint.rules.context import IN_COPY, Context, Rule
from ctxlint.rules.files.fences import first_slip


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    slip = first_slip(document)
    if slip is None or slip.nested:
        return
    line, _ = document.position(slip.fence.span.start)
    end = (
        document.position(slip.inner.start)[0] if slip.inner else document.position(len(document.text.rstrip()))[0] + 1
    )
    marker = document.text[slip.fence.span.start] * slip.fence.level
    what, hint = "is not closed", f"write {marker} on a line of its own where the code ends"
    if slip.orphan:
        what, hint = (
            "closes nothing, so it opens one",
            "open the block above it that it was meant to close, or remove it",
        )
    message = f"this code fence {what}: what stands in lines {line + 1} to {end - 1} is code to the model"
    yield Finding(Span(slip.fence.span.start, document.line_span(line).end), message, hint)


RULE = Rule("files/unclosed-fence", Severity.WARNING, check=check, one=(IN_COPY,))
