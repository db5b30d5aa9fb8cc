""".pre-commit-config.yaml: ids of the hooks."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, Script, values
from ctxlint.project.manifests.formats.yaml import yaml_table

FILES = (".pre-commit-config.yaml",)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    repositories = values.listed(yaml_table(path, read).get("repos"))
    hooks = [values.table(hook) for entry in repositories for hook in values.listed(values.table(entry).get("hooks"))]
    named = [
        (values.string(hook.get(key)), values.string(hook.get("entry"))) for hook in hooks for key in ("id", "alias")
    ]
    yield Manifest("pre-commit", path, scripts=tuple(Script(name, entry) for name, entry in named if name))
