"""A feedback loop that does not say when to stop and ask.

## What it checks

That the feedback part says who or what takes over: a person, a larger model, "stop", "ask".
A CONTEXT.md is under contract when two or more of the four parts are found in it, or when it declares its kind, in the
configuration or with `<!-- ctxlint: kind[context] -->`.

## Why it matters

Without a way out a model repeats the attempt that failed. Naming the condition for the next tier is what makes starting
with the smallest one affordable.

## Bad

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

RULE = Rule("parts/no-escalation", Severity.WARNING, kinds=frozenset({"context"}))
