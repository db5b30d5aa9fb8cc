"""Files that import each other in a circle.

## What it checks

Whether the imports of a file lead back to it.

## Why it matters

A circle has no order: which file is read first depends on where the agent started, and a tool that does not notice the
circle loads the same text again and again.

## Bad

```markdown title="CLAUDE.md"
@docs/style.md
```

```markdown title="docs/style.md"
See also @../CLAUDE.md
```

## Good

```markdown title="CLAUDE.md"
@docs/style.md
```

```markdown title="docs/style.md"
Indent with four blanks.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.imports import Import, edges
from ctxlint.model import Finding, Rule, Severity

if TYPE_CHECKING:
    from ctxlint.lint import Context
    from ctxlint.project import Project

LONGEST_SHOWN = 6


def check(context: Context) -> Iterator[Finding]:
    for one in context.imports if "@" in context.document.text else ():
        assert context.project
        way = _way_back(context.project, context.document.path, one)
        if way:
            shown = way if len(way) <= LONGEST_SHOWN else [*way[:2], f"… {len(way) - 4} more …", *way[-2:]]
            yield Finding(one.span, f"a circle of imports: {' → '.join(shown)}", "take one of these imports out")


def _way_back(project: Project, origin: str, one: Import) -> list[str]:
    """The shortest way from an import back to its file, both ends included; empty if there is none."""
    came_from: dict[str, str] = {}
    pending = [path for path, found in edges(project, origin) if found.span == one.span]
    came_from.update((path, origin) for path in pending)
    for path in pending:  # grows while it is read
        if path == origin:
            return _trail(came_from, origin)
        for following, _ in edges(project, path):
            if following not in came_from:
                came_from[following] = path
                pending.append(following)
    return []


def _trail(came_from: dict[str, str], origin: str) -> list[str]:
    trail = [origin, came_from[origin]]
    while trail[-1] != origin:
        trail.append(came_from[trail[-1]])
    return trail[::-1]


RULE = Rule("references/import-cycle", Severity.ERROR, frozenset({"claude"}), frozenset({"tree"}), check)
