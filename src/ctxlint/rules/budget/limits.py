"""The limits of the budget rules: shipped, or as the table [budget] of the configuration sets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctxlint.rules.context import Context

DEFAULTS = {
    "claude-lines": 200,  # the target that Claude Code's documentation sets
    "claude-characters": 40_000,  # from here on Claude Code complains at run time
    "skill-lines": 500,
    "skill-tokens": 5_000,
    "launch-tokens": 10_000,
    "instructions": 150,  # arXiv 2507.11538: from here on models begin to drop some
    "codex-bytes": 32_768,  # project_doc_max_bytes
    "memory-lines": 200,
    "memory-bytes": 25_600,
    "tree-lines": 15,
}


def limit(context: Context, name: str) -> int:
    table = (context.options or {}).get("budget", {})
    value = table.get(name, DEFAULTS[name])
    return int(value)
