"""Cursor: rules that always apply, and AGENTS.md."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ctxlint.parse import frontmatter
from ctxlint.project.launch.entries import Entry, ancestors
from ctxlint.project.launch.follow import Later, Walk, files_in, inside, is_below, join, load, nested, reason


def start(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    """Rules that always apply, and AGENTS.md."""
    for folder in ancestors(directory):
        for path in files_in(walk, folder, ".cursor/rules", ".mdc"):
            keys, _ = frontmatter.split(walk.files.source(path).text)
            if frontmatter.flag(keys.get("alwaysApply")):
                yield from load(walk, Entry(path, "always", folder))
        yield from load(walk, Entry(join(folder, "AGENTS.md"), reason(folder, directory), folder), optional=True)


def later(path: str, above: frozenset[str], directory: str) -> Later | None:
    folder = inside(path, ".cursor/rules") if path.endswith(".mdc") else None
    if folder is not None:
        return _cursor_rule if folder in above or is_below(folder, directory) else None
    if posixpath.basename(path) == "AGENTS.md" and is_below(posixpath.dirname(path), directory):
        return nested
    return None


def _cursor_rule(walk: Walk, path: str) -> Iterator[Entry]:
    """By globs, else by its description when the agent asks for it; without either it never attaches by itself."""
    keys, _ = frontmatter.split(walk.files.source(path).text)
    patterns = frontmatter.globs(keys.get("globs"))
    folder = inside(path, ".cursor/rules") or ""
    if not frontmatter.flag(keys.get("alwaysApply")) and (patterns or keys.get("description")):
        yield from load(walk, Entry(path, "globs" if patterns else "ask", folder, globs=patterns))
