"""Scripts, targets, recipes, tasks, sessions and aliases that manifests declare -> commands, by what they are called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.resources import table
from ctxlint.scaffold.facts.command import FRONT, PLAIN, ROLES, Command
from ctxlint.scaffold.facts.managers import node_manager
from ctxlint.scaffold.facts.python import WORK, Reader

if TYPE_CHECKING:
    from ctxlint.project.manifests import Manifest, Script
    from ctxlint.scaffold.facts.view import View

WATCHES = 100  # added to the order of a script that never ends
LIFECYCLE = frozenset({"install", "prepare", "postinstall"})  # npm runs these by itself


class Caller(NamedTuple):
    ecosystem: str
    call: str  # {} is the name; the others depend on the package manager
    evidence: str  # {} is the name, {path} the manifest


CALLERS: Mapping[str, Caller] = {
    "just": Caller(FRONT, "just {}", "{path}: recipe {}"),
    "make": Caller(FRONT, "make {}", "{path}: target {}"),
    "task": Caller(FRONT, "task {}", "{path}: tasks.{}"),
    "mise": Caller(FRONT, "mise run {}", "{path}: [tasks.{}]"),
    "npm": Caller("node", "{js} run {}", "{path}: scripts.{}"),
    "deno": Caller("deno", "deno task {}", "{path}: tasks.{}"),
    "composer": Caller("php", "composer run {}", "{path}: scripts.{}"),
    "poe": Caller("python", "{poethepoet}poe {}", "{path}: [tool.poe.tasks] {}"),
    "taskipy": Caller("python", "{taskipy}task {}", "{path}: [tool.taskipy.tasks] {}"),
    "pdm": Caller("python", "pdm run {}", "{path}: [tool.pdm.scripts] {}"),
    "rye": Caller("python", "rye run {}", "{path}: [tool.rye.scripts] {}"),
    "hatch": Caller("python", "hatch run {}", "{path}: [tool.hatch.envs] scripts.{}"),
    "pixi": Caller("python", "pixi run {}", "{path}: tasks.{}"),
    "pipenv": Caller("python", "pipenv run {}", "{path}: [scripts] {}"),
    "nox": Caller("python", "nox -s {}", "{path}: session {}"),
    "tox": Caller("python", "tox -e {}", "{path}: environment {}"),
    "rake": Caller("ruby", "{rake} {}", "{path}: task {}"),
    "cargo": Caller("rust", "cargo {}", "{path}: [alias] {}"),
}
SLOWER = {"make": 1, "task": 2, "mise": 3, "nox": 20, "tox": 21}  # where two speak for the same role, the other first


def commands(view: View) -> Iterator[Command]:
    """Every declared script that has one of the roles."""
    declared = ((manifest, script) for manifest in view.of(*CALLERS) for script in manifest.scripts)
    for manifest, script in declared:
        if not PLAIN.match(script.name) or _is_lifecycle(manifest, script) or not _reachable(manifest, script):
            continue
        for role, order in roles(script, manifest.tool):
            yield _command(view, manifest, script, role, order)


def roles(script: Script, tool: str = "") -> Iterator[tuple[str, int]]:
    """What a script does, by its name, unless its text says otherwise; and how good a name that is."""
    tasks = table("tasks")
    name = script.name.lower().replace("_", "-")
    if tool == "hatch":
        name = name.rpartition(":")[2]
    if re.search(tasks["idle"]["pattern"], script.command, re.IGNORECASE):
        return
    watches = re.search(tasks["watch"]["pattern"], script.command.strip()) is not None
    for role in ROLES:
        order = _orders(role).get(name)
        if order is not None and _fits(tasks[role], script.command):
            yield role, order + WATCHES * (watches and role in ("test", "build"))


@cache
def _orders(role: str) -> dict[str, int]:
    return {name: order for order, name in enumerate(table("tasks")[role]["names"])}


def _fits(entry: Mapping[str, str], command: str) -> bool:
    must, mustnt = entry.get("must"), entry.get("mustnt")
    if must and not re.search(must, command, re.MULTILINE):
        return False
    return not (mustnt and re.search(mustnt, command))


def _is_lifecycle(manifest: Manifest, script: Script) -> bool:
    return manifest.tool in ("npm", "composer") and script.name in LIFECYCLE


def _reachable(manifest: Manifest, script: Script) -> bool:
    """Is its bare name enough? hatch runs a script by it only from the default environment."""
    if manifest.tool != "hatch":
        return script.name not in manifest.incomplete
    if ":" in script.name:
        environment = script.name.partition(":")[0]
        return environment != "default" and WORK.match(environment) is not None
    return any(other.name == f"default:{script.name}" for other in manifest.scripts)


def _command(view: View, manifest: Manifest, script: Script, role: str, order: int) -> Command:
    caller = CALLERS[manifest.tool]
    call = caller.call
    if "{js}" in call:
        call = call.replace("{js}", node_manager(view).runs)
    for tool in ("poethepoet", "taskipy"):
        if f"{{{tool}}}" in call:
            call = call.replace(f"{{{tool}}}", Reader(view).call(tool))
    if "{rake}" in call:
        call = call.replace("{rake}", "bundle exec rake" if view.above("Gemfile") else "rake")
    evidence = caller.evidence.replace("{path}", manifest.path).replace("{}", script.name)
    text = call.replace("{}", script.name)
    return Command(role, text, evidence, caller.ecosystem, order=order * 10 + SLOWER.get(manifest.tool, 0))
