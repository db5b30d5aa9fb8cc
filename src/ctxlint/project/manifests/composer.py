"""composer.json: scripts and their aliases, the version of PHP, dependencies."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.json import json_table

FILES = ("composer.json",)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    package = json_table(path, read)
    scripts = values.table(package, "scripts")
    aliases = {
        alias: scripts.get(name)
        for name, others in values.table(package, "scripts-aliases").items()
        for alias in values.strings(others)
    }
    yield Manifest(
        "composer",
        path,
        scripts=values.scripts(aliases | scripts),
        versions=values.versions([("php", values.table(package, "require").get("php"))]),
        managers=("composer",),
        dependencies=(*values.table(package, "require"), *values.table(package, "require-dev")),
        entry_points=tuple(name.rpartition("/")[2] for name in values.strings(package.get("bin"))),
    )
