"""composer.json: scripts and their aliases, the version of PHP, dependencies."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.json import load_json

FILES = ("composer.json",)


def read(path: str, read: Reader) -> Iterator[Manifest]:
    package = load_json(path, read)
    scripts = load.table(package, "scripts")
    aliases = {
        alias: scripts.get(name)
        for name, others in load.table(package, "scripts-aliases").items()
        for alias in load.strings(others)
    }
    yield Manifest(
        "composer",
        path,
        scripts=load.scripts(aliases | scripts),
        versions=load.versions([("php", load.table(package, "require").get("php"))]),
        managers=("composer",),
        dependencies=(*load.table(package, "require"), *load.table(package, "require-dev")),
        entry_points=tuple(name.rpartition("/")[2] for name in load.strings(package.get("bin"))),
    )
