"""GitHub Copilot: the instructions of the repository, those for every file, and the nearest AGENTS.md."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ctxlint.parse import frontmatter
from ctxlint.project.launch.entries import MISSING, Entry, ancestors
from ctxlint.project.launch.follow import Later, Walk, files_in, is_below, join, load, nested, reason

EVERYWHERE = frozenset({"*", "**", "**/*"})


def start(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    """The instructions of the repository, those for every file, and the nearest AGENTS.md."""
    yield from load(walk, Entry(".github/copilot-instructions.md", "start"), optional=True)
    for path in files_in(walk, "", ".github/instructions", ".instructions.md"):
        if EVERYWHERE & set(_apply_to(walk, path)):
            yield from load(walk, Entry(path, "always"))
    for folder in reversed(ancestors(directory)):
        path = join(folder, "AGENTS.md")
        if walk.files.source(path).state != MISSING:
            yield from load(walk, Entry(path, reason(folder, directory), folder))
            return


def later(path: str, above: frozenset[str], directory: str) -> Later | None:
    if path.startswith(".github/instructions/") and path.endswith(".instructions.md"):
        return _copilot_rule
    if posixpath.basename(path) == "AGENTS.md" and is_below(posixpath.dirname(path), directory):
        return nested
    return None


def _copilot_rule(walk: Walk, path: str) -> Iterator[Entry]:
    patterns = _apply_to(walk, path)
    if patterns and not EVERYWHERE & set(patterns):
        yield from load(walk, Entry(path, "globs", globs=patterns))


def _apply_to(walk: Walk, path: str) -> tuple[str, ...]:
    return frontmatter.globs(frontmatter.split(walk.files.source(path).text)[0].get("applyTo"))
