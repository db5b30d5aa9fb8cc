"""A link to a heading that is not there.

## What it checks

The part behind `#` in links to Markdown files, and in links inside the file: GitHub's names for headings, numbered
repetitions, `{#names}` and HTML `id` and `name` attributes. A target that is empty, missing or no Markdown is not judged,
nor is a link to another file in a section of examples.

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

import posixpath
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Document, Finding, Severity
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.base.slugs import anchors
from ctxlint.base.suggest import closest
from ctxlint.parse.paths import normal
from ctxlint.rules.context import IN_FILE, Context, Rule

if TYPE_CHECKING:
    from ctxlint.parse.links import Link

MOST_HINTS, MOST_NAMES = 20, 1000  # each hint compares a name with all others, which is slow
MARKDOWN = (".md", ".mdx", ".markdown")
LINES = lazy(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?\Z|:~:|/|!|\?")  # lines of code, text fragments, routes


def check(context: Context) -> Iterator[Finding]:
    hints = MOST_HINTS
    for link in context.links:
        target = _target(context, link)
        if not target:
            continue
        names = _anchors(context, target.path)
        wanted = link.fragment.lower().removeprefix("user-content-")
        if wanted not in names and wanted != "top":
            near = closest(wanted, sorted(names)) if hints > 0 and len(names) <= MOST_NAMES else None
            hints -= 1
            message = f"{target.path} has no heading “#{link.fragment}”"
            yield Finding(
                link.span, message, f"the nearest is #{near}" if near else "link to the file, or to a heading it has"
            )


@once
def _anchors(context: Context, path: str) -> frozenset[str]:
    document = context.document if path == context.document.path else context.project.document(path)
    return anchors(document) if document else frozenset()


def _target(context: Context, link: Link) -> Document | None:
    """The file with the headings, if the link names one and there is something in it."""
    if not link.fragment or LINES.match(link.fragment) or set(link.fragment) & set("{}<>$"):
        return None
    if not link.path:
        return context.document
    path = normal(posixpath.dirname(context.document.path), link.path)
    if not path or not path.lower().endswith(MARKDOWN) or not context.project.tree.has(path):
        return None
    if path == context.document.path:
        return context.document
    document = context.project.document(path)
    return document if document and document.text.strip() else None


RULE = Rule("references/missing-anchor", Severity.WARNING, check=check, one=(IN_FILE,))
