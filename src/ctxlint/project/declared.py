"""The manifests of a project, read when they are first asked for, by tool and by folder."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from ctxlint.base.once import once
from ctxlint.project.manifests import MODULES, Manifest, read_manifest

if TYPE_CHECKING:
    from ctxlint.project.tree import Tree

Reader = Callable[[str, int], bytes | None]
LARGEST = 10_000_000  # bytes; a larger manifest is a note


class Declared:
    """What every manifest of the tree declares."""

    def __init__(self, tree: Tree, read: Reader) -> None:
        self.tree = tree
        self._read_bytes = read

    @once
    def of(self, *modules: str) -> tuple[Manifest, ...]:
        """All that the given readers (npm, make, …) find in the whole tree, the nearest to the root first."""
        paths = {path for name in _names(modules) for path in self.tree.ending(name)}
        nearest = sorted(paths, key=lambda path: (path.count("/"), path))
        return tuple(manifest for path in nearest for manifest in self.at(path))

    def near(self, folder: str, *tools: str) -> tuple[Manifest, ...]:
        """Those of the given tools that lie directly in a folder. It is looked into; the tree need not be listed."""
        paths = (posixpath.join(folder, name) for name in _names(tools))
        found = (manifest for path in paths if self.tree.on_disk(path) for manifest in self.at(path))
        return tuple(manifest for manifest in found if manifest.tool in tools)

    @once
    def at(self, path: str) -> tuple[Manifest, ...]:
        """What one file declares."""
        return tuple(read_manifest(path, self.text))

    def text(self, path: str) -> str | None:
        """What stands in a file, without a byte order mark, or in all that fit `folder/*.x`; None if it may not be read."""
        if "*" in path:
            texts = [self.text(one) for one in self._fitting(path) if "*" not in one]
            return "\n".join(filter(None, texts)) if texts and None not in texts else None
        data = self._read_bytes(path, LARGEST)
        return None if data is None else data.decode("utf-8-sig", "replace")

    def _fitting(self, pattern: str) -> list[str]:
        """The files of one folder, in order: only its name may hold the stars of a pattern."""
        folder, _, name = pattern.rpartition("/")
        inside = (path for path in self.tree.paths if posixpath.dirname(path) == folder)
        return sorted(path for path in inside if fnmatchcase(posixpath.basename(path), name))


def _names(modules: Iterable[str]) -> list[str]:
    return [name for module in modules for name in MODULES[module] if not name.startswith("*")]


def beside(manifests: Iterable[Manifest], folder: str) -> tuple[Manifest, ...]:
    """Those that lie directly in a folder."""
    return tuple(manifest for manifest in manifests if posixpath.dirname(manifest.path) == folder)
