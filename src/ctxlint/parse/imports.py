"""`@path` imports, exactly as Claude Code reads them.

An import is an `@` at the start of a line or behind a blank, in text that is not code, not a comment and not a tag. All
up to the next blank is the path, punctuation included; `\\ ` stands for a blank, and `#` starts a fragment.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.parse.paths import LONGEST, PLACEHOLDER, SUPPOSED, extensions, normal

if TYPE_CHECKING:
    pass

IMPORT = lazy(r"(?<![^\s*_])@(?P<path>(?:[^\s\\]|\\ )+)")
LOOSE = lazy(r"(?<=[(\[\"'“‘«<:,;（「])@(?P<path>(?:[^\s\\]|\\ )+)")  # what stands before the @ hides it
QUOTED = lazy("(?<![^\\s*_])@[\"'`“‘„«](?P<path>[^\"'`”’“»\n]{1,300})[\"'`”’“»]")  # read as no import at all
START = lazy(r"[\w./~-]", re.ASCII)
TRAILING = ".,;:!?)]}>\"'”’»*_`。，、；：！？）」"
SCRIPTS = frozenset("js mjs cjs ts mts cts jsx tsx css scss sass less vue svelte".split())  # also ends of package names
NO_FILE = frozenset("@()<>{}[]$*=|\"'`,;:")
PROSE = frozenset({"paragraph", "heading", "cell"})


EMBEDDING = frozenset({"command", "skill"})  # kinds whose @paths start from where the agent was started


class Import(NamedTuple):
    path: str  # as Claude Code reads it, without fragment
    span: Span  # with the @
    read: bool = True  # False: Claude Code does not see it, for what stands before the @ or for quotation marks
    quoted: bool = False


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
    plain = document.slice(span)
    if "@" not in plain:
        return
    letters = list(plain)
    for a, b in hidden:
        letters[a - span.start : b - span.start] = "\ufffc" * (b - a)
    text = "".join(letters)
    for match in QUOTED.finditer(plain):
        path = match["path"].partition("#")[0]
        if text[match.start()] == "@" and START.match(path):
            start, end = match.span()
            yield Import(path, Span(span.start + start, span.start + end), read=False, quoted=True)
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


def origin_of(document: Document) -> str:
    """The file from whose folder its imports start; "" for the root."""
    return "" if document.kind in EMBEDDING else document.path


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
    return extension in extensions() - SCRIPTS and not path.startswith(".")


def target(origin: str, path: str) -> str | None:
    """Where an import of the file `origin` leads, from the root; None: outside the project."""
    return None if is_outside(path) else normal(posixpath.dirname(origin), path)
