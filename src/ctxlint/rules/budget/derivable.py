"""What the agent can see for itself: a drawing of the tree, a copied list of dependencies.

## What it checks

A code block that draws a directory tree of more than 15 lines, and a list of five or more dependencies with versions that
stand in a manifest of the project.

## Why it matters

Listing a folder or reading a manifest costs one call when it is needed; the copy costs tokens in every session, and drifts
from what it was copied from. Files that repeat what the repository says help least (arXiv 2602.11988).

## Bad

````markdown title="CLAUDE.md"
```
src/
├── a.py
├── b.py
├── c.py
├── d.py
├── e.py
├── f.py
├── g.py
├── h.py
├── i.py
├── j.py
├── k.py
├── l.py
├── m.py
├── n.py
└── o.py
```
````

## Good

```markdown title="CLAUDE.md"
Business rules live in `src/domain/`; everything else may import it, and it imports nothing.
```

## Options

`[budget] tree-lines = 15`
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Document, Finding, Severity
from ctxlint.base.patterns import lazy
from ctxlint.rules.budget.limits import limit
from ctxlint.rules.context import Context, Rule

BRANCH = lazy(r"(?m)^[ \t│|]*(?:[├└][─-]*|\|--|`--|\+--)[ \t]*(?P<name>[^\s│├└#]*)")
PINNED = lazy(r"(?P<name>@?[A-Za-z][\w./@-]*[\w])[`*]*\s*[@:=|(]*\s*[\^~=<>v]*\s*(?P<version>\d+\.\d+(?:\.\d+)?)")
MANIFESTS = ("package.json", "pyproject.toml", "Cargo.toml", "go.mod", "Gemfile", "composer.json", "requirements.txt")
FEWEST = 5


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    most = limit(context, "tree-lines")
    for index, block in enumerate(document.blocks):
        if block.kind in ("fence", "code"):
            drawn = _drawn(document.slice(block.span))
            if drawn and drawn + 1 > most:  # the root of the tree is a line too
                line = document.position(block.span.start)[0]
                yield Finding(
                    document.line_span(line),
                    f"a drawing of {drawn + 1} lines of the directory tree",
                    "name only the folders whose purpose their names do not say",
                )
        elif block.kind == "list" and (copied := _copied(context, document, index)):
            yield Finding(
                document.line_span(document.position(block.span.start)[0]),
                f"{len(copied)} dependencies copied from {copied[0][1]}: {', '.join(name for name, _ in copied[:3])}, …",
                "leave them out: the manifest says it, and stays right",
            )


def _drawn(text: str) -> int:
    """Lines of a directory tree; a drawing of which less than half look like files and folders is something else."""
    names = BRANCH.findall(text)
    return len(names) if 2 * sum("." in name or name.endswith("/") for name in names) >= len(names) else 0


def _copied(context: Context, document: Document, index: int) -> list[tuple[str, str]]:
    """Name and manifest of each item that gives a dependency with the version a manifest has."""
    items = [document.slice(document.blocks[i].span) for i in document.children(index)]
    pinned = [match for item in items if (match := PINNED.search(item[:120]))]
    if len(pinned) < FEWEST:
        return []
    found = []
    for name in MANIFESTS:
        text = context.project.files.source(name).text.lower()
        found += [(m["name"], name) for m in pinned if text and _stands_in(text, m["name"].lower(), m["version"])]
    return found if len(found) >= FEWEST else []


def _stands_in(text: str, name: str, version: str) -> bool:
    at = text.find(name)
    return at >= 0 and version in text[at : at + len(name) + 40]


RULE = Rule("budget/derivable", Severity.INFO, frozenset({"claude", "agents-md"}), check=check)
