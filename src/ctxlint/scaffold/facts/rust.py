"""Rust: what cargo does for a package or workspace, and the tools whose configuration is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.project.manifests import values
from ctxlint.scaffold.facts.command import CONFIGURED, CUSTOMARY, Command

if TYPE_CHECKING:
    from ctxlint.scaffold.facts.view import View


def commands(view: View) -> Iterator[Command]:
    cargo = view.toml("Cargo.toml")
    if not cargo:
        return
    path = f"{view.prefix}Cargo.toml"
    every = " --workspace" if "workspace" in cargo else ""
    where = f"{path}: [workspace]" if every else f"{path}: [package]"
    yield Command("build", f"cargo build{every}", where, "rust", CUSTOMARY)
    yield Command("test", f"cargo test{every}", where, "rust", CUSTOMARY)
    if view.has(".config/nextest.toml"):
        yield Command("test", f"cargo nextest run{every}", f"{view.prefix}.config/nextest.toml", "rust", CONFIGURED)
    yield from _tools(view, path, every)
    binaries = [name for manifest in view.of("cargo") for name in manifest.entry_points]
    if len(binaries) == 1 and "package" in cargo:
        yield Command("run", "cargo run", f"{path}: {binaries[0]}", "rust", CUSTOMARY)


def _tools(view: View, path: str, every: str) -> Iterator[Command]:
    cargo = view.toml("Cargo.toml")
    pinned = values.strings(values.table(view.toml("rust-toolchain.toml"), "toolchain").get("components"))
    clippy = view.has("clippy.toml", ".clippy.toml")
    if values.table(cargo, "lints", "clippy") or values.table(cargo, "workspace", "lints", "clippy"):
        clippy = f"{path}: [lints.clippy]"
    if clippy or "clippy" in pinned:
        yield Command("lint", f"cargo clippy{every}", clippy or "rust-toolchain.toml: components", "rust", CONFIGURED)
    rustfmt = view.has("rustfmt.toml", ".rustfmt.toml")
    if rustfmt or "rustfmt" in pinned:
        yield Command("format", "cargo fmt", rustfmt or "rust-toolchain.toml: components", "rust", CONFIGURED)
