"""The dated table of models: which ids there are, which are retired, what they cost. No rule reads the clock."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ctxlint.base.patterns import lazy

OPENAI = lazy(r"(?:gpt|chatgpt|codex|o\d)(?:-|$)")
VERSION = lazy(r"\d+")
DATED = lazy(r"-(?:20\d{6}|latest)\Z")
LINES = ("haiku", "sonnet", "opus", "fable", "mythos")


class Model(NamedTuple):
    """A row of the table. Prices are dollars for a million tokens; None: not known."""

    id: str
    state: str  # active, deprecated, retired
    alias: str = ""
    line: str = ""
    ends: str = ""  # the day it was or will be retired, or the first on which it may be
    replacement: str = ""
    tokenizer: str = "old"
    price: float | None = None  # input
    price_out: float | None = None
    price_over_100k: float | None = None
    context: int | None = None
    cache_minimum: int | None = None  # tokens below which a prompt is not cached
    default_effort: str = ""  # empty: it takes none, as far as the table knows


class Table(NamedTuple):
    as_of: str
    aliases: tuple[str, ...]  # names that Claude Code takes for a tier
    models: tuple[Model, ...]

    def find(self, name: str) -> Model | None:
        """By id or alias; a shorter form without its date is the same model."""
        return self.by_name.get(name)

    @property
    def by_name(self) -> dict[str, Model]:
        return _by_name(self)


CACHE_WRITE, CACHE_READ = 1.25, 0.1  # of the price of input


def carried(tokens: int, price: float) -> tuple[float, float]:
    """Dollars for tokens in the first turn, which writes the cache, and in each that reads it."""
    base = tokens * price / 1_000_000
    return base * CACHE_WRITE, base * CACHE_READ


def dollars(price: float) -> str:
    """Two digits that say something: $0.00031, $1.20."""
    decimals = max(2, 1 - math.floor(math.log10(price)))
    return f"${price:.{decimals}f}"


@cache
def table() -> Table:

    from ctxlint.base.resources import PACKAGE

    value = json.loads((PACKAGE / "data" / "models.json").read_text("utf-8"))
    models = tuple(
        Model(
            id=row["id"],
            state=row["state"],
            alias=row.get("alias", ""),
            line=row.get("line", ""),
            ends=row.get("retired") or row.get("retires") or row.get("retires_not_before") or "",
            replacement=row.get("replacement", ""),
            tokenizer=row.get("tokenizer", "old"),
            price=row.get("in"),
            price_out=row.get("out"),
            price_over_100k=row.get("in_over_100k"),
            context=row.get("context"),
            cache_minimum=row.get("cache_min_tokens"),
            default_effort=row.get("default_effort", ""),
        )
        for row in value["models"]
    )
    return Table(value["as_of"], tuple(value["claude_code_aliases"]), models)


def tokenizer_of(name: str) -> str:
    """Which way of counting a model needs. What the table does not know is taken for new."""
    if OPENAI.match(name):
        return "openai"
    model = table().find(name)
    return model.tokenizer if model else "new"


def resolve(name: str) -> Model | None:
    """By id or alias, or the newest active model of a line: haiku, opus[1m]."""
    known = table()
    line = name.partition("[")[0]
    return known.find(name) or next(
        (m for m in known.models if m.line == line and m.state == "active" and m.price), None
    )


def newest(lines: Iterable[str] = LINES) -> dict[str, tuple[int, ...]]:
    """Line -> the highest version in the table."""
    found: dict[str, tuple[int, ...]] = {}
    for model in table().models:
        if model.line in lines:
            found[model.line] = max(found.get(model.line, ()), version(model.id))
    return found


def version(name: str) -> tuple[int, ...]:
    """claude-sonnet-4-5-20250929 -> (4, 5)"""
    return tuple(int(n) for n in VERSION.findall(DATED.sub("", name)) if len(n) < 4)


@cache
def _by_name(known: Table) -> dict[str, Model]:
    found: dict[str, Model] = {}
    for model in known.models:
        for name in (model.id, model.alias, DATED.sub("", model.id), DATED.sub("", model.alias)):
            if name:
                found.setdefault(name, model)
    return found
