"""pnpm-workspace.yaml: the member packages, and the proof that pnpm is used."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.yaml import load_yaml

FILES = ("pnpm-workspace.yaml",)


def read(path: str, read: Reader) -> Iterator[Manifest]:
    workspace = load_yaml(path, read)
    yield Manifest("pnpm", path, managers=("pnpm",), workspaces=load.strings(workspace.get("packages")))
