"""Files whose presence proves a package manager. Their content is never read."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader

MANAGERS = {
    "package-lock.json": "npm",
    "npm-shrinkwrap.json": "npm",
    "pnpm-lock.yaml": "pnpm",
    "yarn.lock": "yarn",
    "bun.lock": "bun",
    "bun.lockb": "bun",
    "deno.lock": "deno",
    "uv.lock": "uv",
    "poetry.lock": "poetry",
    "pdm.lock": "pdm",
    "pixi.lock": "pixi",
    "Pipfile.lock": "pipenv",
    "requirements.txt": "pip",
    "Cargo.lock": "cargo",
    "go.sum": "go",
    "composer.lock": "composer",
    "Gemfile.lock": "bundler",
    "mix.lock": "mix",
}
FILES = tuple(MANAGERS)


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    yield Manifest("lockfile", path, managers=(MANAGERS[path.rpartition("/")[2]],))
