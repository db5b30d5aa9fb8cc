"""Questions to git. The only file that starts it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

QUIET = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
)  # nothing that a repository's settings could start
PARTIAL = ("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$")
REMOVALS = ("log", "-M", "--diff-filter=DR", "--name-status", "-z", "--format=%x01%h", "--no-color", "--no-ext-diff")

MOST_NAMED = 500  # paths on one command line


@cache
def top_level(directory: str) -> str | None:
    """The nearest folder at or above `directory` (absolute) that holds a `.git`."""
    if os.path.exists(os.path.join(directory, ".git")):
        return directory
    parent = os.path.dirname(directory)
    return None if parent == directory else top_level(parent)


def list_files(directory: str) -> list[str] | None:
    """Paths below `directory`, relative to it, that git tracks or would track; None if git cannot say.

    Names that are not UTF-8 come back with surrogate escapes, as os.listdir gives them. A path that is being merged comes
    more than once.
    """
    answer = ask(directory, ["ls-files", "-co", "--exclude-standard", "-z"])
    return None if answer is None else answer.split("\0")[:-1]


def ask(directory: str, question: Sequence[str], seconds: float | None = None) -> str | None:
    """What git prints, as text; None if it fails or is not there. Raises TimeoutError after `seconds`."""
    printed = answer(directory, *question, seconds=seconds)
    return None if printed is None else os.fsdecode(printed)


def answer(directory: str, *question: str, input: bytes = b"", seconds: float | None = None) -> bytes | None:
    """What git prints when it reads `input`; None if it fails or is not there. Raises TimeoutError after `seconds`."""
    import subprocess  # 9 ms that a check of named files does not need

    command = ["git", "-C", directory, *QUIET, *question]
    try:
        return subprocess.run(command, capture_output=True, check=True, input=input, timeout=seconds).stdout
    except subprocess.TimeoutExpired as late:
        raise TimeoutError from late
    except (OSError, subprocess.CalledProcessError):
        return None


def open_ignores(directory: str) -> Popen[bytes] | None:
    """A process that answers, path by path, which pattern ignores it: four fields, each ended by NUL."""
    import subprocess

    command = ["git", "-C", directory, *QUIET, "check-ignore", "--stdin", "-z", "--verbose", "--non-matching"]
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None


def uncommitted(root: str, paths: list[str]) -> list[str] | None:
    """Those of the paths that hold changes git has not committed, new files among them; None if git cannot say."""
    limited = ["--", *paths] if len(paths) < MOST_NAMED else []
    question = ["--literal-pathspecs", "status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", *limited]
    printed = ask(root, question)
    if printed is None:
        return None
    changed = {entry[3:] for entry in printed.split("\0")[:-1]}
    return [path for path in paths if path.replace(os.sep, "/") in changed]
