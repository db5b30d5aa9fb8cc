"""The end of a file is cut off before the model sees it.

## What it checks

- AGENTS.md: the files from the root down to this one, together past the 32 KiB that Codex reads by default
- MEMORY.md: past the first 200 lines or 25 KB that Claude Code loads
- CLAUDE.md: past 4 MiB, from where on Claude Code skips it whole; a file of any other kind of that size is not read
  here either, and no other rule looks at it

## Why it matters

The rest is silently not there. Rules at the end of the file, often the ones that were added last, are never read.

## Bad

An AGENTS.md of 40,000 bytes.

## Good

```markdown title="AGENTS.md"
Run `make test` before you say that you are done.
```

## Options

`[budget] codex-bytes = 32768`, `memory-lines = 200`, `memory-bytes = 25600`
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from ctxlint.base.model import Document, Finding, Severity, Span
from ctxlint.project.launch.entries import LARGEST
from ctxlint.rules.budget.limits import limit
from ctxlint.rules.context import OVERSIZED, TEXT, Context, Rule

HINT = "shorten it, or move the rest to files that are read on demand"


def check(context: Context) -> Iterator[Finding]:
    name, size = posixpath.basename(context.document.path), context.document.size
    if size:
        who = "Claude Code skips a file" if context.document.kind == "claude" else "no file is read"
        yield Finding(Span(0, 0), f"{size:,} bytes: {who} above {LARGEST:,} bytes", HINT)
    elif name in ("AGENTS.md", "AGENTS.override.md"):
        if context.chain:
            yield from _codex(context)
    elif name == "MEMORY.md":
        yield from _memory(context)


def _codex(context: Context) -> Iterator[Finding]:
    """Reported on the file in which the limit falls."""
    document, most = context.document, limit(context, "codex-bytes")
    loaded = context.chain_at("codex", posixpath.dirname(document.path)).launch.loaded
    paths = [entry.path for entry in loaded]
    if document.path not in paths:
        return  # an override stands in its place
    before = sum(_size(entry.text) for entry in loaded[: paths.index(document.path)])
    size = _size(document.text)
    if before <= most < before + size:
        at = _offset(document, most - before)
        above = f", {before:,} of them from the folders above" if before else ""
        yield Finding(
            Span(at, at),
            f"Codex reads the first {most:,} bytes of all AGENTS.md files together: what follows is cut off ({before + size:,} bytes{above})",
            HINT,
        )


def _memory(context: Context) -> Iterator[Finding]:
    document = context.document
    lines, most = limit(context, "memory-lines"), limit(context, "memory-bytes")
    cuts = []
    if len(document.lines) > lines and document.text[document.lines[lines] :].strip():
        cuts.append((document.lines[lines], f"the first {lines} lines"))
    if _size(document.text) > most:
        cuts.append((_offset(document, most), f"the first {most:,} bytes"))
    if cuts:
        at, what = min(cuts)
        yield Finding(Span(at, at), f"Claude Code loads {what} of MEMORY.md: what follows is cut off", HINT)


def _size(text: str) -> int:
    return len(text.encode("utf-8", "surrogatepass"))


def _offset(document: Document, size: int) -> int:
    """The offset of the character at which that many bytes are full."""
    return len(document.text.encode("utf-8", "surrogatepass")[: max(0, size)].decode("utf-8", "ignore"))


SEES = frozenset({TEXT, OVERSIZED})
RULE = Rule("budget/truncated", Severity.WARNING, frozenset({"claude", "agents-md", "memory"}), check, SEES)
