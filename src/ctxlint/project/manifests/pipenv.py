"""Pipfile: scripts and the version of Python."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.toml import toml_table

FILES = ("Pipfile",)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    """`pipenv run` takes any other command of the environment too, so the list is open."""
    pipfile = toml_table(path, read)
    requires = values.table(pipfile, "requires")
    yield Manifest(
        "pipenv",
        path,
        scripts=values.scripts(pipfile.get("scripts"), "cmd", "call"),
        open=True,
        versions=values.versions([("python", requires.get("python_full_version") or requires.get("python_version"))]),
        managers=("pipenv",),
    )
