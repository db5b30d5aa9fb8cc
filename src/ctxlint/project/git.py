"""Questions to git. The only file that starts it."""

from __future__ import annotations

import os
from functools import cache

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

    Names that are not UTF-8 come back with surrogate escapes, as os.listdir gives them.
    """
    import subprocess  # 9 ms that a check of named files does not need

    command = ["git", "-C", directory, "ls-files", "-co", "--exclude-standard", "-z"]
    try:
        answer = subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    return list(dict.fromkeys(os.fsdecode(answer).split("\0")[:-1]))


def uncommitted(root: str, paths: list[str]) -> list[str] | None:
    """Those of the paths that hold changes git has not committed, new files among them; None if git cannot say."""
    import subprocess

    limited = ["--", *paths] if len(paths) < MOST_NAMED else []
    command = ["git", "--literal-pathspecs", "-C", root, "status", "--porcelain", "-z", "--untracked-files=all"]
    try:
        answer = subprocess.run([*command, "--no-renames", *limited], capture_output=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
    changed = {entry[3:] for entry in os.fsdecode(answer).split("\0")[:-1]}
    return [path for path in paths if path.replace(os.sep, "/") in changed]


def answer(directory: str, *question: str, input: bytes | None = None) -> bytes | None:
    """What git prints; None if it fails or is not there."""
    import subprocess

    command = ["git", "-C", directory, *question]
    try:
        if input is None:
            return subprocess.run(command, capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout
        return subprocess.run(command, capture_output=True, check=True, input=input).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
