"""Package.swift: the version of the Swift tools."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values

FILES = ("Package.swift",)

TOOLS = re.compile(r"//[ \t]*swift-tools-version[ \t]*:[ \t]*(\d[\d.]*)")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    version = TOOLS.match(values.text_of(path, read).lstrip())
    yield Manifest("swift", path, versions={"swift": version[1]} if version else {}, managers=("swift",))
