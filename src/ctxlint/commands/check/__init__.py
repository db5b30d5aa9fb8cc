"""ctxlint check: lint files and report."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import click

import ctxlint.parse  # noqa: F401  first: from deeper in the stack, frame memory is mapped anew for each call (5 ms)
from ctxlint.base.errors import CLEAN, FAILED, FOUND, CtxlintError
from ctxlint.base.model import Severity
from ctxlint.base.printing import say
from ctxlint.commands.output import FORMS, put
from ctxlint.config.select import Layer, check_selectors
from ctxlint.engine import discover
from ctxlint.engine.registry import rule_names
from ctxlint.engine.run import Job, Run, lint_bytes, placed, run
from ctxlint.report import BARE, FORMATS, View, render

if TYPE_CHECKING:
    from ctxlint.base.model import JSON
    from ctxlint.engine.lint import Result
    from ctxlint.llm.review import Review
    from ctxlint.project.chain import Chain, Summary

LEVELS = ("error", "warning", "info")
NOTHING = "found no context file (CLAUDE.md, AGENTS.md, CONTEXT.md, VOICE.md, .claude/…) to check in {}; ctxlint init writes a first one"
FILE_OPTIONS = ("config", "no_config", "exclude", "extend_exclude", "force_exclude")


def _names(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Rule or group names, separated by commas, the option given once or often."""
    return tuple(name.strip() for listed in value for name in listed.split(",") if name.strip())


class Check(click.Command):
    """A file in a folder whose name starts with a dash is a file: hooks put no -- before the names."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        dashed = (arg.startswith("-") and "/" in arg and os.path.isfile(arg) for arg in args)
        return super().parse_args(ctx, [f"./{arg}" if d else arg for arg, d in zip(args, dashed, strict=True)])


@click.command("check", cls=Check)
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
@click.option("--fix", is_flag=True, help="Mend what can be mended without doubt, and report the rest.")
@click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: apply fixes that need a look, too.")
@click.option(
    "--diff", is_flag=True, help="Print what --fix would change, and change nothing; exit code 1 if anything."
)
@click.option("--allow-dirty", is_flag=True, help="With --fix: change files that hold uncommitted changes, too.")
@click.option("--baseline", type=click.Path(dir_okay=False), help="Leave out the findings that this file lists.")
@click.option("--write-baseline", is_flag=True, help="Write the findings to the baseline, and report none.")
@click.option("--prune-baseline", is_flag=True, help="Remove from the baseline what is mended.")
@click.option("--new-since", metavar="REV", help="Leave out the findings that the git revision REV has, too.")
@click.option(
    "--llm", is_flag=True, help="Ask a small model which sentences leave it guessing. Uses the network; costs money."
)
@click.option(
    "--llm-model", metavar="NAME", help="Ask this model: a profile (haiku, sonnet, …) or an id. Implies --llm."
)
@click.option(
    "--llm-budget",
    type=click.FloatRange(min=0),
    metavar="USD",
    help="Dollars that the run may cost at most. Default: [llm] budget-usd, up to CTXLINT_LLM_BUDGET (1).",
)
@click.option(
    "--llm-estimate", is_flag=True, help="Say what --llm would ask and cost at most; ask nothing, lint nothing."
)
@click.option("--llm-required", is_flag=True, help="Exit with 2 if not everything could be reviewed. Implies --llm.")
@click.option(
    "--llm-batch", is_flag=True, help="At half the price, within hours; may be interrupted and repeated. Implies --llm."
)
@click.option("-q", "--quiet", is_flag=True, help="Print findings only, no closing lines; nothing when there are none.")
@click.option("-v", "--verbose", is_flag=True, help="Say which files are checked, and as what.")
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Lint the named files and folders, or the project around the current directory.

    A path - reads standard input (with --stdin-filename). Exit code 0: nothing at or above --fail-on; 1: findings;
    2: it could not check.
    """
    settings = _settings(options)
    options["llm"] = settings.llm
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise CtxlintError("--unsafe-fixes goes with --fix or --diff")
    if options["prune_baseline"] and not settings.baseline:
        raise CtxlintError("--prune-baseline goes with --baseline FILE")
    outcome, targets = _checked(paths, options, settings)
    _print_notes(targets, outcome, options)
    for problem in outcome.problems:
        say(problem)
    if not outcome.results and not outcome.problems and targets.walked:
        raise CtxlintError(NOTHING.format(" ".join(paths) or "this project"))
    if options["llm_estimate"]:
        from ctxlint.commands.check import reviewing

        asked = reviewing.ask(targets.files, outcome, _job(options, settings), _tables(options), options)
        text = reviewing.estimate_text(asked, options["llm_batch"], settings.output_format)
        put(text, options["output_file"], FORMS.get(settings.output_format, "text"))
        return _code(outcome, options)
    if options["fix"] or options["diff"]:
        from ctxlint.commands.check import fixing

        job = _job(options, settings)
        if options["diff"]:
            text = fixing.diff(targets.files, outcome, job, options)
            put(text, options["output_file"], "patch")
            return _code(outcome, options, found=bool(text))
        outcome = fixing.fix(targets.files, outcome, job, options)
    account = None
    if settings.llm:
        outcome, account = _reviewed(outcome, targets, _job(options, settings), options)
    incomplete = options["llm_required"] and account is not None and bool(account.fault)
    if options["write_baseline"] or settings.baseline or options["new_since"]:
        from ctxlint.commands.check import known

        checked = known.Checked(outcome, targets.files, _job(options, settings), account)
        if options["write_baseline"]:
            known.write_baseline(checked, settings.baseline, Severity.parse(settings.show))
            return _code(outcome, options, incomplete=incomplete)
        outcome = known.without_known(checked, settings.baseline, options)
    _print_report(outcome, targets, _chain(paths, targets, outcome), account, settings, options)
    return _code(outcome, options, found=_fails(outcome, settings.fail_on), incomplete=incomplete)


