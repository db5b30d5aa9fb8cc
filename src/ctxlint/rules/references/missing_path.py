"""A path in a code span that is nowhere in the project.

## What it checks

A path in a code span of an instruction, with a slash and an extension or a slash at its end, whose first folder is real.
Looked for from the folder of the file, from those above it and from the root; what any deeper path ends in counts as
found. Left alone: placeholders, globs, routes, branches, packages, what git ignores, submodules, and every sentence that
forbids, creates, remembers or only supposes; and skills, commands and subagents, which speak of the files of whatever
project they are used in. What git remembers is `references/gone-path`.

## Why it matters

The agent goes looking for a file that is not there. A naive check of such paths is right 5 times in 100, which is why
this one is advice and looks at so much before it speaks.

## Bad

```markdown title="CLAUDE.md"
The parser is described in `docs/parser.md`.
```

```markdown title="docs/lexer.md"
The lexer is one pass.
```

## Good

```markdown title="CLAUDE.md"
The lexer is described in `docs/lexer.md`.
```

```markdown title="docs/lexer.md"
The lexer is one pass.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.errors import UnmetError
from ctxlint.base.model import Finding, Severity
from ctxlint.rules.context import IN_FILE, Context, Rule
from ctxlint.rules.references.absent import Absent, absent
from ctxlint.rules.references.missing_link import hint

if TYPE_CHECKING:
    from ctxlint.project import Project

KINDS = frozenset({"claude", "agents-md", "rule", "context", "glossary", "voice"})


def check(context: Context) -> Iterator[Finding]:
    for one in absent(context):
        if one.certain and not _is_remembered(context.project, one):
            tree = context.project.tree
            yield Finding(
                one.mention.span,
                f"nowhere in the project: {one.mention.path}",
                hint(tree, context.document.path, one.mention.path),
            )


def _is_remembered(project: Project, one: Absent) -> bool:
    try:
        return any(project.history.knows(path) for path in one.candidates)
    except UnmetError:
        return False


RULE = Rule("references/missing-path", Severity.INFO, KINDS, check, one=(IN_FILE,))
