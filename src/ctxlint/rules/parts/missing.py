"""A task brief that lacks one of its four parts.

## What it checks

Of a CONTEXT.md under contract: specification (what to build), constraints (what must not happen), success criteria
(what proves that it is done) and feedback loop (how to notice failure, and when to ask). A part is found by the meaning
of its heading, at any level and in ten languages: "Definition of Done", "Boundaries & non-goals" and "Verification"
count. So do bold lead-ins (`**Constraints:**`), labels (`<constraints>`), definition lists and frontmatter keys.
A CONTEXT.md is under contract when two or more of the four parts are found in it, or when it declares its kind, in the
configuration or with `<!-- ctxlint: kind[context] -->`.

## Why it matters

A requirement that is left out is guessed right 41 % of the time (arXiv 2505.13360). A small model that is not told
when it is done stops too early or never, and one that is not told when to ask fails in silence.

## Bad

```markdown title="CONTEXT.md"
# Changelog page

## Specification

Write the page that lists what changed in release 2.4, one line for each merged pull request.

## Constraints

- Do not touch `CHANGELOG.md` itself.

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

## Fix

Unsafe: adds the heading at the end of the file, with a prompt to be replaced (`parts/placeholder` reports it until then).
"""

from __future__ import annotations

from ctxlint.base.model import Severity
from ctxlint.rules.context import Rule

RULE = Rule("parts/missing", Severity.ERROR, kinds=frozenset({"context"}))
