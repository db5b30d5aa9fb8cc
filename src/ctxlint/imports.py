"""`@path` imports, exactly as Claude Code reads them.

An import is an `@` at the start of a line or behind a blank, in text that is not code, not a comment and not a tag. All
up to the next blank is the path, punctuation included; `\\ ` stands for a blank, and `#` starts a fragment.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.model import Document, Edit, Span
from ctxlint.paths import EXTENSIONS, LONGEST, PLACEHOLDER, SUPPOSED, normal
from ctxlint.patterns import lazy

if TYPE_CHECKING:
    from ctxlint.project import Project
    from ctxlint.project.tree import Tree

IMPORT = lazy(r"(?<![^\s*_])@(?P<path>(?:[^\s\\]|\\ )+)")
LOOSE = lazy(r"(?<=[(\[\"'“‘«<:,;（「])@(?P<path>(?:[^\s\\]|\\ )+)")  # what stands before the @ hides it
START = lazy(r"[\w./~-]", re.ASCII)
TRAILING = ".,;:!?)]}>\"'”’»*_`。，、；：！？）」"
SCRIPTS = frozenset("js mjs cjs ts mts cts jsx tsx css scss sass less vue svelte".split())  # also ends of package names
WORD = lazy(r" ++[^\s]+")
NO_FILE = frozenset("@()<>{}[]$*=|\"'`,;:")
LONGEST_NAME = 200
PROSE = frozenset({"paragraph", "heading", "cell"})


class Import(NamedTuple):
    path: str  # as Claude Code reads it, without fragment
    span: Span  # with the @
    read: bool = True  # False: Claude Code does not see it, for what stands before the @


def imports(document: Document) -> Iterator[Import]:
    """Every import of a file, and what would be one but for the character before its `@`."""
    if "@" not in document.text:
        return
    hidden: dict[int, list[Span]] = {}
    for inline in document.inlines:
        if inline.kind not in ("link", "image"):
            hidden.setdefault(inline.block, []).append(inline.span)
        elif inline.target_span:
            hidden.setdefault(inline.block, []).append(Span(inline.text.end, inline.span.end))
    for index, block in enumerate(document.blocks):
        if block.kind in PROSE:
            yield from _in_text(document, block.span, hidden.get(index, ()))


def _in_text(document: Document, span: Span, hidden: Iterable[Span]) -> Iterator[Import]:
    text = document.slice(span)
    if "@" not in text:
        return
    letters = list(text)
    for a, b in hidden:
        letters[a - span.start : b - span.start] = "\ufffc" * (b - a)
    text = "".join(letters)
    for pattern, is_read in ((IMPORT, True), (LOOSE, False)):
        for match in pattern.finditer(text):
            written = match["path"].split("\ufffc")[0]
            written = _unmarked(text, match.start(), written)
            path = written.replace("\\ ", " ").partition("#")[0]
            if START.match(path):
                start = span.start + match.start()
                yield Import(path, Span(start, start + 1 + len(written)), is_read)


def _unmarked(text: str, at: int, written: str) -> str:
    """`**@docs/x.md**`: the marks of emphasis are no part of the path."""
    start = at
    while start and text[start - 1] in "*_":
        start -= 1
    marks = at - start
    return written[:-marks] if marks and written.endswith(text[at - marks : at]) else written


def is_outside(path: str) -> bool:
    """Home and absolute paths: named by `load`, never opened."""
    return path.startswith(("~", "/", "\\")) or path[1:2] == ":"


def looks_like_file(path: str) -> bool:
    """Not a handle, a decorator, a package: what its author takes for a file, or a folder."""
    if len(path) > LONGEST or not NO_FILE.isdisjoint(path) or PLACEHOLDER.search(path) or SUPPOSED.search(path):
        return False
    extension = posixpath.basename(path).rpartition(".")[2].lower() if "." in posixpath.basename(path) else ""
    if path.startswith(("./", "../")):
        return bool(extension) or path.endswith("/")
    if extension in ("md", "mdx", "mdc", "txt", "markdown", "rst"):
        return True
    return extension in EXTENSIONS - SCRIPTS and not path.startswith(".")


def target(origin: str, path: str) -> str | None:
    """Where an import of the file `origin` leads, from the root; None: outside the project."""
    return None if is_outside(path) else normal(posixpath.dirname(origin), path)


class Mend(NamedTuple):
    """How an import is made one that Claude Code reads."""

    path: str  # the file it then names, from the root
    reason: str
    hint: str
    edits: tuple[Edit, ...]


def mended(document: Document, tree: Tree, one: Import) -> Mend | None:
    """The proof that an import is only misspelled: once mended, it names a file of the project."""
    origin = document.path
    if is_outside(one.path) or (one.read and _is_file(tree, origin, one.path)):
        return None
    bare = one.path.rstrip(TRAILING)
    if bare and bare != one.path and looks_like_file(bare) and _is_file(tree, origin, bare):
        return _punctuated(document, one, bare)
    if one.read:
        return _with_blanks(document, tree, one)
    return _behind_mark(one, bare) if looks_like_file(bare) and _is_file(tree, origin, bare) else None


def _punctuated(document: Document, one: Import, bare: str) -> Mend:
    end = one.span.start + 1 + len(bare)
    rest = document.text[end : one.span.end]
    edits = [Edit(Span(end, one.span.end), "" if rest == "." else f" {rest}")]
    if not one.read:
        edits.insert(0, Edit(Span(one.span.start, one.span.start), " "))
    return Mend(
        bare, f"“{rest}” is taken for a part of its path", f"end the import with a blank: @{bare}", tuple(edits)
    )


def _behind_mark(one: Import, bare: str) -> Mend:
    edit = Edit(Span(one.span.start, one.span.start), " ")
    return Mend(bare, "an import starts a line or stands behind a blank", f"put a blank before @{bare}", (edit,))


def _with_blanks(document: Document, tree: Tree, one: Import) -> Mend | None:
    """`@docs/my guide.md`: the words up to the one that makes it the name of a file."""
    line_end = document.text.find("\n", one.span.end)
    rest = document.text[one.span.end : line_end if line_end >= 0 else len(document.text)][:LONGEST_NAME]
    for word in WORD.finditer(rest):
        path = one.path + rest[: word.end()]
        if not NO_FILE.isdisjoint(word[0]):
            return None
        if looks_like_file(path) and _is_file(tree, document.path, path):
            written = path.replace(" ", "\\ ")
            edit = Edit(Span(one.span.start + 1, one.span.end + word.end()), written)
            return Mend(path, "a blank ends its path", f"write @{written}", (edit,))
    return None


def _is_file(tree: Tree, origin: str, path: str) -> bool:
    place = target(origin, path)
    return place is not None and tree.has(place) is True and not tree.is_directory(place)


def edges(project: Project, path: str) -> list[tuple[str, Import]]:
    """The files of the project that a file imports and that are there. What lies outside is not opened."""
    memo, key = project.memo, ("edges", path)
    if key not in memo:
        document = project.document(path)
        read = [one for one in imports(document) if one.read] if document else []
        places = [(target(path, one.path), one) for one in read]
        there = {place for place in {place for place, _ in places} if place and project.tree.has(place)}
        files = {place for place in there if not project.tree.is_directory(place)}
        memo[key] = [(place, one) for place, one in places if place in files]
    found: list[tuple[str, Import]] = memo[key]
    return found
