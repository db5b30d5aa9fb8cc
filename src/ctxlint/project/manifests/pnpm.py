"""pnpm-workspace.yaml: the proof that pnpm is used."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader
from ctxlint.project.manifests.formats.yaml import yaml_table

FILES = ("pnpm-workspace.yaml",)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    yaml_table(path, read)  # one that cannot be read proves nothing
    yield Manifest("pnpm", path, managers=("pnpm",))
