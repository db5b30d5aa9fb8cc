"""A path on the author's own disk.

## What it checks

`/Users/name/…`, `/home/name/…` and `C:\\Users\\name\\…` in text, code spans and fences. Names that stand for anybody
(user, you, me), that machines and containers use (runner, vscode, node, ubuntu) and placeholders are left alone, and so
are examples and lines that show something wrong or speak of such paths.

## Why it matters

The path exists on one machine. On every other, and in CI, the command fails or the file is not found; and it tells
everybody the name of an account.

## Bad

```markdown title="CLAUDE.md"
Run `/Users/annette/work/harbour/run.sh` to start the service.
```

## Good

```markdown title="CLAUDE.md"
Run `./run.sh` to start the service.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ctxlint.base.model import Document, Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.sentences import WRONG, example_sections
from ctxlint.rules.context import IN_FILE, ON_LINE, Context, Rule

NAME = r"[^\s/\\\"'`<>|:;,)\]}]+"
HOME = lazy(
    rf"(?<![\w/.~\\}}$)*-])(?P<home>/Users/(?P<mac>{NAME})|/home/(?P<linux>{NAME})(?=/[\w.])"
    rf"|(?-i:[A-Za-z]):(?:\\{{1,2}}|/)Users(?:\\{{1,2}}|/)(?P<windows>{NAME}))[^\s\"'`<>|,;)\]}}]*"
)
SLOT = lazy(r"[<>{}$%*\[\]]|\.\.\.|…|^(?:your|my|some)[-_A-Z]|name$", re.IGNORECASE)
ABOUT = lazy(r"\b(?:hard-?cod\w*|leak\w*|redact\w*|saniti[sz]\w*|placeholder|absolute paths?|regex)\b", re.IGNORECASE)
NEARBY = 60  # characters before the path
ORDERS = r"edit|modify|touch|change|delete|remove|overwrite|rename|move|run|open|read"
# “do not edit <path>” is an order about the file
FORBIDDEN = rf"(?:never|not|don['’]?t|avoid|no)\b(?!\W+(?:{ORDERS})\b)"
BEFORE = lazy(  # it is forbidden or one of many
    rf"\b(?:{FORBIDDEN}|e\.g\.|such as|like|instead of|replace\w*|strip\w*|encod\w*)(?!\w)[^.;:]{{0,30}}:?[^.;:\w]{{0,5}}\Z"
    r"|\b(?:examples?|match\w*|patterns?)\b[^.;]{0,20}\Z",
    re.IGNORECASE,
)
REMOTE = lazy(r"(?<![\w.-])[\w.@-]{2,60}:\Z")  # `host:/home/x`: on a disk that everybody reaches


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if "/Users/" not in document.text and "/home/" not in document.text and "Users" not in document.text:
        return
    examples = [document.sections[index].span for index in example_sections(document)]
    seen: set[int] = set()
    for match in HOME.finditer(document.text):
        line = document.position(match.start())[0]
        name = match["mac"] or match["linux"] or match["windows"]
        if line in seen or _is_anybody(name) or any(a <= match.start() < b for a, b in examples):
            continue
        if not _is_about_paths(document, line, match.start()):
            seen.add(line)
            message = f"a path on one person's disk: {match['home']}"
            yield Finding(Span(*match.span()), message, "write it relative to the project, or with ~ or a variable")


@cache
def _anybody() -> frozenset[str]:
    return frozenset(alternatives("names", "anybody").split("|"))


def _is_anybody(name: str) -> bool:
    return name.lower().rstrip(".") in _anybody() or bool(SLOT.search(name))


def _is_about_paths(document: Document, line: int, at: int) -> bool:
    text, start = document.around(at), document.line_span(line).start
    before = document.text[max(start, at - NEARBY) : at]
    return bool(ABOUT.search(text) or BEFORE.search(before) or WRONG.match(text) or REMOTE.search(before))


RULE = Rule("references/machine-path", Severity.WARNING, check=check, one=(IN_FILE, ON_LINE))
