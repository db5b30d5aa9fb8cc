"""The paths of a project: what git tracks or would track, what is on disk beside that, and what git ignores.

Paths are relative to the project root, with forward slashes and without a slash at the end; the root is "". Indexes
are built when the first question needs them, so that a tree of 200,000 paths costs little more than listing it.
"""

from __future__ import annotations

import os
import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING

from ctxlint.base.errors import CtxlintError
from ctxlint.base.once import once
from ctxlint.project import git
from ctxlint.project.bounds import read_file, real_below
from ctxlint.project.walk import ignore_file, ignored, lists_exceptions, matches_all, walk

if TYPE_CHECKING:
    from subprocess import Popen

    from ctxlint.project.walk import Ignores

LONGEST = 4096  # characters: no system opens a longer path
MOST_AT_ONCE = 100  # paths: less than what a pipe holds, so that neither side waits for the other
WORTH_AN_INDEX = 20  # questions: one of letter case costs a look at every path


class Ignored(IntEnum):
    """How git ignores a path."""

    NOT = 0
    BY_ALL = 1  # by the `*` of a file that ignores all and lists what it does not
    BY_NAME = 2


class Tree:
    """All there is below a root. Git is asked once for the paths, and once for all that may be ignored."""

    def __init__(self, root: str, listed: Sequence[str] | None = None) -> None:
        """`listed`: what git has already said of the root."""
        self.root = root
        self._given = listed
        self._ignored: dict[str, Ignored] = {}
        self._ignores: Popen[bytes] | None = None
        self.closed: dict[str, str] = {}  # folders that could not be listed, and why; known once the paths are
        self.refusal = ""  # why git does not answer here, though there is a `.git`; found out when it does not

    @cached_property
    def paths(self) -> frozenset[str]:
        """Every file, link and submodule."""
        return frozenset(self._list)

    @cached_property
    def _list(self) -> Sequence[str]:
        """The same, in the order of git; one that is being merged is listed more than once."""
        listed = git.list_files(self.root, self.closed) if self._given is None else self._given
        if listed is None:
            self._ask_why()
            return tuple(walk(self.root, self.closed))
        if "/\0" not in "\0".join(listed) + "\0":
            return listed
        return [path.removesuffix("/") for path in listed]  # a repository inside this one is listed as "sub/"

    @cached_property
    def directories(self) -> frozenset[str]:
        """Every folder that holds one of the paths, and the root."""
        found = {""}
        new = {path.rpartition("/")[0] for path in self._list} - found  # in the order of git: half the time of a set's
        while new:
            found |= new
            new = {path.rpartition("/")[0] for path in new} - found
        return frozenset(found)

    def has(self, path: str) -> bool | None:
        """Is it there, in this very spelling? None where this project cannot tell: in a submodule, behind a link outside."""
        if self.on_disk(path) or path in self.paths or path in self.directories:
            return True
        return self._look(path)

    def on_disk(self, path: str) -> bool:
        """Is it there in this very spelling, through no link? Asked first, since the list of a large tree is dear."""
        folder = ""
        for segment in path.split("/") if path else ():
            if segment not in self._names(folder) or (folder and self._is_link(folder)):
                return False
            folder = f"{folder}/{segment}" if folder else segment
        return True

    def is_directory(self, path: str) -> bool:
        if self.on_disk(path) and not self._is_link(path):
            return os.path.isdir(self._absolute(path))
        return path in self.directories or (path not in self.paths and os.path.isdir(self._absolute(path)))

    def ends(self, tail: str) -> bool:
        """Does any path, or any folder, end in these segments?"""
        if f"/{tail}\0" in self._joined:
            return True
        return any(folder == tail or folder.endswith("/" + tail) for folder in self.directories)

    @once
    def ending(self, tail: str) -> tuple[str, ...]:
        """The paths that end in these segments."""
        ends = _places(self._joined, f"/{tail}\0")
        found = {self._joined[self._joined.rfind("\0", 0, end) + 2 : end] + f"/{tail}" for end in ends}
        return tuple(sorted(path.removeprefix("/") for path in found))

    def other_case(self, path: str) -> str | None:
        """The one path that differs in letter case only; None if there is none or more than one.

        Asked of the list, not of the disk: of an earlier revision only a part is there.
        """
        found = {one for index in (self._files_folded, self._folders_folded) for one in index.spelled(path)} - {path}
        return found.pop() if len(found) == 1 else None

    def ignored(self, paths: Iterable[str]) -> frozenset[str]:
        """Those that git would ignore, as files or as folders."""
        return frozenset(path for path, how in self._how_ignored(paths).items() if how)

    def unkept(self, paths: Iterable[str]) -> frozenset[str]:
        """Those that git would ignore by name: not by the `*` of a .gitignore that ignores all and lists exceptions."""
        return frozenset(path for path, how in self._how_ignored(paths).items() if how is Ignored.BY_NAME)

    def _how_ignored(self, paths: Iterable[str]) -> dict[str, Ignored]:
        asked = {path for path in paths if path and "\0" not in path}  # NUL is what ends a path in the question
        new = [path for path in asked if path not in self._ignored]
        if new:
            self._ignored.update(zip(new, self._are_ignored(new), strict=True))
        return {path: self._ignored[path] for path in asked}

    @once
    def _look(self, path: str) -> bool | None:
        """The answer for a path that git does not list."""
        if len(path) > LONGEST or _leads_outside(path) or (not self.paths and not os.path.isdir(self.root)):
            return None
        if "\0" in path:
            return False
        unlisted = [path, *(parent for parent in _parents(path) if parent not in self.directories)][-1]
        if unlisted not in self.paths and posixpath.basename(unlisted) not in self._names(posixpath.dirname(unlisted)):
            return None if self._is_unfetched(posixpath.dirname(unlisted)) else False
        return self._look_closely(path)

    def _look_closely(self, path: str) -> bool | None:
        """The answer for a path that leads through a link, a submodule, or folders that git ignores."""
        above = next((parent for parent in _parents(path) if parent in self.paths), None)
        if above is not None and not self._is_link(above):
            return None if self._is_opaque(above) else False
        real = self._real(path)
        if real is None:
            return None
        if above is not None:
            return real in self.paths or real in self.directories or os.path.lexists(self._absolute(real))
        way = [path, *_parents(path)]
        if all(posixpath.basename(each) in self._names(posixpath.dirname(each)) for each in way):
            return True
        return None if any(self._is_unfetched(parent) for parent in way[1:]) else False

    @cached_property
    def _joined(self) -> str:
        """Every path between NUL and NUL, with a slash before it: one search over it is faster than an index."""
        return "\0/" + "\0/".join(self._list) + "\0"

    @cached_property
    def _files_folded(self) -> _Folded:
        return _Folded(self._list)

    @cached_property
    def _folders_folded(self) -> _Folded:
        return _Folded(tuple(self.directories))

    def _absolute(self, path: str) -> str:
        return os.path.join(self.root, path)

    def _is_link(self, path: str) -> bool:
        return os.path.islink(self._absolute(path))

    def _is_opaque(self, path: str) -> bool:
        """A submodule, or a repository inside this one: git lists it as one path, and what is in it is not ours."""
        return not os.path.isfile(self._absolute(path))

    def _real(self, path: str) -> str | None:
        """The path without links on its way; None if a link leads outside."""
        real = real_below(self.root, path)
        return None if real is None else _relative(real, os.path.realpath(self.root))

    def _is_unfetched(self, path: str) -> bool:
        """A folder on disk that is empty, which git does not list: a submodule that was not fetched."""
        return path not in self.directories and os.path.isdir(self._absolute(path)) and not self._names(path)

    @once
    def _names(self, path: str) -> frozenset[str]:
        """What is in a folder on disk, in the spelling it has there: some file systems ignore letter case."""
        try:
            return frozenset(os.listdir(self._absolute(path)))
        except (OSError, ValueError):
            return frozenset()

    def _are_ignored(self, paths: Sequence[str]) -> list[Ignored]:
        if self.refusal or not git.top_level(self.root):
            return self._are_ignored_by_files(paths)
        if self._ignores is None:
            self._ignores = git.open_ignores(self.root)
        places = [self._real(path) or path for path in paths]  # git gives up on a path that leads through a link
        asked = [form for path in places for form in (path, path + "/")]
        answers = _ask(self._ignores, asked) if self._ignores else None
        if answers is None:  # git refused a path and is gone: it is in a submodule, or git is not there
            self._ignores = None
            if self._ask_why() or len(paths) == 1:
                return self._are_ignored_by_files(paths)
            return [self._are_ignored([path])[0] for path in paths]
        found = [self._how(*answer) for answer in answers]
        return [max(a, b) for a, b in zip(found[::2], found[1::2], strict=True)]

    def _how(self, source: str, pattern: str) -> Ignored:
        """`source`: the file that holds the pattern, from the top of the repository."""
        if not pattern or pattern.startswith("!"):
            return Ignored.NOT
        return Ignored.BY_ALL if matches_all(pattern) and self._lists_exceptions(source) else Ignored.BY_NAME

    @once
    def _lists_exceptions(self, source: str) -> bool:
        top = git.top_level(self.root) or self.root
        try:  # the user's own file, too, may ignore all; it is not read
            text = (
                ""
                if os.path.isabs(source)
                else read_file(os.path.join(top, source), root=top).decode("utf-8", "replace")
            )
        except CtxlintError:
            return False
        return lists_exceptions(text.splitlines())

    def _are_ignored_by_files(self, paths: Sequence[str]) -> list[Ignored]:
        """What leads outside counts as ignored: it cannot be told, so nothing may rest on it."""
        ignored = (
            _leads_outside(path) or self._is_ignored_by_files(path) or self._is_ignored_by_files(path + "/")
            for path in paths
        )
        return [Ignored.BY_NAME if one else Ignored.NOT for one in ignored]

    def _ask_why(self) -> str:
        """After a question that git did not answer."""
        if not self.refusal and git.top_level(self.root):
            self.refusal = git.refusal(self.root)
        return self.refusal

    def _is_ignored_by_files(self, path: str) -> bool:
        prefixes = ["", *(f"{parent}/" for parent in _parents(path))]
        return ignored(path, {prefix: found for prefix in prefixes if (found := self._ignore_file(prefix))})

    @once
    def _ignore_file(self, prefix: str) -> Ignores | None:
        file = self._absolute(prefix + ".gitignore")
        return ignore_file(file, self.root) if os.path.isfile(file) else None


