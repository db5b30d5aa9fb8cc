"""An `@path` import of a file that is not there.

## What it checks

Imports as Claude Code reads them, relative to the importing file: a file that is not there, and a folder, which is never
loaded. In commands and skills of the project the path starts from the root, and is looked for from the folder of the file
too; there a path is judged whose first folder is real or that git remembers, in a sentence that claims it to be there. Left alone: code, packages (`@scope/name`), handles, decorators, CSS rules, addresses, placeholders, what git
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
from ctxlint.parse.imports import EMBEDDING, Import, looks_like_file, origin_of, target
from ctxlint.parse.paths import normal
from ctxlint.parse.sentences import sentence_at
from ctxlint.project.resolve import resolve, starts_in_tree
from ctxlint.rules.context import IN_FILE, Context, Rule
from ctxlint.rules.references.excuses import says_why
from ctxlint.rules.references.mending import mended
from ctxlint.rules.references.missing_link import hint
from ctxlint.rules.references.moved import from_folder_of, moved

if TYPE_CHECKING:
    from ctxlint.project.tree import Tree

KINDS = EMBEDDING | {"claude", "agents-md", "rule"}


def check(context: Context) -> Iterator[Finding]:
    if "@" not in context.document.text or not _is_of_the_project(context.document):
        return
    tree, origin, is_embed = context.project.tree, origin_of(context.document), context.document.kind in EMBEDDING
    for one in context.imports:
        path = target(origin, one.path)
        if not one.read or path is None or (not one.path.endswith("/") and not looks_like_file(one.path)):
            continue
        if tree.has(path) is False and not one.path.endswith("/"):
            if not _is_excused(tree, context, one, path) and not (is_embed and _is_supposed(context, one, path)):
                yield _finding(context, one, path)
        elif one.path.endswith("/") and not is_embed and tree.has(path) and tree.is_directory(path):
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
    if context.document.kind not in EMBEDDING and rooted and tree.has(rooted) and not tree.is_directory(rooted):
        return _repaired(context.document, one, message, rooted, ": an import starts from the folder of its file")
    return Finding(one.span, message, hint(tree, context.document.path, one.path))


def _repaired(document: Document, one: Import, message: str, now: str, why: str) -> Finding:
    """The finding with the fix that imports the file `now`. What was written with escaped blanks is not edited."""
    written = from_folder_of(origin_of(document), now).replace(" ", "\\ ")
    span = Span(one.span.start + 1, one.span.start + 1 + len(one.path))
    fix = (
        Fix((Edit(span, written),), safe=True, unhides=True)
        if document.slice(span) == one.path and "#" not in now
        else None
    )
    return Finding(one.span, message, f"write `@{written}`{why}", fix)


def _is_of_the_project(document: Document) -> bool:
    """A skill that stands elsewhere speaks of the files of whatever project it is used in."""
    return document.kind not in EMBEDDING or "/.claude/" in f"/{document.path}"


def _is_supposed(context: Context, one: Import, path: str) -> bool:
    """In a command or a skill: found from its own folder, of some other project, or not said to be there."""
    tree, document = context.project.tree, context.document
    if resolve(tree, document.path, one.path).there is not False:
        return True
    if not starts_in_tree(tree, "", one.path) and not moved(context.project, path):
        return True
    sentence = sentence_at(context.sentences, one.span.start)
    return says_why(sentence.text if sentence else document.around(one.span.start))


def _is_excused(tree: Tree, context: Context, one: Import, path: str) -> bool:
    """Ignored by git, spelled in another letter case, or there once the syntax is mended: rules of their own."""
    return bool(tree.unkept([path]) or tree.other_case(path) or mended(context.document, tree, one))


RULE = Rule("references/missing-import", Severity.ERROR, KINDS, check, one=(IN_FILE,))
