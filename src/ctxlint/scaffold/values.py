"""Facts and answers -> the plain values that a template sees (listed in docs/init.md)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ctxlint.scaffold.answers import Answers
    from ctxlint.scaffold.facts import Fact, Facts

LABELS = {
    "install": "Install",
    "build": "Build",
    "test": "Test",
    "lint": "Lint",
    "format": "Format",
    "typecheck": "Check types",
    "check": "Check everything",
    "run": "Run",
}
PROOFS = ("lint", "typecheck", "test")  # what must pass; `check` stands for all three
MOST_PACKAGES = 6
NODE = ("npm", "pnpm", "yarn", "bun")


def values(facts: Facts, answers: Answers) -> dict[str, Any]:
    layout = facts.layout
    return {
        "project": {
            "name": facts.name.name,
            "languages": names(layout.languages),
            "managers": names(facts.managers),
        },
        "commands": [{"label": LABELS[role], "texts": texts} for role, texts in by_role(facts).items()],
        "checks": checks(facts),
        "places": _places(facts),
        "parts": names(layout.source) or [f"{package}/" for package in facts.packages[:MOST_PACKAGES]],
        "tests": names(layout.tests),
        "packages": list(facts.packages),
        "lockfiles": names(facts.lockfiles),
        "node_manager": _node_manager(facts),
        "sources": _sources(facts),
        "tools": names(layout.tools),
        "ci": names(layout.ci),
        "answers": {
            "purpose": answers.purpose,
            "protected": list(answers.protected),
            "proof": list(answers.proof),
            "escalation": list(answers.escalation),
        },
    }


def by_role(facts: Facts) -> dict[str, list[str]]:
    """Role -> commands, in the order of LABELS."""
    found: dict[str, list[str]] = {}
    for command in facts.commands:
        found.setdefault(command.role, []).append(command.text)
    return {role: found[role] for role in LABELS if role in found}


def checks(facts: Facts) -> list[str]:
    """The commands whose exit code says that work is done, the tests last."""
    roles = by_role(facts)
    wanted = ("check", "test") if "check" in roles else PROOFS
    return [text for role in wanted for text in roles.get(role, ())]


def names(facts: Sequence[Fact]) -> list[str]:
    return [fact.name for fact in facts]


def _places(facts: Facts) -> list[dict[str, Any]]:
    layout = facts.layout
    source = set(names(layout.source))
    packages = [f"{package}/" for package in facts.packages if f"{package}/" not in source]
    rows = [("Code", names(layout.source)), ("Tests", names(layout.tests)), ("Packages", packages)]
    return [
        {"label": label, "paths": paths[:MOST_PACKAGES], "more": max(0, len(paths) - MOST_PACKAGES)}
        for label, paths in rows
        if paths
    ]


def _sources(facts: Facts) -> list[dict[str, Any]]:
    """The files that win when two disagree: manifests for dependencies and versions, the workflows for what CI runs."""
    manifests = [name for name in facts.manifests if name in DECLARES or name.endswith((".csproj", ".props"))]
    rows = [("Dependencies", manifests), ("What CI runs", [fact.evidence for fact in facts.layout.ci])]
    return [{"label": label, "paths": paths} for label, paths in rows if paths]


DECLARES = frozenset(
    (
        *("package.json", "pyproject.toml", "Cargo.toml", "go.mod", "composer.json", "Gemfile", "mix.exs", "pom.xml"),
        *("build.gradle", "build.gradle.kts", "deno.json", "deno.jsonc", "Package.swift", "Pipfile", "pixi.toml"),
    )
)


def _node_manager(facts: Facts) -> str | None:
    """The package manager of Node, where exactly one lockfile is there."""
    locks = [fact for fact in facts.lockfiles if fact.evidence in NODE]
    return locks[0].evidence if len(locks) == 1 else None
