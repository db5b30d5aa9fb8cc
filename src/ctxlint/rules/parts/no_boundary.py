"""Constraints that forbid nothing and protect nothing.

## What it checks

That the constraints hold one prohibition ("do not", "never", "without"), one thing to leave alone, or one limit ("only",
"at most").
A CONTEXT.md is under contract when two or more of the four parts are found in it, or when it declares its kind, in the
configuration or with `<!-- ctxlint: kind[context] -->`.

## Why it matters

Prohibitions are the lines that help most: guardrails raise success where guidance does not (arXiv 2604.11088).

## Bad

```markdown title="CONTEXT.md"
# Changelog page

## Specification

Write the page that lists what changed in release 2.4, one line for each merged pull request.

## Constraints

- Write in the style of the other pages.

## Success Criteria

- `make docs` exits 0 and every line links to its pull request.

## Feedback Loop

- Failure: a line has no link, or `make docs` fails.
- Validate: open the page and follow three links.
- If the same check fails twice, stop and ask the release manager.
```

## Good

```markdown title="CONTEXT.md"
# Changelog page

## Specification

Write the page that lists what changed in release 2.4, one line for each merged pull request.

## Constraints

- Do not touch `CHANGELOG.md` itself.

## Success Criteria

- `make docs` exits 0 and every line links to its pull request.

## Feedback Loop

- Failure: a line has no link, or `make docs` fails.
- Validate: open the page and follow three links.
- If the same check fails twice, stop and ask the release manager.
```
"""

from __future__ import annotations

from ctxlint.base.model import Severity
from ctxlint.rules.context import Rule

RULE = Rule("parts/no-boundary", Severity.WARNING, kinds=frozenset({"context"}))
