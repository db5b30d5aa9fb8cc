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

from ctxlint.base.model import Severity
from ctxlint.rules.context import Rule

RULE = Rule("files/unused-ignore", Severity.WARNING)
