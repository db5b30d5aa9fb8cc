"""mise.toml: tools and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, Script, values
from ctxlint.project.manifests.formats.toml import toml_table
from ctxlint.project.manifests.pin import RUNTIMES

FILES = ("mise.toml", ".mise.toml", "mise.local.toml", ".mise.local.toml", "mise/config.toml", ".mise/config.toml")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    """Tasks may also be files in folders such as mise-tasks/, so the list is always open."""
    config = toml_table(path, read)
    tasks = values.table(config, "tasks")
    scripts = tuple(
        Script(name, values.command(task, "run")) for key, task in tasks.items() for name in _names(key, task)
    )
    needs = {name: tuple(_needed(task)) for key, task in tasks.items() for name in _names(key, task)}
    tools = values.table(config, "tools")
    pinned = values.versions((RUNTIMES.get(tool, tool), _version(value)) for tool, value in tools.items())
    yield Manifest("mise", path, scripts, needs, open=True, versions=pinned)


def _names(key: str, task: Any) -> tuple[str, ...]:
    alias = values.table(task).get("alias")
    return (key, *(values.strings(alias) or filter(None, [values.string(alias)])))


def _needed(task: Any) -> Iterator[str]:
    needed = values.table(task).get("depends")
    yield from values.strings(needed) or filter(None, [values.string(needed)])


def _version(value: Any) -> Any:
    """`"20"`, `["20", "22"]` or `{ version = "20" }`."""
    value = values.table(value).get("version", value)
    return str(next(iter(values.listed(value)), "")) if isinstance(value, list) else value
