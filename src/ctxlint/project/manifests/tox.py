"""tox.ini, tox.toml and [tool.tox]: environments, with their factors expanded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import prod
from typing import Any

from ctxlint.base.globs import expand
from ctxlint.project.manifests import Manifest, Reader, values
from ctxlint.project.manifests.formats.ini import Ini, parse_ini
from ctxlint.project.manifests.formats.toml import toml_table

FILES = ("tox.ini", "tox.toml")

LONGEST = 300  # characters of an entry of the list of environments whose factors are expanded
MOST = 1000  # environments
SEPARATOR = re.compile(r"[{}]|[,\n]")
BRACES = re.compile(r"\{[^{}]*\}")
RANGE = re.compile(r"\{(\d{1,3})-(\d{1,3})\}")
PREFIX = "testenv:"


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    if path.endswith(".toml"):
        yield from manifests(path, toml_table(path, read))
    else:
        yield from ini_manifests(path, parse_ini(values.text_of(path, read)), "tox")


def manifests(path: str, tox: dict[str, Any]) -> Iterator[Manifest]:
    """The native TOML form, or the INI that it carries as text."""
    if legacy := values.string(tox.get("legacy_tox_ini")):
        yield from ini_manifests(path, parse_ini(legacy), "tox")
    elif tox:
        listed = values.listed(tox.get("env_list"))
        environments = values.table(tox, "env")
        commands = {name: _joined(values.table(table).get("commands")) for name, table in environments.items()}
        names = dict.fromkeys(values.strings(listed), "") | commands
        more = any(not isinstance(item, str) for item in listed) or "env_base" in tox or _has_factors(names)
        yield Manifest("tox", path, scripts=values.names(names), open=more)


def ini_manifests(path: str, ini: Ini, settings: str) -> Iterator[Manifest]:
    """`settings` is the section with the list of environments: `tox`, in setup.cfg `tox:tox`."""
    listed = ini.get(settings, {})
    sections = {name.removeprefix(PREFIX): keys for name, keys in ini.items() if name.startswith(PREFIX)}
    if not listed and not sections and "testenv" not in ini:
        return
    found: dict[str, str] = {}
    more = _collect(found, listed.get("envlist", listed.get("env_list", "")), "")
    for name, keys in sections.items():
        more |= _collect(found, name, keys.get("commands", ""))
    yield Manifest("tox", path, scripts=values.names(found), open=more or _has_factors(found))


def _collect(found: dict[str, str], text: str, command: str) -> bool:
    """Add the environments that `text` names; True if it may name more than were added."""
    more = False
    for entry in map(_without_spaces, _entries(text)):
        if len(entry) > LONGEST or len(found) > MOST or ":" in entry or "[" in entry:
            more = True
            continue
        spelled = RANGE.sub(_spell_out, entry)
        names = list(expand(spelled))
        more |= len(names) < _combinations(spelled) or any("{" in name or "}" in name for name in names)
        found.update((name, command or found.get(name, "")) for name in names if name)
    return more


def _entries(text: str) -> Iterator[str]:
    """The parts between commas and line ends, those inside braces excepted."""
    start, depth = 0, 0
    for mark in SEPARATOR.finditer(text):
        if mark[0] in "{}":
            depth = max(0, depth + (1 if mark[0] == "{" else -1))
        elif depth == 0:
            yield text[start : mark.start()]
            start = mark.end()
    yield text[start:]


def _combinations(entry: str) -> int:
    return prod(factors.count(",") + 1 for factors in BRACES.findall(entry))


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def _spell_out(found: re.Match[str]) -> str:
    first, last = int(found[1]), int(found[2])
    return "{" + ",".join(str(number) for number in range(first, last + 1)) + "}" if first <= last else found[0]


def _has_factors(names: Iterable[str]) -> bool:
    """tox accepts any other combination of factors that it knows."""
    return any("-" in name for name in names)


def _joined(commands: Any) -> str:
    return "\n".join(" ".join(values.strings(step)) or values.string(step) for step in values.listed(commands))
