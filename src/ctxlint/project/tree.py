"""The paths of a project: what git tracks or would track, what is on disk beside that, and what git ignores.

Paths are relative to the project root, with forward slashes and without a slash at the end; the root is "". Indexes
are built when the first question needs them, so that a tree of 200,000 paths costs little more than listing it.
"""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ctxlint.project import git
from ctxlint.project.walk import ignore_file, ignored, walk

if TYPE_CHECKING:
    from subprocess import Popen

    from pathspec import GitIgnoreSpec


class Tree:
    """All there is below a root. Git is asked once for the paths, and once for all that may be ignored."""

    def __init__(self, root: str) -> None:
        self.root = root
        self._ignored: dict[str, bool] = {}
        self._ignores: Popen[bytes] | None = None
        self._files_of_ignores: dict[str, GitIgnoreSpec] = {}

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file, link and submodule."""
        listed = git.list_files(self.root) if git.top_level(self.root) else None
        if listed is None:
            return frozenset(walk(self.root))
        return frozenset(path.rstrip("/") for path in listed)  # a repository inside this one is listed as "sub/"

    @cached_property
    def directories(self) -> frozenset[str]:
        """Every folder that holds one of the paths, and the root."""
        found: set[str] = set()
        new = {path.rpartition("/")[0] for path in self.paths}
        while new:
            found |= new
            new = {path.rpartition("/")[0] for path in new} - found
        return frozenset(found | {""})

    def has(self, path: str) -> bool | None:
        """Is it there, in this very spelling? None where this project cannot tell: in a submodule, behind a link outside."""
        if path in self.paths or path in self.directories:
            return True
        if not self.paths and not os.path.isdir(self.root):
            return None
        if path.startswith("../") or path == ".." or "\0" in path or "\n" in path:
            return None if path.startswith("..") else False
        above = next((parent for parent in _parents(path) if parent in self.paths), None)
        if above is not None and not self._is_link(above):
            return None if self._is_opaque(above) else False
        real = self._real(path)
        if real is None:
            return None
        if above is not None:
            return real in self.paths or real in self.directories or os.path.lexists(self._absolute(real))
        return self._on_disk(path)

    def is_directory(self, path: str) -> bool:
        return path in self.directories or (path not in self.paths and os.path.isdir(self._absolute(path)))

    def ends(self, tail: str) -> bool:
        """Does any path, or any folder, end in these segments?"""
        return f"/{tail}\0" in self._joined or f"/{tail}/" in self._joined

    def ending(self, tail: str) -> tuple[str, ...]:
        """The paths that end in these segments."""
        return tuple(sorted(path for path in self.paths if path == tail or path.endswith("/" + tail)))

    def other_case(self, path: str) -> str | None:
        """The one path that differs in letter case only; None if there is none or more than one."""
        found = self._by_case.get(_folded(path), set()) - {path}
        return next(iter(found)) if len(found) == 1 else None

    def children(self, directory: str) -> frozenset[str]:
        """Names of what is directly in a folder."""
        return self._children.get(directory, frozenset())

    def ignored(self, path: str) -> bool:
        """Would git ignore it, as a file or as a folder?"""
        if path not in self._ignored:
            self._ignored[path] = bool(path) and (self._is_ignored(path) or self._is_ignored(path + "/"))
        return self._ignored[path]

    @cached_property
    def _joined(self) -> str:
        return "".join(f"/{path}\0" for path in self.paths)

    @cached_property
    def _by_case(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for path in (*self.paths, *self.directories):
            found.setdefault(_folded(path), set()).add(path)
        return found

    @cached_property
    def _children(self) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for path in (*self.paths, *self.directories):
            parent, _, name = path.rpartition("/")
            found.setdefault(parent, set()).add(name)
        return {parent: frozenset(names - {""}) for parent, names in found.items()}

    def _absolute(self, path: str) -> str:
        return os.path.join(self.root, path)

    def _is_link(self, path: str) -> bool:
        return os.path.islink(self._absolute(path))

    def _is_opaque(self, path: str) -> bool:
        """A submodule, or a repository inside this one: git lists it as one path, and what is in it is not ours."""
        return not os.path.isfile(self._absolute(path))

    def _real(self, path: str) -> str | None:
        """The path without links on its way; None if a link leads outside."""
        root = os.path.realpath(self.root)
        real = os.path.realpath(self._absolute(path))
        return None if os.path.commonpath([root, real]) != root else _relative(real, root)

    def _on_disk(self, path: str) -> bool | None:
        """Ignored and other unlisted files. A folder that is empty may be a submodule that was not fetched."""
        names = self._names(posixpath.dirname(path))
        if names is None:
            above = next((parent for parent in _parents(path) if os.path.isdir(self._absolute(parent))), "")
            return None if above and self._names(above) == frozenset() else False
        if posixpath.basename(path) in names:
            return self._on_disk_above(posixpath.dirname(path))
        return None if not names and posixpath.dirname(path) else False

    def _on_disk_above(self, path: str) -> bool:
        """Is a folder spelled as on disk? A file system that ignores letter case opens it in any spelling."""
        return path in self.directories or all(
            posixpath.basename(each) in (self._names(posixpath.dirname(each)) or ()) for each in (path, *_parents(path))
        )

    def _names(self, path: str) -> frozenset[str] | None:
        if path not in self._listed:
            try:
                self._listed[path] = frozenset(os.listdir(self._absolute(path)))
            except (OSError, ValueError):
                self._listed[path] = None
        return self._listed[path]

    @cached_property
    def _listed(self) -> dict[str, frozenset[str] | None]:
        return {}

    def _is_ignored(self, path: str) -> bool:
        if not git.top_level(self.root):
            return self._is_ignored_by_files(path)
        if self._ignores is None:
            self._ignores = git.open_ignores(self.root)
        pattern = _ask(self._ignores, path) if self._ignores else None
        if pattern is None:  # git refused the path and is gone: it is outside, or in a submodule
            self._ignores = None
            return True
        return pattern != "" and not pattern.startswith("!")

    def _is_ignored_by_files(self, path: str) -> bool:
        for parent in ("", *_parents(path)):
            prefix = f"{parent}/" if parent else ""
            file = self._absolute(prefix + ".gitignore")
            if prefix not in self._files_of_ignores and os.path.isfile(file):
                self._files_of_ignores[prefix] = ignore_file(file)
        return ignored(path, self._files_of_ignores)


def _ask(ignores: Popen[bytes], path: str) -> str | None:
    """The pattern that ignores a path, "" if none does; None if git does not answer."""
    assert ignores.stdin
    assert ignores.stdout
    try:
        ignores.stdin.write(os.fsencode(path) + b"\0")
        ignores.stdin.flush()
    except (OSError, ValueError):
        return None
    buffer = b""
    while buffer.count(b"\0") < 4:  # source, line, pattern, path
        piece = os.read(ignores.stdout.fileno(), 65536)
        if not piece:
            return None
        buffer += piece
    return os.fsdecode(buffer.split(b"\0")[2])


def _parents(path: str) -> Iterator[str]:
    """The folders above a path, nearest first, without the root."""
    while path := path.rpartition("/")[0]:
        yield path


def _folded(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _relative(absolute: str, root: str) -> str:
    relative = os.path.relpath(absolute, root).replace(os.sep, "/")
    return "" if relative == os.curdir else relative
