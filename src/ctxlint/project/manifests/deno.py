"""deno.json and deno.jsonc: tasks."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.json import load_json

FILES = ("deno.json", "deno.jsonc")


def read(path: str, read: Reader) -> Iterator[Manifest]:
    config = load_json(path, read, comments=True)
    tasks = load.scripts(config.get("tasks"), "command")
    yield Manifest("deno", path, scripts=tasks)
