"""An import that is nested too deeply to be loaded.

## What it checks

Whether the imports of a file lead to a file more than four hops away, by the shortest way.

## Why it matters

Claude Code follows imports for four hops. What lies deeper is not loaded, without a word.

## Bad

```markdown title="CLAUDE.md"
@a.md
```

```markdown title="a.md"
@b.md
```

```markdown title="b.md"
@c.md
```

```markdown title="c.md"
@d.md
```

```markdown title="d.md"
@e.md
```

```markdown title="e.md"
Never push to `main`.
```

## Good

```markdown title="CLAUDE.md"
@a.md
@e.md
```

```markdown title="a.md"
Indent with four blanks.
```

```markdown title="e.md"
Never push to `main`.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Finding, Severity
from ctxlint.parse.imports import Import
from ctxlint.project.edges import edges
from ctxlint.rules.context import Context, Rule

if TYPE_CHECKING:
    from ctxlint.project import Project

MOST_HOPS = 4


def check(context: Context) -> Iterator[Finding]:
    if "@" not in context.document.text:
        return
    said: set[Import] = set()
    for trail, first in _too_deep(context.project, context.document.path):
        if first not in said:
            said.add(first)
            message = f"{trail[-1]} is not loaded: it is {MOST_HOPS + 1} imports away ({' → '.join(trail)})"
            yield Finding(first.span, message, f"import {trail[-1]} from {trail[0]} itself")


def _too_deep(project: Project, origin: str) -> Iterator[tuple[list[str], Import]]:
    """The way to each file that is one hop too far, and the import it starts with. Nothing beyond it is read."""
    trails: dict[str, list[str]] = {origin: [origin]}
    first: dict[str, Import] = {}
    pending = [origin]
    for path in pending:  # grows while it is read
        for following, one in edges(project, path):
            if following in trails:
                continue
            trails[following] = [*trails[path], following]
            first[following] = first.get(path, one)
            if len(trails[following]) > MOST_HOPS + 1:
                yield trails[following], first[following]
            else:
                pending.append(following)


RULE = Rule("references/import-depth", Severity.WARNING, frozenset({"claude"}), check)
