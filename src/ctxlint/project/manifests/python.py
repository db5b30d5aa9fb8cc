"""pyproject.toml, which speaks to many tools: one manifest for the project and one for each that finds its table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, hatch, pixi, poe, tox, values
from ctxlint.project.manifests.formats.toml import toml_table

FILES = ("pyproject.toml",)
BUILD_ONLY = {"build", "version", "build-backend", "metadata"}  # what a mere build backend is told


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    pyproject = toml_table(path, read)
    project, tools = values.table(pyproject, "project"), values.table(pyproject, "tool")
    yield Manifest(
        "python",
        path,
        versions=values.versions([("python", project.get("requires-python"))]),
        managers=tuple(_managers(tools)),
        entry_points=(*values.table(project, "scripts"), *values.table(project, "gui-scripts")),
    )
    yield from _poetry(path, values.table(tools, "poetry"))
    yield from _runner("pdm", path, values.table(tools, "pdm", "scripts"), "cmd", "shell", "composite")
    yield from _runner("rye", path, values.table(tools, "rye", "scripts"), "cmd", "chain")
    yield from _taskipy(path, values.table(tools, "taskipy", "tasks"))
    yield from hatch.manifests(path, values.table(tools, "hatch"))
    yield from poe.manifests(path, values.table(tools, "poe"))
    yield from pixi.manifests(path, values.table(tools, "pixi"))
    yield from tox.manifests(path, values.table(tools, "tox"))


def _managers(tools: dict[str, Any]) -> Iterator[str]:
    for name in ("uv", "poetry", "pdm", "rye", "pixi"):
        if values.table(tools, name).keys() - BUILD_ONLY:
            yield name
    if values.table(tools, "hatch", "envs"):
        yield "hatch"


def _poetry(path: str, poetry: dict[str, Any]) -> Iterator[Manifest]:
    """Scripts of poetry are installed commands; `poetry run` takes any other command of the environment too."""
    if poetry:
        constraint = values.table(poetry, "dependencies").get("python")
        commands = tuple(values.table(poetry, "scripts"))
        scripts = values.names(dict.fromkeys(commands, ""))
        python = values.versions([("python", constraint)])
        yield Manifest("poetry", path, scripts=scripts, open=True, versions=python, entry_points=commands)


def _runner(tool: str, path: str, scripts: dict[str, Any], *keys: str) -> Iterator[Manifest]:
    """`pdm run` and `rye run` take any command of the environment too. `_` holds what all scripts share."""
    if scripts:
        named = {name: value for name, value in scripts.items() if name != "_"}
        yield Manifest(tool, path, scripts=values.scripts(named, *keys), open=True)


def _taskipy(path: str, tasks: dict[str, Any]) -> Iterator[Manifest]:
    if tasks:
        yield Manifest("taskipy", path, scripts=values.scripts(tasks, "cmd"))
