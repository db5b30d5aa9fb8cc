"""What the readers of facts may look at: the paths of a project, once, and the text of its manifests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from ctxlint.project import Project
from ctxlint.project.manifests import Manifest, ManifestError, manifest_names

BESIDE = (".cargo/config.toml", ".config/nextest.toml", "mise/config.toml", ".mise/config.toml")


class View:
    """One folder of a project. `folder` is relative to its root, "" for the root itself."""

    def __init__(self, project: Project, folder: str, paths: tuple[str, ...]) -> None:
        self.project = project
        self.folder = folder
        self.all = paths  # of the whole project, relative to its root
        self.prefix = f"{folder}/" if folder else ""

    def inside(self, folder: str) -> View:
        """The same project, seen from another of its folders."""
        view = View(self.project, folder, self.all)
        view.__dict__["_everything"] = self._everything
        return view

    @cached_property
    def paths(self) -> tuple[str, ...]:
        """Relative to the folder, only what is below it."""
        if not self.folder:
            return self.all
        return tuple(path[len(self.prefix) :] for path in self.all if path.startswith(self.prefix))

    @cached_property
    def known(self) -> frozenset[str]:
        return frozenset(self.paths)

    @cached_property
    def _everything(self) -> frozenset[str]:
        return frozenset(self.all)

    @cached_property
    def top(self) -> frozenset[str]:
        """Names of the files directly in the folder."""
        return frozenset(path for path in self.paths if "/" not in path)

    @cached_property
    def manifests(self) -> tuple[Manifest, ...]:
        """What the manifests directly in the folder declare, those that cannot be read with a note."""
        names = manifest_names()
        suffixes = tuple(name[1:] for name in names if name.startswith("*"))
        wanted = [path for path in sorted(self.top) if path in names or path.endswith(suffixes)]
        wanted += [path for path in BESIDE if path in self.known]
        return tuple(manifest for path in wanted for manifest in self.project.manifests.at(self.prefix + path))

    def of(self, *tools: str) -> Iterator[Manifest]:
        """The readable manifests of some tools."""
        return (manifest for manifest in self.manifests if manifest.tool in tools and not manifest.note)

    def dependencies(self, tool: str) -> frozenset[str]:
        return frozenset(name for manifest in self.of(tool) for name in manifest.dependencies)

    def has(self, *names: str) -> str | None:
        """The first of these files that is there."""
        return next((name for name in names if name in self.known), None)

    def above(self, *names: str) -> str | None:
        """The first of these files in the folder or, else, in the nearest folder above it; relative to the root."""
        folder = self.folder
        while True:
            prefix = f"{folder}/" if folder else ""
            found = next((prefix + name for name in names if prefix + name in self._everything), None)
            if found or not folder:
                return found
            folder = folder.rpartition("/")[0]

    def text(self, name: str) -> str:
        """The text of a file of the folder, empty if it cannot be read."""
        return (self.project.manifests.text(self.prefix + name) or "") if name in self.known else ""

    def toml(self, name: str) -> Mapping[str, Any]:
        """A TOML file of the folder as a table; empty if it is not there or cannot be read."""
        from ctxlint.project.manifests.formats.toml import toml_table

        return self._table(name, toml_table)

    def json(self, name: str) -> Mapping[str, Any]:
        """The same for JSON, with comments allowed."""
        from ctxlint.project.manifests.formats.json import json_table

        return self._table(name, lambda path, read: json_table(path, read, comments=True))

    def ini(self, name: str) -> Mapping[str, Any]:
        from ctxlint.project.manifests.formats.ini import parse_ini

        return parse_ini(self.text(name)) if name in self.known else {}

    def _table(self, name: str, table: Any) -> Mapping[str, Any]:
        if name not in self.known:
            return {}
        try:
            found: Mapping[str, Any] = table(self.prefix + name, self.project.manifests.text)
        except ManifestError:
            return {}
        return found
