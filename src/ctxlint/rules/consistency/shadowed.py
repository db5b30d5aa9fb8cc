"""An AGENTS.md that Claude Code does not read, because of a CLAUDE.md.

## What it checks

An AGENTS.md in whose folder, or above it, stands a CLAUDE.md that neither imports it nor speaks of it. Links to one file
and files with the same text are left alone. One finding for each chain: of several on one way, the topmost.

## Why it matters

Claude Code reads AGENTS.md only where no CLAUDE.md is at or above the folder. What is said in this file holds for every
tool but that one.

## Bad

```markdown title="CLAUDE.md"
Never push to `main`.
```

```markdown title="AGENTS.md"
Run `make test` before you say that you are done.
```

## Good

```markdown title="CLAUDE.md"
@AGENTS.md

Never push to `main`.
```

```markdown title="AGENTS.md"
Run `make test` before you say that you are done.
```
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ctxlint.base.model import Finding, Place, Related, Severity, Span
from ctxlint.project.launch.entries import LOADED, ancestors
from ctxlint.rules.context import Context, Rule


def check(context: Context) -> Iterator[Finding]:
    document, project = context.document, context.project
    directory, name = posixpath.split(document.path)
    if name != "AGENTS.md" or project.files.source(document.path).state != LOADED:  # a link to nothing says nothing
        return
    chain = context.chain_at("claude", directory)
    own = [entry for entry in chain.launch.loaded if entry.reason in ("start", "ancestor")]
    real = project.files.source(document.path).real
    texts = {entry.path: project.files.source(entry.path) for entry in chain.launch.loaded}
    if not own or any(s.real == real or s.text.strip() == document.text.strip() for s in texts.values()):
        return
    above = [posixpath.join(folder, name) for folder in ancestors(directory)[:-1]]
    if any(path not in texts and project.files.source(path).state == LOADED for path in above):
        return
    if not any(document.path in source.text or name in source.text for source in texts.values()):
        nearest = own[-1].path
        yield Finding(
            Span(0, 0),
            f"Claude Code does not read this file: {nearest} is there, and does not import it",
            f"write @{posixpath.relpath(document.path, posixpath.dirname(nearest) or '.')} into {nearest}",
            related=(Related(nearest, Place(1, 1, 1, 1), "does not import it"),),
        )


RULE = Rule("consistency/shadowed", Severity.INFO, frozenset({"agents-md"}), check)
