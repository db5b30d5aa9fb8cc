"""go.mod and go.work: the version of Go, and the modules of a workspace."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load

FILES = ("go.mod", "go.work")

GO = re.compile(r"^go[ \t]++(\d[\w.]*+)", re.MULTILINE)
USE = re.compile(r"^use[ \t]++(?:\(([^)]*+)\)|(\S++))", re.MULTILINE)


def read(path: str, read: Reader) -> Iterator[Manifest]:
    text = load.load_text(path, read)
    version = GO.search(text)
    used = [word for block, one in USE.findall(text) for line in (block or one).split("\n") for word in _path(line)]
    yield Manifest("go", path, versions={"go": version[1]} if version else {}, managers=("go",), workspaces=tuple(used))


def _path(line: str) -> list[str]:
    return line.partition("//")[0].split()[:1]