def _code(outcome: Run, options: dict[str, Any], *, found: bool = False, incomplete: bool = False) -> int:
    if outcome.problems or incomplete:
        return FAILED
    return FOUND if found and not options["exit_zero"] else CLEAN


def _print_report(
    outcome: Run,
    targets: discover.Targets,
    chain: Chain | None,
    account: Review | None,
    settings: Settings,
    options: dict[str, Any],
) -> None:
    if chain:
        outcome = outcome._replace(unread={**outcome.unread, **_ignored(chain, targets)})
    told = _told_apart(outcome, targets)
    form = FORMS.get(settings.output_format, "text")
    color = form == "text" and _color(options)
    view = View(told, Severity.parse(settings.show), color, _printed_paths(targets, outcome), options["quiet"])
    view = view._replace(load=_summary(chain) if chain else None, review=account)
    put(_report(settings.output_format, view, options["statistics"]), options["output_file"], form, color=view.color)
    bare = settings.output_format in BARE or (form != "text" and options["statistics"])
    for what, why in told.skipped.items() if bare else ():
        say(f"not checked: {what} ({why})")


class Settings(NamedTuple):
    """What holds for the whole run: from the command line, else from the configuration of the current directory."""

    layer: Layer
    show: str
    fail_on: str
    output_format: str
    baseline: str | None  # as it is to be opened
    llm: bool  # ask a model, too


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
        options["baseline"] or (os.path.relpath(config.baseline) if config.baseline else None),
        any(options[name] for name in ("llm", "llm_model", "llm_required", "llm_batch")),
    )


def _reviewed(outcome: Run, targets: discover.Targets, job: Job, options: dict[str, Any]) -> tuple[Run, Review | None]:
    """With --llm: the run with what a model found, and the account of that pass."""
    from ctxlint.commands.check import reviewing

    asked = reviewing.ask(targets.files, outcome, job, _tables(options), options)
    return reviewing.reviewed(outcome, targets.files, asked, job, options["llm_batch"])


def _tables(options: dict[str, Any]) -> Mapping[str, JSON]:
    here = os.getcwd()
    return discover.config_for(here, discover.root_of(here), _file_options(options)).tables


def _file_options(options: dict[str, Any]) -> discover.Options:
    values = {name: options[name] for name in FILE_OPTIONS}
    return discover.Options(**{**values, "exclude": values["exclude"] or None})


def _checked(paths: tuple[str, ...], options: dict[str, Any], settings: Settings) -> tuple[Run, discover.Targets]:
    job = _job(options, settings)
    if "-" in paths:
        return _checked_stdin(paths, options, job)
    targets = discover.discover(paths, _file_options(options))
    outcome = run(targets.files, job, targets.listed)
    closed = {path: why for path, why in targets.unread.items() if why not in discover.INTENDED}
    for target, result in placed(targets.files, outcome.results):
        closed |= discover.not_excluded(dict(result.closed), target.root, _file_options(options))
    problems = (f"cannot open {path}: {why}" for path, why in closed.items())
    return outcome._replace(unread={**targets.unread, **closed}, problems=(*outcome.problems, *problems)), targets


