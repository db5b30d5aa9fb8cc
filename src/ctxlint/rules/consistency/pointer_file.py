"""A file that was a symbolic link and is now the text of one.

## What it checks

A context file whose whole text is the relative path of another file that exists.

## Why it matters

Git on Windows, without the right to make links, checks a symbolic link out as a text file that holds the path. Once that is
committed, every tool loads eleven characters in place of the instructions.

## Bad

```markdown title="CLAUDE.md"
docs/AGENTS.md
```

```markdown title="docs/AGENTS.md"
Run `make test` before you say that you are done.
```

## Good

```markdown title="CLAUDE.md"
@docs/AGENTS.md
```

```markdown title="docs/AGENTS.md"
Run `make test` before you say that you are done.
```

## Fix

Puts an `@` before the path in a CLAUDE.md, which makes it an import. Not a safe fix: the link may be what was meant.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ctxlint.base.model import Edit, Finding, Fix, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.parse.imports import target
from ctxlint.project.launch.entries import LOADED
from ctxlint.rules.context import Context, Rule

PATH = lazy(r"(?:\.{1,2}/)*[\w.-]+(?:/[\w.-]+)*\.\w+")
LONGEST = 500


def check(context: Context) -> Iterator[Finding]:
    document, project = context.document, context.project
    text = document.text.strip()
    if len(text) > LONGEST or not PATH.fullmatch(text):
        return
    path = target(document.path, text)
    if path is None or path == document.path or project.files.source(path).state != LOADED:
        return
    start = document.text.index(text)
    is_claude = posixpath.basename(document.path).startswith("CLAUDE")
    fix = Fix((Edit(Span(start, start), "@"),), safe=False) if is_claude else None
    yield Finding(
        Span(start, start + len(text)),
        f"the whole text is the path of {path}: a symbolic link that a Windows checkout turned into text",
        f"git rm this file and link it again: ln -s {text} {posixpath.basename(document.path)}"
        + (f", or write @{text}" if is_claude else ""),
        fix,
    )


RULE = Rule("consistency/pointer-file", Severity.ERROR, check=check)
