"""hatch.toml and [tool.hatch]: scripts of the environments."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.toml import load_toml

FILES = ("hatch.toml",)


def read(path: str, read: Reader) -> Iterator[Manifest]:
    yield from manifests(path, load_toml(path, read))


def manifests(path: str, hatch: dict[str, Any]) -> Iterator[Manifest]:
    """`hatch run` takes any other command of the environment too, so the list is always open."""
    environments = load.table(hatch, "envs")
    if environments:
        scripts = load.names(dict(_scripts(environments)))
        yield Manifest("hatch", path, scripts=scripts, open=True, managers=("hatch",))


def _scripts(environments: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, environment in environments.items():
        for script, value in load.table(environment, "scripts").items():
            yield f"{name}:{script}", load.command(value)
            yield script, load.command(value)
