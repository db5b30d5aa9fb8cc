"""The files of a folder that no git knows, without what .gitignore files and the shipped list leave out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING

from ctxlint.base.errors import CtxlintError
from ctxlint.data import EXCLUDE
from ctxlint.project.bounds import read_file

MOST_PATTERNS, LONGEST_PATTERN = 2000, 1000
KEPT = (".git", ".keep", "README")  # what keeps a folder of output in a repository
MOST_STARS = 3  # in a segment: a pattern of more is passed over

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

    Ignores = GitIgnoreSpec


def walk(directory: str, unread: dict[str, str] | None = None) -> Iterator[str]:
    """Paths of files below `directory`, relative to it, with forward slashes.

    `unread` is told of the folders that cannot be listed, and why.
    """

    def note(problem: OSError) -> None:
        if unread is not None:
            unread[os.path.relpath(problem.filename, directory).replace(os.sep, "/")] = str(problem.strerror)

    ignores: dict[str, GitIgnoreSpec] = {}
    for folder, folders, files in os.walk(directory, onerror=note):
        inside = os.path.relpath(folder, directory)
        prefix = "" if inside == os.curdir else inside.replace(os.sep, "/") + "/"
        if ".gitignore" in files:
            ignores[prefix] = ignore_file(os.path.join(folder, ".gitignore"), directory)
        files += [f for f in folders if os.path.islink(os.path.join(folder, f))]  # as git lists them; not followed
        folders[:] = [f for f in folders if f not in EXCLUDE and not ignored(f"{prefix}{f}/", ignores)]
        yield from (prefix + file for file in files if not ignored(prefix + file, ignores))


def ignore_file(path: str, root: str) -> GitIgnoreSpec:
    """The patterns of one .gitignore file; none if it is no file of a sensible size, or a link that leads out of `root`."""
    from pathspec import GitIgnoreSpec  # 28 ms: only outside git, and only where there is a .gitignore

    try:
        lines = read_file(path, root=root).decode("utf-8", "replace").splitlines()
        return GitIgnoreSpec.from_lines(islice(filter(_is_bounded, lines), MOST_PATTERNS))
    except (CtxlintError, ValueError):
        return GitIgnoreSpec([])


def matches_all(pattern: str) -> bool:
    """Does the pattern of a .gitignore match whatever there is: `*`, `/*`, `**/`, `*.*`?"""
    return "*" in pattern and not pattern.replace("*.*", "*").strip("*/")


def lists_exceptions(lines: Iterable[str]) -> bool:
    """Do the lines of a .gitignore name what is kept: a kind or a folder of files, or two of them?

    One that keeps itself, `.gitkeep` and a README in a folder of output does not.
    """
    kept = [line[1:].strip() for line in lines if line.startswith("!")]
    kept = [one for one in kept if not matches_all(one) and not one.rstrip("/").rpartition("/")[2].startswith(KEPT)]
    return len(kept) > 1 or any("*" in one or "/" in one for one in kept)


def _is_bounded(line: str) -> bool:
    """pathspec makes a regular expression of a line, in which every wildcard but the last goes back."""
    stars = [segment.count("*") for segment in line.split("/")] if len(line) <= LONGEST_PATTERN else [len(line)]
    return max(stars) <= MOST_STARS and sum(stars) <= 2 * MOST_STARS


def ignored(path: str, ignores: Mapping[str, GitIgnoreSpec]) -> bool:
    """Is the path left out by any of the files? `ignores` maps the folder of a file, with its slash, to its patterns."""
    return any(path.startswith(prefix) and spec.match_file(path[len(prefix) :]) for prefix, spec in ignores.items())
