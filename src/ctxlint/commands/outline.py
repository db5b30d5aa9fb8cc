"""ctxlint outline FILE: the JSON value that schemas are written over."""

from __future__ import annotations

import os

import click

from ctxlint.base.errors import CtxlintError
from ctxlint.base.printing import dumps, write
from ctxlint.base.redaction import known
from ctxlint.engine import discover
from ctxlint.engine.lint import read_document
from ctxlint.project import LARGEST, Project
from ctxlint.project.bounds import read_file
from ctxlint.rules.context import Context


@click.command("outline")
@click.argument("file", type=click.Path())
@click.option("--config", type=click.Path(), envvar="CTXLINT_CONFIG", help="Use this configuration file.")
@click.option("--no-config", is_flag=True, help="Use no configuration file.")
def command(file: str, config: str | None, no_config: bool) -> None:
    """Print the outline of FILE: its parts and what stands under them, as JSON (schemas/outline.schema.json)."""
    targets = discover.discover((file,), discover.FileOptions(config, no_config))
    if not targets.files:
        raise CtxlintError("; ".join(targets.notes) or f"{file} is a folder without context files")
    target = targets.files[0]
    data = read_file(os.path.join(target.root, target.path), largest=LARGEST)
    document, kind = read_document(data, target.path, target.kind, target.config.kinds)
    outline = Context(document, Project(target.root), target.config.tables, kind, target.config.headings).outline
    write(known(document.text).redact(dumps(outline.value)), "json")
