"""A comment to ctxlint that it does not understand.

## What it checks

The verb (`ignore`, `disable`, `enable`, `file-ignore`, `kind`) and the names in brackets of every `ctxlint:` comment. A
comment without brackets suppresses nothing: there is no blanket form.

## Why it matters

With a typing error in it, the comment does nothing, and it looks as if it did.

## Bad

```markdown title="CLAUDE.md"
<!-- ctxlint: ignore[parts/placeholders] -->

Version: TBD
```

## Good

```markdown title="CLAUDE.md"
<!-- ctxlint: ignore[parts/placeholder] the release script fills it in -->

Version: TBD
```
"""

from __future__ import annotations

from ctxlint.base.model import Severity
from ctxlint.rules.context import Rule

RULE = Rule("files/unknown-ignore", Severity.ERROR)
