"""A path in another letter case than the file has.

## What it checks

Links, imports and paths in code spans that name no file as they are spelled, and exactly one when upper and lower case
are taken for the same; and the name of the context file itself, such as `claude.md`, where no CLAUDE.md stands beside it.

## Why it matters

It works on macOS and Windows and fails on Linux, where the agent runs in CI or in a container.

## Bad

```markdown title="CLAUDE.md"
Read [the guide](docs/Guide.md).
```

```markdown title="docs/guide.md"
The parser is one pass.
```

## Good

```markdown title="CLAUDE.md"
Read [the guide](docs/guide.md).
```

```markdown title="docs/guide.md"
The parser is one pass.
```

## Fix

Safe: the spelling of the file.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from ctxlint.base.model import Edit, Finding, Fix, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.config.kinds import spelled
from ctxlint.parse.imports import looks_like_file, target
from ctxlint.parse.paths import Mention, is_plain
from ctxlint.project.resolve import resolve
from ctxlint.rules.context import IN_FILE, Context, Rule
from ctxlint.rules.references.excuses import excused

SPELLING = lazy(r"\b(?:lower|upper|camel|kebab|pascal|snake)?[- ]?case\b|\bcase-|\bspell", re.IGNORECASE)


def check(context: Context) -> Iterator[Finding]:
    tree, own = context.project.tree, context.document.path
    right = None if context.document.declared else spelled(own)
    if right:
        names = posixpath.basename(own), posixpath.basename(right)
        message = f"the tools look for {names[1]}: {names[0]} is found on macOS and Windows, and not on Linux"
        yield Finding(Span(0, 0), message, f"git mv {own} {right}")
    for path, span, mention in _named(context):
        found = resolve(tree, context.document.path, path)
        if found.there is not False:
            continue
        for candidate in found.candidates:
            other = tree.other_case(candidate)
            if other and not tree.unkept([candidate]) and not _is_excused(context, span, mention):
                yield _finding(context, path, span, candidate, other)
                break


def _named(context: Context) -> Iterator[tuple[str, Span, Mention | None]]:
    origin = context.document.path
    yield from ((link.path, link.span, None) for link in context.links if link.path and link.path == link.written)
    for one in context.imports if "@" in context.document.text else ():
        if one.read and looks_like_file(one.path) and target(origin, one.path):
            yield one.path, Span(one.span.start + 1, one.span.start + 1 + len(one.path)), None
    yield from ((mention.path, mention.span, mention) for mention in context.mentions)


def _finding(context: Context, path: str, span: Span, candidate: str, other: str) -> Finding:
    """The end of a path from the root is the path as written, but for `..` and `.`."""
    written = context.document.slice(span)
    at = written.rfind(path)
    tail = path.rsplit("../", 1)[-1].removeprefix("./")
    fix, hint = None, "write it as it is spelled there"
    if at >= 0 and candidate.endswith(tail) and is_plain(other):
        start = span.start + at + len(path) - len(tail)
        right = other[len(other) - len(tail) :]
        fix = Fix((Edit(Span(start, start + len(tail)), right),), safe=True)
        hint = f"write {path[: len(path) - len(tail)]}{right}"
    return Finding(span, f"{path} is spelled {other} on disk", hint, fix)


def _is_excused(context: Context, span: Span, mention: Mention | None) -> bool:
    """The line speaks of letter case, or the sentence does not claim that the path is there."""
    if SPELLING.search(context.document.around(span.start)):
        return True
    return mention is not None and excused(context.document, context.sentences, mention)


RULE = Rule("references/case-mismatch", Severity.WARNING, check=check, one=(IN_FILE,))
