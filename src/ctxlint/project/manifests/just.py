"""justfiles: recipes, aliases, imports and modules."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ctxlint.project.manifests import Manifest, Reader, Script, values

FILES = ("justfile", "Justfile", "JUSTFILE", ".justfile")

MOST_FILES = 50  # imported ones

NAME = r"([A-Za-z_][\w-]*)"
RECIPE = re.compile(rf"@?{NAME}(?!\s*:=)(?=[\s:])(.*)")
ALIAS = re.compile(rf"alias\s+{NAME}\s*:=\s*([\w:-]*)")
FALLBACK = re.compile(r"set\s+fallback\s*(?::=\s*true\b|$|#)")
STATEMENT = re.compile(rf"(?:set\s+[\w-]+\s*(?::=|$|#)|(?:un)?export\s+{NAME}\s*(?::=|$|#))")
IMPORT = re.compile(r"import(\??)\s*(['\"])(.*?)\2")
ODD_IMPORT = re.compile(r"import\??\s*[fx]?['\"]")
MODULE = re.compile(rf"mod(\??)\s+{NAME}\s*(?:$|#|(['\"])(.*?)\3)")
HEAD = re.compile(r"(.*?):(?!=)")  # of a recipe, behind its name
NEEDED = re.compile(r"[A-Za-z_][\w:-]*")  # arguments are found, too, and name no recipe
DEFAULTED = re.compile(r"[*+]\$?[\w-]+|(?<![\w-])[\w-]+\s*=\s*(?:'[^']*'|\"[^\"]*\"|\S+)")
REQUIRED = re.compile(r"(?:^|\s)\$?[A-Za-z_][\w-]*(?=\s|$)")
QUOTES = ("'''", '"""', "```")


@dataclass(slots=True)
class State:
    read: Reader
    recipes: dict[str, list[str]] = field(default_factory=dict)
    needs: dict[str, list[str]] = field(
        default_factory=dict
    )  # recipe -> those it depends on, alias -> what it stands for
    incomplete: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    open: bool = False


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    state = State(read, files={f" {path}"})
    _file(path, values.text_of(path, read), "", state)
    scripts = tuple(Script(name, "\n".join(body)) for name, body in state.recipes.items())
    needs = {name: tuple(needed) for name, needed in state.needs.items()}
    yield Manifest("just", path, scripts, needs, incomplete=frozenset(state.incomplete), open=state.open)


def _file(path: str, text: str, prefix: str, state: State) -> None:
    """Read the recipes of one file; those of modules get the name of the module as their prefix."""
    body: list[str] = []
    quote: str | None = None
    for line in text.split("\n"):
        if quote:
            quote = None if line.count(quote) % 2 else quote
        elif line[:1] in (" ", "\t"):
            body.append(line.strip())
        elif line and line[0] not in "#[":
            body = []
            _statement(path, line, prefix, body, state)
            quote = next((mark for mark in QUOTES if line.count(mark) % 2), None)


def _statement(path: str, line: str, prefix: str, body: list[str], state: State) -> None:
    if FALLBACK.match(line) and not prefix:
        state.open = True
    elif alias := ALIAS.match(line):
        state.recipes.setdefault(prefix + alias[1], [])
        state.needs[prefix + alias[1]] = [prefix + alias[2]]
    elif found := IMPORT.match(line):
        _follow([values.beside(path, found[3])], bool(found[1]), prefix, state)
    elif ODD_IMPORT.match(line):
        state.open = True
    elif module := MODULE.match(line):
        state.recipes.setdefault(prefix + module[2], [])
        _follow(list(_places(path, module[2], module[4])), False, f"{prefix}{module[2]}::", state)
    elif not STATEMENT.match(line) and (recipe := RECIPE.match(line)) and ":" in recipe[2]:
        state.recipes[prefix + recipe[1]] = body
        needed = NEEDED.findall(HEAD.sub("", recipe[2], count=1).partition("#")[0])
        state.needs[prefix + recipe[1]] = [prefix + name for name in needed]
        if (head := HEAD.match(recipe[2])) and REQUIRED.search(DEFAULTED.sub(" ", head[1])):
            state.incomplete.add(prefix + recipe[1])


def _follow(places: list[str], optional: bool, prefix: str, state: State) -> None:
    """Read the first of `places` that is there."""
    for place in places:
        if f"{prefix} {place}" in state.files:
            return
        text = values.follow(place, state.read) if len(state.files) <= MOST_FILES else None
        if text is not None:
            state.files.add(f"{prefix} {place}")
            _file(place, text, prefix, state)
            return
    state.open |= not optional or len(state.files) > MOST_FILES


def _places(path: str, name: str, written: str | None) -> Iterator[str]:
    """Where the source of a module may be."""
    if written:
        yield values.beside(path, written)
    else:
        yield values.beside(path, f"{name}.just")
    folder = values.beside(path, written or name)
    yield from (posixpath.join(folder, base) for base in ("mod.just", *FILES))
