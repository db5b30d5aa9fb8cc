"""ctxlint load: what a tool loads when it starts in a directory, in order, with the reasons and the price."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

import click

from ctxlint.cli import CLEAN, FAILED
from ctxlint.errors import CtxlintError
from ctxlint.model import JSON
from ctxlint.models import CACHE_READ, CACHE_WRITE, OPENAI, resolve, table, tokenizer_of
from ctxlint.printing import dumps, say, write
from ctxlint.project import Project, discover
from ctxlint.project.entries import LOADED, Entry, Launch, ancestors
from ctxlint.project.load import CODEX_BYTES, TOOLS, later, launch
from ctxlint.redaction import Known, known
from ctxlint.suggest import did_you_mean
from ctxlint.tokens import Counter, counter_for

DEFAULT_MODEL = {"claude": "claude-haiku-5-5", "codex": "gpt-5"}
DEFAULTS = discover.Options()
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


@click.command("load")
@click.argument("directory", default=".")
@click.option("--tool", type=click.Choice(TOOLS), default="claude", help="Whose loading order. Default: claude.")
@click.option("--model", metavar="ID", help="Count and price for this model (see: ctxlint config --models).")
@click.option("--exact", is_flag=True, help="Ask the API to count the tokens (extra: llm). Uses the network.")
@click.option("--config", type=click.Path(), envvar="CTXLINT_CONFIG", help="Use this configuration file.")
@click.option("--no-config", is_flag=True, help="Use no configuration file.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Default: auto.")
def command(
    directory: str,
    tool: str,
    model: str | None,
    exact: bool,
    config: str | None,
    no_config: bool,
    output_format: str,
    color: str,
) -> int:
    """Show what an agent loads when it starts in DIRECTORY: files, order, why, tokens, price.

    Token counts are estimates unless the output says otherwise. Files in the home folder and outside the project are
    named, never opened. Exit code 2: something could not be opened, so that the list may lack it.
    """
    absolute = os.path.abspath(directory)
    if not os.path.isdir(absolute):
        raise CtxlintError(f"{directory} is no directory")
    loading = gather(absolute, tool, _model(model, tool), exact, discover.Options(config, no_config))
    if output_format == "json":
        write(dumps(as_json(loading)), "json")
    else:
        from ctxlint.report.terminal import show  # rich costs 45 ms

        show(loading, color)
    for path, why in loading.closed.items():
        say(f"cannot open {path}: {why}")
    return FAILED if loading.closed else CLEAN


def gather(absolute: str, tool: str, model: str, exact: bool = False, options: discover.Options = DEFAULTS) -> Loading:
    """Everything there is to show about starting `tool` in a directory."""
    root = discover.root_of(absolute)
    inside = os.path.relpath(absolute, root).replace(os.sep, "/")
    directory = "" if inside == os.curdir else inside
    project = Project(root)
    known = table().find(model)
    counter = _exact(model) if exact else counter_for(model, tokenizer_of(model))
    budget = discover.config_for(absolute, root, options).tables.get("budget", {}) if tool == "codex" else {}
    began = launch(tool, directory, project.files, budget.get("codex-bytes", CODEX_BYTES))
    below = tuple(later(began, project.files, project.tree.paths))
    secrets = _secrets(project, (*began.entries, *below))
    hide = secrets.cover if exact else str
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


def _model(name: str | None, tool: str) -> str:
    chosen = name or DEFAULT_MODEL.get(tool, DEFAULT_MODEL["claude"])
    known, model = table(), resolve(chosen)
    if model is None and not OPENAI.match(chosen):
        near = did_you_mean(chosen, known.by_name)
        raise CtxlintError(f"there is no model “{chosen}” in the table of {known.as_of}{near}")
    return model.id if model else chosen


def _exact(model: str) -> Counter:
    if OPENAI.match(model):
        counter = counter_for(model, "openai")
        if not counter.exact:
            raise CtxlintError(
                "--exact needs tiktoken (pip install 'ctxlint[tokens]') and its vocabulary in TIKTOKEN_CACHE_DIR"
            )
        return counter
    from ctxlint.llm.haiku import remote_counter

    return remote_counter(model)


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
    base = loading.tokens * loading.price / 1_000_000
    return base * CACHE_WRITE, base * CACHE_READ


def as_json(loading: Loading) -> dict[str, JSON]:
    price = turns(loading)
    return {
        "version": 1,
        "tool": loading.launch.tool,
        "directory": loading.launch.directory or ".",
        "model": loading.model,
        "method": loading.counter.method,
        "exact": loading.counter.exact,
        "files": sum(row.entry.state == LOADED for row in loading.rows),
        "lines": loading.lines,
        "tokens": loading.tokens,
        "price": None
        if price is None
        else {"first_turn": price[0], "cached_turn": price[1], "currency": "USD", "as_of": table().as_of},
        "launch": list(_entries(loading.rows)),
        "later": list(_entries(loading.later)),
    }


def _entries(rows: tuple[Row, ...]) -> Iterator[JSON]:
    for row in rows:
        entry = row.entry
        yield {
            "path": entry.path,
            "reason": entry.reason,
            "state": entry.state,
            "from": {"path": entry.origin, "line": entry.line} if entry.origin else None,
            "depth": entry.depth,
            "globs": list(entry.globs),
            "lines": row.lines,
            "tokens": row.tokens,
            "cut_bytes": entry.cut,
        }
