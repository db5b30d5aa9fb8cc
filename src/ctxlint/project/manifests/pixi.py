"""pixi.toml and [tool.pixi]: tasks of the project and of its features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.toml import load_toml

FILES = ("pixi.toml",)


def read(path: str, read: Reader) -> Iterator[Manifest]:
    yield from manifests(path, load_toml(path, read))


def manifests(path: str, pixi: dict[str, Any]) -> Iterator[Manifest]:
    """`pixi run` takes any other command of the environment too, so the list is always open."""
    if pixi:
        tables = [pixi, *map(load.table, _values(pixi, "feature")), *map(load.table, _values(pixi, "target"))]
        tasks = {name: task for part in tables for name, task in load.table(part, "tasks").items()}
        python = load.versions([("python", load.table(pixi, "dependencies").get("python"))])
        scripts = load.scripts(tasks, "cmd")
        yield Manifest("pixi", path, scripts=scripts, open=True, versions=python, managers=("pixi",))


def _values(pixi: dict[str, Any], key: str) -> list[Any]:
    return list(load.table(pixi, key).values())
