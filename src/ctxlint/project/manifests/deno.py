"""deno.json and deno.jsonc: tasks."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.json import json_table

FILES = ("deno.json", "deno.jsonc")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    config = json_table(path, read, comments=True)
    tasks = values.scripts(config.get("tasks"), "command")
    yield Manifest("deno", path, scripts=tasks)
