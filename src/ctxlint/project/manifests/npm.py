"""package.json: scripts, engines, package manager, commands; Volta's pins."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.json import load_json

FILES = ("package.json",)
MANAGERS = ("npm", "pnpm", "yarn", "bun")


def read(path: str, read: Reader) -> Iterator[Manifest]:
    package = load_json(path, read)
    manager, _, version = load.string(package.get("packageManager")).partition("@")
    managers = [manager, *_dev_managers(package)]
    yield Manifest(
        "npm",
        path,
        scripts=load.scripts({k: v for k, v in load.table(package, "scripts").items() if isinstance(v, str)}),
        versions=load.versions(
            [
                *load.table(package, "engines").items(),
                *_dev_versions(package),
                (manager, version.partition("+")[0]),
            ]
        ),
        managers=tuple(dict.fromkeys(name for name in managers if name in MANAGERS)),
        entry_points=_commands(package),
        name=load.string(package.get("name")),
    )
    if volta := load.table(package, "volta"):
        pinned = load.versions(volta.items())
        yield Manifest("volta", path, versions=pinned, managers=tuple(name for name in MANAGERS if name in pinned))


def _dev_versions(package: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for kind in ("runtime", "packageManager"):
        for engine in _engines(package, kind):
            yield load.string(engine.get("name")), engine.get("version")


def _dev_managers(package: dict[str, Any]) -> list[str]:
    return [load.string(engine.get("name")) for engine in _engines(package, "packageManager")]


def _engines(package: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    engines = load.table(package, "devEngines").get(kind)
    return [load.table(engine) for engine in (engines if isinstance(engines, list) else [engines])]


def _commands(package: dict[str, Any]) -> tuple[str, ...]:
    if isinstance(package.get("bin"), str):
        return (load.string(package.get("name")).rpartition("/")[2],)
    return tuple(load.table(package, "bin"))
