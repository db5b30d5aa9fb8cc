"""The reader of project files that `load` works with: what is on disk, and what is being edited in its place."""

from __future__ import annotations

import errno
import os
import posixpath
import stat
from collections.abc import Callable, Mapping

from ctxlint.base.model import Document
from ctxlint.base.once import once
from ctxlint.base.reading import read_regular
from ctxlint.parse.source import decode
from ctxlint.project.bounds import contains, real_below
from ctxlint.project.launch.entries import LARGE, LARGEST, LOADED, MISSING, OUTSIDE, UNREADABLE, Source

NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP, errno.ENAMETOOLONG)  # any other fault: it may be there


class Disk:
    """Files below a root, each read once. What is parsed already stands in for the file, such as a text from an editor."""

    def __init__(
        self, root: str, document: Callable[[str], Document | None], parsed: Mapping[str, Document | None]
    ) -> None:
        self.root = root
        self.document = document
        self.closed: dict[str, str] = {}  # what could not be opened, and why
        self._parsed = parsed

    @once
    def below(self, directory: str) -> tuple[str, ...]:
        """Links to folders are not followed."""
        top = os.path.join(self.root, directory)
        walked = os.walk(top, onerror=self._is_closed) if contains(self.root, top) else ()
        files = [os.path.join(folder, name) for folder, _, names in walked for name in names]
        return tuple(sorted(posixpath.join(directory, os.path.relpath(f, top).replace(os.sep, "/")) for f in files))

    @once
    def source(self, path: str) -> Source:
        absolute = os.path.join(self.root, path)
        document = self._parsed.get(path)
        if document and not os.path.islink(absolute):
            return Source(LOADED, document.text, path, len(document.text.encode("utf-8", "surrogatepass")))
        try:
            return self._opened(absolute)
        except OSError as problem:
            return Source(UNREADABLE if self._is_closed(problem) or os.path.lexists(absolute) else MISSING)
        except ValueError:
            return Source(UNREADABLE if os.path.lexists(absolute) else MISSING)

    def _opened(self, absolute: str) -> Source:
        """Raises OSError and ValueError for what is not there, cannot be opened, or can be no path."""
        os.lstat(absolute)
        real = real_below(self.root, absolute)
        if real is None:
            return Source(OUTSIDE)
        found = os.stat(real)
        if not stat.S_ISREG(found.st_mode):  # a folder, a pipe
            return Source(UNREADABLE)
        if found.st_size > LARGEST:
            return Source(LARGE, real=real, size=found.st_size)
        data = read_regular(real, LARGEST)
        if b"\0" in data[:1024]:
            return Source(UNREADABLE)
        relative = os.path.relpath(real, os.path.realpath(self.root)).replace(os.sep, "/")
        return Source(LOADED, decode(data).text, relative, len(data))

    def _is_closed(self, problem: OSError) -> bool:
        """Did the system refuse to look? Then it is noted, as the file may be there."""
        if problem.errno in NOT_THERE:
            return False
        path = os.path.relpath(problem.filename, self.root).replace(os.sep, "/")
        self.closed[path] = str(problem.strerror)
        return True
