"""A link to a file that is not there.

## What it checks

Relative links, images, reference-style links, HTML links and Cursor's `mdc:` links, from the folder of the file, from
the folders above it and from the root of the project. Left alone: URLs, absolute and home paths, placeholders, examples
and what stands behind "e.g.", quotations, what is there for a time only, what git ignores, what lies in a submodule,
outside the project or in what the line calls another repository, and a page whose source is there (`guide.html` beside
`guide.md`).

## Why it matters

The agent follows the link, finds nothing, and either goes looking or makes up what the file would have said.

## Bad

```markdown title="CLAUDE.md"
Read [the guide](docs/guide.md) before you touch the parser.
```

## Good

```markdown title="CLAUDE.md"
Read [the guide](docs/guide.md) before you touch the parser.
```

```markdown title="docs/guide.md"
The parser is one pass.
```

## Fix

Safe where the history of git proves that the file was renamed: the link then leads to where it is now.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Edit, Finding, Fix, Severity
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.base.suggest import typed
from ctxlint.parse.paths import is_plain
from ctxlint.parse.sentences import sentence_at
from ctxlint.project.resolve import resolve, spelled_otherwise, starts_in_tree
from ctxlint.rules.context import IN_FILE, Context, Rule
from ctxlint.rules.files.fences import first_slip
from ctxlint.rules.references.excuses import is_passing
from ctxlint.rules.references.moved import as_target, from_folder_of, moved

if TYPE_CHECKING:
    from ctxlint.parse.links import Link
    from ctxlint.project import Project
    from ctxlint.project.tree import Tree

SOURCES = (".md", ".mdx", ".markdown", ".rst", "/index.md", "/index.mdx", "/README.md")  # of a page without extension
OTHER_REPOSITORY = lazy(
    r"\b(?:sibling|companion|neighbou?ring|another|other|separate|external|upstream|downstream) "
    r"(?:\[?[\w.-]+\]?(?:\([^()\s]*\))? )?(?:\w+ )?(?:repo|repos|repository|repositories)\b"
    r"|(?:兄弟|其他|另一个|外部)仓库",
    re.IGNORECASE,
)
PAGES = (".html", ".htm")
SHORTEST_NAME = 4  # characters: of shorter ones many differ by one only


def check(context: Context) -> Iterator[Finding]:
    slip = first_slip(context.document)
    sure = (
        slip.fence.span.start if slip else len(context.document.text)
    )  # behind it code and text may have changed places
    for link in context.links:
        if (
            link.path
            and link.span.start < sure
            and is_missing(context.project.tree, context.document.path, link.path)
            and not _is_elsewhere(context, link)
            and not _is_passing(context, link)
        ):
            yield _finding(context.project, context.document.path, link)


def is_missing(tree: Tree, origin: str, path: str) -> bool:
    """Nowhere, not even in another letter case (which is a rule of its own) or as the source of a page."""
    found = resolve(tree, origin, path)
    if found.there is not False or spelled_otherwise(tree, found.candidates):
        return False
    bare = path.rstrip("/")
    start, dot, extension = bare.rpartition(".")
    if "/" in extension or not dot:
        if not starts_in_tree(tree, origin, path):
            return False
        sources = [bare + source for source in SOURCES]
    else:
        sources = [start + source for source in SOURCES] if f".{extension}" in PAGES else []
    if any(resolve(tree, origin, source).there is not False for source in sources):
        return False
    return not tree.unkept(found.candidates)


def _is_elsewhere(context: Context, link: Link) -> bool:
    """It leads to another repository, which lies beside this one on some disks, or in the same workspace of Cursor."""
    if link.rooted and "/" in link.path and not starts_in_tree(context.project.tree, "", link.path):
        return True
    return OTHER_REPOSITORY.search(context.document.around(link.span.start)) is not None


def _is_passing(context: Context, link: Link) -> bool:
    """Its sentence says that the file is there for a time only."""
    sentence = sentence_at(context.sentences, link.span.start)
    return sentence is not None and is_passing(sentence.text)


def _finding(project: Project, origin: str, link: Link) -> Finding:
    message = f"no such file: {link.path}"
    own = link.place(origin)
    gone = moved(project, own) if own else None
    if gone and link.written == link.path:
        written = as_target(from_folder_of("" if link.rooted else origin, gone.now))
        fix = Fix((Edit(link.span, written),), safe=True)
        return Finding(link.span, f"{message} (moved to {gone.now} in {gone.commit})", f"write {written}", fix)
    return Finding(link.span, message, hint(project.tree, origin, link.path))


def hint(tree: Tree, origin: str, path: str) -> str:
    """Where a file of this name is, or of almost this name in the same folder; else what to do."""
    same = list(filter(is_plain, tree.ending(posixpath.basename(path.rstrip("/")))))
    if 1 <= len(same) <= 3:
        return f"there is {' and '.join(same)}"
    near = misspelled(tree, origin, path)
    if near:
        return f"did you mean {typed(near)}?"
    return "write the path that is there now, or take the line out"


def misspelled(tree: Tree, origin: str, path: str) -> str | None:
    """The path with the one name in the place of its last that differs by a slip of the hand and is there."""
    folder, _, name = path.rstrip("/").rpartition("/")
    stem, dot, extension = name.rpartition(".")
    if len(stem) < SHORTEST_NAME or name in ("..", "."):
        return None
    for candidate in resolve(tree, origin, path).candidates:
        names = _names(tree, posixpath.dirname(candidate), dot + extension)
        near = [other for other in names if is_plain(other) and _is_slip(stem, other.removesuffix(dot + extension))]
        if len(near) == 1:
            return f"{folder}/{near[0]}" if folder else near[0]
    return None


@once
def _names(tree: Tree, folder: str, extension: str) -> tuple[str, ...]:
    """The files of a folder with this extension."""
    start = f"{folder}/" if folder else ""
    inside = (path[len(start) :] for path in tree.paths if path.startswith(start) and path.endswith(extension))
    return tuple(sorted(name for name in inside if "/" not in name))


def _is_slip(one: str, other: str) -> bool:
    """One character more, less or other, or two that have changed places; a number is no slip."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    a, b = one[same:], other[same:]
    if any(map(str.isdigit, a[:1] + b[:1])):
        return False
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


RULE = Rule("references/missing-link", Severity.ERROR, check=check, one=(IN_FILE,))
