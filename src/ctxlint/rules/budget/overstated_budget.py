"""A CONTEXT.md states a token budget that it breaks itself.

## What it checks

A stated budget of tokens ("Token budget: 2,000 tokens") against the file and the files of the project that it imports or
lists as what to read (dependencies, inputs, references). Tokens are estimated at 2.5 characters each, which may be up to
40 % too many ([load](../../load.md)): reported is what passes the budget even then.

## Why it matters

The author chose the model and the price by that number. A brief whose inputs alone exceed it fails in the middle of the
work, or costs a multiple.

## Bad

```markdown title="CONTEXT.md"
# Changelog page

Token budget: 20 tokens

Write the page that lists what changed in release 2.4, one line for each merged pull request, and nothing else.
```

## Good

```markdown title="CONTEXT.md"
# Changelog page

Token budget: 2,000 tokens

Write the page that lists what changed in release 2.4, one line for each merged pull request, and nothing else.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Finding, Place, Related, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.data.tokens import at_least, estimate
from ctxlint.parse.imports import target
from ctxlint.rules.context import Context, Rule

BUDGET = lazy(
    r"\b(?:token|context|input)s?[ _-](?:budget|limit)\b[^\n\d]{0,20}(?:[<≤~]\s*)?(?P<a>\d[\d,._]*)\s?(?P<k>k\b)?(?P<unit>[ -]?tokens?\b)?",
    re.IGNORECASE,
)
READ = lazy(
    r"\b(?:dependenc|inputs?|references?|context files|read first|sources?|required reading|files to read)",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    for match in BUDGET.finditer(document.text):
        stated = _number(match)
        files = dict(_files(context))
        total = estimate(len(document.text) + sum(files.values()))
        if stated is None or at_least(total) <= stated:
            continue
        with_files = f" and the {len(files)} files it names" if files else ""
        yield Finding(
            Span(*match.span()),
            f"the budget is {stated:,} tokens, but this file{with_files} are about {total:,}",
            "raise the budget, or name fewer files",
            related=tuple(
                Related(path, Place(1, 1, 1, 1), f"about {estimate(size):,} tokens") for path, size in files.items()
            ),
        )


def _number(match: re.Match[str]) -> int | None:
    digits = match["a"].rstrip(".,_")
    if match["k"]:
        return (
            int(float(digits.replace(",", ".").replace("_", "")) * 1000)
            if digits.count(".") < 2 and digits.count(",") < 2
            else None
        )
    whole = re.sub(r"[,._]", "", digits)
    return int(whole) if match["unit"] or "token" in match[0].lower() else None


def _files(context: Context) -> Iterator[tuple[str, int]]:
    """Path -> characters of what is imported, or linked where it is said what to read."""
    document, project = context.document, context.project
    named = [one.path for one in context.imports if one.read]
    for inline in document.inlines:
        block = document.blocks[inline.block]
        titles = document.sections[block.section].title
        if READ.search(titles) and inline.kind in ("link", "code"):
            named.append(inline.target if inline.kind == "link" else document.slice(inline.text))
    for written in dict.fromkeys(named):
        path = target(document.path, written.partition("#")[0])
        source = project.files.source(path) if path and path != document.path else None
        if path and source and source.text:
            yield path, len(source.text)


RULE = Rule("budget/overstated-budget", Severity.WARNING, frozenset({"context"}), check)
