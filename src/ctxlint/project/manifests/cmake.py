"""CMake: its presence, the version it asks for, and the names of presets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.json import load_json

FILES = ("CMakeLists.txt", "CMakePresets.json", "CMakeUserPresets.json")

MINIMUM = re.compile(r"^[ \t]*cmake_minimum_required[ \t]*\([ \t]*VERSION[ \t]+(\d[\d.]*)", re.M | re.I)
KINDS = ("configurePresets", "buildPresets", "testPresets", "packagePresets", "workflowPresets")


def read(path: str, read: Reader) -> Iterator[Manifest]:
    """Targets of CMakeLists.txt are not listed, so it is open."""
    if path.endswith(".txt"):
        minimum = MINIMUM.search(load.load_text(path, read))
        yield Manifest("cmake", path, open=True, versions={"cmake": minimum[1]} if minimum else {})
        return
    presets = load_json(path, read)
    entries = [load.table(entry) for kind in KINDS for entry in load.listed(presets.get(kind))]
    names = dict.fromkeys((load.string(entry.get("name")) for entry in entries), "")
    names.pop("", None)
    yield Manifest("cmake", path, scripts=load.names(names), open=bool(presets.get("include")))
