"""A line marked CRITICAL or IMPORTANT that never says what breaks.

## What it checks

Lines of a CLAUDE.md or AGENTS.md that open with CRITICAL, IMPORTANT, WARNING or ⚠ and do not say, to the end of their
block, why: no "because", "otherwise", "or", "breaks", "fails", "so that" or the like, no clause behind a dash, and no
sentence that states something instead of ordering it. A line that ends in a colon only introduces what follows. Lines
that only send the reader elsewhere ("See …") are left alone. Of a file in which many lines shout only
[wording/shouting](../wording/shouting.md) speaks: it asks for the reasons, too.

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
from ctxlint.parse.instructions import orders
from ctxlint.parse.sentences import NEGATIVE, introduces, masked, split
from ctxlint.rules.context import ON_LINE, Context, Rule
from ctxlint.rules.wording import shouting

MARK = lazy(
    r"[>\s]*(?:\*\*|__)?(?:⚠\ufe0f?\s*)?(?:\*\*|__)?(?P<mark>CRITICAL|IMPORTANT|WARNING|⚠\ufe0f?)(?:\*\*|__)?\s*[:!—–-]"
)
POINTER = lazy(
    lambda: (
        rf"\W*(?:{alternatives('markers', 'before_orders')})?\W*(?:see|refer to|consult|read|siehe|voir|véase)\b|\s*(?:参见|请阅读|参照)"
    ),
    re.IGNORECASE,
)
DASH = lazy(r"\s[—–-]{1,2}\s|—|\s\((?=\w+ \w)")
VERB = lazy(lambda: rf"\b(?:{alternatives('markers', 'states')})\b|\b[a-z]{{3,}}s\b \w", re.IGNORECASE)
REASON = lazy(
    lambda: rf"\b(?:{alternatives('markers', 'reasons')})\b|{alternatives('markers', 'reasons_anywhere')}",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    found = list(_bare_marks(context.document))
    if found and not any(shouting.check(context)):
        yield from found


def _bare_marks(document: Document) -> Iterator[Finding]:
    for index, block in enumerate(document.blocks):
        if block.kind not in ("paragraph", "cell"):
            continue
        text = document.content(block)
        match = MARK.match(text)
        if not match or introduces(text) or REASON.search(_whole(document, index)):
            continue
        if not _is_explained(document, index, match.end()):
            start = block.span.start + match.start("mark")
            yield Finding(
                Span(start, start + len(match["mark"])),
                f"{match['mark']} without a consequence: what breaks if this line is ignored?",
                "say behind it what breaks otherwise",
            )


def _is_explained(document: Document, index: int, start: int) -> bool:
    """It sends the reader elsewhere; or behind a dash, or in a sentence of its own, stands how things are."""
    block = document.blocks[index]
    text = masked(document, index)[start:]
    if POINTER.match(text):
        return True
    following = document.blocks[block.stop] if block.stop < len(document.blocks) else None
    if following and following.kind == "paragraph" and following.parent == block.parent:
        text += " " + masked(document, block.stop)
    said = [text[a:b] for a, b in split(text)]
    clauses = [clause for sentence in said[:1] for clause in DASH.split(sentence)[1:]]
    return any(_states(clause) for clause in (*clauses, *said[1:]))


def _states(text: str) -> bool:
    """It has a verb of its own and gives no order."""
    return VERB.search(text) is not None and not NEGATIVE.match(text.lstrip()) and not orders(text).given


def _whole(document: Document, index: int) -> str:
    """The block with what belongs to it: the rest of its list item, or the list that follows it."""
    block = document.blocks[index]
    if block.parent >= 0:
        return document.slice(document.blocks[block.parent].span)
    following = document.blocks[block.stop] if block.stop < len(document.blocks) else None
    if following and following.kind in ("list", "paragraph", "fence", "table", "quote"):
        return document.text[block.span.start : following.span.end]
    return document.slice(block.span)


RULE = Rule(
    "parts/no-consequence", Severity.INFO, kinds=frozenset({"claude", "agents-md"}), check=check, one=(ON_LINE,)
)
