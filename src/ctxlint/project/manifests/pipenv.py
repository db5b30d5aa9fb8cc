"""Pipfile: scripts and the version of Python."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.toml import load_toml

FILES = ("Pipfile",)


def read(path: str, read: Reader) -> Iterator[Manifest]:
    """`pipenv run` takes any other command of the environment too, so the list is open."""
    pipfile = load_toml(path, read)
    requires = load.table(pipfile, "requires")
    yield Manifest(
        "pipenv",
        path,
        scripts=load.scripts(pipfile.get("scripts"), "cmd", "call"),
        open=True,
        versions=load.versions([("python", requires.get("python_full_version") or requires.get("python_version"))]),
        managers=("pipenv",),
    )
