"""A heading that announces weights, over a section without any.

## What it checks

That a section of a VOICE.md whose heading says "(Weighted)" holds at least one figure.

## Why it matters

"Mostly steady, sometimes funny" leaves the proportion to the model. The heading promises a number that a reader, and a
check, could hold the text against.

## Bad

```markdown title="VOICE.md"
## Tone Composition (Weighted)

- Steady guide
- Patient teacher
```

## Good

```markdown title="VOICE.md"
## Tone Composition (Weighted)

- 70% — Steady guide
- 30% — Patient teacher
```
"""

from __future__ import annotations

from ctxlint.base.model import Severity
from ctxlint.rules.context import IN_COPY, Rule

RULE = Rule("voice/weights-missing", Severity.WARNING, kinds=frozenset({"voice"}), one=(IN_COPY,))
