"""What is on disk around a file: the tree, git, manifests, and what each agent loads at its start.

Gathered once for a run, and only when somebody asks.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ctxlint.base.once import forget, once

if TYPE_CHECKING:
    from ctxlint.base.model import Document, Sentence
    from ctxlint.base.redaction import Known
    from ctxlint.project.declared import Declared
    from ctxlint.project.disk import Disk
    from ctxlint.project.history import History, Share
    from ctxlint.project.tree import Tree

LARGEST = 4 << 20  # bytes: Claude Code reads no larger file


@dataclass(frozen=True)
class Project:
    """One for each root of a run."""

    root: str  # absolute path of the git top level, else of the folder of the configuration, else of the current one
    listed: Sequence[str] | None = None  # what git has already said of the root
    share: Share | None = None  # in a process beside others, which must not each ask for the history

    @cached_property
    def tree(self) -> Tree:
        from ctxlint.project.tree import Tree

        return Tree(self.root, self.listed)

    @property
    def refusal(self) -> str:
        """Why git did not answer when it was asked, though there is a `.git`; empty if it did."""
        tree: Tree | None = self.__dict__.get("tree")
        return tree.refusal if tree else ""

    def prepared(self, share: Share) -> Project:
        """The same for helping processes: what nearly every rule asks for is gathered before they part."""
        helper = Project(self.root, share=share)
        helper.__dict__["tree"] = self.tree
        self.tree.directories  # noqa: B018  gathers
        return helper

    def again(self) -> Project:
        """For another look at files that are being changed: tree, history and manifests are those that were gathered."""
        other = Project(self.root, self.listed, self.share)
        other.__dict__.update(tree=self.tree, history=self.history, manifests=self.manifests)
        return other

    @cached_property
    def history(self) -> History:
        from ctxlint.project.history import History

        return History(self.root, self.share)

    @cached_property
    def manifests(self) -> Declared:
        from ctxlint.project.declared import Declared

        return Declared(self.tree, self.read_bytes)

    def document(self, path: str) -> Document | None:
        """Another file of the project, parsed once; None if there is no such text file, or it is too large."""
        if path not in self._documents:
            from ctxlint.parse import parse

            data = self.read_bytes(path, LARGEST)
            binary = data is None or b"\0" in data[:1024]
            self._documents[path] = None if binary else parse(data or b"", path, "")
        return self._documents[path]

    @cached_property
    def _documents(self) -> dict[str, Document | None]:
        return {}

    def keep(self, document: Document) -> None:
        """This is what the file holds, whatever is on disk: it is being edited, or was parsed already."""
        known = self._documents.get(document.path, document)
        if known is None or known.text != document.text:
            forget(self)
        self._documents[document.path] = document

    def secrets(self) -> list[Known]:
        """Those of the files that were read for others: what is said of one may quote another."""
        found = (self._secrets(path) for path in self._documents)
        return [one for one in found if one and one.pieces]

    @once
    def _secrets(self, path: str) -> Known | None:
        from ctxlint.base.redaction import known

        document = self.document(path)
        return known(document.text) if document else None

    def is_kept(self, document: Document) -> bool:
        return self._documents.get(document.path) is document

    @cached_property
    def files(self) -> Disk:
        """The reader that the load graph works with."""
        from ctxlint.project.disk import Disk

        return Disk(self.root, self.document, self._documents)

    @once
    def sentences(self, path: str) -> tuple[Sentence, ...]:
        """The instructions of a file that loads together with others."""
        from ctxlint.parse.sentences import sentences

        document = self.document(path)
        return tuple(sentences(document)) if document else ()

    def read_bytes(self, path: str, largest: int) -> bytes | None:
        """A file of the project; None if it is no regular file, lies outside, or is larger than `largest` bytes."""
        from ctxlint.base.reading import read_regular
        from ctxlint.project.bounds import real_below

        try:
            real = real_below(self.root, path)
            if real is None or not os.path.isfile(real) or os.stat(real).st_size > largest:
                return None
            return read_regular(real, largest)
        except PermissionError as problem:
            self._closed[path] = str(problem.strerror)
            return None
        except (OSError, ValueError):
            return None

    @property
    def closed(self) -> dict[str, str]:
        """Files and folders that were to be read and could not be opened, and why."""
        files: Disk | None = self.__dict__.get("files")
        return {**self._closed, **(files.closed if files else {})}

    @cached_property
    def _closed(self) -> dict[str, str]:
        return {}

    def __getstate__(self) -> dict[str, object]:
        """What was gathered stays in the process that gathered it."""
        return {"root": self.root, "listed": None, "share": None}
