"""What is a path in a code span."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Document, Inline, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives

if TYPE_CHECKING:
    pass

LONGEST = 1024  # characters of a path that somebody writes
PLAIN = lazy(r"(?:\.{0,2}/)?[\w.+-]+(?:/[\w.+-]+)*/?\Z")
LINE = lazy(r"(?::\d+(?:-\d+)?|#L\d+(?:-L?\d+)?|[.,;:!?])+\Z")  # where in the file, or the end of a sentence
PLACEHOLDER = lazy(  # a name that stands for any name
    lambda: (
        r"(?i)\.\.\.|…"
        r"|(?-i:YYYY|MMDD|NNN|\d+N(?![A-Za-z])|\bN+_|XX+|X\.Y|[a-z]Here(?![a-z])|HERE\b)"
        r"|(?:^|/)path/to(?:/|$)"
        rf"|(?:^|[/_.-])(?:{alternatives('names', 'placeholders')})(?:[/_.-]|$)"
        r"|(?:^|[/_.-])(?-i:[Yy]our|[Mm]y)(?-i:[A-Z])"
    )
)
SUPPOSED = lazy(  # a name that is made up, more often than not
    lambda: (
        r"(?i)(?:^|[/_.-])some(?:[/_.-]|$)|(?:^|[/_.-])example(?!s)|(?-i:Example(?!s))"
        rf"|(?:^|[/_.-])(?:new|add|some|another|the)[_-](?:{alternatives('names', 'made_up_things')})"
        rf"|(?:^|/)(?:{alternatives('names', 'made_up')})(?:\.\w+|-name)?(?:/|$)"
        r"|(?-i:[._-]template[._-])|\d{8,}"
    )
)
BRANCH = lazy(
    r"\A(?:feat|feature|fix|bugfix|hotfix|chore|refactor|perf|origin|upstream|refs|heads|remotes|wip|dependabot|renovate)/"
)


class Mention(NamedTuple):
    """A path that stands in a code span."""

    path: str  # as written, without `./`, the line number and the slash at the end
    span: Span
    folder: bool  # written with a slash at the end
    extension: bool  # it ends in the extension of a file
    block: int


def mentions(document: Document) -> Iterator[Mention]:
    """Every path that stands in a code span. What the words around it say is asked last, of the few that are not there."""
    for code in document.inlines:
        if code.kind == "code" and "/" in document.slice(code.text) and (mention := mention_in(document, code)):
            yield mention


def mention_in(document: Document, code: Inline) -> Mention | None:
    """The path in a code span, if it is one and not a name for any path."""
    written = document.slice(code.text).strip()
    if len(written) > LONGEST:
        return None
    path = LINE.sub("", written)
    if not is_path(path):
        return None
    start = document.text.index(written, code.text.start)
    folder = path.endswith("/")
    last = path.rstrip("/").rpartition("/")[2]
    extension = not folder and last.rpartition(".")[2].lower() in extensions() and not last.startswith(".")
    path = path.removeprefix("./").rstrip("/")
    return Mention(path, Span(start, start + len(LINE.sub("", written))), folder, extension, code.block)


@cache
def extensions() -> frozenset[str]:
    """What the names of files end in, in small letters."""
    return frozenset(alternatives("names", "extensions").split("|"))


def is_plain(path: str) -> bool:
    """May this name of a file be written into a text? Not one that breaks a line, ends a code span, or hides what it says."""
    return path.isprintable() and "`" not in path


def is_path(text: str) -> bool:
    """Segments with slashes between them that are no placeholder, no branch and no absolute path."""
    if "/" not in text or text.startswith("/") or not PLAIN.match(text):
        return False
    segments = [segment for segment in text.split("/") if segment not in ("", ".", "..")]
    return bool(segments) and not any(pattern.search(text) for pattern in (PLACEHOLDER, SUPPOSED, BRANCH))


@lru_cache(maxsize=256)
def bases(path: str) -> tuple[str, ...]:
    """The folders a path may start from: that of the file, those above it, the root."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[:count]) for count in range(len(parts), -1, -1))


def normal(base: str, path: str) -> str | None:
    """A path from the root, without `.` and `..`; None if it leads outside."""
    joined = f"{base}/{path}" if base and not path.startswith("/") else path
    if "./" in joined or "//" in joined or joined.endswith(("/", "/..", "/.", ".")):
        joined = posixpath.normpath(joined)
    if joined == ".." or joined.startswith(("../", "/")):
        return None
    return "" if joined == "." else joined
