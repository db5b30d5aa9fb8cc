"""What is true of a project: languages, package manager, commands, folders, CI, tools. Each with its evidence.

Read from the list of paths and from the manifests; no source file is opened and nothing is run. A command that no file
proves is not there.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.project import Project, git
from ctxlint.project.manifests import values
from ctxlint.scaffold.facts import go, jvm, managers, node, others, python, rust, scripts
from ctxlint.scaffold.facts.command import Command, choose
from ctxlint.scaffold.facts.layout import Fact, Layout, read_layout
from ctxlint.scaffold.facts.view import View

READERS = (scripts, node, python, rust, go, jvm, others)
MOST_PACKAGES = 4  # whose commands are written where the top of the project has none
DEEPEST_PACKAGE = 2  # folders
NOT_PACKAGES = lazy(
    lambda: rf"(?:^|/)(?:\.[^/]*|{alternatives('places', 'folders', 'no_packages')})(?:/|\Z)", re.IGNORECASE
)
PACKAGE = frozenset(
    (
        "package.json",
        "pyproject.toml",
        "Cargo.toml",
        "go.mod",
        "build.gradle",
        "build.gradle.kts",
        "pom.xml",
        "mix.exs",
        "composer.json",
        "Gemfile",
        "Package.swift",
        "deno.json",
        "deno.jsonc",
        "CMakeLists.txt",
    )
)
ORIGIN = re.compile(
    r"^\[remote \"origin\"\]\s*\n(?:[ \t]+\w+ = [^\n]*\n)*?[ \t]+url = [^\n]*?(?P<name>[^/:\s]+?)/?[ \t]*$",
    re.MULTILINE,
)


@dataclass(frozen=True)
class Facts:
    """What was found in one folder of a project. Paths are relative to that folder."""

    root: str  # absolute
    folder: str  # relative to the root, "" for the root itself
    name: Fact
    layout: Layout
    managers: tuple[Fact, ...]
    commands: tuple[Command, ...]  # one for each role, or for each role and ecosystem
    others: tuple[Command, ...]  # proven too, but less specific
    packages: tuple[str, ...]  # folders with a manifest of their own
    unreadable: tuple[Fact, ...]  # manifests, and why
    lockfiles: tuple[Fact, ...]  # the file, and the package manager that writes it
    manifests: tuple[str, ...]  # files at the top of the folder that declare dependencies or scripts


def gather(root: str, folder: str = "", paths: tuple[str, ...] | None = None) -> Facts:
    """The facts of a folder. git is asked once for the paths, unless they are given."""
    view = View(Project(root), folder, list_paths(root) if paths is None else paths)
    packages = tuple(_packages(view))
    choice = choose(_candidates(view))
    if not choice.written and packages:
        choice = choose(_of_packages(view, packages))
    return Facts(
        root,
        folder,
        _name(view),
        _still_there(view, read_layout(view.paths)),
        tuple(_managers(view)),
        choice.written,
        choice.others,
        packages,
        tuple(Fact(m.path, m.note) for m in view.manifests if m.note and m.note != "empty"),
        tuple(_lockfiles(view)),
        tuple(sorted({m.path[len(view.prefix) :] for m in view.manifests if not m.note and m.tool != "lockfile"})),
    )


def _still_there(view: View, layout: Layout) -> Layout:
    """git lists what was deleted and not committed yet."""
    fields = {
        field: tuple(
            fact
            for fact in getattr(layout, field)
            if os.path.exists(os.path.join(view.project.root, view.prefix, fact.name))
        )
        for field in ("source", "tests", "context")
    }
    return layout._replace(**fields)


def list_paths(root: str) -> tuple[str, ...]:
    """Every path of a project that git knows or would, else every path that is there. Names that are not text are left out."""
    listed = git.list_files(root) if git.top_level(root) else None
    if listed is None:
        from ctxlint.project.walk import walk

        listed = list(walk(root))
    return tuple(path for path in dict.fromkeys(listed) if path.isprintable())


def _candidates(view: View) -> Iterator[Command]:
    for reader in READERS:
        yield from reader.commands(view)


def _of_packages(view: View, packages: tuple[str, ...]) -> Iterator[Command]:
    """The commands of the packages, each with the way into its folder. Of many packages none is told apart."""
    if len(packages) > MOST_PACKAGES:
        return
    for package in packages:
        inside = view.inside(view.prefix + package)
        for command in choose(_candidates(inside)).written:
            text = f"cd {shlex.quote(package)} && {command.text}"
            yield command._replace(text=text, ecosystem=f"{package} {command.ecosystem}")


def _packages(view: View) -> Iterator[str]:
    """Folders below this one that hold a manifest of a package, the topmost only."""
    found: list[str] = []
    folders = {path.rpartition("/")[0] for path in view.paths if path.rpartition("/")[2] in PACKAGE}
    for folder in sorted(folders - {""}, key=lambda name: (name.count("/"), name)):
        inside = any(folder.startswith(above + "/") for above in found)
        if folder.count("/") < DEEPEST_PACKAGE and not inside and not NOT_PACKAGES.search(folder):
            found.append(folder)
    yield from sorted(found)


def _managers(view: View) -> Iterator[Fact]:
    if any(view.of("npm")):
        manager = managers.node_manager(view)
        if manager.proven or not manager.name:
            yield Fact(manager.name or "of Node: several lockfiles", manager.evidence)
    if any(view.of("python", "pipenv", "pixi", "poetry", "hatch", "pdm")):
        found = managers.python_manager(view)
        yield from [Fact(found.name, found.evidence)] if found.name else []
    seen = {"npm", "pnpm", "yarn", "bun", "uv", "poetry", "pdm", "pixi", "pipenv", "rye", "hatch"}
    for manifest in view.manifests:
        for name in manifest.managers if not manifest.note else ():
            if name not in seen:
                seen.add(name)
                yield Fact(name, manifest.path)


def _lockfiles(view: View) -> Iterator[Fact]:
    """Lockfiles that a package manager writes; requirements.txt is often written by hand."""
    for manifest in view.of("lockfile"):
        name = manifest.path[len(view.prefix) :]
        if name not in ("requirements.txt", "go.sum"):
            yield Fact(name, manifest.managers[0])


def _name(view: View) -> Fact:
    """A package is called as its manifest says, a project as its repository is, else as its folder."""
    if view.folder:
        declared = (
            ("package.json", values.string(view.json("package.json").get("name")).rpartition("/")[2]),
            ("pyproject.toml", values.string(values.table(view.toml("pyproject.toml"), "project").get("name"))),
            ("Cargo.toml", values.string(values.table(view.toml("Cargo.toml"), "package").get("name"))),
        )
        found = next((Fact(name, view.prefix + file) for file, name in declared if name), None)
        return found or Fact(view.folder.rpartition("/")[2], "name of the folder")
    origin = ORIGIN.search(view.project.manifests.text(".git/config") or "")
    if origin and origin["name"].strip("."):
        return Fact(origin["name"].removesuffix(".git"), "git remote origin")
    return Fact(view.project.root.rstrip("/").rpartition("/")[2] or "project", "name of the folder")


__all__ = ["Command", "Fact", "Facts", "Layout", "gather", "list_paths"]
