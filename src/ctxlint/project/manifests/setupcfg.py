"""setup.cfg: the version of Python, installed commands, and tox environments."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, tox, values
from ctxlint.project.manifests.formats.ini import Ini, parse_ini

FILES = ("setup.cfg",)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    ini = parse_ini(values.text_of(path, read))
    python = values.versions([("python", ini.get("options", {}).get("python_requires"))])
    commands = tuple(_commands(ini))
    if python or commands:
        yield Manifest("python", path, versions=python, entry_points=commands)
    yield from tox.ini_manifests(path, ini, "tox:tox")


def _commands(ini: Ini) -> Iterator[str]:
    points = ini.get("options.entry_points", {})
    for kind in ("console_scripts", "gui_scripts"):
        for line in points.get(kind, "").split("\n"):
            name, equals, _ = line.partition("=")
            if equals:
                yield name.strip()
