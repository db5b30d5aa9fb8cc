"""hatch.toml and [tool.hatch]: scripts of the environments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.toml import toml_table

FILES = ("hatch.toml",)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    yield from manifests(path, toml_table(path, read))


def manifests(path: str, hatch: dict[str, Any]) -> Iterator[Manifest]:
    """`hatch run` takes any other command of the environment too, so the list is always open."""
    environments = values.table(hatch, "envs")
    if environments:
        scripts = values.names(dict(_scripts(environments)))
        yield Manifest("hatch", path, scripts=scripts, open=True, managers=("hatch",))


def _scripts(environments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, environment in environments.items():
        for script, value in values.table(environment, "scripts").items():
            yield f"{name}:{script}", values.command(value)
            yield script, values.command(value)
