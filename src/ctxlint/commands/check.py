"""ctxlint check: lint files and report."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any, NamedTuple

import click

from ctxlint.cli import CLEAN, FAILED, FOUND, say
from ctxlint.config import rule_names
from ctxlint.errors import CtxlintError
from ctxlint.model import Severity
from ctxlint.project import discover
from ctxlint.report import FORMATS, View, render
from ctxlint.run import Job, Run, lint_bytes, run
from ctxlint.select import Layer, check_selectors

LEVELS = ("error", "warning", "info")
NOTHING = "found no context file (CLAUDE.md, AGENTS.md, CONTEXT.md, VOICE.md, .claude/…) to check in {}"
FILE_OPTIONS = ("config", "no_config", "exclude", "extend_exclude", "force_exclude")


def _names(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Rule or group names, separated by commas, the option given once or often."""
    return tuple(name.strip() for listed in value for name in listed.split(",") if name.strip())


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option(
    "--select",
    multiple=True,
    callback=_names,
    metavar="RULES",
    help="Run only these rules or groups (ALL: every rule).",
)
@click.option("--ignore", multiple=True, callback=_names, metavar="RULES", help="Do not run these rules or groups.")
@click.option("--extend-select", multiple=True, callback=_names, metavar="RULES", help="Run these rules or groups too.")
@click.option("--show", type=click.Choice(LEVELS), help="Lowest severity to print. Default: warning.")
@click.option(
    "--fail-on", type=click.Choice([*LEVELS, "never"]), help="Lowest severity that gives exit code 1. Default: error."
)
@click.option("--strict", is_flag=True, help="The same as --fail-on warning.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found.")
@click.option("--output-format", type=click.Choice(FORMATS), envvar="CTXLINT_OUTPUT_FORMAT", help="Default: full.")
@click.option("-o", "--output-file", type=click.Path(dir_okay=False), help="Write the report to a file.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Default: auto.")
@click.option(
    "--stdin-filename", metavar="NAME", help="With the path -: what the text on standard input is to be taken for."
)
@click.option(
    "--exclude", multiple=True, metavar="GLOB", help="Leave these files out, in place of the configured list."
)
@click.option("--extend-exclude", multiple=True, metavar="GLOB", help="Leave these files out too.")
@click.option("--force-exclude", is_flag=True, help="Leave excluded files out even when they are named.")
@click.option("--config", type=click.Path(), envvar="CTXLINT_CONFIG", help="Use this configuration file.")
@click.option("--no-config", is_flag=True, help="Use no configuration file.")
@click.option("--no-ignores", is_flag=True, help="Report what ctxlint comments suppress, too.")
@click.option(
    "--statistics", is_flag=True, help="Instead of the findings, say how often each rule fired and in how many files."
)
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no closing lines; nothing when there are none.")
@click.option("-v", "--verbose", is_flag=True, help="Say which files are checked, and as what.")
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Lint the named files and folders, or the project around the current directory.

    A path - reads standard input (with --stdin-filename). Exit code 0: nothing at or above --fail-on; 1: findings;
    2: it could not check.
    """
    settings = _settings(options)
    outcome, targets = _checked(paths, options, settings)
    _print_notes(targets, outcome, options)
    if not outcome.results and not outcome.problems and targets.walked:
        raise CtxlintError(NOTHING.format(" ".join(paths) or "this project"))
    view = View(outcome, Severity.parse(settings.show), _color(options), _printed_paths(targets), options["quiet"])
    _write(_report(settings.output_format, view, options["statistics"]), options["output_file"])
    for problem in outcome.problems:
        say(problem)
    if outcome.problems:
        return FAILED
    return FOUND if _fails(outcome, settings.fail_on) and not options["exit_zero"] else CLEAN


class Settings(NamedTuple):
    """What holds for the whole run: from the command line, else from the configuration of the current directory."""

    layer: Layer
    show: str
    fail_on: str
    output_format: str


def _settings(options: dict[str, Any]) -> Settings:
    here = os.getcwd()
    config = discover.config_for(here, discover.root_of(here), _file_options(options))
    layer = Layer(options["select"] or None, options["ignore"], options["extend_select"])
    named = (*options["select"], *options["ignore"], *options["extend_select"])
    check_selectors(named, rule_names(config), "--select/--ignore")
    strict = "warning" if options["strict"] else None
    return Settings(
        layer,
        options["show"] or config.show,
        options["fail_on"] or strict or config.fail_on,
        options["output_format"] or config.output_format,
    )


def _file_options(options: dict[str, Any]) -> discover.Options:
    values = {name: options[name] for name in FILE_OPTIONS}
    return discover.Options(**{**values, "exclude": values["exclude"] or None})


def _checked(paths: tuple[str, ...], options: dict[str, Any], settings: Settings) -> tuple[Run, discover.Targets]:
    job = Job(settings.layer, ignores=not options["no_ignores"])
    if "-" in paths:
        return _checked_stdin(paths, options, job)
    targets = discover.discover(paths, _file_options(options))
    return run(targets.files, job, targets.listed), targets


def _checked_stdin(paths: tuple[str, ...], options: dict[str, Any], job: Job) -> tuple[Run, discover.Targets]:
    name = options["stdin_filename"]
    if paths != ("-",) or not name:
        raise CtxlintError("to read standard input, name it: ctxlint check - --stdin-filename CLAUDE.md")
    data = sys.stdin.buffer.read()
    target, notes = discover.named_text(name, data, _file_options(options))
    if target is None:
        return Run((), ()), discover.Targets((), notes, walked=False)
    return Run((lint_bytes(data, target, job),), ()), discover.Targets((target,), notes, walked=False)


def _print_notes(targets: discover.Targets, outcome: Run, options: dict[str, Any]) -> None:
    for note in targets.notes if not options["quiet"] else ():
        say(note)
    if options["verbose"]:
        for target in targets.files:
            where = target.config.path or "no configuration"
            say(f"{target.path}: {target.kind.name} ({where})")


def _printed_paths(targets: discover.Targets) -> dict[str, str]:
    """Relative to the current directory, so that a terminal makes them clickable."""
    return {t.path: os.path.relpath(os.path.join(t.root, t.path)).replace(os.sep, "/") for t in targets.files}


def _color(options: dict[str, Any]) -> bool:
    """Flag beats FORCE_COLOR beats NO_COLOR beats terminal."""
    if options["color"] != "auto":
        return bool(options["color"] == "always")
    if options["output_file"]:
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return not os.environ.get("NO_COLOR") and sys.stdout.isatty()


def _report(output_format: str, view: View, counted: bool) -> str:
    if not counted:
        return render(output_format, view)
    from ctxlint.report import statistics

    return statistics.render(view, output_format)


def _write(text: str, path: str | None) -> None:
    if not path:
        if text:
            click.echo(text, color=True)
        return
    try:
        Path(path).write_text(text + "\n" if text else "", "utf-8")
    except OSError as problem:
        raise CtxlintError(f"cannot write {path}: {problem.strerror}") from problem


def _fails(outcome: Run, fail_on: str) -> bool:
    return fail_on != "never" and any(one.severity >= Severity.parse(fail_on) for one in outcome.diagnostics)
