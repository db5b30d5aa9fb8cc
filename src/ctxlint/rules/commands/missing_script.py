"""A command that runs a script which no manifest declares.

## What it checks

`npm`, `pnpm`, `yarn` and `bun run X`, `npm test`, `pnpm` and `yarn` with a usual name of a script (`build`, `lint:fix`),
`composer run X` and `deno task X`, in code spans and shell fences. Where the command itself says in which package it runs
(`cd web && …`, `--prefix web`, `--filter web`), that package is asked; else those from the folder of the file up. What
another manifest of the project declares, or may declare and cannot be read, counts as there where the words around may
lead to it, or where the file shows no other command that those above declare. Left alone: what the tools have built in, `bun run FILE`, `--if-present`, placeholders, prohibitions, commands of other projects (as in skills that
are not kept in `.claude` or the like), and every case in which a manifest cannot be read (the report says which) or may
declare more than it shows. `uv`, `poetry`, `pdm`, `hatch` and `mise run X` are not judged: they also run what no manifest lists.

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

from ctxlint.base.model import Finding, Severity
from ctxlint.base.patterns import lazy
from ctxlint.rules.commands.wanted import Missing, advice, place, script, undeclared
from ctxlint.rules.context import IN_FILE, Context, Rule

FILE = lazy(r"\.(?:[cm]?[jt]sx?|json|py|sh)\Z")
ALSO_PROGRAMS = ("bun", "yarn")  # run them as they run scripts
PROGRAMS = frozenset(
    "tsc eslint prettier vitest jest vite next playwright cypress tsx ts-node biome turbo nx rollup webpack esbuild".split()
)


def check(context: Context) -> Iterator[Finding]:
    for missing in undeclared(context, script):
        name, span, manifests = missing
        program, *rest = context.document.slice(span).split()
        may_be_program = program in ALSO_PROGRAMS or (program == "pnpm" and "run" not in rest)
        if not may_be_program or not _is_program(context, missing):
            yield Finding(span, f"no script “{name}” in {place(manifests)}", advice(name, manifests))


def _is_program(context: Context, missing: Missing) -> bool:
    """A file, or a program of an installed package, which mostly bears the name of the package."""
    project, quoted = context.project, f'"{missing.name}"'.encode()
    if FILE.search(missing.name) or missing.name in PROGRAMS:
        return True
    return any(quoted in (project.read_bytes(manifest.path, 1 << 20) or b"") for manifest in missing.manifests)


RULE = Rule("commands/missing-script", Severity.ERROR, check=check, one=(IN_FILE,))
