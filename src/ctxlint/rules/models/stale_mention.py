"""Prose names a model that is retired or about to be.

## What it checks

Sentences and headings, and code in programming languages, that name the id of a retired or deprecated model. Quotations, history ("was", "replaced", "migrated from") and
prohibitions are left alone, so is what `models/retired` reports.

## Why it matters

The agent takes the name for one that it may use: in code it writes, in a subagent it creates. The API refuses it.

## Bad

```markdown title="CLAUDE.md"
Summaries are made with `claude-3-haiku-20240307`, reviews by hand.
```

## Good

```markdown title="CLAUDE.md"
Summaries are made with the smallest tier, reviews by hand.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.data.models import LINES, Model
from ctxlint.parse.cues import speaks_of
from ctxlint.parse.sentences import NEGATIVE, QUOTED, example_sections
from ctxlint.rules.context import IN_FILE, ON_LINE, Context, Rule
from ctxlint.rules.models.ids import ID, known, programs, settings, stamp

HISTORY = lazy(lambda: rf"\b(?:{alternatives('markers', 'model_history')})\b", re.IGNORECASE)
ARROW = lazy(r"→|->")
CLAUSE = lazy(r"[,;:—–]|\s-\s")


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if not any(f"{line}-" in document.text for line in ("claude", *LINES)) or not ID.search(document.text):
        return
    chosen = {named.span for named in settings(document)}
    yield from _in_code(document, chosen)
    for start, text, section in _lines(context):
        if not ID.search(text) or _is_history(document.sections[section].title):
            continue
        quoted = [match.span() for match in QUOTED.finditer(text)]
        for match in ID.finditer(text):
            span = Span(start + match.start("id"), start + match.end("id"))
            model = known(match["id"])
            if model is None or model.state == "active" or span in chosen or _is_excused(text, match.start()):
                continue
            if not any(a <= match.start() < b for a, b in quoted):
                yield _finding(match["id"], model, span)


def _lines(context: Context) -> Iterator[tuple[int, str, int]]:
    """Where a sentence or a heading starts, what it says, and the section that it is in."""
    document = context.document
    for sentence in context.sentences:
        yield sentence.span.start, document.slice(sentence.span), sentence.section
    examples = example_sections(document)
    for index, section in enumerate(document.sections[1:], 1):
        if index not in examples:
            yield section.heading.start, document.slice(section.heading), index


def _is_excused(text: str, at: int) -> bool:
    """History, or a "not" in the clause before the name. Behind an arrow stands the one that is to be used."""
    old = ARROW.search(text, at) is not None
    return old or _is_history(text) or NEGATIVE.search(CLAUSE.split(text[:at])[-1]) is not None


def _is_history(text: str) -> bool:
    return speaks_of(text, "history", "age", "change", "wrong") or HISTORY.search(text) is not None


def _in_code(document: Document, chosen: set[Span]) -> Iterator[Finding]:
    """`model="claude-3-…"` in a program: no setting of this project, but what the agent will copy."""
    for named in programs(document):
        model = known(named.id)
        if model and model.state != "active" and named.span not in chosen:
            yield _finding(named.id, model, named.span)


def _finding(name: str, model: Model, span: Span) -> Finding:
    how = "was retired on" if model.state == "retired" else "is deprecated and retires on"
    hint = f"write {model.replacement}, or name the tier and not the version" if model.replacement else "name the tier"
    return Finding(span, f"{name} {how} {model.ends} ({stamp()})", hint)


RULE = Rule("models/stale-mention", Severity.WARNING, check=check, one=(IN_FILE, ON_LINE))
