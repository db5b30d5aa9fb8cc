"""A link to a heading that is not there.

## What it checks

The part behind `#` in links to Markdown and HTML files, and in links inside the file: GitHub's names for headings,
those in HTML (`<h2>`) among them, numbered repetitions, `{#names}`, the `id` of any element and the `name` of an `<a>`.
What stands in code makes no heading. A target that is empty, missing or of another kind is not judged, nor is a page
that a script or a template makes, a link in a quotation or behind "e.g.", or one to another file in a section of
examples.

## Why it matters

The agent opens the file at its top and has to guess which section was meant; after a renamed heading it often takes
the wrong one.

## Bad

```markdown title="CLAUDE.md"
How to release: [steps](docs/release.md#publish-it).
```

```markdown title="docs/release.md"
## Publish
```

## Good

```markdown title="CLAUDE.md"
How to release: [steps](docs/release.md#publish).
```

```markdown title="docs/release.md"
## Publish
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Finding, Severity
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.base.slugs import anchors, folded, ids
from ctxlint.base.suggest import closest
from ctxlint.rules.context import IN_FILE, Context, Rule

if TYPE_CHECKING:
    from ctxlint.parse.links import Link

MOST_HINTS, MOST_NAMES = 20, 1000  # each hint compares a name with all others, which is slow
MARKDOWN, PAGES = (".md", ".mdx", ".markdown"), (".html", ".htm")
MADE = lazy(r"<script\b|\{\{|\{%|<%|<\?php", re.IGNORECASE)
LINES = lazy(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?\Z|:~:|/|!|\?")  # lines of code, text fragments, routes


def check(context: Context) -> Iterator[Finding]:
    hints = MOST_HINTS
    for link in context.links:
        target = _target(context, link)
        names = _anchors(context, target.path) if target else {}
        wanted = folded(link.fragment).removeprefix("user-content-")
        if target and wanted not in names and wanted != "top" and not (_is_page(target.path) and _is_made(target)):
            near = closest(wanted, sorted(names)) if hints > 0 and len(names) <= MOST_NAMES else None
            hints -= 1
            message = f"{target.path} has no heading “#{link.fragment}”"
            hint = f"the nearest is #{names[near]}" if near else "link to the file, or to a heading it has"
            yield Finding(link.span, message, hint)


@once
def _anchors(context: Context, path: str) -> dict[str, str]:
    document = context.document if path == context.document.path else context.project.document(path)
    if document is None:
        return {}
    return ids(document.text) if _is_page(path) else anchors(document)


def _is_page(path: str) -> bool:
    return path.lower().endswith(PAGES)


def _is_made(document: Document) -> bool:
    """Is there more in a page than its text shows: a script that may make headings, or places of a template?"""
    return MADE.search(document.text) is not None


def _target(context: Context, link: Link) -> Document | None:
    """The file with the headings, if the link names one and there is something in it."""
    if not link.fragment or LINES.match(link.fragment) or set(link.fragment) & set("{}<>$"):
        return None
    if not link.path:
        return context.document
    path = link.place(context.document.path)
    if not path or not path.lower().endswith(MARKDOWN + PAGES) or not context.project.tree.has(path):
        return None
    if path == context.document.path:
        return context.document
    document = context.project.document(path)
    return document if document and document.text.strip() else None


RULE = Rule("references/missing-anchor", Severity.WARNING, check=check, one=(IN_FILE,))
