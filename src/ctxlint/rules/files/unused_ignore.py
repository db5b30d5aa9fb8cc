"""A suppression that suppresses nothing.

## What it checks

`ignore`, `disable`, `enable` and `file-ignore` comments that no finding needed. Judged only for rules that really ran:
not for rules that were deselected, or skipped for want of history or a model.

## Why it matters

It outlives the fault it excused and will hide the next one.

## Bad

```markdown title="CLAUDE.md"
<!-- ctxlint: ignore[parts/placeholder] filled in by the release script -->

Run `make release`.
```

## Good

```markdown title="CLAUDE.md"
<!-- ctxlint: ignore[parts/placeholder] filled in by the release script -->

Version: TBD
```

## Fix

Safe: removes the comment, or the name from its list.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from ctxlint.base.model import Document, Edit, Finding, Fix, Severity, Span
from ctxlint.parse.covers import Cover, covers
from ctxlint.rules.context import Rule


def late(document: Document, spoken: Mapping[str, Sequence[int]]) -> Iterator[Finding]:
    for cover in sorted(covers(document), key=lambda cover: cover.span):
        if cover.name in spoken and _is_unused(cover, spoken[cover.name]):
            yield _unused(document, cover)


def _is_unused(cover: Cover, starts: Sequence[int]) -> bool:
    first = bisect_left(starts, cover.span.start)
    return first == len(starts) or starts[first] > cover.span.end


def _unused(document: Document, cover: Cover) -> Finding:
    verb = cover.directive.verb
    message = f"{verb}[{cover.name}] suppresses nothing"
    return Finding(cover.place, message, "remove it", Fix((_removal(document, cover),), safe=True))


def _removal(document: Document, cover: Cover) -> Edit:
    """The name with its comma; the whole comment, and its line, where it is the only name."""
    directive = cover.directive
    if len(directive.names) > 1:
        at = cover.number
        if at:
            return Edit(Span(directive.name_spans[at - 1].end, cover.place.end), "")
        return Edit(Span(cover.place.start, directive.name_spans[1].start), "")
    line = document.line_span(document.position(directive.span.start)[0])
    if directive.whole_line:
        return Edit(Span(line.start, min(line.end + 1, len(document.text))), "")
    if directive.own_line:
        return Edit(directive.span, "")
    before = document.text[line.start : directive.span.start]
    return Edit(Span(line.start + len(before.rstrip()), directive.span.end), "")


RULE = Rule("files/unused-ignore", Severity.WARNING, late=late, comments=True)
