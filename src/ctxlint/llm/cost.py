"""What a pass costs, in US dollars: at most, before it starts, and really, afterwards. Pure.

The bound holds because a token of a byte-level vocabulary is at least one byte, and because an answer ends at max_tokens.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from ctxlint.data.models import CACHE_READ, CACHE_WRITE, Model, table
from ctxlint.data.tokens import estimate
from ctxlint.llm import Request, Usage
from ctxlint.llm.verdicts import RUBRIC, schema

OVERHEAD = 1_000  # tokens that the API adds for structured output and the frame of a message, at most
MILLION = 1_000_000
BATCH = 0.5  # of the price, for what goes through the Message Batches API


class Price(NamedTuple):
    """Dollars for a million tokens."""

    input: float
    output: float

    def of(self, usage: Usage) -> float:
        read = usage.input + usage.cache_write * CACHE_WRITE + usage.cache_read * CACHE_READ
        return (read * self.input + usage.output * self.output) / MILLION


class Estimate(NamedTuple):
    """Of all requests together."""

    requests: int
    input_tokens: int  # about, by characters
    output_tokens: int  # at most
    most: float | None  # dollars, if no answer has to be asked for twice; None: the price is not known


def price_of(model: Model | None, own: tuple[float | None, float | None], batch: bool = False) -> Price | None:
    """That of the table, or of the configuration where that is higher: a repository must not make a run look cheap.

    A model whose price the table does not know costs at least what its dearest one does. Prompts stay far below the 100,000
    tokens where prices rise.
    """
    into, out = own
    whole = model is not None and model.price is not None and model.price_out is not None
    if not whole and (into is None or out is None):
        return None
    known = [model] if model and whole else table().models
    into, out = (
        max((price for price in (mine, *theirs) if price is not None), default=None)
        for mine, theirs in ((into, [m.price for m in known]), (out, [m.price_out for m in known]))
    )
    if into is None or out is None:
        return None
    return Price(into * BATCH, out * BATCH) if batch else Price(into, out)


def estimated(asked: Iterable[Request], price: Price | None, tokenizer: str) -> Estimate:
    asked = list(asked)
    fixed = RUBRIC + json.dumps(schema())
    characters = sum(len(fixed) + len(request.prompt) for request in asked)
    longest = Usage(
        cache_write=sum(len((fixed + request.prompt).encode()) + OVERHEAD for request in asked),
        output=sum(request.max_tokens for request in asked),
    )
    most = price.of(longest) if price else None
    return Estimate(len(asked), estimate(characters, tokenizer), longest.output, most)
