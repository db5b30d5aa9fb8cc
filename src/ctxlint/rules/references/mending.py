"""An import that is misspelled, and how it is made one that Claude Code reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Document, Edit, Span
from ctxlint.base.patterns import lazy
from ctxlint.parse.imports import (
    EMBEDDING,
    NO_FILE,
    TRAILING,
    Import,
    is_outside,
    looks_like_file,
    origin_of,
    target,
)

if TYPE_CHECKING:
    from ctxlint.project.tree import Tree


WORD = lazy(r" +[^\s]+")
SLASHES = lazy(r"(?:[^\s\\]|\\[^\n])+")  # a path in which a backslash may stand before anything
AFTER = lazy(r"[^\s*_]*")
LONGEST_NAME = 200


class Mend(NamedTuple):
    """How an import is made one that Claude Code reads."""

    path: str  # the file it then names, from the root
    reason: str
    hint: str
    edits: tuple[Edit, ...]


def mended(document: Document, tree: Tree, one: Import) -> Mend | None:
    """The proof that an import is only misspelled: once mended, it names a file of the project."""
    origin = origin_of(document)
    if is_outside(one.path) or (one.read and _is_file(tree, origin, one.path)):
        return None
    if one.quoted:
        return _quoted(document, tree, one)
    if document.text.startswith("\\", one.span.end):
        return _with_slashes(document, tree, one)
    bare = one.path.rstrip(TRAILING)
    if bare and bare != one.path and looks_like_file(bare) and _is_file(tree, origin, bare):
        return _punctuated(document, one, bare)
    if one.read:
        return _with_blanks(document, tree, one)
    return _behind_mark(one, bare) if looks_like_file(bare) and _is_file(tree, origin, bare) else None


def _quoted(document: Document, tree: Tree, one: Import) -> Mend | None:
    """`@"docs/my guide.md"`; in what is typed to an agent, as a command is, quotation marks are allowed."""
    path = next((path for path in _readings(one.path) if _is_file(tree, document.path, path)), None)
    if path is None or document.kind in EMBEDDING:
        return None
    mark = document.text[one.span.start + 1]
    reason = "a path in a code span is no import" if mark == "`" else "a path in quotation marks is no import"
    return _rewritten(document, one, path, one.span.end, reason)


def _with_slashes(document: Document, tree: Tree, one: Import) -> Mend | None:
    """`@docs\\guide.md`, as paths are written on Windows, and `@docs/my\\_guide.md`, as some editors escape signs."""
    line_end = document.text.find("\n", one.span.end)
    rest = SLASHES.match(document.text, one.span.start + 1, line_end if line_end >= 0 else len(document.text))
    written = rest[0][:LONGEST_NAME].rstrip(TRAILING) if rest else ""
    for path in _readings(written.partition("#")[0]):
        if looks_like_file(path) and _is_file(tree, origin_of(document), path):
            end = one.span.start + 1 + len(written)
            return _rewritten(document, one, path, end, "a backslash ends its path, unless a blank follows")
    return None


def _readings(written: str) -> tuple[str, ...]:
    """A path with backslashes: where they part folders, and where they escape a sign."""
    spaced = written.replace("\\\\", "\\").replace("\\ ", " ")
    return tuple(dict.fromkeys((spaced, spaced.replace("\\", "/"), spaced.replace("\\", ""))))


def _rewritten(document: Document, one: Import, path: str, end: int, reason: str) -> Mend:
    """`end`: where the path is over, with its marks. What stands right behind it is set off."""
    written = path.replace(" ", "\\ ")
    after = AFTER.match(document.text, end)
    rest = after[0] if after else ""
    edit = Edit(Span(one.span.start + 1, end + len(rest)), written + ("" if rest in ("", ".") else f" {rest}"))
    return Mend(path, reason, f"write @{written}", (edit,))


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
        if looks_like_file(path) and _is_file(tree, origin_of(document), path):
            written = path.replace(" ", "\\ ")
            edit = Edit(Span(one.span.start + 1, one.span.end + word.end()), written)
            return Mend(path, "a blank ends its path", f"write @{written}", (edit,))
    return None


def _is_file(tree: Tree, origin: str, path: str) -> bool:
    place = target(origin, path)
    return place is not None and tree.has(place) is True and not tree.is_directory(place)
