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

## Fix

Safe where the file is UTF-16 with its byte order mark and can be read to the end: stores it as UTF-8.
"""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Finding, Fix, Severity
from ctxlint.rules.context import TEXT, UNDECODABLE, Context, Rule


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if document.broken and "\ufffd" not in document.text:  # a byte order mark of UTF-16, and all of it could be read
        hint = "save the file as UTF-8: iconv -f UTF-16 -t UTF-8"
        yield Finding(document.broken, "not UTF-8 but UTF-16", hint, Fix((), safe=True, store="utf-8"))
    elif document.broken:
        hint = "save the file as UTF-8: iconv -f WINDOWS-1252 -t UTF-8, with the encoding it was written in"
        yield Finding(document.broken, "not UTF-8 from here on", hint)


RULE = Rule("files/undecodable", Severity.ERROR, check=check, sees=frozenset({TEXT, UNDECODABLE}))
