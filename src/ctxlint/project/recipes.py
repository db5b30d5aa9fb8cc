"""What a command runs that names a script or a target: its recipe, as the manifests tell it. Nothing is ever run."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Span
from ctxlint.base.patterns import lazy
from ctxlint.parse.commands import Command, split
from ctxlint.parse.paths import bases, normal

if TYPE_CHECKING:
    from ctxlint.project import Project
    from ctxlint.project.manifests import Manifest

RUNNERS = {  # program -> modules whose manifests say what it runs
    "npm": ("npm",),
    "pnpm": ("npm",),
    "yarn": ("npm",),
    "bun": ("npm",),
    "deno": ("deno", "npm"),
    "composer": ("composer",),
    "make": ("make",),
    "gmake": ("make",),
    "just": ("just",),
    "task": ("task",),
    "mise": ("mise",),
    "poe": ("poe", "python"),
    "hatch": ("hatch", "python"),
    "pdm": ("python",),
    "rye": ("python",),
    "pixi": ("pixi", "python"),
}
SEVERAL = frozenset(("npm-run-all", "npm-run-all2", "run-s", "run-p", "concurrently"))  # run scripts by their names
BY_NAME = frozenset(("poe", "composer", "hatch", "pdm", "rye", "pixi"))  # a step of theirs may be the name of another
BEFORE = frozenset(("run", "run-script", "task", "exec", "x", "r"))
FIRST = frozenset(("make", "gmake", "just"))  # run the first recipe where none is named
SETS_UP = lazy(r"\b(?:install|add|sync|ci|i|fetch|download|update|upgrade)\b")
SAYS = frozenset("echo printf cat".split())
MOST = 50  # scripts that one command is followed through
LONGEST = 5000  # characters of a recipe

IsCheck = Callable[[str], bool]


class Task(NamedTuple):
    manifest: Manifest
    name: str


def runs_check(project: Project, origin: str, text: str, is_check: IsCheck) -> bool:
    """Does the recipe of a script or target that `text` runs, or of one it needs, hold a check?"""
    pending = [task for command in _commands(text) for task in _tasks(project, origin, command)]
    seen: set[tuple[str, str, str]] = set()
    while pending and len(seen) < MOST:
        manifest, name = pending.pop()
        if (manifest.tool, manifest.path, name) in seen:
            continue
        seen.add((manifest.tool, manifest.path, name))
        for step in _commands(_recipe(manifest, name)):
            line = " ".join(step.words).lstrip("@-")
            if step.words[0].lstrip("@-") in SAYS or SETS_UP.search(line):
                continue
            if is_check(line):
                return True
            pending += _called(project, manifest, step)
        pending += [Task(manifest, other) for other in _needed(manifest, name)]
    return False


def _commands(text: str) -> Iterator[Command]:
    yield from split(text[:LONGEST], Span(0, len(text[:LONGEST])), 0, fenced=False)


def _recipe(manifest: Manifest, name: str) -> str:
    return next((script.command for script in manifest.scripts if script.name == name), "")


def _needed(manifest: Manifest, name: str) -> tuple[str, ...]:
    """What runs beside a script without standing in its recipe."""
    hooks = (f"pre{name}", f"post{name}") if manifest.tool == "npm" else ()
    there = [script.name for script in manifest.scripts if script.name in hooks]
    return (*manifest.needs.get(name, ()), *there)


def _tasks(project: Project, origin: str, command: Command) -> Iterator[Task]:
    """The scripts that a command names, of the nearest manifest that has one of this name."""
    program = command.words[0].lstrip("@-")
    if program not in RUNNERS or SETS_UP.search(" ".join(command.words)):
        return
    words = [word for word in command.words[1:] if not word.startswith("-") and word not in BEFORE]
    for base in bases(origin):
        folder = normal(base, command.folder or ".")
        for manifest in _manifests(project, folder or "", RUNNERS[program]):
            named = [script.name for script in manifest.scripts if script.name in words]
            if not words and program in FIRST and manifest.scripts:
                named = [manifest.scripts[0].name]
            if named:
                yield from (Task(manifest, name) for name in named)
                return


def _manifests(project: Project, folder: str, modules: tuple[str, ...]) -> Iterator[Manifest]:
    from ctxlint.project.manifests import MODULES

    for name in (name for module in modules for name in MODULES[module]):
        path = posixpath.join(folder, name)
        if project.tree.on_disk(path):
            yield from project.manifests.at(path)


def _called(project: Project, manifest: Manifest, step: Command) -> Iterator[Task]:
    """The scripts that a line of a recipe runs."""
    yield from _tasks(project, manifest.path, step)
    first = step.words[0].lstrip("@-")
    patterns = [word.removeprefix("npm:") for word in step.words[1:]] if first in SEVERAL else []
    patterns += [first] if manifest.tool in BY_NAME else []
    for pattern in patterns:
        yield from (Task(manifest, one.name) for one in manifest.scripts if fnmatchcase(one.name, pattern))
