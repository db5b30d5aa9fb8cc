"""Which package manager a folder uses, and the file that proves it: its own, or one of a folder above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ctxlint.project.manifests import lockfile, npm, values

if TYPE_CHECKING:
    from ctxlint.scaffold.facts.view import View

NODE = npm.MANAGERS
PYTHON = ("uv", "poetry", "pdm", "pixi", "pipenv")
NODE_LOCKS = {name: manager for name, manager in lockfile.MANAGERS.items() if manager in NODE}
PYTHON_LOCKS = {name: manager for name, manager in lockfile.MANAGERS.items() if manager in PYTHON}


class Manager(NamedTuple):
    name: str  # "" where nothing proves one
    runs: str  # what stands before a command: "uv run ", "" ; of Node the program itself: "pnpm"
    evidence: str
    lock: str | None = None  # root-relative
    proven: bool = True  # False: it works here, but nothing says that it is meant


def node_manager(view: View) -> Manager:
    """`packageManager`, else the one lockfile, else npm, which ships with Node. Of several lockfiles none wins."""
    folder = view.folder
    while True:
        at = view.inside(folder) if folder != view.folder else view
        locks = {name: manager for name, manager in NODE_LOCKS.items() if name in at.top}
        named = values.string(at.json("package.json").get("packageManager")).partition("@")[0]
        if named in NODE:
            lock = next((name for name, manager in locks.items() if manager == named), None)
            return Manager(named, named, f"{at.prefix}package.json: packageManager", lock and at.prefix + lock)
        if len(set(locks.values())) == 1:
            lock, name = next(iter(locks.items()))
            return Manager(name, name, at.prefix + lock, at.prefix + lock)
        if locks:
            return Manager("", "npm", " and ".join(at.prefix + lock for lock in sorted(locks)), proven=False)
        if "pnpm-workspace.yaml" in at.top:
            return Manager("pnpm", "pnpm", f"{at.prefix}pnpm-workspace.yaml")
        if not folder:
            return Manager("npm", "npm", f"{view.prefix}package.json", proven=False)
        folder = folder.rpartition("/")[0]


def python_manager(view: View) -> Manager:
    """The nearest lockfile, else what the manifests name, else none: then commands stand for themselves."""
    lock = view.above(*PYTHON_LOCKS)
    if lock:
        name = PYTHON_LOCKS[lock.rpartition("/")[2]]
        return Manager(name, f"{name} run ", lock, lock)
    for manifest in view.of("python", "pipenv", "pixi", "hatch"):
        for name in manifest.managers:
            if name in (*PYTHON, "rye"):
                return Manager(name, f"{name} run ", f"{manifest.path}: [tool.{name}]")
    if _builds_with_poetry(view):
        return Manager("poetry", "poetry run ", f"{view.prefix}pyproject.toml: [tool.poetry]")
    for manifest in view.of("hatch"):
        return Manager("hatch", "hatch run ", f"{manifest.path}: [tool.hatch.envs]")
    return Manager("", "", "")


def _builds_with_poetry(view: View) -> bool:
    tools = values.table(view.toml("pyproject.toml"), "tool", "poetry")
    return bool(tools.get("dependencies") or tools.get("group"))
