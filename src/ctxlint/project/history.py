"""What git remembers of paths that are gone: since which commit, and where they went."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from ctxlint.base.errors import UnmetError
from ctxlint.project import git

SECONDS = 10  # the longest that history may take
COMMIT = "\x01"  # what stands before the hash of each commit


class Gone(NamedTuple):
    """How a path went."""

    commit: str  # short hash
    renamed: str | None  # the path it was given by that commit; None: it was deleted


class Share(NamedTuple):
    """How processes ask once together: the first to need the history leaves it in a file for the others."""

    lock: AbstractContextManager[bool]
    path: str


class History:
    """The removals and renames of the whole history, newest first, asked for in one go."""

    def __init__(self, root: str, share: Share | None = None) -> None:
        self.root = root
        self.share = share

    @property
    def gone(self) -> Mapping[str, Gone]:
        """Each path that was once removed or renamed, as it last happened. Raises UnmetError where git cannot say."""
        if isinstance(self._known, str):
            raise UnmetError(self._known)
        return self._known

    @cached_property
    def _known(self) -> dict[str, Gone] | str:
        """What git says, or why it does not."""
        if self.share is None:
            return _ask(self.root)
        import pickle

        with self.share.lock:
            file = Path(self.share.path)
            if not file.exists():
                file.write_bytes(pickle.dumps(_ask(self.root)))
            known: dict[str, Gone] | str = pickle.loads(file.read_bytes())  # in a folder of this run's own
            return known

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder above a path that is gone."""
        found: set[str] = set()
        new = {path.rpartition("/")[0] for path in self.gone} - {""}
        while new:
            found |= new
            new = {path.rpartition("/")[0] for path in new} - found - {""}
        return frozenset(found)

    def knows(self, path: str) -> bool:
        """Was there once a file or a folder of this name?"""
        return path in self.gone or path in self.folders

    def fate(self, path: str) -> Gone | None:
        """How a file or a folder went, with the path it has now: renames are followed. None if it was never there."""
        if path in self.gone:
            return self._followed(path)
        return self._folder(path) if path in self.folders else None

    def _followed(self, path: str) -> Gone:
        first = self.gone[path]
        seen = {path}
        now = first
        while now.renamed is not None and now.renamed in self.gone and now.renamed not in seen:
            seen.add(now.renamed)
            now = self.gone[now.renamed]
        return first if now.renamed is first.renamed else Gone(now.commit, now.renamed)

    def _folder(self, path: str) -> Gone:
        """A folder went where all its files went, if that is one place; its commit is that of the last file to go."""
        below = [file for file in self.gone if file.startswith(path + "/")]
        fates = [self._followed(file) for file in below]
        places = {_folder_after(file[len(path) :], fate.renamed) for file, fate in zip(below, fates, strict=True)}
        return Gone(fates[0].commit, places.pop() if len(places) == 1 else None)


def _ask(root: str) -> dict[str, Gone] | str:
    if not git.top_level(root):
        return "no git repository"
    shallow = git.ask(root, ["rev-parse", "--is-shallow-repository"])
    if shallow is None:
        return git.refusal(root) or "git does not answer"
    if shallow.strip() == "true":
        return "shallow clone"
    if git.ask(root, git.PARTIAL):
        return "partial clone: git would fetch from the network"
    try:
        answer = git.ask(root, git.REMOVALS, SECONDS)
    except TimeoutError:
        return f"git history takes longer than {SECONDS} s"
    if answer is None and (why := git.refusal(root)):
        return why
    if answer is None and git.ask(root, ["rev-parse", "--verify", "--quiet", "HEAD"]):
        return "git cannot read the history"
    return _newest(answer or "")  # no answer: no commit yet


def _folder_after(inside: str, renamed: str | None) -> str | None:
    """`/b.md` moved to `new/b.md`: the folder is now `new`."""
    return renamed[: -len(inside)] if renamed and renamed.endswith(inside) else None


def _newest(answer: str) -> dict[str, Gone]:
    """The fields of `git log --name-status -z`; of each path what happened last, the last first."""
    fields = [field.lstrip("\n") for field in answer.split("\0")]
    found: dict[str, Gone] = {}
    commit, at = "", 0
    while at < len(fields):
        field = fields[at]
        if field.startswith(COMMIT):
            commit = field[1:]
        elif field.startswith("R") and at + 2 < len(fields):
            found.setdefault(fields[at + 1], Gone(commit, fields[at + 2]))
            at += 2
        elif field.startswith("D") and at + 1 < len(fields):
            found.setdefault(fields[at + 1], Gone(commit, None))
            at += 1
        at += 1
    return found
