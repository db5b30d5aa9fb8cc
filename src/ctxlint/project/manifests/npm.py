"""package.json: scripts, engines, package manager, commands; Volta's pins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.json import json_table

FILES = ("package.json",)
MANAGERS = ("npm", "pnpm", "yarn", "bun")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    package = json_table(path, read)
    manager, _, version = values.string(package.get("packageManager")).partition("@")
    managers = [manager, *_dev_managers(package)]
    yield Manifest(
        "npm",
        path,
        scripts=values.scripts({k: v for k, v in values.table(package, "scripts").items() if isinstance(v, str)}),
        versions=values.versions(
            [
                *values.table(package, "engines").items(),
                *_dev_versions(package),
                (manager, version.partition("+")[0]),
            ]
        ),
        managers=tuple(dict.fromkeys(name for name in managers if name in MANAGERS)),
        entry_points=_commands(package),
        name=values.string(package.get("name")),
    )
    if volta := values.table(package, "volta"):
        pinned = values.versions(volta.items())
        yield Manifest("volta", path, versions=pinned, managers=tuple(name for name in MANAGERS if name in pinned))


def _dev_versions(package: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for kind in ("runtime", "packageManager"):
        for engine in _engines(package, kind):
            yield values.string(engine.get("name")), engine.get("version")


def _dev_managers(package: dict[str, Any]) -> list[str]:
    return [values.string(engine.get("name")) for engine in _engines(package, "packageManager")]


def _engines(package: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    engines = values.table(package, "devEngines").get(kind)
    return [values.table(engine) for engine in (engines if isinstance(engines, list) else [engines])]


def _commands(package: dict[str, Any]) -> tuple[str, ...]:
    if isinstance(package.get("bin"), str):
        return (values.string(package.get("name")).rpartition("/")[2],)
    return tuple(values.table(package, "bin"))
