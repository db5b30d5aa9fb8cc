"""What lies inside a project, links followed; and files that a person or a configuration names, read within bounds."""

from __future__ import annotations

import errno
import os
from functools import cache

from ctxlint.base.errors import CtxlintError
from ctxlint.base.reading import read_regular
from ctxlint.project import git

MEGABYTE = 1 << 20
CONFIGURATIONS = ("ctxlint.toml", ".ctxlint.toml", "pyproject.toml")
NOT_THERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
LARGEST = MEGABYTE  # bytes of a configuration, a schema, a template


def contains(folder: str, path: str) -> bool:
    """Does `path` lie in the folder, links followed, and not in a `.git` there? It need not be there."""
    real, top = os.path.realpath(path), os.path.realpath(folder)
    return real == top or (real.startswith(os.path.join(top, "")) and ".git" not in real[len(top) :].split(os.sep))


def real_below(root: str, path: str) -> str | None:
    """Where `path`, which starts at the root, lies, links followed; None outside the root."""
    real, top = os.path.realpath(os.path.join(root, path)), os.path.realpath(root)
    return real if real == top or real.startswith(os.path.join(top, "")) else None


def dangling(path: str) -> bytes | None:
    """What a symbolic link says that leads to nothing, on this machine; None for anything else."""
    try:
        said = os.readlink(path)
    except (OSError, ValueError):
        return None
    try:
        os.stat(path)
    except OSError as problem:
        return os.fsencode(said) if problem.errno in NOT_THERE else None
    return None


@cache
def way_out(path: str) -> str | None:
    """Where the first link on the way to `path` (absolute) leads that leaves the repository it stands in; else None.

    A link above any repository is the person's own, one within it is a stranger's.
    """
    parent = os.path.dirname(path)
    above = way_out(parent) if parent != path else None
    if above or not os.path.islink(path):
        return above
    top = git.top_level(parent) or _configured(parent)
    return os.path.realpath(path) if top and not contains(top, path) else None


def _configured(folder: str) -> str | None:
    """The nearest folder at or above with a configuration: a project without git."""
    if any(os.path.lexists(os.path.join(folder, name)) for name in CONFIGURATIONS):
        return folder
    parent = os.path.dirname(folder)
    return None if parent == folder else _configured(parent)


def refuse_way_out(path: str, root: str | None = None) -> None:
    """Raises CtxlintError for a path that leaves the repository, or the folder `root` above it, through a link."""
    absolute, top = os.path.abspath(path), os.path.abspath(root) if root else None
    below = top is not None and absolute.startswith(os.path.join(top, ""))
    if way_out(absolute) or (top and below and not contains(top, absolute)):
        raise _outside(path)


def refuse_outside(path: str, root: str) -> None:
    """Raises CtxlintError for a path that does not lie below `root`, links followed."""
    if not contains(root, path):
        raise _outside(path)


def _outside(path: str) -> CtxlintError:
    return CtxlintError(f"{path} leads to {os.path.realpath(path)}, outside the project: not opened")


def read_file(path: str, what: str = "", largest: int = LARGEST, root: str | None = None) -> bytes:
    """The bytes of a regular file. `what` it is, is said in the message of the CtxlintError for anything else.

    No link leads out of the repository on the way, nor out of the folder `root`.
    """
    data = read_start(path, what, largest + 1, root)
    if len(data) > largest:
        raise CtxlintError(f"cannot read {_named(path, what)}: it is larger than {largest:,} bytes")
    return data


def read_start(path: str, what: str = "", most: int = LARGEST, root: str | None = None) -> bytes:
    """The same, of a file of any size: what stands at its start."""
    try:
        refuse_way_out(path, root)
        return read_regular(path, most)
    except OSError as problem:
        raise CtxlintError(f"cannot read {_named(path, what)}: {problem.strerror}") from problem
    except ValueError as problem:
        raise CtxlintError(f"cannot read {_named(path, what)!r}: {problem}") from problem


def read_text(path: str, what: str, largest: int = LARGEST, root: str | None = None) -> str:
    """The same, as text; a byte order mark is left out."""
    try:
        return read_file(path, what, largest, root).decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise CtxlintError(f"cannot read {what} {path}: it is not UTF-8 (byte {problem.start})") from problem


def _named(path: str, what: str) -> str:
    return f"{what} {path}".strip()
