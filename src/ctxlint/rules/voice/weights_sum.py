"""Weights that do not add up to 100.

## What it checks

Percentages that lead or end the lines of one list, the rows of a Weight column, or sibling headings such as
`### Craft (weight: 0.3)`: they are parts of a whole, so they sum to 100, and fractions to 1. Whole numbers must be exact,
decimals may be off by 0.5. A nested list may also sum to the weight of the item above it, and two lists under one heading
may make one whole. In a VOICE.md every such list counts; elsewhere only one whose heading, lead-in or column says weight.
Ranges, limits and metrics ("95% coverage") are no weights.

## Why it matters

A voice composed in percentages is arithmetic: with 105 parts in 100 a model has to guess which share to cut, and guesses
differently each time.

## Bad

```markdown title="VOICE.md"
## Tone Composition (Weighted)

- 50% — Steady guide
- 30% — Patient teacher
- 25% — Dry humour
```

## Good

```markdown title="VOICE.md"
## Tone Composition (Weighted)

- 50% — Steady guide
- 30% — Patient teacher
- 20% — Dry humour
```
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from ctxlint.base.model import Finding, Severity
from ctxlint.outline.numbers import add, show, step
from ctxlint.rules.context import IN_COPY, Context, Rule

if TYPE_CHECKING:
    from ctxlint.outline.weights import Weights

TOLERANCE = Decimal("0.005")  # of the whole, where figures have decimals
LOWEST, HIGHEST = Decimal("0.5"), Decimal("1.5")  # outside, the figures are no parts of one whole


def check(context: Context) -> Iterator[Finding]:
    voice = context.document.kind == "voice"
    groups: dict[tuple[int, ...], list[Weights]] = {}
    for weights in context.outline.weights:
        if weights.entries and (weights.said or voice):
            groups.setdefault(weights.group, []).append(weights)
    for together in groups.values():
        if not _make_one_whole(together):
            yield from (_finding(one) for one in together if not _adds_up(one) and _is_whole(one, voice))


def _adds_up(weights: Weights) -> bool:
    total = weights.total
    targets = [weights.whole, *([weights.above] if weights.above is not None else [])]
    return any(abs(total - target) <= _tolerance(weights) for target in targets)


def _tolerance(weights: Weights) -> Decimal:
    """Whole per cents are exact, finer figures are rounded ones, "~" is a point that its author was ready to be off by."""
    about = sum(entry.about for entry in weights.entries) * weights.whole / 100
    fine = any(step(entry.value) * 100 < weights.whole for entry in weights.entries)
    return max(about, TOLERANCE * weights.whole if fine else Decimal(0))


def _make_one_whole(together: list[Weights]) -> bool:
    return len(together) > 1 and add(weights.total for weights in together) == together[0].whole


def _is_whole(weights: Weights, voice: bool) -> bool:
    """Every line is a weight, and the sum is not so far off that the figures measure something else."""
    if not weights.closed or len(weights.entries) < 2:
        return False
    return (voice and weights.composed) or LOWEST * weights.whole <= weights.total <= HIGHEST * weights.whole


def _finding(weights: Weights) -> Finding:
    terms = " + ".join(show(entry.value) for entry in weights.entries)
    total, whole = weights.total, weights.whole
    off = show(abs(add([total, -whole])))
    hint = (
        f"take {off} off where it matters least"
        if total > whole
        else f"give the missing {off} to one of them, or name what it is"
    )
    return Finding(
        weights.entries[0].span, f"these weights do not add up: {terms} = {show(total)}, not {show(whole)}", hint
    )


RULE = Rule("voice/weights-sum", Severity.ERROR, check=check, one=(IN_COPY,))
