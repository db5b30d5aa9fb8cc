"""A CLAUDE.md sends the reader to AGENTS.md in words, so that it does not load.

## What it checks

Sentences such as "See AGENTS.md" or "Follow `AGENTS.md`" in a CLAUDE.md, where that file exists and nothing imports it.
Sentences about something else (keep it in sync, who reads it, what else it is for) are left alone.

## Why it matters

Claude Code reads AGENTS.md by itself only where there is no CLAUDE.md. In words it is a suggestion that the model may
follow; as `@AGENTS.md` it is loaded.

## Bad

```markdown title="CLAUDE.md"
See AGENTS.md for all instructions.
```

```markdown title="AGENTS.md"
Run `make test` before you say that you are done.
```

## Good

```markdown title="CLAUDE.md"
@AGENTS.md
```

```markdown title="AGENTS.md"
Run `make test` before you say that you are done.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Finding, Sentence, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.imports import target
from ctxlint.project.launch.entries import LOADED
from ctxlint.rules.context import Context, Rule

NAME = lazy(r"(?<![\w./-])(?P<path>(?:\.{1,2}/)*(?:[\w.-]+/)*AGENTS\.md)\b")
SENDS = lazy(
    lambda: (
        r"(?:\A\W*|[.:;,—–-]\s+|\b(?:please|and|always|first|must|should|to)\s+)"
        rf"(?:{alternatives('markers', 'referring')})\b[^.\n]{{0,60}}\Z"
        rf"|\b(?:{alternatives('markers', 'referred')})\b[^.\n]{{0,40}}\b(?:in|at|from|by)\s+\W*\Z"
    ),
    re.IGNORECASE,
)
OTHER = lazy(lambda: rf"\b(?:{alternatives('markers', 'not_referring')})\b|\w/\s*\Z", re.IGNORECASE)


def check(context: Context) -> Iterator[Finding]:
    document, chain = context.document, context.chain
    if chain is None or "AGENTS.md" not in document.text:
        return
    loaded = {entry.path for entry in chain.launch.entries if entry.state != "missing"}
    for sentence in context.sentences:
        for path, span in _agents_files(document, sentence):
            before = sentence.text[: span.start - sentence.span.start]
            whole = document.slice(sentence.span)
            if path in loaded or not SENDS.search(before) or OTHER.search(whole):
                continue
            source = context.project.files.source(path)
            if source.state == LOADED and source.real not in loaded:
                written = document.slice(span)
                yield Finding(
                    span,
                    f"{written} is named in words and does not load",
                    f"import it: @{written} on a line of its own",
                )
                return


def _agents_files(document: Document, sentence: Sentence) -> Iterator[tuple[str, Span]]:
    """Each AGENTS.md that a sentence names, from the root, in words, code or as a link."""
    words = document.slice(sentence.span)
    for match in NAME.finditer(words) if "AGENTS.md" in words else ():
        path = target(document.path, match["path"])
        if path:
            start = sentence.span.start
            yield path, Span(start + match.start(), start + match.end())


RULE = Rule("consistency/mentioned-not-imported", Severity.WARNING, frozenset({"claude"}), check)
