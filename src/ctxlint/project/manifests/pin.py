"""Files that pin one version: .nvmrc, .python-version, .tool-versions, rust-toolchain.toml."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.toml import load_toml

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


def read(path: str, read: Reader) -> Iterator[Manifest]:
    base = path.rpartition("/")[2]
    if base == ".tool-versions":
        yield Manifest("asdf", path, versions=load.versions(_tools(load.load_text(path, read))))
    elif base == "rust-toolchain.toml":
        channel = load.table(load_toml(path, read), "toolchain").get("channel")
        yield Manifest("rust-version", path, versions=load.versions([("rust", channel)]))
    else:
        runtime = PINS[base]
        version = next(_lines(load.load_text(path, read)), "").removeprefix(f"{runtime}-")
        yield Manifest(f"{runtime}-version", path, versions=load.versions([(runtime, version)]))


def _tools(text: str) -> Iterator[tuple[str, str]]:
    for line in _lines(text):
        tool, *versions = line.split()
        yield RUNTIMES.get(tool, tool), versions[0] if versions else ""


def _lines(text: str) -> Iterator[str]:
    """What stands before a comment, empty lines left out."""
    return filter(None, (line.partition("#")[0].strip() for line in text.split("\n")))
