"""meson.build, by its presence."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader

FILES = ("meson.build",)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    yield Manifest("meson", path, open=True)
