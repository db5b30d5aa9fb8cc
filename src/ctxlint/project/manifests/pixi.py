"""pixi.toml and [tool.pixi]: tasks of the project and of its features."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.toml import toml_table

FILES = ("pixi.toml",)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    yield from manifests(path, toml_table(path, read))


def manifests(path: str, pixi: dict[str, Any]) -> Iterator[Manifest]:
    """`pixi run` takes any other command of the environment too, so the list is always open."""
    if pixi:
        tables = [pixi, *map(values.table, _values(pixi, "feature")), *map(values.table, _values(pixi, "target"))]
        tasks = {name: task for part in tables for name, task in values.table(part, "tasks").items()}
        python = values.versions([("python", values.table(pixi, "dependencies").get("python"))])
        scripts = values.scripts(tasks, "cmd")
        yield Manifest("pixi", path, scripts=scripts, open=True, versions=python, managers=("pixi",))


def _values(pixi: dict[str, Any], key: str) -> list[Any]:
    return list(values.table(pixi, key).values())
