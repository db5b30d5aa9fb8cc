"""What a launch is made of: the files that load, each with its reason and its state. What reads them is in load/."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from ctxlint.base.model import Document

LARGEST = 4 << 20  # bytes: Claude Code skips a larger file
LOADED, MISSING, OUTSIDE, UNREADABLE, LARGE = "loaded", "missing", "outside", "unreadable", "too large"
CYCLE, REPEATED, DEEP, EXCLUDED = "cycle", "already loaded", "too many hops", "excluded"
DEAD = "matches nothing"  # a rule whose globs the tool refuses


class Source(NamedTuple):
    """A file as a reader finds it."""

    state: str  # loaded, missing, outside, unreadable or too large
    text: str = ""
    real: str = ""  # its path without links
    size: int = 0  # bytes


class Files(Protocol):
    """The reader of project files. Paths are relative to the root, with forward slashes."""

    root: str

    def source(self, path: str) -> Source: ...
    def document(self, path: str) -> Document | None: ...
    def below(self, directory: str) -> Iterable[str]:
        """Every file in a folder and its folders, sorted."""
        ...


class Entry(NamedTuple):
    """One file, at the place where it loads."""

    path: str  # from the root; as written for what lies outside
    reason: str  # home, start, ancestor, fallback, rule, always, import; later: nested, below, paths, globs, skill, ask
    scope: str = ""  # the directory it belongs to
    state: str = LOADED
    origin: str = ""  # the file that imports it
    line: int = 0  # and where
    depth: int = 0  # hops from the file that loads by itself
    text: str = ""  # what the model gets to see
    cut: int = 0  # bytes that a limit cuts off
    globs: tuple[str, ...] = ()  # what must be touched for it to load


class Launch(NamedTuple):
    """All that a tool loads in one directory, in order."""

    tool: str
    directory: str  # from the root; "" is the root
    entries: tuple[Entry, ...]

    @property
    def loaded(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.state == LOADED)


def ancestors(directory: str) -> list[str]:
    """The folders from the root down to `directory`, both included."""
    parts = directory.split("/") if directory else []
    return ["/".join(parts[:n]) for n in range(len(parts) + 1)]
