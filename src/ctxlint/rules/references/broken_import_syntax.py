"""An import that Claude Code will not read as its author meant it.

## What it checks

An `@path` that names nothing as it stands, and a file of the project once it is mended: punctuation at its end, a
blank or a backslash in the path, a bracket or quotation mark before the `@`, quotation marks or a code span around the
path. In commands and skills, where the path starts from the root, quotation marks are left alone.

## Why it matters

Claude Code takes everything up to the next blank or backslash for the path; only `\\ ` stands for a blank in it. With a
full stop at its end the path names no file, and nothing is loaded, without a word.

## Bad

```markdown title="CLAUDE.md"
The rules of style are in @docs/style.md.
```

```markdown title="docs/style.md"
Indent with four blanks.
```

## Good

```markdown title="CLAUDE.md"
The rules of style: @docs/style.md
```

```markdown title="docs/style.md"
Indent with four blanks.
```

## Fix

Safe: a full stop is taken away, other punctuation is set off with a blank, a blank in the path is escaped, quotation
marks are taken away, and a backslash becomes a slash.
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Finding, Fix, Severity
from ctxlint.parse.imports import EMBEDDING
from ctxlint.rules.context import Context, Rule
from ctxlint.rules.references.mending import mended

KINDS = EMBEDDING | {"claude"}


def check(context: Context) -> Iterator[Finding]:
    for one in context.imports if "@" in context.document.text else ():
        mend = mended(context.document, context.project.tree, one)
        if mend:
            message = f"Claude Code does not load {mend.path}: {mend.reason}"
            yield Finding(one.span, message, mend.hint, Fix(mend.edits, safe=True, unhides=True))


RULE = Rule("references/broken-import-syntax", Severity.ERROR, KINDS, check)
