"""Nothing that loads at the project root names a check to run, or a boundary.

## What it checks

All that loads when a tool starts at the project root, imports included: does it name one command that can tell whether the
work is right (tests, a linter, a build), and one thing that is forbidden or protected? A script or target counts if its
recipe runs a check, and so does what the instruction files they send their reader to ("Read CLAUDE.md first") say. A file that declares a
scope ("only what is specific to Codex lives here") lacks nothing. Judged once, on the first file, and only if there are 30 words or more: less is a beginning, of which the closing lines of a run say what it lacks.

## Why it matters

An agent that knows no check reports success when it stops, not when it works; 75 % of public files name their tests (arXiv
2511.12884). Prohibitions are the lines that help most (arXiv 2604.11088).

## Bad

```markdown title="CLAUDE.md"
Harbour books berths for marinas. It is one service with a database.

Bookings live in the ledger, prices in a table that the office keeps. A season starts in May and ends in
September. Names of customers are shown to the staff of their own marina.
```

## Good

```markdown title="CLAUDE.md"
@AGENTS.md
```

```markdown title="AGENTS.md"
Run `make test` before you say that you are done. Never push to `main`.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.suggest import typed
from ctxlint.project.pointers import declares_scope
from ctxlint.rules.context import Context, Rule
from ctxlint.rules.files.empty import is_empty

WORD = lazy(r"\w+")
FEWEST_WORDS = 30  # below, it is a beginning; the closing lines of a run say what it lacks


def check(context: Context) -> Iterator[Finding]:
    chain = context.chain
    if chain is None or chain.directory or chain.root != context.document.path or is_empty(context.document):
        return
    if sum(len(WORD.findall(one.text)) for member in chain.members for one in chain.sentences(member)) < FEWEST_WORDS:
        return
    if any(declares_scope(one.text) for one in context.sentences):
        return
    missing = []
    if not chain.check_command and not chain.sends_to_check:
        missing.append(("no command that checks the work", typed("Run `make test` before you say that you are done.")))
    if not chain.has_boundary and not chain.sends_to_boundary:
        missing.append(("no boundary: nothing is forbidden or protected", typed("Never edit `migrations/` by hand.")))
    if missing:
        yield Finding(
            Span(0, 0),
            f"what loads at the project root names {' and '.join(what for what, _ in missing)}",
            f"add a line such as {', '.join(hint for _, hint in missing)}",
        )


RULE = Rule("parts/chain-incomplete", Severity.INFO, frozenset({"claude", "agents-md"}), check)
