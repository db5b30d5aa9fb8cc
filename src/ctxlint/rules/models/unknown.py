"""A name that looks like the id of a Claude model and is none.

## What it checks

The `model` field of a frontmatter, and ids in code: names in the shape of an id that the table of models does not have,
such as `sonnet-4.5` or `claude-4-5-haiku`. What looks newer than the table is not reported, and no name of another provider
(`anthropic/…`, `…@date`, `…-v1:0`). In code spans a version with a dot is left alone: other tools write it so.

## Why it matters

The API refuses the name, or the tool falls back to another model without a word.

## Bad

```markdown title=".claude/agents/reviewer.md"
---
name: reviewer
description: Reads a diff and names what breaks.
model: claude-4-5-haiku
---

Read the diff. Name what breaks.
```

## Good

```markdown title=".claude/agents/reviewer.md"
---
name: reviewer
description: Reads a diff and names what breaks.
model: haiku
---

Read the diff. Name what breaks.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Document, Finding, Severity
from ctxlint.base.patterns import lazy
from ctxlint.parse.sentences import sentence_at
from ctxlint.rules.context import IN_FILE, ON_LINE, Context, Rule
from ctxlint.rules.models.ids import Named, fields, looks_unknown, nearest, settings, stamp

WHOLE = lazy(r"claude-[\w-]+")


def check(context: Context) -> Iterator[Finding]:
    lowered = context.document.text.lower()
    if not any(word in lowered for word in ("model", "claude-")):
        return
    seen = set()
    for named in (*fields(context.document), *settings(context.document), *_spans(context)):
        if named.span not in seen and looks_unknown(named.id):
            seen.add(named.span)
            near = nearest(named.id)
            yield Finding(named.span, f"there is no model {named.id} ({stamp()})", f"the nearest is {near}")


def _spans(context: Context) -> Iterator[Named]:
    """Code spans of instructions that are nothing but an id."""
    document: Document = context.document
    if not any(i.kind == "code" and document.text.startswith("claude-", i.text.start) for i in document.inlines):
        return
    live = {sentence.block for sentence in context.sentences}

    def forbidden(at: int) -> bool:
        sentence = sentence_at(context.sentences, at)
        return sentence is not None and sentence.negative

    for inline in document.inlines:
        text = document.slice(inline.text)
        is_id = inline.kind == "code" and inline.block in live and WHOLE.fullmatch(text)
        if is_id and not forbidden(inline.span.start):
            yield Named(text, inline.text)


RULE = Rule("models/unknown", Severity.WARNING, check=check, one=(IN_FILE, ON_LINE))
