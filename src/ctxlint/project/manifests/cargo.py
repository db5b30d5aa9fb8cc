"""Cargo.toml: binaries, members, the version of Rust; .cargo/config.toml: aliases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.project.manifests import Manifest, Reader, load
from ctxlint.project.manifests.formats.toml import load_toml

FILES = ("Cargo.toml", ".cargo/config.toml", ".cargo/config")


def read(path: str, read: Reader) -> Iterator[Manifest]:
    content = load_toml(path, read)
    if not path.endswith("Cargo.toml"):
        # any `cargo-x` on the path is a command of cargo, so the list is always open
        yield Manifest("cargo", path, scripts=load.scripts(content.get("alias")), open=True)
        return
    shared = load.table(content, "workspace", "package").get("rust-version")
    rust = [load.table(content, "package").get("rust-version"), shared]
    yield Manifest(
        "cargo",
        path,
        open=True,
        versions=load.versions(("rust", version) for version in rust),
        managers=("cargo",),
        entry_points=tuple(_binaries(path, content, read)),
    )


def _binaries(path: str, content: dict[str, Any], read: Reader) -> Iterator[str]:
    named = [load.string(load.table(binary).get("name")) for binary in load.listed(content.get("bin"))]
    yield from filter(None, named)
    package = load.string(load.table(content, "package").get("name"))
    if package and package not in named and read(load.beside(path, "src/main.rs")) is not None:
        yield package
