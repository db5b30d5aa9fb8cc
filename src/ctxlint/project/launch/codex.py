"""Codex: one AGENTS.md for each folder, up to a number of bytes for all of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from ctxlint.project.launch.entries import LOADED, Entry, ancestors
from ctxlint.project.launch.follow import Later, Walk, is_below, join, load, reason


def start(walk: Walk, directory: str, local: bool) -> Iterator[Entry]:
    """One file for each folder, the override before the plain one; empty ones are passed over."""
    for folder in ancestors(directory):
        for name in ("AGENTS.override.md", "AGENTS.md"):
            entries = list(load(walk, Entry(join(folder, name), reason(folder, directory), folder), optional=True))
            if any(entry.text.strip() or entry.state != LOADED for entry in entries):
                yield from entries
                break


def cut(entries: Iterable[Entry], limit: int) -> Iterator[Entry]:
    left = max(0, limit)
    for entry in entries:
        data = entry.text.encode("utf-8", "surrogatepass")
        kept = data[:left] if len(data) > left else data
        left -= len(kept)
        text = entry.text if kept is data else kept.decode("utf-8", "ignore")
        yield entry._replace(text=text, cut=len(data) - len(kept))


def later(path: str, above: frozenset[str], directory: str) -> Later | None:
    folder, name = posixpath.split(path)
    return _below if name in ("AGENTS.md", "AGENTS.override.md") and is_below(folder, directory) else None


def _below(walk: Walk, path: str) -> Iterator[Entry]:
    """Codex reads at its start only: one file of a folder, when it starts there."""
    folder, name = posixpath.split(path)
    override = walk.files.source(join(folder, "AGENTS.override.md")).text.strip()
    if bool(override) == (name == "AGENTS.override.md"):
        yield from load(walk, Entry(path, "below", folder))
