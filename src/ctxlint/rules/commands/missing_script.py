"""A command that runs a script which no manifest declares.

## What it checks

`npm`, `pnpm`, `yarn` and `bun run X`, `composer run X` and `deno task X`, in code spans and shell fences. Where the command itself says in which package it runs (`cd web && …`, `--prefix web`, `--filter web`), that
package is asked; else a script that any manifest of the project declares counts as there. Left alone: what the tools
have built in, `bun run FILE`, `--if-present`, placeholders, prohibitions, commands of other projects (as in skills that
are not kept in `.claude` or the like), and every case in which a manifest cannot be read or may declare more than it
shows. `uv`, `poetry`, `pdm`, `hatch` and `mise run X` are not judged: they also run what no manifest lists.

## Why it matters

The agent runs the command, gets an error, and either gives up checking its work or invents another command.

## Bad

```markdown title="CLAUDE.md"
Run `npm run test:unit` before you commit.
```

```json title="package.json"
{"scripts": {"test": "vitest run"}}
```

## Good

```markdown title="CLAUDE.md"
Run `npm run test` before you commit.
```

```json title="package.json"
{"scripts": {"test": "vitest run"}}
```
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.lint import Context
from ctxlint.model import Finding, Rule, Severity
from ctxlint.patterns import lazy
from ctxlint.project.manifests import Manifest
from ctxlint.shell import excused, is_of_this_project
from ctxlint.wanted import advice, place, script, undeclared

FILE = lazy(r"\.(?:[cm]?[jt]sx?|json|py|sh)\Z")
PROGRAMS = frozenset(
    "tsc eslint prettier vitest jest vite next playwright cypress tsx ts-node biome turbo nx rollup webpack esbuild".split()
)


def check(context: Context) -> Iterator[Finding]:
    assert context.project
    for command in context.commands if is_of_this_project(context) else ():
        wanted = script(command)
        missing = undeclared(context, command, wanted) if wanted else None
        if not wanted or not missing:
            continue
        name, index, manifests = missing
        if wanted.may_run_files and (FILE.search(name) or name in PROGRAMS or _is_dependency(context, name, manifests)):
            continue
        if not excused(context.document, context.sentences, command):
            message = f"no script “{name}” in {place(manifests)}"
            yield Finding(command.span(index), message, advice(name, manifests))


def _is_dependency(context: Context, name: str, manifests: tuple[Manifest, ...]) -> bool:
    """yarn and bun also run the programs of installed packages, which mostly bear the name of the package."""
    assert context.project
    quoted = f'"{name}"'.encode()
    return any(quoted in (context.project.read(manifest.path, 1 << 20) or b"") for manifest in manifests)


RULE = Rule("commands/missing-script", Severity.ERROR, needs=frozenset({"tree", "manifests"}), check=check)
