""".pre-commit-config.yaml: ids of the hooks."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, Script, load
from ctxlint.project.manifests.formats.yaml import load_yaml

FILES = (".pre-commit-config.yaml",)


def read(path: str, read: Reader) -> Iterator[Manifest]:
    repositories = load.listed(load_yaml(path, read).get("repos"))
    hooks = [load.table(hook) for entry in repositories for hook in load.listed(load.table(entry).get("hooks"))]
    named = [(load.string(hook.get(key)), load.string(hook.get("entry"))) for hook in hooks for key in ("id", "alias")]
    yield Manifest("pre-commit", path, scripts=tuple(Script(name, entry) for name, entry in named if name))
