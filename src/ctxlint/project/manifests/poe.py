"""poe_tasks.toml and [tool.poe]: tasks of poethepoet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.toml import load_toml

FILES = ("poe_tasks.toml",)
KEYS = ("cmd", "shell", "script", "sequence", "ref", "expr")


def read(path: str, read: Reader) -> Iterator[Manifest]:
    tasks = load_toml(path, read)
    yield from manifests(path, load.table(tasks, "tool", "poe") or tasks)


def manifests(path: str, poe: dict[str, Any]) -> Iterator[Manifest]:
    groups = [load.table(group, "tasks") for group in load.table(poe, "groups").values()]
    tasks = {name: task for group in (*groups, load.table(poe, "tasks")) for name, task in group.items()}
    more = any(key.startswith("include") for key in poe)
    if tasks or more:
        yield Manifest("poe", path, scripts=load.scripts(tasks, *KEYS), open=more)
