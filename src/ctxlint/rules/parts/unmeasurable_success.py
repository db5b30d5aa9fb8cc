"""Success criteria of which none can be checked.

## What it checks

That at least one item of the success criteria names something to check: a number with a unit, a comparison, a command or
exit code, a file, a question or another yes/no test. One such item clears the file.
A CONTEXT.md is under contract when two or more of the four parts are found in it, or when it declares its kind, in the
configuration or with `<!-- ctxlint: kind[context] -->`.

## Why it matters

"Looks professional" is met by whatever was produced. Experts who label such lines agree at kappa 0.47, so a model has
nothing to hold its work against.

## Bad

```markdown title="CONTEXT.md"
# Changelog page

## Specification

Write the page that lists what changed in release 2.4, one line for each merged pull request.

## Constraints

- Do not touch `CHANGELOG.md` itself.

## Success Criteria

- The page looks professional and modern.

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

RULE = Rule("parts/unmeasurable-success", Severity.WARNING, kinds=frozenset({"context"}))
