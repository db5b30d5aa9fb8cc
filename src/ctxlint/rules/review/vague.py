"""A sentence on which a small model would have to guess, found by a language model and verified.

## What it checks

Only with `check --llm`. A model reads the instructions of a file section by section and names those that two careful readers
could follow in two different ways. What it says is reported only if its quote stands word for word in the sentence it was
given for, its class is one of seven (quality, outcome, manner, scope, condition, amount, action), and its two readings
differ; everything else is dropped, and counted.

Code, quotations, secrets, suppressed lines, VOICE.md and glossaries are never sent. docs/review.md says what is, and what it
costs.

## Why it matters

Lexical rules cannot see it: an instruction is vague by what it does not say. With a vague intent agents reach their goal in
29 of 100 cases instead of 51, with an unclear target in 9 instead of 68 (UnderSpecBench, arXiv 2607.02294). But experts
agree on what is vague at a kappa of 0.47 only, so this is advice.

## Bad

```markdown title="CLAUDE.md"
The API should be fast.
```

## Good

```markdown title="CLAUDE.md"
The API should answer within 200 ms at 50 requests a second.
```

## Options

`[llm] model = "haiku"`, `votes = 1`, `effort = "low"`, `concurrency = 8`, `budget-usd = 1.0`, `max-tokens = 4000`,
`timeout = 60`, `poll = 30`, `kinds = […]`, `price-in`, `price-out`
"""

from __future__ import annotations

from ctxlint.base.model import Severity
from ctxlint.rules.context import Rule

RULE = Rule(
    "review/vague",
    Severity.INFO,
    kinds=frozenset({"claude", "agents-md", "context", "skill", "subagent", "command", "rule"}),
    sees=frozenset(),
)
