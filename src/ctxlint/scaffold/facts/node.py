"""Node and Deno: how dependencies are installed; the rest are scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.scaffold.facts.command import CONFIGURED, CUSTOMARY, Command
from ctxlint.scaffold.facts.managers import node_manager

if TYPE_CHECKING:
    from ctxlint.scaffold.facts.view import View

DENO_TEST = re.compile(r"(?:_test|\.test)\.(?:ts|tsx|js|jsx|mts|mjs)\Z")


def commands(view: View) -> Iterator[Command]:
    if any(view.of("npm")):
        manager = node_manager(view)
        if manager.proven:
            call = "ci" if manager.name == "npm" and manager.lock else "install"
            yield Command("install", f"{manager.name} {call}", manager.evidence, "node", CUSTOMARY)
    for manifest in view.of("deno"):
        yield from _deno(view, manifest.path)
        return


def _deno(view: View, path: str) -> Iterator[Command]:
    config = view.json(path.rpartition("/")[2])
    if any(DENO_TEST.search(name) for name in view.paths) or "test" in config:
        yield Command("test", "deno test", path, "deno", CUSTOMARY)
    if "lint" in config:
        yield Command("lint", "deno lint", f"{path}: lint", "deno", CONFIGURED)
    if "fmt" in config:
        yield Command("format", "deno fmt", f"{path}: fmt", "deno", CONFIGURED)
