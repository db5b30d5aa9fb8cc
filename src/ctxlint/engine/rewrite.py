"""The end of `check --fix` that has effects: read files, write them back whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base import atomic
from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import Diagnostic
from ctxlint.base.reading import read_regular
from ctxlint.engine.fix import fixable, fixed
from ctxlint.engine.run import Job, Run, lint_bytes
from ctxlint.project import LARGEST, Project, git
from ctxlint.project.bounds import read_file

if TYPE_CHECKING:
    from ctxlint.engine.discover import Target


class Change(NamedTuple):
    target: Target
    real: str  # where the file lies, links followed
    before: bytes
    after: bytes
    done: tuple[Diagnostic, ...]


def planned(targets: Iterable[Target], outcome: Run, job: Job, unsafe: bool) -> list[Change]:
    """What fixing would change, in the order of the targets; a file that two names lead to is changed once."""
    worth = {result.path for result in outcome.results if any(fixable(one, unsafe) for one in result.diagnostics)}
    changes: dict[str, Change] = {}
    for target in targets:
        real = os.path.realpath(os.path.join(target.root, target.path))
        if target.path in worth and real not in changes:
            project = outcome.projects.get(target.root) or Project(target.root)
            change = _planned(target, real, job, unsafe, project)
            changes.update({real: change} if change.after != change.before else {})
    return list(changes.values())


def write(changes: Sequence[Change], allow_dirty: bool) -> Iterator[Change]:
    """Write the changes and give back those that were not made, since the file changed in the meantime.

    Raises CtxlintError, before anything is written, for a file with changes that are not committed, one that is
    read-only, and one outside its project.
    """
    _refuse_foreign(changes)
    if not allow_dirty:
        _refuse_dirty(changes)
    for change in changes:
        if not _written(change):
            yield change


def _planned(target: Target, real: str, job: Job, unsafe: bool, project: Project) -> Change:
    try:
        before = read_file(real, largest=LARGEST)
    except CtxlintError:
        return Change(target, real, b"", b"", ())
    after, done = fixed(before, lambda data: lint_bytes(data, target, job, project.again()), unsafe)
    return Change(target, real, before, after, done)


def _refuse_foreign(changes: Iterable[Change]) -> None:
    for change in changes:
        root = os.path.join(os.path.realpath(change.target.root), "")
        if not change.real.startswith(root):
            raise CtxlintError(f"{change.target.path} leads to {change.real}, outside the project: not changed")
        there = [os.path.dirname(change.real), *([change.real] if os.path.exists(change.real) else [])]
        if not all(os.access(path, os.W_OK) for path in there):
            raise CtxlintError(f"cannot write {change.target.path}: it is read-only")


def _refuse_dirty(changes: Sequence[Change]) -> None:
    dirty: list[str] = []
    for root in dict.fromkeys(change.target.root for change in changes):
        if not git.top_level(root):
            continue
        real_root = os.path.realpath(root)
        mine = [os.path.relpath(change.real, real_root) for change in changes if change.target.root == root]
        found = git.uncommitted(root, mine)
        if found is None:
            raise CtxlintError("git does not say whether the files are committed; to change them: --allow-dirty")
        dirty += found
    if dirty:
        listed = ", ".join(sorted(dirty)[:5]) + (" …" if len(dirty) > 5 else "")
        raise CtxlintError(f"changes that are not committed in {listed}: commit them first, or use --allow-dirty")


def _written(change: Change) -> bool:
    """Put the new file in the place of the old one, unless that is no longer what was read."""
    try:
        return atomic.write(change.real, change.after, still=partial(_is_unchanged, change))
    except OSError as problem:
        raise CtxlintError(f"cannot write {change.target.path}: {problem.strerror}") from problem


def _is_unchanged(change: Change) -> bool:
    try:
        return read_regular(change.real, len(change.before) + 1) == change.before
    except OSError:
        return False
