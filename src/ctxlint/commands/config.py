"""ctxlint config: the settings in force, and where each comes from."""

from __future__ import annotations

import os

import click

from ctxlint.base.model import JSON
from ctxlint.base.printing import dumps, echo, write
from ctxlint.config import Config
from ctxlint.config.levels import layers
from ctxlint.config.select import selected
from ctxlint.data.presets import presets
from ctxlint.engine import discover
from ctxlint.engine.registry import rule_names


@click.command("config")
@click.argument("path", default=".")
@click.option("--config", "file", type=click.Path(), envvar="CTXLINT_CONFIG", help="Use this configuration file.")
@click.option("--no-config", is_flag=True, help="Use no configuration file.")
@click.option("--models", is_flag=True, help="Show the table of models instead: ids, states, prices, and its date.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
def command(path: str, file: str | None, no_config: bool, models: bool, output_format: str) -> None:
    """Show the configuration that holds for PATH (default: the current directory)."""
    if models:
        _show_models(output_format)
        return
    absolute = os.path.abspath(path)
    folder = absolute if os.path.isdir(absolute) else os.path.dirname(absolute)
    config = discover.config_for(folder, discover.root_of(folder), discover.FileOptions(file, no_config))
    rows = _rows(config)
    if output_format == "json":
        write(dumps({"file": config.path, "settings": rows}), "json")
        return
    echo(f"configuration: {config.path or 'none, these are the defaults'}")
    for name, row in rows.items():
        echo(f"{name:18}{dumps(row['value'], indent=None)}  ({row['from']})")
        for rule, severity in row.get("sets", {}).items():
            echo(f"{'':18}{rule}: {severity}")


def _show_models(output_format: str) -> None:
    from ctxlint.data.models import table

    known = table()
    if output_format == "json":
        rows = [model._asdict() for model in known.models]
        write(dumps({"as_of": known.as_of, "models": rows}), "json")
        return
    echo(f"models, as of {known.as_of} (state, $ for a million input tokens, end of life, replacement)")
    for model in known.models:
        price = "" if model.price is None else f"{model.price:.2f}"
        ends = f"not before {model.ends}" if model.state == "active" and model.ends else model.ends
        echo(f"{model.id:28}{model.state:12}{price:>6}  {ends:24}{model.replacement}".rstrip())


def _rows(config: Config) -> dict[str, dict[str, JSON]]:
    """Setting -> its value and where it comes from: the file, or the default."""
    names = rule_names(config)
    on = selected(names, layers(names, config))
    values: dict[str, JSON] = {
        "select": list(config.layer.select or ["ALL"]),
        "extend-select": list(config.layer.extend_select),
        "ignore": list(config.layer.ignore),
        "per-file-ignores": {glob: list(listed) for glob, listed in config.per_file_ignores.items()},
        "preset": config.preset,
        "severity": {name: severity.label for name, severity in config.severity.items()},
        "fail-on": config.fail_on,
        "show": config.show,
        "output-format": config.output_format,
        "baseline": config.tables.get("baseline"),
        "exclude": list(config.exclude),
        "force-exclude": config.force_exclude,
        "init": config.tables.get("init", {}),
        "headings": {part: list(words) for part, words in config.headings.items()},
        "kinds": {kind.name: list(kind.files) for kind in config.kinds if kind.files},
    }
    given = {*config.tables, *(["exclude"] if "extend-exclude" in config.tables else [])}
    source = {name: os.path.basename(config.path) if config.path and name in given else "default" for name in values}
    rows = {name: {"value": value, "from": source[name]} for name, value in values.items()}
    rows["preset"]["sets"] = {name: severity.label for name, severity in presets()[config.preset].items()}
    off = sorted(names - on)
    return {**rows, "rules on": {"value": len(on), "from": f"{len(off)} off: {', '.join(off)}" if off else "all"}}
