"""A line marked CRITICAL or IMPORTANT that never says what breaks.

## What it checks

Lines of a CLAUDE.md or AGENTS.md that open with CRITICAL, IMPORTANT, WARNING or ⚠ and do not say, to the end of their
block, why: no "because", "otherwise", "or", "breaks", "fails", "so that" or the like. A line that ends in a colon only
introduces what follows.

## Why it matters

A model that knows what breaks can weigh the rule against the task at hand; one that only sees capitals cannot, and when
many lines shout none stands out.

## Bad

```markdown title="CLAUDE.md"
IMPORTANT: run the migrations in order.
```

## Good

```markdown title="CLAUDE.md"
IMPORTANT: run the migrations in order, otherwise the ledger loses rows.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.rules.context import Context, Rule

MARK = lazy(
    r"[>\s]*(?:\*\*|__)?(?:⚠\ufe0f?\s*)?(?:\*\*|__)?(?P<mark>CRITICAL|IMPORTANT|WARNING|⚠\ufe0f?)(?:\*\*|__)?\s*[:!—–-]"
)
REASON = lazy(
    lambda: rf"\b(?:{alternatives('markers', 'reasons')})\b|{alternatives('markers', 'reasons_anywhere')}",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for index, block in enumerate(document.blocks):
        if block.kind not in ("paragraph", "cell"):
            continue
        text = document.content(block)
        match = MARK.match(text)
        introduces = text.rstrip("*_ ").endswith((":", "："))
        if match and not introduces and not REASON.search(_whole(document, index)):
            start = block.span.start + match.start("mark")
            yield Finding(
                Span(start, start + len(match["mark"])),
                f"{match['mark']} without a consequence: what breaks if this line is ignored?",
                "end it with the consequence: “…, otherwise <what breaks>”",
            )


def _whole(document: Document, index: int) -> str:
    """The block with what belongs to it: the rest of its list item, or the list that follows it."""
    block = document.blocks[index]
    if block.parent >= 0:
        return document.slice(document.blocks[block.parent].span)
    following = document.blocks[block.stop] if block.stop < len(document.blocks) else None
    if following and following.kind in ("list", "paragraph", "fence", "table", "quote"):
        return document.text[block.span.start : following.span.end]
    return document.slice(block.span)


RULE = Rule("parts/no-consequence", Severity.INFO, kinds=frozenset({"claude", "agents-md"}), check=check)
