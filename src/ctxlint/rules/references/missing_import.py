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
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ctxlint.imports import Import, looks_like_file, mended, target
from ctxlint.lint import Context
from ctxlint.model import Finding, Rule, Severity
from ctxlint.project.tree import Tree
from ctxlint.rules.references.missing_link import hint

KINDS = frozenset({"claude", "agents-md", "rule"})


def check(context: Context) -> Iterator[Finding]:
    for one in context.imports if "@" in context.document.text else ():
        assert context.project
        tree, origin = context.project.tree, context.document.path
        path = target(origin, one.path)
        if not one.read or path is None or (not one.path.endswith("/") and not looks_like_file(one.path)):
            continue
        if tree.has(path) is False and not one.path.endswith("/"):
            if not _is_excused(tree, context, one, path):
                yield Finding(one.span, f"no such file: {one.path}", _hint(tree, origin, one.path))
        elif one.path.endswith("/") and tree.has(path) and tree.is_directory(path):
            message = f"{one.path} is a folder, and an import loads one file"
            yield Finding(one.span, message, f"import a file in it, or write `{one.path}` without the @")


def _hint(tree: Tree, origin: str, path: str) -> str:
    """A path from the root, written in a file that lies below it, is the most common mistake."""
    if tree.has(path) and not tree.is_directory(path):
        near = posixpath.relpath(path, posixpath.dirname(origin) or ".")
        return f"an import is relative to the file it stands in: write @{near}"
    return hint(tree, path)


def _is_excused(tree: Tree, context: Context, one: Import, path: str) -> bool:
    """Ignored by git, spelled in another letter case, or there once the syntax is mended: rules of their own."""
    return bool(tree.ignored([path]) or tree.other_case(path) or mended(context.document, tree, one))


RULE = Rule("references/missing-import", Severity.ERROR, KINDS, frozenset({"tree"}), check)
