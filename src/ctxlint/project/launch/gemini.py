"""Gemini: GEMINI.md in every folder, with imports."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ctxlint.project.launch.entries import Entry, ancestors
from ctxlint.project.launch.follow import Later, Walk, is_below, join, load, nested, reason


def start(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    for folder in ancestors(directory):
        yield from load(walk, Entry(join(folder, "GEMINI.md"), reason(folder, directory), folder), optional=True)


def later(path: str, above: frozenset[str], directory: str) -> Later | None:
    folder, name = posixpath.split(path)
    return nested if name == "GEMINI.md" and is_below(folder, directory) else None
