"""An `@path` import of a file that is not there.

## What it checks

Imports as Claude Code reads them, relative to the importing file: a file that is not there, and a folder, which is never
loaded. Left alone: code, packages (`@scope/name`), handles, decorators, CSS rules, addresses, placeholders, what git
ignores, submodules. Home and absolute paths are not opened: `ctxlint load` names them.

## Why it matters

Claude Code skips the import without a word, and everything the file would have said is not there.

## Bad

```markdown title="CLAUDE.md"
@docs/style.md
```

## Good

```markdown title="CLAUDE.md"
@docs/style.md
```

```markdown title="docs/style.md"
Indent with four blanks.
```

## Fix

Safe where the history of git proves that the file was renamed, and where the path names a file when it is read from the
root: the import then leads there from the folder of its file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Edit, Finding, Fix, Severity, Span
from ctxlint.parse.imports import Import, looks_like_file, target
from ctxlint.parse.paths import normal
from ctxlint.rules.context import IN_FILE, Context, Rule
from ctxlint.rules.references.mending import mended
from ctxlint.rules.references.missing_link import hint
from ctxlint.rules.references.moved import from_folder_of, moved

if TYPE_CHECKING:
    from ctxlint.project.tree import Tree

KINDS = frozenset({"claude", "agents-md", "rule"})


def check(context: Context) -> Iterator[Finding]:
    for one in context.imports if "@" in context.document.text else ():
        tree, origin = context.project.tree, context.document.path
        path = target(origin, one.path)
        if not one.read or path is None or (not one.path.endswith("/") and not looks_like_file(one.path)):
            continue
        if tree.has(path) is False and not one.path.endswith("/"):
            if not _is_excused(tree, context, one, path):
                yield _finding(context, one, path)
        elif one.path.endswith("/") and tree.has(path) and tree.is_directory(path):
            message = f"{one.path} is a folder, and an import loads one file"
            yield Finding(one.span, message, f"import a file in it, or write `{one.path}` without the @")


def _finding(context: Context, one: Import, path: str) -> Finding:
    message = f"no such file: {one.path}"
    gone = moved(context.project, path)
    if gone:
        message += f" (moved to {gone.now} in {gone.commit})"
        return _repaired(context.document, one, message, gone.now, "")
    rooted = normal("", one.path)
    tree = context.project.tree
    if rooted and tree.has(rooted) and not tree.is_directory(rooted):
        return _repaired(context.document, one, message, rooted, ": an import starts from the folder of its file")
    return Finding(one.span, message, hint(tree, context.document.path, one.path))


def _repaired(document: Document, one: Import, message: str, now: str, why: str) -> Finding:
    """The finding with the fix that imports the file `now`. What was written with escaped blanks is not edited."""
    written = from_folder_of(document.path, now).replace(" ", "\\ ")
    span = Span(one.span.start + 1, one.span.start + 1 + len(one.path))
    fix = (
        Fix((Edit(span, written),), safe=True, unhides=True)
        if document.slice(span) == one.path and "#" not in now
        else None
    )
    return Finding(one.span, message, f"write `@{written}`{why}", fix)


def _is_excused(tree: Tree, context: Context, one: Import, path: str) -> bool:
    """Ignored by git, spelled in another letter case, or there once the syntax is mended: rules of their own."""
    return bool(tree.ignored([path]) or tree.other_case(path) or mended(context.document, tree, one))


RULE = Rule("references/missing-import", Severity.ERROR, KINDS, check, one=(IN_FILE,))
