"""Where a path went that is gone: the proof behind fixes that write the new one."""

from __future__ import annotations

import posixpath
import re
from typing import NamedTuple

from ctxlint.base.errors import UnmetError
from ctxlint.parse.paths import is_plain
from ctxlint.project import Project

IN_A_LINK = re.compile(r"[\s()<>#?%&\"'\\]")  # would end the target of a link, or mean something else there


class Moved(NamedTuple):
    commit: str  # the one that renamed it
    now: str  # from the root


def moved(project: Project, path: str) -> Moved | None:
    """How git says that a path from the root was renamed; None if it does not, or if the new place is gone too.

    None, too, for a new name that may not be written into a text.
    """
    try:
        fate = project.history.fate(path)
    except UnmetError:
        return None
    if not fate or not fate.renamed or not is_plain(fate.renamed) or not project.tree.has(fate.renamed):
        return None
    return Moved(fate.commit, fate.renamed)


def from_folder_of(origin: str, path: str) -> str:
    """A path from the root as the file `origin` names it."""
    return posixpath.relpath(path, posixpath.dirname(origin) or ".")


def as_target(path: str) -> str:
    """A path as the target of a link."""
    return IN_A_LINK.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode()), path)
