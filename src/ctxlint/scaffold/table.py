"""What was found, as lines of plain text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ctxlint.scaffold.facts import Command, Fact, Facts
from ctxlint.scaffold.facts.command import ROLES
from ctxlint.scaffold.values import LABELS

LEFT = 17  # width of the first column
MIDDLE = 40
WIDTH = 80  # of the names in one row


def lines(facts: Facts, *, verbose: bool = False) -> Iterator[str]:
    """One row for each sort of fact; with `verbose` one for each fact, with its evidence."""
    where = f"{facts.name.name} ({facts.folder})" if facts.folder else facts.name.name
    yield f"Found in {where}:"
    layout = facts.layout
    yield from _facts("languages", layout.languages, verbose)
    yield from _facts("package manager", facts.managers, verbose)
    for role in ROLES:
        yield from _commands(LABELS[role].lower(), role, facts, verbose)
    yield from _facts("code", layout.source, verbose)
    yield from _facts("tests", layout.tests, verbose)
    yield from _facts("packages", [Fact(f"{name}/", "a manifest of its own") for name in facts.packages], verbose)
    yield from _facts("CI", layout.ci, verbose)
    yield from _facts("linters, format", layout.tools, verbose)
    yield from _facts("context files", layout.context, verbose)
    for fact in facts.unreadable:
        yield _row("not read", fact.name, fact.evidence)


def _facts(label: str, facts: Sequence[Fact], verbose: bool) -> Iterator[str]:
    if verbose:
        for index, fact in enumerate(facts):
            yield _row(label if index == 0 else "", fact.name, fact.evidence)
    elif facts:
        shown = list(_fitting([fact.name for fact in facts]))
        more = f" and {len(facts) - len(shown)} more" if len(facts) > len(shown) else ""
        yield _row(label, ", ".join(shown) + more)


def _fitting(names: Sequence[str]) -> Iterator[str]:
    """The first names that stand on one line of a terminal: one at least."""
    width = 0
    for name in names:
        width += len(name) + 2
        if width > WIDTH and width > len(name) + 2:
            return
        yield name


def _commands(label: str, role: str, facts: Facts, verbose: bool) -> Iterator[str]:
    written = [command for command in facts.commands if command.role == role]
    others = [command for command in facts.others if command.role == role]
    for index, command in enumerate(written):
        yield _row(label if index == 0 else "", command.text, _evidence(command, verbose))
    for command in others:
        yield _row("", f"  or {command.text}", _evidence(command, verbose))


def _evidence(command: Command, verbose: bool) -> str:
    return command.evidence if verbose else ""


def _row(label: str, text: str, evidence: str = "") -> str:
    return f"  {label:{LEFT}}{text:{MIDDLE}}  {evidence}".rstrip()
