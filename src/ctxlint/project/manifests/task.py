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
    needs = {name: tuple(_needed(task)) for key, task in tasks.items() for name in _names(key, task)}
    yield Manifest("task", path, scripts, needs, open=more)


def _names(key: str, task: Any) -> tuple[str, ...]:
    """Internal tasks cannot be called from the command line."""
    if values.table(task).get("internal") is True:
        return ()
    return (key, *values.strings(values.table(task).get("aliases")))


def _needed(task: Any) -> Iterator[str]:
    """What it depends on, and the tasks among its steps."""
    if isinstance(task, dict):
        for step in (*values.listed(task.get("deps")), *values.listed(task.get("cmds"))):
            yield from filter(None, [values.string(values.table(step).get("task"))])
        yield from values.strings(task.get("deps"))


def _command(task: Any) -> str:
    if isinstance(task, dict):
        task = task.get("cmds", task.get("cmd"))
    steps = [values.command(step, "cmd") for step in task] if isinstance(task, list) else [values.string(task)]
    return "\n".join(filter(None, steps))