class _Folded:
    """Paths, found in whatever letter case they are asked for: in one long text, and by an index once that is worth it."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths
        self._questions = 0

    def spelled(self, path: str) -> Sequence[str]:
        self._questions += 1
        if self._questions > WORTH_AN_INDEX:
            return self._index.get(_folded(path), ())
        places = _places(self._joined, f"\0{_folded(path)}\0") if "\0" not in path else ()
        return [self._paths[self._joined.count("\0", 0, at)] for at in places]

    @cached_property
    def _joined(self) -> str:
        joined = "\0".join(self._paths)
        return f"\0{joined.lower() if joined.isascii() else chr(0).join(map(_folded, self._paths))}\0"

    @cached_property
    def _index(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for folded, path in zip(self._joined[1:-1].split("\0"), self._paths, strict=bool(self._paths)):
            found.setdefault(folded, []).append(path)
        return found


def _places(text: str, piece: str) -> Iterator[int]:
    at = text.find(piece)
    while at >= 0:
        yield at
        at = text.find(piece, at + 1)


def _ask(ignores: Popen[bytes], paths: Sequence[str]) -> list[tuple[str, str]] | None:
    """The file and the pattern in it that ignore each path, "" if none does; None if git does not answer."""
    found: list[tuple[str, str]] = []
    for at in range(0, len(paths), MOST_AT_ONCE):
        answer = _answer(ignores, paths[at : at + MOST_AT_ONCE])
        if answer is None:
            return None
        found += answer
    return found


def _answer(ignores: Popen[bytes], paths: Sequence[str]) -> list[tuple[str, str]] | None:
    from threading import Timer  # loaded with subprocess

    late = Timer(git.SECONDS, ignores.kill)
    late.start()
    try:
        return _exchange(ignores, paths)
    finally:
        late.cancel()


def _exchange(ignores: Popen[bytes], paths: Sequence[str]) -> list[tuple[str, str]] | None:
    assert ignores.stdin
    assert ignores.stdout
    try:
        ignores.stdin.write(b"".join(os.fsencode(path) + b"\0" for path in paths))
        ignores.stdin.flush()
    except (OSError, ValueError):
        return None
    buffer = bytearray()
    fields = 4 * len(paths)  # source, line, pattern, path
    while fields > 0:
        piece = os.read(ignores.stdout.fileno(), 65536)
        if not piece:
            return None
        buffer += piece
        fields -= piece.count(b"\0")
    said = os.fsdecode(bytes(buffer)).split("\0")[:-1]
    return list(zip(said[::4], said[2::4], strict=True))


def _leads_outside(path: str) -> bool:
    return path == ".." or path.startswith("../")


def _parents(path: str) -> Iterator[str]:
    """The folders above a path, nearest first, without the root."""
    while path := path.rpartition("/")[0]:
        yield path


def _folded(path: str) -> str:
    return path.lower() if path.isascii() else unicodedata.normalize("NFC", path).casefold()


def _relative(absolute: str, root: str) -> str:
    relative = os.path.relpath(absolute, root).replace(os.sep, "/")
    return "" if relative == os.curdir else relative
