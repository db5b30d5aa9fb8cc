"""poe_tasks.toml and [tool.poe]: tasks of poethepoet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.toml import toml_table

FILES = ("poe_tasks.toml",)
KEYS = ("cmd", "shell", "script", "sequence", "ref", "expr")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    tasks = toml_table(path, read)
    yield from manifests(path, values.table(tasks, "tool", "poe") or tasks)


def manifests(path: str, poe: dict[str, Any]) -> Iterator[Manifest]:
    groups = [values.table(group, "tasks") for group in values.table(poe, "groups").values()]
    tasks = {name: task for group in (*groups, values.table(poe, "tasks")) for name, task in group.items()}
    more = any(key.startswith("include") for key in poe)
    if tasks or more:
        yield Manifest("poe", path, scripts=values.scripts(tasks, *KEYS), open=more)
