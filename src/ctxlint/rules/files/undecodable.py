"""A file that is not UTF-8.

## What it checks

Bytes that are not valid UTF-8, and files in UTF-16.

## Why it matters

Tools that read context files expect UTF-8. What they do with other bytes differs: some skip the file, some put
replacement characters where the words were. No other rule looks at such a file.

## Bad

A file saved in Windows-1252, in which `für` is the bytes `66 FC 72`.

## Good

```markdown title="CLAUDE.md"
Titel für die Kunden.
```
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.lint import Context
from ctxlint.model import Finding, Rule, Severity


def check(context: Context) -> Iterator[Finding]:
    if context.document.broken:
        yield Finding(
            context.document.broken,
            "not UTF-8 from here on",
            "save the file as UTF-8: iconv -f WINDOWS-1252 -t UTF-8, with the encoding it was written in",
        )


RULE = Rule("files/undecodable", Severity.ERROR, check=check)
