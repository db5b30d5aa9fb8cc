"""go.mod and go.work: the version of Go, and the modules of a workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load

FILES = ("go.mod", "go.work")

GO = re.compile(r"^go[ \t]+(\d[\w.]*)", re.MULTILINE)


def read(path: str, read: Reader) -> Iterator[Manifest]:
    text = load.load_text(path, read)
    version = GO.search(text)
    versions = {"go": version[1]} if version else {}
    used = tuple(_used(text)) if path.endswith("go.work") else ()
    yield Manifest("go", path, versions=versions, managers=("go",), workspaces=used)


def _used(text: str) -> Iterator[str]:
    """Folders after `use`, one on its line or several in brackets."""
    inside = False
    for line in text.split("\n"):
        words = line.partition("//")[0].split()
        if words[:1] == ["use"]:
            words = words[1:]
            inside = words == ["("]
        elif words == [")"] or not inside:
            inside, words = False, []
        yield from (word for word in words[:1] if word != "(")
