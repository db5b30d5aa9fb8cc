"""What the manifests of a project declare: scripts, targets, versions, package managers. Read, never run.

Each module of this package reads the files of one tool: `FILES` and `declared(path, read)`. It is imported when the first
such file is met. A file that cannot be read yields a Manifest with a `note`, and nothing raises.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from fnmatch import fnmatchcase
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

Reader = Callable[[str], str | None]  # root-relative path -> text, of `folder/*.x` that of all; None: it cannot be had

# module -> its FILES: base names, `*.suffix` patterns, tails of paths where the base name alone says too little
MODULES: Mapping[str, tuple[str, ...]] = {
    "cargo": ("Cargo.toml", ".cargo/config.toml", ".cargo/config"),
    "cmake": ("CMakeLists.txt", "CMakePresets.json", "CMakeUserPresets.json"),
    "composer": ("composer.json",),
    "deno": ("deno.json", "deno.jsonc"),
    "dotnet": ("*.csproj", "*.fsproj", "*.vbproj", "*.sln", "*.slnx", "Directory.Build.props", "global.json"),
    "go": ("go.mod", "go.work"),
    "gradle": (
        "build.gradle",
        "build.gradle.kts",
        "settings.gradle",
        "settings.gradle.kts",
        "gradlew",
        "gradle-wrapper.properties",
    ),
    "hatch": ("hatch.toml",),
    "just": ("justfile", "Justfile", "JUSTFILE", ".justfile"),
    "lockfile": (
        "package-lock.json",
        "npm-shrinkwrap.json",
        "pnpm-lock.yaml",
        "yarn.lock",
        "bun.lock",
        "bun.lockb",
        "deno.lock",
        "uv.lock",
        "poetry.lock",
        "pdm.lock",
        "pixi.lock",
        "Pipfile.lock",
        "requirements.txt",
        "Cargo.lock",
        "go.sum",
        "composer.lock",
        "Gemfile.lock",
        "mix.lock",
    ),
    "make": ("GNUmakefile", "makefile", "Makefile"),
    "maven": ("pom.xml", "mvnw"),
    "meson": ("meson.build",),
    "mise": ("mise.toml", ".mise.toml", "mise.local.toml", ".mise.local.toml", "mise/config.toml", ".mise/config.toml"),
    "mix": ("mix.exs",),
    "nox": ("noxfile.py",),
    "npm": ("package.json",),
    "pin": (
        ".nvmrc",
        ".node-version",
        ".python-version",
        ".ruby-version",
        ".java-version",
        ".go-version",
        "rust-toolchain",
        ".tool-versions",
        "rust-toolchain.toml",
    ),
    "pipenv": ("Pipfile",),
    "pixi": ("pixi.toml",),
    "pnpm": ("pnpm-workspace.yaml",),
    "poe": ("poe_tasks.toml",),
    "precommit": (".pre-commit-config.yaml",),
    "python": ("pyproject.toml",),
    "rake": ("Rakefile", "rakefile", "Rakefile.rb", "rakefile.rb"),
    "ruby": ("Gemfile", "*.gemspec"),
    "setupcfg": ("setup.cfg",),
    "swift": ("Package.swift",),
    "task": (
        "Taskfile.yml",
        "Taskfile.yaml",
        "taskfile.yml",
        "taskfile.yaml",
        "Taskfile.dist.yml",
        "Taskfile.dist.yaml",
        "taskfile.dist.yml",
        "taskfile.dist.yaml",
    ),
    "tox": ("tox.ini", "tox.toml"),
}

# what a tool accepts although no manifest lists it: files for make, the interpreter's own environments for tox,
# parametrised sessions for nox
UNLISTED: Mapping[str, re.Pattern[str]] = {
    "make": re.compile(r"[./%$=*]"),
    "tox": re.compile(r"^(?:(?:py|pypy|cpython|jython|graalpy)[\d.]*|\d[\d.]*)t?$"),
    "nox": re.compile(r"\("),
    "just": re.compile(r"[/=$]"),
}


class Script(NamedTuple):
    name: str
    command: str  # the shell text where the manifest gives it, else ""


class Manifest(NamedTuple):
    """What one file declares to one tool."""

    tool: str  # npm, deno, make, just, task, python, tox, nox, cargo, lockfile, node-version …
    path: str  # root-relative, forward slashes
    scripts: tuple[Script, ...] = ()  # npm scripts, make targets, just recipes, tox environments, …, aliases too
    # Script -> those that run with it, though its recipe does not say so.
    needs: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    incomplete: frozenset[str] = frozenset()  # names of those that take an argument without a default
    patterns: tuple[str, ...] = ()  # what more names may be, with a `*` for what cannot be read of them
    open: bool = False  # there may be more names than are listed, of any form
    versions: Mapping[str, str] = MappingProxyType({})  # runtime -> constraint as written
    managers: tuple[str, ...] = ()  # package managers that this file proves
    entry_points: tuple[str, ...] = ()  # names of installed commands
    name: str = ""  # of the package, where commands choose it by its name
    dependencies: tuple[str, ...] = ()  # names of packages, where what is installed is told from them
    note: str | None = None  # why it could not be read; then nothing else is filled and no finding may rest on it


class ManifestError(Exception):
    """The manifest cannot be read; the message is the note."""


def manifest_names() -> frozenset[str]:
    """Base names, and `*.suffix` patterns, of all files that some module reads."""
    return frozenset(pattern.rpartition("/")[2] for patterns in MODULES.values() for pattern in patterns)


def read_manifest(path: str, read: Reader) -> Iterator[Manifest]:
    """What the file at `path` declares: nothing if it is no manifest, several if it speaks to several tools."""
    for module, patterns in MODULES.items():
        if any(_fits(path, pattern) for pattern in patterns):
            yield from _declared(module, path, read)


def declares(manifest: Manifest, name: str) -> bool | None:
    """Is there a script of this name? None where the manifest cannot tell."""
    if any(script.name == name for script in manifest.scripts):
        return True
    unlisted = UNLISTED.get(manifest.tool)
    if manifest.note or manifest.open or (unlisted and unlisted.search(name)):
        return None
    if any(fnmatchcase(name, pattern) for pattern in manifest.patterns):
        return None
    return False


def _fits(path: str, pattern: str) -> bool:
    if pattern.startswith("*"):
        return path.endswith(pattern[1:])
    return path == pattern or path.endswith("/" + pattern)


def _declared(module: str, path: str, read: Reader) -> tuple[Manifest, ...]:
    reader = import_module(f"{__name__}.{module}")
    try:
        found: tuple[Manifest, ...] = tuple(reader.declared(path, read))
    except ManifestError as error:
        return (Manifest(module, path, note=str(error)),)
    return found
