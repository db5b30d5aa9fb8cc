"""An import that is misspelled, and how it is made one that Claude Code reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Document, Edit, Span
from ctxlint.base.patterns import lazy
from ctxlint.parse.imports import NO_FILE, TRAILING, Import, is_outside, looks_like_file, target

if TYPE_CHECKING:
    from ctxlint.project.tree import Tree


WORD = lazy(r" +[^\s]+")
LONGEST_NAME = 200


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
