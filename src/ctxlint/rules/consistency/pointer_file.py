"""A file that is a symbolic link to nothing, or the text of one.

## What it checks

A context file whose whole text is the path of another file, and a context file, or the folder of a skill, that is a
symbolic link to something that is not there: moved, in another letter case, on the disk of one person. Left alone: links
to what git ignores, which some tool makes, and what lies in a submodule.

## Why it matters

Git on Windows, without the right to make links, checks a symbolic link out as a text file that holds the path. Once that is
committed, every tool loads eleven characters in place of the instructions. A link to nothing is not even that: the tools
find no file, and load nothing, without a word.

## Bad

```markdown title="CLAUDE.md"
docs/AGENTS.md
```

```markdown title="docs/AGENTS.md"
Run `make test` before you say that you are done.
```

## Good

```markdown title="CLAUDE.md"
@docs/AGENTS.md
```

```markdown title="docs/AGENTS.md"
Run `make test` before you say that you are done.
```

## Fix

Puts an `@` before the path in a CLAUDE.md, which makes it an import. Not a safe fix: the link may be what was meant.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Edit, Finding, Fix, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.parse.imports import is_outside, target
from ctxlint.parse.paths import is_plain
from ctxlint.project.bounds import dangling
from ctxlint.project.launch.entries import LOADED
from ctxlint.rules.context import Context, Rule

if TYPE_CHECKING:
    from ctxlint.project.tree import Tree

PATH = lazy(r"(?:\.{1,2}/)*[\w.-]+(?:/[\w.-]+)*\.\w+")
LOST = lazy(r"(?:[a-z]:)?[\w./\\-][\w.@+/\\-]*\.(?:mdc?|markdown|txt)", re.IGNORECASE)
LONGEST = 500


def check(context: Context) -> Iterator[Finding]:
    document, project = context.document, context.project
    text = document.text.strip()
    if not text or len(text) > LONGEST:
        return
    path = target(document.path, text)
    start = document.text.index(text)
    if dangling(os.path.join(project.root, document.path)) is not None:
        yield from _lost(context, Span(start, start + len(text)), is_link=True)
    elif PATH.fullmatch(text) and path and path != document.path and project.files.source(path).state == LOADED:
        yield _pointer(document.path, text, path, start)
    elif LOST.fullmatch(text):
        yield from _lost(context, Span(start, start + len(text)), is_link=False)


def _pointer(origin: str, text: str, path: str, start: int) -> Finding:
    is_claude = posixpath.basename(origin).startswith("CLAUDE")
    return Finding(
        Span(start, start + len(text)),
        f"the whole text is the path of {path}: a symbolic link that a Windows checkout turned into text",
        f"git rm this file and link it again: ln -s {text} {origin}" + (f", or write @{text}" if is_claude else ""),
        Fix((Edit(Span(start, start), "@"),), safe=False) if is_claude else None,
    )


def _lost(context: Context, span: Span, is_link: bool) -> Iterator[Finding]:
    """Where the link leads is not there. Of a text that may be none, more is asked."""
    document, tree = context.document, context.project.tree
    said = document.slice(span)
    path = target(document.path, said.replace("\\", "/"))
    if path and (tree.ignored([path]) or (tree.has(path) is None) or (not is_link and tree.has(path))):
        return
    near = _near(tree, document.path, path, said)
    if not is_link and not near and not is_outside(said) and (path is None or "/" not in said):
        return
    cause = "a symbolic link to" if is_link else "the whole text is, as that of a symbolic link, the path"
    ends = " and a line end" if is_link and "\n" in document.text else ""
    message = f"{cause} {said}{ends}, which is not there: every tool finds no instructions here, and says nothing"
    path = document.path
    hint = f"ln -sfn {near} {path}" if near else f"link it to a file that is there, or git rm {path}"
    yield Finding(span, message, hint)


def _near(tree: Tree, origin: str, path: str | None, said: str) -> str | None:
    """The file that was meant, from the folder of the link: beside it, in another letter case, or of the same name."""
    folder, name = posixpath.split(origin)[0], posixpath.basename(said.replace("\\", "/"))
    beside = posixpath.join(folder, name)
    found = [beside] if tree.has(beside) else [one for one in [tree.other_case(path)] if one] if path else []
    found = [one for one in found or tree.ending(name) if one != origin and is_plain(one)]
    return posixpath.relpath(found[0], folder or ".") if len(found) == 1 else None


RULE = Rule("consistency/pointer-file", Severity.ERROR, check=check)
