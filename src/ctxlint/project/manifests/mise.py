"""mise.toml: tools and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, Script, load
from ctxlint.project.manifests.formats.toml import load_toml
from ctxlint.project.manifests.pin import RUNTIMES

FILES = ("mise.toml", ".mise.toml", "mise.local.toml", ".mise.local.toml", "mise/config.toml", ".mise/config.toml")


def read(path: str, read: Reader) -> Iterator[Manifest]:
    """Tasks may also be files in folders such as mise-tasks/, so the list is always open."""
    config = load_toml(path, read)
    tasks = load.table(config, "tasks")
    scripts = tuple(
        Script(name, load.command(task, "run")) for key, task in tasks.items() for name in _names(key, task)
    )
    tools = load.table(config, "tools")
    pinned = load.versions((RUNTIMES.get(tool, tool), _version(value)) for tool, value in tools.items())
    yield Manifest("mise", path, scripts=scripts, open=True, versions=pinned)


def _names(key: str, task: Any) -> tuple[str, ...]:
    alias = load.table(task).get("alias")
    return (key, *(load.strings(alias) or filter(None, [load.string(alias)])))


def _version(value: Any) -> Any:
    """`"20"`, `["20", "22"]` or `{ version = "20" }`."""
    value = load.table(value).get("version", value)
    return str(next(iter(load.listed(value)), "")) if isinstance(value, list) else value
