"""go.mod and go.work: the version of Go."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values

FILES = ("go.mod", "go.work")

GO = re.compile(r"^go[ \t]+(\d[\w.]*)", re.MULTILINE)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    text = values.text_of(path, read)
    version = GO.search(text)
    versions = {"go": version[1]} if version else {}
    yield Manifest("go", path, versions=versions, managers=("go",))
