"""A command of another package manager than the one whose lockfile is there.

## What it checks

Installing, adding and running with npm, pnpm, yarn, bun, uv, poetry, pdm or pipenv, where the nearest lockfile or
`packageManager` names exactly one other, and the one that is used has none in the whole project. Left alone: global
installs, publishing, prohibitions, comparisons, files that leave the choice (`npm ci` or `pnpm install`), commands of
other projects (as in skills that are not kept in `.claude` or the like).

## Why it matters

The wrong manager writes a second lockfile and resolves other versions than everybody else has.

## Bad

```markdown title="CLAUDE.md"
Install with `yarn install`.
```

```yaml title="pnpm-lock.yaml"
lockfileVersion: '9.0'
```

## Good

```markdown title="CLAUDE.md"
Install with `pnpm install`.
```

```yaml title="pnpm-lock.yaml"
lockfileVersion: '9.0'
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ctxlint.base.model import Finding, Severity
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.parse.commands import Command, excused
from ctxlint.parse.paths import bases, normal
from ctxlint.project.declared import beside
from ctxlint.rules.commands.wanted import is_of_this_project
from ctxlint.rules.context import IN_FILE, Context, Rule

INSTALLS = frozenset("install i ci add remove uninstall rm update upgrade up link".split())
RUNS = frozenset("run run-script test t start build dev lint format typecheck".split())
VERBS: Mapping[str, frozenset[str]] = {
    "npm": INSTALLS | frozenset(("run", "run-script", "test", "t", "start")),
    "pnpm": INSTALLS | RUNS,
    "yarn": INSTALLS | RUNS,
    "bun": frozenset(("install", "i", "add", "remove", "update")),
    "uv": frozenset(("sync", "add", "remove", "lock")),
    "poetry": frozenset(("install", "add", "remove", "lock", "update", "run")),
    "pdm": frozenset(("install", "add", "remove", "lock", "update", "sync", "run")),
    "pipenv": frozenset(("install", "uninstall", "lock", "sync", "run", "update")),
}
FAMILIES = (frozenset(("npm", "pnpm", "yarn", "bun")), frozenset(("uv", "poetry", "pdm", "pipenv")))
GLOBAL = frozenset(("-g", "--global", "global", "--location=global"))
CHOICE = lazy(r"\bor\b|\betc\b|\beither\b|或")
REFUSED = r"\b(?:not|never|don['’]?t|avoid|instead of|rather than)\b[^.;]*"  # “pnpm, not npm or yarn”


def check(context: Context) -> Iterator[Finding]:
    for command in context.commands if is_of_this_project(context) else ():
        used = command.words[0]
        if not _manages(command):
            continue
        family = next(family for family in FAMILIES if used in family)
        there = _proven(context, command, family)
        right = next(iter(there), "")
        if (
            len(there) == 1
            and not _offers(context, command, right)
            and not excused(context.document, context.stated, command)
        ):
            last = min(1, len(command.words) - 1)
            yield Finding(command.span(last), f"{used} where the lockfile is of {right}", f"use {right}")


def _offers(context: Context, command: Command, right: str) -> bool:
    """Does the same line name the right one too, or does any line leave the choice?"""
    document = context.document
    here = re.search(rf"\b{right}\b", document.around(command.spans[0].start))
    return here is not None or _leaves_the_choice(context, command.words[0], right)


@once
def _leaves_the_choice(context: Context, used: str, right: str) -> bool:
    names = [re.compile(rf"\b{name}\b") for name in (used, right)]
    refused = re.compile(rf"{REFUSED}\b{used}\b", re.IGNORECASE)
    every = context.document.text.split("\n")
    lines = (line for line in every if CHOICE.search(line) and all(name.search(line) for name in names))
    return any(not refused.search(line) for line in lines)


def _manages(command: Command) -> bool:
    """Does it install or run something for this project?"""
    used, arguments = command.words[0], [word for word in command.words[1:] if not word.startswith("-")]
    if used not in VERBS or GLOBAL.intersection(command.words):
        return False
    if not arguments:
        return used == "yarn" and command.fenced and len(command.words) == 1
    if used == "npm" and arguments[0] in INSTALLS and len(arguments) > 1:
        return False  # how others install a package
    return arguments[0] in VERBS[used]


def _proven(context: Context, command: Command, family: frozenset[str]) -> frozenset[str]:
    """The managers of the nearest folder that names one; none if the one in use has a lockfile anywhere."""
    manifests = [m for m in context.project.manifests.of("lockfile", "npm", "pnpm") if family.intersection(m.managers)]
    if any(command.words[0] in manifest.managers for manifest in manifests):
        return frozenset()
    for folder in bases(context.document.path):
        start = normal(folder, command.folder or ".")
        here = {name for manifest in beside(manifests, start or "") for name in manifest.managers} & family
        if here:
            return frozenset(here)
    return frozenset()


RULE = Rule("commands/wrong-package-manager", Severity.WARNING, check=check, one=(IN_FILE,))
