"""What a tool loads when it starts in a directory: files in order, each with its reason. Pure; files come from a reader.

What lies in the home folder or outside the project is named and never opened. Sources: docs/loading.md.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

from ctxlint.project.launch.entries import OUTSIDE, Entry, Files, Launch, ancestors
from ctxlint.project.launch.follow import Walk, excluded

TOOLS = ("claude", "codex", "cursor", "copilot", "gemini")  # a module each, imported when it is asked for
SUFFIXES = (".md", ".mdc")  # of all that any tool loads: most paths have neither
CODEX_BYTES = 32_768  # of all AGENTS.md files together, unless project_doc_max_bytes says otherwise
HOME = {"claude": "~/.claude/CLAUDE.md", "codex": "~/.codex/AGENTS.md", "gemini": "~/.gemini/GEMINI.md"}


def launch(tool: str, directory: str, files: Files, limit: int = CODEX_BYTES, local: bool = True) -> Launch:
    """What loads at the start. `local`: with CLAUDE.local.md, which belongs to one machine."""
    walk = _walk(tool, directory, files)
    home = [Entry(HOME[tool], "home", state=OUTSIDE)] if tool in HOME and local else []
    entries = [*home, *_reader(tool).start(walk, directory, local)]
    return Launch(tool, directory, tuple(_reader(tool).cut(entries, limit) if tool == "codex" else entries))


def later(began: Launch, files: Files, paths: Iterable[str]) -> Iterator[Entry]:
    """What loads on demand below or for the directory of a launch, among all `paths` of the project."""
    tool, directory = began.tool, began.directory
    fresh = _walk(tool, directory, files)
    seen = {files.source(entry.path).real for entry in began.loaded}
    above = frozenset(ancestors(directory))
    reader = _reader(tool)
    for path in sorted(path for path in paths if path.endswith(SUFFIXES)):
        found = reader.later(path, above, directory)
        walk = replace(fresh, seen=set(seen))  # one may load without the others
        if found and not excluded(walk, path):
            yield from found(walk, path)


def _walk(tool: str, directory: str, files: Files) -> Walk:
    return Walk(files, tool, directory, _reader(tool).excludes(directory, files) if tool == "claude" else ())


def _reader(tool: str) -> Any:
    return import_module(f"{__name__}.{tool}")


def home_of(path: str) -> tuple[str, str] | None:
    """The tool that loads a file by itself, and the directory it belongs to."""
    folder, name = posixpath.split(path)
    for tool, marker in (("claude", ".claude"), ("cursor", ".cursor"), ("copilot", ".github")):
        segments = folder.split("/")
        if marker in segments:
            at = segments.index(marker)
            kept = {"claude": ("rules", None), "cursor": ("rules",), "copilot": ("instructions", None)}[tool]
            below = segments[at + 1] if len(segments) > at + 1 else None
            return (tool, "/".join(segments[:at])) if below in kept else None
    tools = {"CLAUDE.md": "claude", "CLAUDE.local.md": "claude", "GEMINI.md": "gemini"}
    if name in ("AGENTS.md", "AGENTS.override.md"):
        return "codex", folder
    return (tools[name], folder) if name in tools else None
