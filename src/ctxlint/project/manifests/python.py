"""pyproject.toml, which speaks to many tools: one manifest for the project and one for each that finds its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, hatch, load, pixi, poe, tox
from ctxlint.project.manifests.formats.toml import load_toml

FILES = ("pyproject.toml",)
BUILD_ONLY = {"build", "version", "build-backend", "metadata"}  # what a mere build backend is told


def read(path: str, read: Reader) -> Iterator[Manifest]:
    pyproject = load_toml(path, read)
    project, tools = load.table(pyproject, "project"), load.table(pyproject, "tool")
    yield Manifest(
        "python",
        path,
        versions=load.versions([("python", project.get("requires-python"))]),
        managers=tuple(_managers(tools)),
        entry_points=(*load.table(project, "scripts"), *load.table(project, "gui-scripts")),
    )
    yield from _poetry(path, load.table(tools, "poetry"))
    yield from _runner("pdm", path, load.table(tools, "pdm", "scripts"), "cmd", "shell", "composite")
    yield from _runner("rye", path, load.table(tools, "rye", "scripts"), "cmd", "chain")
    yield from _taskipy(path, load.table(tools, "taskipy", "tasks"))
    yield from hatch.manifests(path, load.table(tools, "hatch"))
    yield from poe.manifests(path, load.table(tools, "poe"))
    yield from pixi.manifests(path, load.table(tools, "pixi"))
    yield from tox.manifests(path, load.table(tools, "tox"))


def _managers(tools: dict[str, Any]) -> Iterator[str]:
    for name in ("uv", "poetry", "pdm", "rye", "pixi"):
        if load.table(tools, name).keys() - BUILD_ONLY:
            yield name
    if load.table(tools, "hatch", "envs"):
        yield "hatch"


def _poetry(path: str, poetry: dict[str, Any]) -> Iterator[Manifest]:
    """Scripts of poetry are installed commands; `poetry run` takes any other command of the environment too."""
    if poetry:
        constraint = load.table(poetry, "dependencies").get("python")
        commands = tuple(load.table(poetry, "scripts"))
        scripts = load.names(dict.fromkeys(commands, ""))
        python = load.versions([("python", constraint)])
        yield Manifest("poetry", path, scripts=scripts, open=True, versions=python, entry_points=commands)


def _runner(tool: str, path: str, scripts: dict[str, Any], *keys: str) -> Iterator[Manifest]:
    """`pdm run` and `rye run` take any command of the environment too. `_` holds what all scripts share."""
    if scripts:
        named = {name: value for name, value in scripts.items() if name != "_"}
        yield Manifest(tool, path, scripts=load.scripts(named, *keys), open=True)


def _taskipy(path: str, tasks: dict[str, Any]) -> Iterator[Manifest]:
    if tasks:
        yield Manifest("taskipy", path, scripts=load.scripts(tasks, "cmd"))
