"""Two identical files that load together.

## What it checks

Context files with the same text that load together at the start in one folder. Links to one file, imports
and stubs of a few words are left alone.

## Why it matters

Everything in them is paid for twice, and the first change to one of them makes them contradict each other.

## Bad

```markdown title="CLAUDE.md"
Run `make test` before you say that you are done.

Never push to `main`.
```

```markdown title=".claude/CLAUDE.md"
Run `make test` before you say that you are done.

Never push to `main`.
```

## Good

```markdown title="CLAUDE.md"
@AGENTS.md
```

```markdown title="AGENTS.md"
Run `make test` before you say that you are done.

Never push to `main`.
```
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Finding, Place, Related, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.project.launch.visible import visible
from ctxlint.rules.context import Context, Rule

if TYPE_CHECKING:
    from ctxlint.project.chain import Chain

WORD = lazy(r"\w+")
FEWEST_WORDS = 12  # below, a file is an import, or a stub that a tool has left


def check(context: Context) -> Iterator[Finding]:
    chain, document = context.chain, context.document
    text = document.text.strip()
    if chain is None or len(WORD.findall(visible(text, "claude", document.path))) < FEWEST_WORDS:
        return
    real = chain.project.files.source(document.path).real
    for entry in chain.launch.loaded:
        other = chain.project.files.source(entry.path)
        if other.real == real:
            return  # the later one of two carries the finding
        if other.text.strip() == text:
            yield Finding(
                Span(0, 0),
                f"the same text as {entry.path}, and both load together",
                _hint(chain, document.path, entry.path),
                related=(Related(entry.path, Place(1, 1, 1, 1), "the same text"),),
            )
            return


def _hint(chain: Chain, path: str, other: str) -> str:
    """An import starts from the folder of its file; only Claude Code reads one."""
    if chain.launch.tool != "claude" or "`" in other:
        return "delete one of them"
    written = posixpath.relpath(other, posixpath.dirname(path) or ".").replace(" ", "\\ ")
    return f"delete one of them, or make this one a single line: `@{written}`"


RULE = Rule(
    "consistency/duplicate-file",
    Severity.WARNING,
    frozenset({"claude", "agents-md", "rule"}),
    check,
)
