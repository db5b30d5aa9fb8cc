"""The table [llm] of the configuration, and what the command line says over it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from math import isfinite, nan
from typing import NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import JSON
from ctxlint.data.models import Model, resolve, tokenizer_of
from ctxlint.llm.cost import Price, price_of

KINDS = ("claude", "agents-md", "context", "skill", "subagent", "command", "rule")
ALLOWED = 1.0  # dollars a run, unless the user says otherwise
MOST_VOTES = 5
UNSENT = "none"  # an effort that is not said to the API


class ReviewOptions(NamedTuple):
    model: str  # the id that the API is asked for
    known: Model | None  # its row in the table
    effort: str  # low, medium, high; or none: the API decides
    votes: int  # independent samples of each answer
    concurrency: int  # questions under way at once
    budget: float  # dollars
    max_tokens: int  # of one answer
    timeout: float  # seconds for one answer
    poll: float  # seconds between two looks at a batch
    kinds: tuple[str, ...]  # of the files that are reviewed
    prices: tuple[float | None, float | None]  # dollars for a million tokens in and out, in place of the table's

    @property
    def tokenizer(self) -> str:
        return tokenizer_of(self.model)

    def price(self, batch: bool = False) -> Price | None:
        return price_of(self.known, self.prices, batch)


def _refuse_infinite(given: Mapping[str, JSON], budget: float | None) -> None:
    """TOML and the command line know nan and inf, and no budget can be kept by those."""
    for name, value in (*given.items(), ("budget", budget)):
        if isinstance(value, float) and not isfinite(value):
            raise CtxlintError(f"[llm] {name} = {value} is no number to count with")


def options(tables: Mapping[str, JSON], model: str | None = None, budget: float | None = None) -> ReviewOptions:
    """`tables`: the configuration as it was read. A profile such as haiku is the newest active model of that line."""
    given = tables.get("llm", {})
    name = model or given.get("model", "haiku")
    known = resolve(name)
    _refuse_infinite(given, budget)
    takes_effort = known is None or bool(known.default_effort)
    return ReviewOptions(
        model=known.id if known else name,
        known=known,
        effort=given.get("effort", "low") if takes_effort or "effort" in given else UNSENT,
        votes=min(given.get("votes", 1), MOST_VOTES),
        concurrency=given.get("concurrency", 8),
        budget=_budget(given) if budget is None else budget,
        max_tokens=given.get("max-tokens", 4_000),
        timeout=given.get("timeout", 60),
        poll=given.get("poll", 30),
        kinds=tuple(given.get("kinds", KINDS)),
        prices=(given.get("price-in"), given.get("price-out")),
    )


def _budget(given: Mapping[str, JSON]) -> float:
    """Dollars: what the configuration says, as far as the user's environment allows it."""
    said = os.environ.get("CTXLINT_LLM_BUDGET")
    try:
        allowed = float(said) if said else ALLOWED
    except ValueError:
        allowed = nan
    if not allowed >= 0 or not isfinite(allowed):
        raise CtxlintError(f"CTXLINT_LLM_BUDGET = {said} is no number of dollars")
    return min(allowed, float(given.get("budget-usd", given.get("budget_usd", allowed))))
