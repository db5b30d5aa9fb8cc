"""One file of a launch, and what it imports."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ctxlint.base.globs import matches
from ctxlint.parse.imports import TRAILING, Import, imports, is_outside, looks_like_file, target
from ctxlint.project.launch.entries import (
    CYCLE,
    DEEP,
    EXCLUDED,
    LOADED,
    MISSING,
    OUTSIDE,
    REPEATED,
    UNREADABLE,
    Entry,
    Files,
    Source,
)
from ctxlint.project.launch.visible import visible

HOPS = {"claude": 4, "gemini": 5}  # how far imports are followed


@dataclass
class Walk:
    """What one launch has seen so far."""

    files: Files
    tool: str
    directory: str
    excludes: tuple[str, ...] = ()
    seen: set[str] = field(default_factory=set)


Later = Callable[[Walk, str], Iterator[Entry]]  # what loads when one path of the project is touched


def load(walk: Walk, entry: Entry, above: tuple[str, ...] = (), optional: bool = False) -> Iterator[Entry]:
    """The entry, filled, and behind it what it imports. What is `optional` and not there is left out."""
    source = walk.files.source(entry.path)
    if optional and source.state == MISSING:
        return
    state = EXCLUDED if excluded(walk, entry.path) else _seen(walk, source, above)
    if state != LOADED:
        yield entry._replace(state=state)
        return
    walk.seen.add(source.real)
    yield entry._replace(text=visible(source.text, walk.tool, entry.path))
    if walk.tool in HOPS and "@" in source.text:
        for found in _imported(walk, entry):
            if found.state == LOADED:
                yield from load(walk, found, (*above, source.real))
            else:
                yield found


def _seen(walk: Walk, source: Source, above: tuple[str, ...]) -> str:
    if source.state != LOADED or source.real not in walk.seen:
        return source.state
    return CYCLE if source.real in above else REPEATED


def _imported(walk: Walk, entry: Entry) -> Iterator[Entry]:
    """What a file imports, in order. An @word that is neither a file nor looks like one is no import."""
    document = walk.files.document(entry.path)
    for one in imports(document) if document else ():
        if not one.read:
            continue
        path = None if is_outside(one.path) else target(entry.path, one.path)
        state = walk.files.source(path).state if path else OUTSIDE
        if state != LOADED and not _is_meant(walk, entry.path, one, state):
            continue
        assert document
        state = DEEP if state == LOADED and entry.depth >= HOPS[walk.tool] else state
        line = document.position(one.span.start)[0]
        yield Entry(path or one.path, "import", entry.scope, state, entry.path, line, entry.depth + 1)


def _is_meant(walk: Walk, origin: str, one: Import, state: str) -> bool:
    """Is an @word that loads nothing an import? Its name says so, or it is a folder, or only a full stop too long."""
    if looks_like_file(one.path.lstrip("~/")) or (state == UNREADABLE and "/" in one.path):
        return True
    bare = target(origin, one.path.rstrip(TRAILING))
    return bool(bare) and one.path[-1] in TRAILING and walk.files.source(bare or "").state == LOADED


def nested(walk: Walk, path: str) -> Iterator[Entry]:
    folder = posixpath.dirname(path).removesuffix(".claude").removesuffix("/")
    yield from load(walk, Entry(path, "nested", folder))


def excluded(walk: Walk, path: str) -> bool:
    absolute = f"{walk.files.root}/{path}".replace("\\", "/").lstrip("/")
    return bool(walk.excludes) and matches((glob.lstrip("/") for glob in walk.excludes), absolute, below=False)


def files_in(walk: Walk, folder: str, name: str, suffix: str) -> Iterator[str]:
    return (path for path in walk.files.below(join(folder, name)) if path.endswith(suffix))


def reason(folder: str, directory: str) -> str:
    return "start" if folder == directory else "ancestor"


def join(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def inside(path: str, marker: str) -> str | None:
    """`a/.claude/rules/x.md`, `.claude/rules` -> `a`; None if the path is not in such a folder."""
    head, found, _ = f"/{path}".rpartition(f"/{marker}/")
    return head.removeprefix("/") if found else None


def is_below(folder: str, directory: str) -> bool:
    return folder != directory and (not directory or folder.startswith(f"{directory}/"))
