"""A path in a code span that was removed or renamed.

## What it checks

Paths in code spans of instructions that are nowhere in the project and that git remembers: the message names the commit
and, after a rename, the new place. Left alone: sentences that say so themselves ("was", "no longer", "never"), files yet
to be written, examples, placeholders, what git ignores, submodules, and what a deeper path ends in.

Asked of git once for a run, and only if a path is in question. In a shallow clone, a partial clone, or where git takes
longer than ten seconds, the rule is skipped and the report says so.

## Why it matters

The sentence was true and is so no longer. An agent that trusts it opens nothing, or writes the file again in its old
place. Of all evidence that a path is stale, history is the strongest.

## Bad

After `git mv docs/guide.md docs/manual.md`:

```markdown
The rules of the parser are in `docs/guide.md`.
```

## Good

```markdown title="CLAUDE.md"
The rules of the parser are in `docs/manual.md`.
```

```markdown title="docs/manual.md"
The parser is one pass.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.model import Finding, Rule, Severity

if TYPE_CHECKING:
    from ctxlint.absent import Absent
    from ctxlint.lint import Context
    from ctxlint.project import Project


def check(context: Context) -> Iterator[Finding]:
    for one in context.absent:
        assert context.project
        finding = _finding(context.project, one)
        if finding:
            yield finding


def _finding(project: Project, one: Absent) -> Finding | None:
    for path in one.candidates:
        fate = project.history.fate(path)
        if fate and fate.renamed and project.tree.has(fate.renamed):
            message = f"{one.mention.path} is gone: moved to {fate.renamed} in {fate.commit}"
            return Finding(one.mention.span, message, f"write {fate.renamed}")
        if fate:
            message = f"{one.mention.path} is gone: deleted in {fate.commit}"
            return Finding(one.mention.span, message, "name what took its place, or take the line out")
    return None


RULE = Rule("references/gone-path", Severity.WARNING, needs=frozenset({"tree", "history"}), check=check)
