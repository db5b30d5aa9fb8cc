"""ctxlint load: what a tool loads when it starts in a directory, in order, with the reasons and the price."""

from __future__ import annotations

import os
from collections.abc import Iterator

import click

import ctxlint.parse  # noqa: F401  first, as in check
from ctxlint.base.errors import CLEAN, FAILED, CtxlintError
from ctxlint.base.home import install
from ctxlint.base.model import JSON
from ctxlint.base.printing import dumps, say, write
from ctxlint.base.suggest import did_you_mean
from ctxlint.data.models import OPENAI, resolve, table
from ctxlint.data.tokens import Counter, counter_for
from ctxlint.engine import discover
from ctxlint.engine.loading import Loading, Row, gather, turns
from ctxlint.project.launch import TOOLS
from ctxlint.project.launch.entries import LOADED

DEFAULT_MODEL = {"claude": "claude-haiku-5-5", "codex": "gpt-5"}


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
    name = _model(model, tool)
    loading = gather(absolute, tool, name, _exact(name) if exact else None, discover.FileOptions(config, no_config))
    if output_format == "json":
        write(dumps(as_json(loading)), "json")
    else:
        from ctxlint.report.terminal import show  # rich costs 45 ms

        show(loading, color)
    for path, why in loading.closed.items():
        say(f"cannot open {path}: {why}")
    return FAILED if loading.closed else CLEAN


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
            raise CtxlintError(f"--exact needs tiktoken ({install('tokens')}) and its vocabulary in TIKTOKEN_CACHE_DIR")
        return counter
    from ctxlint.llm.haiku import remote_counter

    return remote_counter(model)


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
