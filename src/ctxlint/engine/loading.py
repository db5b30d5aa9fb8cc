"""What a tool loads when it starts in a directory: in order, with the reasons, the tokens and the price."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from ctxlint.base.redaction import Known, known
from ctxlint.data.models import carried, table, tokenizer_of
from ctxlint.data.tokens import Counter, counter_for
from ctxlint.engine import discover
from ctxlint.project import Project
from ctxlint.project.launch import CODEX_BYTES, later, launch
from ctxlint.project.launch.entries import Entry, Launch, ancestors

DEFAULTS = discover.FileOptions()
LONG_PROMPT = 100_000  # tokens from which some models cost more


class Row(NamedTuple):
    entry: Entry
    lines: int
    tokens: int


class Loading(NamedTuple):
    """What is to be shown."""

    launch: Launch
    rows: tuple[Row, ...]
    later: tuple[Row, ...]
    model: str
    counter: Counter
    price: float | None  # dollars for a million tokens of input
    closed: Mapping[str, str] = {}  # what could not be opened, and why

    @property
    def lines(self) -> int:
        return sum(row.lines for row in self.rows)

    @property
    def tokens(self) -> int:
        return sum(row.tokens for row in self.rows)


def gather(
    absolute: str, tool: str, model: str, counter: Counter | None = None, options: discover.FileOptions = DEFAULTS
) -> Loading:
    """Everything there is to show about starting `tool` in a directory. A `counter` is given where tokens are counted elsewhere."""
    root = discover.root_of(absolute)
    inside = os.path.relpath(absolute, root).replace(os.sep, "/")
    directory = "" if inside == os.curdir else inside
    project = Project(root)
    known = table().find(model)
    budget = discover.config_for(absolute, root, options).tables.get("budget", {}) if tool == "codex" else {}
    began = launch(tool, directory, project.files, budget.get("codex-bytes", CODEX_BYTES))
    below = tuple(later(began, project.files, project.tree.paths))
    secrets = _secrets(project, (*began.entries, *below))
    hide = secrets.cover if counter else str
    counter = counter or counter_for(model, tokenizer_of(model))
    rows = tuple(_shown(_row(entry, counter, hide), secrets) for entry in began.entries)
    on_demand = tuple(_shown(_row(entry, counter, hide), secrets) for entry in below)
    price = known.price if known else None
    if known and known.price_over_100k and sum(row.tokens for row in rows) > LONG_PROMPT:
        price = known.price_over_100k
    closed = _outermost({**discover.not_excluded(project.tree.closed, root, options), **project.files.closed})
    hidden = {secrets.redact(path): why for path, why in closed.items()}
    return Loading(began, rows, on_demand, model, counter, price, hidden)


def _outermost(closed: Mapping[str, str]) -> dict[str, str]:
    """Without what lies in a folder that is closed itself."""
    return {path: why for path, why in closed.items() if not closed.keys() & set(ancestors(posixpath.dirname(path)))}


def _row(entry: Entry, counter: Counter, hide: Callable[[str], str]) -> Row:
    text = entry.text
    lines = text.count("\n") + (1 if text and not text.endswith("\n") else 0)
    return Row(entry, lines, counter.count(hide(text)) if text else 0)


def _shown(row: Row, secrets: Known) -> Row:
    """With the names of the entry as they may be shown: they may be what a file says is a password."""
    entry, hide = row.entry, secrets.redact
    shown = entry._replace(path=hide(entry.path), origin=hide(entry.origin), globs=tuple(map(hide, entry.globs)))
    return row._replace(entry=shown)


def _secrets(project: Project, entries: Iterable[Entry]) -> Known:
    """Those of all that loads, of whole files: what loads of one may end within a key, or quote another."""
    return Known().plus(known(project.files.source(entry.path).text) for entry in entries if entry.text)


def turns(loading: Loading) -> tuple[float, float] | None:
    """Dollars for carrying what loads: in the first turn, which writes the cache, and in each that reads it."""
    if loading.price is None:
        return None
    return carried(loading.tokens, loading.price)
