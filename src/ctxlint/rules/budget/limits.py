"""The limits of the budget rules, shipped or as the table [budget] of the configuration sets them; and what size costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ctxlint.project.chain import Chain
    from ctxlint.rules.context import Context

PRICED = "sonnet"  # the line of models whose price stands for what size costs
DEFAULTS = {
    "claude-lines": 200,  # the target that Claude Code's documentation sets; longer files load whole
    "claude-characters": 40_000,  # from here on Claude Code shows a notice at a window of 200,000 tokens; at a million from 150,000
    "skill-lines": 500,
    "skill-tokens": 5_000,
    "launch-tokens": 10_000,
    "instructions": 150,  # arXiv 2507.11538: from here on models began to drop some of those of one prompt
    "codex-bytes": 32_768,  # project_doc_max_bytes
    "memory-lines": 200,
    "memory-bytes": 25_600,
    "tree-lines": 15,
}


def limit(context: Context, name: str) -> int:
    table = (context.options or {}).get("budget", {})
    value = table.get(name, DEFAULTS[name])
    return int(value)


def cost(tokens: int) -> str:
    """ "about 12,000 tokens, with claude-… $0.03 in the first turn and $0.0024 in each later one"."""
    from ctxlint.data.models import carried, dollars, resolve  # only where something is too large

    about, model = f"about {tokens:,} tokens", resolve(PRICED)
    if not (tokens and model and model.price):
        return about
    first, later = map(dollars, carried(tokens, model.price))
    return f"{about}, with {model.id} {first} in the first turn and {later} in each later one"


def when(chain: Chain) -> str:
    """When all of a chain loads: what stands in a folder below the root waits until somebody works there."""
    return f"for work in {chain.directory}/" if chain.directory else "at the start"
