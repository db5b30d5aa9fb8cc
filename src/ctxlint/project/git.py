"""Questions to git. The only file that starts it."""

from __future__ import annotations

import os
from functools import cache


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
