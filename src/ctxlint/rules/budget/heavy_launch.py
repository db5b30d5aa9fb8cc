"""What loads at the start is more than a session should carry.

## What it checks

All that a tool loads when it starts in the folder of this file, imports and rules without `paths` included: more than
10,000 tokens. One finding for each such chain, on its first file, with its three heaviest members. A folder below the root
adds its files once somebody works there; it is reported only if what lies above it is not too heavy already. Tokens are
estimated at 2.5 characters each, which may be up to 40 % too many ([load](../../load.md)): reported is what passes 10,000
even then, from about 16,700 on.

## Why it matters

It costs. An import loads at the start; it saves nothing. A CLAUDE.md of one line can carry 30,000 tokens into every turn of
every session, and no other measure of the file shows it. See `ctxlint load`. Nothing is cut off, and nothing is obeyed less
for it: 1,650 sessions showed no effect of size (arXiv 2605.10039). Rules were broken after compaction (arXiv 2606.22528):
what must hold belongs into a file that loads again.

## Bad

A CLAUDE.md of one line, `@docs/handbook.md`, where the handbook has 50,000 characters.

## Good

```markdown title="CLAUDE.md"
How we release: read docs/release.md when you are asked to.
```

## Options

`[budget] launch-tokens = 10000`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Finding, Place, Related, Severity, Span
from ctxlint.data.tokens import at_least, estimate
from ctxlint.rules.budget.limits import cost, limit, when
from ctxlint.rules.context import Context, Rule

if TYPE_CHECKING:
    from ctxlint.project.chain import Member

HEAVIEST = 3


def check(context: Context) -> Iterator[Finding]:
    chain = context.chain
    if chain is None or chain.root != context.document.path:
        return
    most = limit(context, "launch-tokens")
    above = sum(estimate(len(e.text)) for e in chain.launch.loaded if e.scope != chain.directory)
    if at_least(chain.tokens) <= most or at_least(above) > most:
        return
    heaviest = sorted(chain.members, key=lambda member: -member.tokens)[:HEAVIEST]
    names = ", ".join(f"{member.path} {member.tokens:,}" for member in heaviest)
    files = len(chain.launch.loaded)
    what = "this file" if files == 1 else f"{files} files"
    yield Finding(
        Span(0, 0),
        f"{what} {'loads' if files == 1 else 'load'} {when(chain)}: {cost(chain.tokens)}; the advice is at most {most:,}. Heaviest: {names}",
        "see: ctxlint load. Turn imports into paths to read on demand, give rules `paths`",
        related=tuple(_related(member) for member in heaviest if member.path != context.document.path),
        known_as=f"about {chain.tokens:,} tokens load at the start from {what}; the limit is {most:,}. Heaviest: {names}",
    )


def _related(member: Member) -> Related:
    return Related(member.path, Place(1, 1, 1, 1), f"about {member.tokens:,} tokens")


RULE = Rule(
    "budget/heavy-launch",
    Severity.INFO,
    frozenset({"claude", "agents-md", "rule"}),
    check,
)
