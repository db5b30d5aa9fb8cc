"""A CONTEXT.md that is neither a task brief nor a glossary.

## What it checks

A CONTEXT.md with fewer than two of the four parts of a brief (specification, constraints, success criteria, feedback
loop), that is no glossary and does not declare what it is. One piece of advice for the file, never more.

## Why it matters

Nothing is wrong with a project note. But a file of this name is where people and tools look for the brief of a task, and
a brief without its parts leaves a small model to guess. Declare what the file is and the advice is gone:
`<!-- ctxlint: kind[context] -->` for a brief, `<!-- ctxlint: kind[glossary] -->` for a glossary.

## Bad

```markdown title="CONTEXT.md"
# Context

The shop moved to the new payment provider in March.

## Timeline

- March: cut-over
- April: old contract ends
```

## Good

```markdown title="CONTEXT.md"
# Payments

## Language

**Capture**: taking the money that was reserved.
_Avoid_: charge

**Refund**: giving back money that was captured.
_Avoid_: reversal

**Payout**: the daily transfer to the merchant.
_Avoid_: settlement
```
"""

from __future__ import annotations

from ctxlint.base.model import Severity
from ctxlint.rules.context import Rule

RULE = Rule("parts/no-brief", Severity.INFO, kinds=frozenset({"context"}))
