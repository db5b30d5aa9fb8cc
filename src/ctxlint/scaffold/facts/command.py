"""One command that a project proves, and which of several is written."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

ROLES = ("install", "build", "test", "lint", "format", "typecheck", "check", "run")
FRONT = "front"  # the ecosystem of what stands in front of all others: make, just, task, mise
FALLBACK = "fallback"  # the ecosystem of what is taken only where nothing else has that role
PLAIN = re.compile(r"[\w.:@/+][\w.:@/+-]*\Z")

# how much a candidate says about this project
DECLARED, CONFIGURED, CUSTOMARY = 2, 1, 0


class Command(NamedTuple):
    role: str  # one of ROLES
    text: str  # what to type, in the folder it was found for
    evidence: str  # "package.json scripts.test", "pyproject.toml [tool.pytest.ini_options]"
    ecosystem: str  # front, node, python, …
    rank: int = DECLARED
    order: int = 0  # among those of one rank, the smaller one is preferred


class Choice(NamedTuple):
    written: tuple[Command, ...]
    others: tuple[Command, ...]  # proven too, less specific


def choose(candidates: Iterable[Command]) -> Choice:
    """For each role a front, if there is one, else the most specific command of each ecosystem."""
    found = list({(each.role, each.text): each for each in sorted(candidates, key=_key, reverse=True)}.values())
    found.sort(key=_key)
    written = [command for role in ROLES for command in _best([each for each in found if each.role == role])]
    return Choice(tuple(written), tuple(each for each in found if each not in written))


def _best(found: list[Command]) -> list[Command]:
    by_ecosystem: dict[str, Command] = {}
    for command in found:
        by_ecosystem.setdefault(command.ecosystem, command)
    if FRONT in by_ecosystem:
        return [by_ecosystem[FRONT]]
    if len(by_ecosystem) > 1:
        by_ecosystem.pop(FALLBACK, None)
    return list(by_ecosystem.values())


def _key(command: Command) -> tuple[int, int, int, str]:
    return ROLES.index(command.role), -command.rank, command.order, command.text