def _job(options: dict[str, Any], settings: Settings) -> Job:
    return Job(settings.layer, ignores=not options["no_ignores"])


def _checked_stdin(paths: tuple[str, ...], options: dict[str, Any], job: Job) -> tuple[Run, discover.Targets]:
    name = options["stdin_filename"]
    if paths != ("-",) or not name:
        raise CtxlintError("to read standard input, name it: ctxlint check - --stdin-filename CLAUDE.md")
    if options["fix"] or options["diff"]:
        raise CtxlintError("standard input cannot be fixed: name a file")
    data = options["text"] = sys.stdin.buffer.read()
    target, notes = discover.named_text(name, data, _file_options(options))
    if target is None:
        return Run((), ()), discover.Targets((), notes, walked=False)
    return Run((lint_bytes(data, target, job),), ()), discover.Targets((target,), notes, walked=False)


def _chain(paths: tuple[str, ...], targets: discover.Targets, outcome: Run) -> Chain | None:
    """What loads in the folder that was searched; nothing for named files, which hooks check one by one."""
    folder = os.path.abspath(paths[0] if paths else ".")
    project = outcome.projects.get(discover.root_of(folder)) if targets.walked and os.path.isdir(folder) else None
    if project is None:
        return None
    from ctxlint.project.chain import chain_at

    inside = os.path.relpath(folder, project.root).replace(os.sep, "/")
    return chain_at(project, "claude", "" if inside == os.curdir else inside)


def _summary(chain: Chain) -> Summary | None:
    summary = chain.summary()
    if summary is None or summary.escalation is None:
        return summary
    return summary._replace(escalation=_printed(chain.project.root, summary.escalation))


def _ignored(chain: Chain, targets: discover.Targets) -> dict[str, str]:
    """Context files that load and were not checked: git ignores them, as its own configuration may tell it to."""
    root = chain.project.root
    known = {os.path.realpath(os.path.join(target.root, target.path)) for target in targets.files}
    own = (entry.path for entry in chain.launch.loaded if entry.reason != "import")
    left = [path for path in own if os.path.realpath(os.path.join(root, path)) not in known]
    return dict.fromkeys(sorted(chain.project.tree.ignored(left)), "git ignores it: name it to check it")


def _print_notes(targets: discover.Targets, outcome: Run, options: dict[str, Any]) -> None:
    for note in targets.notes if not options["quiet"] else ():
        say(note)
    if options["verbose"]:
        for target in targets.files:
            where = target.config.path or "no configuration"
            say(f"{target.path}: {target.kind.name} ({where})")


def _printed_paths(targets: discover.Targets, outcome: Run) -> dict[str, str]:
    """Relative to the current directory, so that a terminal makes them clickable; of the places pointed at, too."""
    pairs = placed(targets.files, outcome.results)
    related = ((t.root, other) for t, result in pairs for d in result.diagnostics for other in d.related)
    found = {other.path: _printed(root, other.path) for root, other in related}
    return {**found, **{target.path: _printed(target.root, target.path) for target in targets.files}}


def _told_apart(outcome: Run, targets: discover.Targets) -> Run:
    """Of several projects each file under its printed path, since two may have the same one from their roots."""
    if len({target.root for target in targets.files}) < 2:
        return outcome
    pairs = placed(targets.files, outcome.results)
    return outcome._replace(results=tuple(_as_printed(target.root, result) for target, result in pairs))


def _as_printed(root: str, result: Result) -> Result:
    found = tuple(
        one._replace(
            path=_printed(root, one.path),
            related=tuple(other._replace(path=_printed(root, other.path)) for other in one.related),
        )
        for one in result.diagnostics
    )
    return result._replace(path=_printed(root, result.path), diagnostics=found)


def _printed(root: str, path: str) -> str:
    return os.path.relpath(os.path.join(root, path)).replace(os.sep, "/")


def _color(options: dict[str, Any]) -> bool:
    """Flag beats FORCE_COLOR beats NO_COLOR beats terminal."""
    if options["color"] != "auto":
        return bool(options["color"] == "always")
    if options["output_file"]:
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def _report(output_format: str, view: View, counted: bool) -> str:
    if not counted:
        return render(output_format, view)
    from ctxlint.report import statistics

    return statistics.render(view, output_format)


def _fails(outcome: Run, fail_on: str) -> bool:
    return fail_on != "never" and any(one.severity >= Severity.parse(fail_on) for one in outcome.diagnostics)
