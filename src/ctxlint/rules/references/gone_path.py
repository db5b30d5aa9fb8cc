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

## Fix

Safe where the history of git proves a rename, and no other path that the words may mean is gone too: the new path is
written from where the old one started.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Edit, Finding, Fix, Severity
from ctxlint.rules.context import IN_FILE, Context, Rule
from ctxlint.rules.references.absent import Absent, absent
from ctxlint.rules.references.moved import from_folder_of, moved

if TYPE_CHECKING:
    from ctxlint.project import Project


def check(context: Context) -> Iterator[Finding]:
    for one in absent(context):
        finding = _finding(context.document, context.project, one)
        if finding:
            yield finding


def _finding(document: Document, project: Project, one: Absent) -> Finding | None:
    gone = [(path, fate) for path in one.candidates if (fate := project.history.fate(path))]
    if not gone:
        return None
    path, fate = gone[0]
    there = moved(project, path)
    if there is None:
        how = "renamed" if fate.renamed and project.tree.has(fate.renamed) else "deleted"
        message = f"{one.mention.path} is gone: {how} in {fate.commit}"
        return Finding(one.mention.span, message, "name what took its place, or take the line out")
    written = _written(document, one, path, there.now)
    certain = len(gone) == 1 and "|" not in written
    fix = Fix((Edit(one.mention.span, written),), safe=True) if certain else None
    message = f"{one.mention.path} is gone: moved to {there.now} in {there.commit}"
    return Finding(one.mention.span, message, f"write {written}", fix)


def _written(document: Document, one: Absent, old: str, now: str) -> str:
    """The new path from where the old one started, with `./` in front and the slash at its end as they were."""
    before = document.slice(one.mention.span)
    if one.mention.path.startswith("../"):
        return from_folder_of(document.path, now) + "/" * before.endswith("/")
    base = old.removesuffix(one.mention.path)
    return "./" * before.startswith("./") + now.removeprefix(base) + "/" * before.endswith("/")


RULE = Rule("references/gone-path", Severity.WARNING, check=check, one=(IN_FILE,))
