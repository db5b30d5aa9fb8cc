"""The reader of project files that `load` works with: what is on disk, and what is being edited in its place."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Mapping

from ctxlint.model import Document
from ctxlint.parse.source import decode
from ctxlint.project.bounds import contains
from ctxlint.project.entries import LARGE, LARGEST, LOADED, MISSING, OUTSIDE, UNREADABLE, Source


class Disk:
    """Files below a root, each read once. What is parsed already stands in for the file, such as a text from an editor."""

    def __init__(
        self, root: str, document: Callable[[str], Document | None], parsed: Mapping[str, Document | None]
    ) -> None:
        self.root = root
        self.document = document
        self._real_root = os.path.realpath(root)
        self._parsed = parsed
        self._sources: dict[str, Source] = {}
        self._below: dict[str, tuple[str, ...]] = {}

    def source(self, path: str) -> Source:
        if path not in self._sources:
            self._sources[path] = self._read(path)
        return self._sources[path]

    def below(self, directory: str) -> tuple[str, ...]:
        """Links to folders are not followed."""
        if directory not in self._below:
            top = os.path.join(self.root, directory)
            inside = os.path.isdir(top) and contains(self.root, top)
            files = [
                os.path.join(folder, name) for folder, _, names in (os.walk(top) if inside else ()) for name in names
            ]
            self._below[directory] = tuple(
                sorted(posixpath.join(directory, os.path.relpath(f, top).replace(os.sep, "/")) for f in files)
            )
        return self._below[directory]

    def _read(self, path: str) -> Source:
        absolute = os.path.join(self.root, path)
        try:
            document = self._parsed.get(path)
            if document and not os.path.islink(absolute):
                return Source(LOADED, document.text, path, len(document.text.encode("utf-8", "surrogatepass")))
            if not os.path.lexists(absolute):
                return Source(MISSING)
            real = os.path.realpath(absolute)
            if os.path.commonpath([real, self._real_root]) != self._real_root:
                return Source(OUTSIDE)
            if not os.path.isfile(real):  # a folder, a pipe, a link to nothing
                return Source(UNREADABLE)
            size = os.stat(real).st_size
            if size > LARGEST:
                return Source(LARGE, real=real, size=size)
            with open(real, "rb") as file:
                data = file.read(LARGEST)
        except (OSError, ValueError):
            return Source(UNREADABLE)
        if b"\0" in data[:1024]:
            return Source(UNREADABLE)
        relative = os.path.relpath(real, self._real_root).replace(os.sep, "/")
        return Source(LOADED, decode(data).text, relative, len(data))
