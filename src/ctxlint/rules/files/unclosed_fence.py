"""A code fence that is never closed.

## What it checks

A fence of three or more backticks or tildes that runs to the end of the file, or in which the next fence is opened
although it holds code and not prose; and one in a list item or a quotation that a line with less indent, or without the
`>`, ends before its last mark, which then opens another. A fence without a language over a blank line is taken for the end of a block whose
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

from ctxlint.base.model import Block, Document, Finding, Severity, Span
from ctxlint.rules.context import IN_COPY, Context, Rule
from ctxlint.rules.files.fences import first_slip


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    slip = first_slip(document)
    if slip is None or (slip.nested and not slip.cut):
        return
    if slip.cut:
        yield _cut(document, slip.cut, slip.fence)
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
    message = f"this code fence {what}: {_inside(line + 1, end - 1, end if slip.inner else 0)}"
    yield Finding(Span(slip.fence.span.start, document.line_span(line).end), message, hint)


def _inside(first: int, last: int, opener: int) -> str:
    """What it makes code of, by lines; `opener`: the line of the next fence, 0 where there is none."""
    if first < last:
        return f"what stands in lines {first} to {last} is code to the model"
    if first == last:
        return f"what stands in line {first} is code to the model"
    return (
        f"the fence that line {opener} opens is code to the model"
        if opener
        else "what is written below it is code to the model"
    )


def _cut(document: Document, fence: Block, mark: Block) -> Finding:
    """The line that ends the list item or the quotation ends the fence in it, and the mark that was to close it opens one."""
    line, last = document.position(fence.span.start)[0], document.position(fence.span.end)[0]
    stray = next(n for n in range(last + 1, len(document.lines) + 1) if document.slice(document.line_span(n)).strip())
    there, marks = document.position(mark.span.start)[0], document.text[mark.span.start] * mark.level
    what = "which stands outside of the list item or quotation that the fence is in"
    message = f"this code fence ends before line {stray}, {what}; the {marks} in line {there} then opens another"
    hint = f"start line {stray} as the line of the fence starts, with its indent or its >"
    return Finding(Span(fence.span.start, document.line_span(line).end), message, hint)


RULE = Rule("files/unclosed-fence", Severity.WARNING, check=check, one=(IN_COPY,))
