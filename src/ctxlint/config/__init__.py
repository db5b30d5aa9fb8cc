"""The configuration: the nearest ctxlint.toml, .ctxlint.toml or [tool.ctxlint] in pyproject.toml; kinds and schemas.

Levels are not merged. What a key means is said in schemas/config.schema.json, which also validates.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import JSON, Severity
from ctxlint.base.patterns import lazy
from ctxlint.base.reading import read_regular
from ctxlint.base.suggest import did_you_mean
from ctxlint.config.kinds import KINDS, Kind
from ctxlint.config.select import Layer
from ctxlint.data import EXCLUDE
from ctxlint.data.presets import DEFAULT, refuse_unknown_preset
from ctxlint.project import git
from ctxlint.project.bounds import CONFIGURATIONS, LARGEST, contains, read_text, refuse_way_out

NAMES = CONFIGURATIONS
MOST_DOTS = 100
KEY = r"(?:(?<![\w-])[\w-]+|\"[^\"\n]*\"|'[^'\n]*')"
DEEP_KEY = lazy(rf"{KEY}(?:[ \t]*\.[ \t]*{KEY}){{{MOST_DOTS}}}")


@dataclass(frozen=True, slots=True)
class Config:
    """A configuration in force. `folder` is where its globs start: that of the file, else the project root."""

    path: str | None = None  # absolute; None: the defaults
    folder: str = ""
    layer: Layer = Layer()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severity: Mapping[str, Severity] = field(default_factory=dict)
    preset: str = DEFAULT
    fail_on: str = "error"
    show: str = "warning"
    output_format: str = "full"
    baseline: str | None = None  # absolute
    exclude: tuple[str, ...] = EXCLUDE
    force_exclude: bool = False
    headings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    kinds: tuple[Kind, ...] = KINDS  # one's own first
    tables: Mapping[str, JSON] = field(default_factory=dict)  # the file as it was read, for the options of rules


def nearest_config(directory: str, root: str) -> Config:
    """The configuration for a file in `directory`, both absolute; the defaults if there is none up to `root`."""
    found = _nearest_file(directory, root)
    if found is None:
        return Config(folder=root)
    refuse_way_out(found, _project(os.path.dirname(found)))
    return read_config(found)


@cache
def _nearest_file(directory: str, root: str) -> str | None:
    """What has the name of a configuration is one: who reads it refuses a folder, a pipe, a link to nothing."""
    for name in NAMES:
        path = os.path.join(directory, name)
        if os.path.lexists(path) and (name != "pyproject.toml" or _may_have_table(path)):
            return path
    parent = os.path.dirname(directory)
    return None if directory == root or parent == directory else _nearest_file(parent, root)


def _may_have_table(path: str) -> bool:
    if not os.path.isfile(path):
        return True
    if not contains(_project(os.path.dirname(path)), path):
        return False
    try:
        return b"[tool.ctxlint" in read_regular(path, LARGEST)
    except OSError:
        return True


@cache
def read_config(path: str) -> Config:
    """Raises CtxlintError for what cannot be read, is no TOML, or does not fit the schema.

    The names of rules are taken as they stand: `engine.registry` knows them.
    """
    value = _table_at(path)
    folder = os.path.dirname(os.path.abspath(path))
    _validate(value, path)
    own = tuple(_kind(name, entry, path) for name, entry in value.get("kinds", {}).items())
    return Config(
        path=os.path.abspath(path),
        folder=folder,
        layer=Layer(
            tuple(value["select"]) if "select" in value else None,
            tuple(value.get("ignore", ())),
            tuple(value.get("extend-select", ())),
        ),
        per_file_ignores={glob: tuple(names) for glob, names in value.get("per-file-ignores", {}).items()},
        severity={name: Severity.parse(label) for name, label in value.get("severity", {}).items()},
        preset=value.get("preset", DEFAULT),
        fail_on=value.get("fail-on", "error"),
        show=value.get("show", "warning"),
        output_format=value.get("output-format", "full"),
        baseline=_inside(folder, value["baseline"], f"{path}: baseline") if "baseline" in value else None,
        exclude=(*value.get("exclude", EXCLUDE), *value.get("extend-exclude", ())),
        force_exclude=value.get("force-exclude", False),
        headings={part: tuple(words) for part, words in value.get("headings", {}).items()},
        kinds=(*own, *KINDS),
        tables=value,
    )


def _table_at(path: str) -> dict[str, JSON]:
    return _parsed(read_text(path, "the configuration"), path)


def _parsed(text: str, path: str) -> dict[str, JSON]:
    """The tables of a configuration: of a pyproject.toml those below [tool.ctxlint]."""
    import tomllib

    _refuse_deep_keys(text, path)
    try:
        value = tomllib.loads(text)
    except ValueError as problem:
        raise CtxlintError(f"{path} is not TOML: {problem}") from problem
    except RecursionError as problem:
        raise CtxlintError(f"{path}: nested too deeply") from problem
    for key in ("tool", "ctxlint") if os.path.basename(path) == "pyproject.toml" else ():
        value = value.get(key, {})
        if not isinstance(value, dict):
            raise CtxlintError(f"{path}: {'tool.' * (key != 'tool')}{key} is no table")
    return value


def _refuse_deep_keys(text: str, path: str) -> None:
    """`a.a.a.…` of 100 kB takes tomllib gigabytes."""
    deep = DEEP_KEY.search(text)
    if deep:
        line = text.count("\n", 0, deep.start()) + 1
        raise CtxlintError(f"{path}:{line}: a key of more than {MOST_DOTS} parts")


def _validate(value: JSON, path: str) -> None:
    from ctxlint.config import schema

    for where, key, known in _unknown(value, schema.read_schema("config").root):
        raise CtxlintError(f"{path}: there is no setting “{where}{key}”{did_you_mean(key, known)}")
    if isinstance(value.get("preset"), str):
        refuse_unknown_preset(value["preset"], f"{path}: preset")
    try:
        violation = next(schema.violations(value, "config"), None)
    except ValueError as problem:  # 0xfff… of more digits than Python writes
        raise CtxlintError(f"{path}: a whole number is too long: {problem}") from problem
    if violation:
        where = violation.pointer.lstrip("/").replace("/", ".").replace("~1", "/").replace("~0", "~")
        raise CtxlintError(f"{path}: {where}: {violation.message}")


def _unknown(value: JSON, schema: JSON, where: str = "") -> Iterator[tuple[str, str, Iterable[str]]]:
    """Keys that the schema does not have: the tables above, the key, and those there are."""
    known, others = schema.get("properties", {}), schema.get("additionalProperties", True)
    for key, inner in value.items() if isinstance(value, dict) else ():
        below = known.get(key, others)
        if below is False:
            yield where, key, known
        elif isinstance(below, dict):
            yield from _unknown(inner, below, f"{where}{key}.")


def _kind(name: str, entry: Mapping[str, JSON], path: str) -> Kind:
    """A kind of one's own; one with the name of a shipped kind adds files to it and keeps its schema and headings."""
    shipped = next((kind for kind in KINDS if kind.name == name), None)
    folder = os.path.dirname(os.path.abspath(path))
    own = _inside(folder, entry["schema"], f"{path}: kinds.{name}.schema") if "schema" in entry else None
    schema = own or (shipped.schema if shipped else None)
    headings = {part: tuple(words) for part, words in entry["headings"].items()} if "headings" in entry else None
    return Kind(name, tuple(entry["files"]), schema, headings if headings or shipped else {}, declared=True)


def _project(folder: str) -> str:
    """Where what belongs to the configuration in `folder` must lie."""
    return git.top_level(folder) or folder


def _inside(folder: str, name: str, setting: str) -> str:
    """The path of a file that a configuration names. What lies outside its repository is nothing for it to open."""
    path = os.path.join(folder, name)
    if not contains(_project(folder), path):
        raise CtxlintError(f"{setting} = “{name}” leads out of the project: not opened")
    return path
