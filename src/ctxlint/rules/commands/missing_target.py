"""A command that asks for a target which no manifest declares.

## What it checks

`make X`, `just X`, `task X`, `tox -e X`, `nox -s X` and `rake X`, in code spans and shell fences. Where the
command itself says in which folder it runs (`cd docs && make X`, `make -C docs X`), the manifest there is asked; else those
from the folder of the file up, and those elsewhere if the words around may lead to them. Includes, pattern rules, aliases
and imports are followed, and nothing is said of names that a manifest may hold beside those it shows; one that cannot be
read is named at the end of the report. Left alone: placeholders, globs, choices
(`make a/b`), prohibitions, commands of other projects (as in skills that are not kept in `.claude` or the like).

## Why it matters

The agent runs the command, gets an error, and either gives up checking its work or invents another command.

## Bad

```markdown title="CLAUDE.md"
Run `make check` before you commit.
```

```makefile title="Makefile"
test:
        pytest
```

## Good

```markdown title="CLAUDE.md"
Run `make test` before you commit.
```

```makefile title="Makefile"
test:
        pytest
```
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity
from ctxlint.rules.commands.wanted import advice, place, target, undeclared
from ctxlint.rules.context import IN_FILE, Context, Rule


def check(context: Context) -> Iterator[Finding]:
    for missing in undeclared(context, target):
        message = f"no target “{missing.name}” in {place(missing.manifests)}"
        yield Finding(missing.span, message, advice(missing.name, missing.manifests))


RULE = Rule("commands/missing-target", Severity.ERROR, check=check, one=(IN_FILE,))
