"""A part of a task brief with nothing in it.

## What it checks

A heading of one of the four parts, in a CONTEXT.md under contract, below which no word stands. Comments do not count.
A CONTEXT.md is under contract when two or more of the four parts are found in it, or when it declares its kind, in the
configuration or with `<!-- ctxlint: kind[context] -->`.

## Why it matters

The heading says that the matter was thought about; the model finds nothing and guesses.

## Bad

```markdown title="CONTEXT.md"
# Changelog page

## Specification

Write the page that lists what changed in release 2.4, one line for each merged pull request.

## Constraints

<!-- ask Ines -->

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

RULE = Rule("parts/empty", Severity.ERROR, kinds=frozenset({"context"}))
