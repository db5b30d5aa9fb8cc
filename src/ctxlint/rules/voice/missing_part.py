"""A voice that leaves out one of the seven things a writer needs.

## What it checks

That a VOICE.md has a tone, a language style, a cadence, metaphors, signature patterns, words to avoid and examples,
under whatever heading. All that is missing is one finding for a file.

## Why it matters

What a voice does not say is filled with the model's own habits, and those are the same in every text.

## Bad

```markdown title="VOICE.md"
# Voice

## Tone

A steady guide who has done this before.
```

## Good

```markdown title="VOICE.md"
# Voice

## Tone

A steady guide who has done this before.

## Language style

Short words, active verbs, British spelling.

## Cadence

Two short sentences, then a long one.

## Core metaphors

- Learning = Flame (constant)

## Signature patterns

- Open with the result, then the reason.

## Words to avoid

- "leverage": say "use"

## Examples

Before: We leverage synergies. After: We share the work.
```
"""

from __future__ import annotations

from ctxlint.base.model import Severity
from ctxlint.rules.context import IN_COPY, PART, Rule

RULE = Rule("voice/missing-part", Severity.INFO, kinds=frozenset({"voice"}), lacks=PART, one=(IN_COPY,))
