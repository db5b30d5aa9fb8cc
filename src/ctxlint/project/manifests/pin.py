"""Files that pin one version: .nvmrc, .python-version, .tool-versions, rust-toolchain.toml."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.toml import toml_table

RUNTIMES = {"nodejs": "node", "golang": "go"}  # what asdf and mise call them
PINS = {
    ".nvmrc": "node",
    ".node-version": "node",
    ".python-version": "python",
    ".ruby-version": "ruby",
    ".java-version": "java",
    ".go-version": "go",
    "rust-toolchain": "rust",
}
FILES = (*PINS, ".tool-versions", "rust-toolchain.toml")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    base = path.rpartition("/")[2]
    if base == ".tool-versions":
        yield Manifest("asdf", path, versions=values.versions(_tools(values.text_of(path, read))))
    elif base == "rust-toolchain.toml":
        channel = values.table(toml_table(path, read), "toolchain").get("channel")
        yield Manifest("rust-version", path, versions=values.versions([("rust", channel)]))
    else:
        runtime = PINS[base]
        version = next(_lines(values.text_of(path, read)), "").removeprefix(f"{runtime}-")
        yield Manifest(f"{runtime}-version", path, versions=values.versions([(runtime, version)]))


def _tools(text: str) -> Iterator[tuple[str, str]]:
    for line in _lines(text):
        tool, *versions = line.split()
        yield RUNTIMES.get(tool, tool), versions[0] if versions else ""


def _lines(text: str) -> Iterator[str]:
    """What stands before a comment, empty lines left out."""
    return filter(None, (line.partition("#")[0].strip() for line in text.split("\n")))
