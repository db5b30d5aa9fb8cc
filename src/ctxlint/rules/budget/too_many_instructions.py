"""More instructions load at the start than one prompt should hold.

## What it checks

The lines that tell the agent to do something (an imperative, must, never, always), over all files that load at the start in
the folder of this file: more than 150. One finding for each chain, on its first file. A folder below the root adds its files
once somebody works there.

## Why it matters

Each of them is paid for in every turn, also by the work that it does not concern. In a benchmark of one prompt models began to
drop some from about 150 on (IFScale, arXiv 2507.11538); the size of such files showed no effect on what was obeyed in 1,650
sessions (arXiv 2605.10039), but rules were broken after compaction (arXiv 2606.22528).

## Bad

A CLAUDE.md of 151 lines, each of them an order.

## Good

```markdown title="CLAUDE.md"
- Run `make test` before you say that you are done.
- Never push to `main`.
```

## Options

`[budget] instructions = 150`
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Finding, Severity, Span
from ctxlint.base.once import once
from ctxlint.parse.instructions import is_instruction
from ctxlint.rules.budget.limits import limit, when
from ctxlint.rules.context import Context, Rule

if TYPE_CHECKING:
    from ctxlint.project import Project


def check(context: Context) -> Iterator[Finding]:
    chain = context.chain
    if chain is None or chain.root != context.document.path:
        return
    most = limit(context, "instructions")
    lines = {member.path: _lines(chain.project, member.path) for member in chain.members}
    total = sum(lines.values())
    above = sum(lines[m.path] for m in chain.members if m.entry.scope != chain.directory)
    if total > most >= above:
        most_of = max(lines, key=lambda path: lines[path])
        where = f", {lines[most_of]} of them in {most_of}" if len(lines) > 1 else ""
        yield Finding(
            Span(0, 0),
            f"{total} lines with instructions load {when(chain)}{where}, all paid for in each turn; the advice is at most {most}",
            "cut what the model does anyway, what a linter enforces, and what only some tasks need",
            known_as=f"{total} lines with instructions load at the start{where}; from {most} on models begin to drop some",
        )


@once
def _lines(project: Project, path: str) -> int:
    """Lines of a file that hold an instruction; many folders share the files above them."""
    document = project.document(path)
    told = [s.span.start for s in project.sentences(path) if is_instruction(s)]
    return len({document.position(start)[0] for start in told}) if document else 0


RULE = Rule(
    "budget/too-many-instructions",
    Severity.INFO,
    frozenset({"claude", "agents-md", "rule"}),
    check,
)
