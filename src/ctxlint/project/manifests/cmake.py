"""CMake: its presence, the version it asks for, and the names of presets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.json import json_table

FILES = ("CMakeLists.txt", "CMakePresets.json", "CMakeUserPresets.json")

MINIMUM = re.compile(r"^[ \t]*cmake_minimum_required[ \t]*\([ \t]*VERSION[ \t]+(\d[\d.]*)", re.M | re.I)
KINDS = ("configurePresets", "buildPresets", "testPresets", "packagePresets", "workflowPresets")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    """Targets of CMakeLists.txt are not listed, so it is open."""
    if path.endswith(".txt"):
        minimum = MINIMUM.search(values.text_of(path, read))
        yield Manifest("cmake", path, open=True, versions={"cmake": minimum[1]} if minimum else {})
        return
    presets = json_table(path, read)
    entries = [values.table(entry) for kind in KINDS for entry in values.listed(presets.get(kind))]
    names = dict.fromkeys((values.string(entry.get("name")) for entry in entries), "")
    names.pop("", None)
    yield Manifest("cmake", path, scripts=values.names(names), open=bool(presets.get("include")))
