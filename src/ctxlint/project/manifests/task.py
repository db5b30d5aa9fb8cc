"""Taskfiles of go-task: tasks and their aliases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, Script, values
from ctxlint.project.manifests.formats.yaml import yaml_table

FILES = (
    "Taskfile.yml",
    "Taskfile.yaml",
    "taskfile.yml",
    "taskfile.yaml",
    "Taskfile.dist.yml",
    "Taskfile.dist.yaml",
    "taskfile.dist.yml",
    "taskfile.dist.yaml",
)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    taskfile = yaml_table(path, read)
    tasks = values.table(taskfile, "tasks")
    scripts = tuple(Script(name, _command(task)) for key, task in tasks.items() for name in _names(key, task))
    more = bool(taskfile.get("includes")) or any("*" in script.name for script in scripts)
    yield Manifest("task", path, scripts=scripts, open=more)


def _names(key: str, task: Any) -> tuple[str, ...]:
    """Internal tasks cannot be called from the command line."""
    if values.table(task).get("internal") is True:
        return ()
    return (key, *values.strings(values.table(task).get("aliases")))


def _command(task: Any) -> str:
    if isinstance(task, dict):
        task = task.get("cmds", task.get("cmd"))
    steps = [values.command(step, "cmd") for step in task] if isinstance(task, list) else [values.string(task)]
    return "\n".join(filter(None, steps))
