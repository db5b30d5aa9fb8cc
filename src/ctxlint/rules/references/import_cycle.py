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

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ctxlint.base.model import Finding, Severity
from ctxlint.project.edges import edges
from ctxlint.rules.context import Context, Rule

if TYPE_CHECKING:
    from ctxlint.project import Project

LONGEST_SHOWN = 6


def check(context: Context) -> Iterator[Finding]:
    if "@" not in context.document.text:
        return
    project, origin = context.project, context.document.path
    hops = _hops(project, origin)
    for path, one in edges(project, origin):
        if path in hops:
            way = [origin, *_way_back(project, path, hops)]
            shown = way if len(way) <= LONGEST_SHOWN else [*way[:2], f"… {len(way) - 4} more …", *way[-2:]]
            yield Finding(one.span, f"a circle of imports: {' → '.join(shown)}", "take one of these imports out")


def _hops(project: Project, origin: str) -> dict[str, int]:
    """Of each file that leads back to `origin` by imports: how many it takes."""
    importers: dict[str, list[str]] = {origin: []}
    pending = [origin]
    for path in pending:  # grows while it is read
        for following, _ in edges(project, path):
            if following not in importers:
                importers[following] = []
                pending.append(following)
            importers[following].append(path)
    hops, pending = {origin: 0}, [origin]
    for path in pending:  # grows while it is read
        for before in importers[path]:
            if before not in hops:
                hops[before] = hops[path] + 1
                pending.append(before)
    return hops


def _way_back(project: Project, path: str, hops: Mapping[str, int]) -> Iterator[str]:
    """The shortest way from a file to the one with no hop left, both included."""
    while hops[path]:
        yield path
        path = next(one for one, _ in edges(project, path) if hops.get(one) == hops[path] - 1)
    yield path


RULE = Rule("references/import-cycle", Severity.ERROR, frozenset({"claude"}), check)
