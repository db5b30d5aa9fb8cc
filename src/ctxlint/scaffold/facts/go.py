"""Go: what the go command does for a module."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.scaffold.facts.command import CONFIGURED, CUSTOMARY, Command

if TYPE_CHECKING:
    from ctxlint.scaffold.facts.view import View

GOLANGCI = (".golangci.yml", ".golangci.yaml", ".golangci.toml", ".golangci.json")


def commands(view: View) -> Iterator[Command]:
    if "go.mod" not in view.top or not any(name.endswith(".go") for name in view.paths):
        return
    path = f"{view.prefix}go.mod"
    yield Command("install", "go mod download", path, "go", CUSTOMARY)
    yield Command("build", "go build ./...", path, "go", CUSTOMARY)
    if any(name.endswith("_test.go") for name in view.paths):
        yield Command("test", "go test ./...", f"{path}, *_test.go", "go", CUSTOMARY)
    if found := view.has(*GOLANGCI):
        yield Command("lint", "golangci-lint run", f"{view.prefix}{found}", "go", CONFIGURED)
    programs = [name for name in view.paths if name.startswith("cmd/") and name.endswith("/main.go")]
    if "main.go" in view.top:
        yield Command("run", "go run .", f"{view.prefix}main.go", "go", CUSTOMARY)
    elif len(programs) == 1:
        folder = programs[0].removesuffix("/main.go")
        yield Command("run", f"go run ./{folder}", f"{view.prefix}{programs[0]}", "go", CUSTOMARY)
