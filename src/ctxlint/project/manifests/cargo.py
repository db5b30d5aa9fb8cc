"""Cargo.toml: binaries, members, the version of Rust; .cargo/config.toml: aliases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.toml import toml_table

FILES = ("Cargo.toml", ".cargo/config.toml", ".cargo/config")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    content = toml_table(path, read)
    if not path.endswith("Cargo.toml"):
        # any `cargo-x` on the path is a command of cargo, so the list is always open
        yield Manifest("cargo", path, scripts=values.scripts(content.get("alias")), open=True)
        return
    shared = values.table(content, "workspace", "package").get("rust-version")
    rust = [values.table(content, "package").get("rust-version"), shared]
    yield Manifest(
        "cargo",
        path,
        open=True,
        versions=values.versions(("rust", version) for version in rust),
        managers=("cargo",),
        entry_points=tuple(_binaries(path, content, read)),
    )


def _binaries(path: str, content: dict[str, Any], read: Reader) -> Iterator[str]:
    named = [values.string(values.table(binary).get("name")) for binary in values.listed(content.get("bin"))]
    yield from filter(None, named)
    package = values.string(values.table(content, "package").get("name"))
    if package and package not in named and read(values.beside(path, "src/main.rs")) is not None:
        yield package
