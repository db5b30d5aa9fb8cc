"""Line ends of more than one sort.

## What it checks

A file in which some lines end in LF and others in CRLF or CR.

## Why it matters

Editing tools that match several lines at once fail on such a file, and every diff of it is noise.

## Bad

A file written on Windows to which a script appended lines with LF.

## Good

```markdown title="CLAUDE.md"
Run `make lint`.
Run `make test`.
```

## Fix

Unsafe, since an example in the file may show the other line end on purpose: ends every line in LF.
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Finding, Fix, Severity, Span
from ctxlint.rules.context import IN_COPY, Context, Rule


def check(context: Context) -> Iterator[Finding]:
    if context.document.newline == "mixed" and context.document.broken is None:
        fix = Fix((), safe=False, store="lf")
        yield Finding(Span(0, 0), "lines end in more than one way (LF, CRLF or CR)", "convert the file to LF", fix)


RULE = Rule("files/mixed-line-ends", Severity.INFO, check=check, one=(IN_COPY,))
