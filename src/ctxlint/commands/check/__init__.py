"""ctxlint check: lint files and report."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import click

import ctxlint.parse  # noqa: F401  first: from deeper in the stack, frame memory is mapped anew for each call (5 ms)
from ctxlint.base.errors import CLEAN, FAILED, FOUND, CtxlintError
from ctxlint.base.model import Severity
from ctxlint.base.printing import say
from ctxlint.commands.check.options import Checked, CheckOptions, settled
from ctxlint.commands.output import FORMS, put
from ctxlint.engine import discover
from ctxlint.engine.run import Run, lint_bytes, placed, run
from ctxlint.report import BARE, FORMATS, View, render

if TYPE_CHECKING:
    from ctxlint.base.model import Related
    from ctxlint.engine.lint import Result
    from ctxlint.project.chain import Chain, Summary

LEVELS = ("error", "warning", "info")
NOTHING = "found no context file (CLAUDE.md, AGENTS.md, CONTEXT.md, VOICE.md, .claude/…) to check in {}; ctxlint init writes a first one"


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
@click.option("--preset", metavar="NAME", help="Levels of the rules: default or small-model (where wording counts).")
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
def command(paths: tuple[str, ...], **given: Any) -> int:
    """Lint the named files and folders, or the project around the current directory.

    A path - reads standard input (with --stdin-filename). Exit code 0: nothing at or above --fail-on; 1: findings;
    2: it could not check.
    """
    options = settled(CheckOptions(paths=paths, **given))
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise CtxlintError("--unsafe-fixes goes with --fix or --diff")
    if options.prune_baseline and not options.baseline:
        raise CtxlintError("--prune-baseline goes with --baseline FILE")
    checked = _stdin(options) if "-" in paths else _found(options)
    _print_notes(checked)
    if not checked.run.results and not checked.run.problems and checked.targets.walked:
        raise CtxlintError(NOTHING.format(" ".join(paths) or "this project"))
    for stage in _stages(options):
        checked = stage(checked)
    return _END[_way(options)](checked)


def _stages(options: CheckOptions) -> Iterator[Callable[[Checked], Checked]]:
    """What happens between the run and its report, in order."""
    if _way(options) in ("estimate", "diff"):
        return
    if options.fix:
        from ctxlint.commands.check.fixing import fix

        yield fix
    if options.llm:
        from ctxlint.commands.check.reviewing import reviewed

        yield reviewed
    if (options.baseline or options.new_since) and not options.write_baseline:
        from ctxlint.commands.check.known import without_known

        yield without_known
    if _way(options) == "report":
        yield _merged


def _merged(checked: Checked) -> Checked:
    from ctxlint.engine.merge import merged

    results = merged((target.root, result) for target, result in checked.pairs)
    return checked._replace(run=checked.run._replace(results=results))


def _way(options: CheckOptions) -> str:
    """How the run ends."""
    ways = {"estimate": options.llm_estimate, "diff": options.diff, "baseline": options.write_baseline}
    return next((way for way, chosen in ways.items() if chosen), "report")


def _estimate(checked: Checked) -> int:
    from ctxlint.commands.check.reviewing import estimate_text

    options = checked.options
    put(estimate_text(checked), options.output_file, FORMS.get(options.output_format, "text"))
    return _code(checked)


def _diff(checked: Checked) -> int:
    from ctxlint.commands.check.fixing import diff

    text = diff(checked)
    put(text, checked.options.output_file, "patch")
    return _code(checked, found=bool(text))


def _baseline(checked: Checked) -> int:
    from ctxlint.commands.check.known import write_baseline

    write_baseline(checked)
    return _code(checked)


def _report(checked: Checked) -> int:
    options, outcome, targets = checked.options, checked.run, checked.targets
    chain = _chain(options.paths, targets, outcome)
    if chain:
        outcome = outcome._replace(unread={**outcome.unread, **_ignored(chain, targets)})
    told = _told_apart(outcome, targets)
    form = FORMS.get(options.output_format, "text")
    color = form == "text" and _color(options)
    view = View(told, Severity.parse(options.show), color, _printed_paths(targets, outcome), options.quiet)
    view = view._replace(load=_summary(chain) if chain else None, review=checked.review)
    put(_rendered(options.output_format, view, options.statistics), options.output_file, form, color=view.color)
    bare = options.output_format in BARE or (form != "text" and options.statistics)
    for what, why in told.skipped.items() if bare else ():
        say(f"not checked: {what} ({why})")
    return _code(checked, found=_fails(outcome, options.fail_on))


_END = {"estimate": _estimate, "diff": _diff, "baseline": _baseline, "report": _report}


def _code(checked: Checked, *, found: bool = False) -> int:
    options = checked.options
    incomplete = options.llm_required and checked.review is not None and bool(checked.review.fault)
    if checked.run.problems or incomplete:
        return FAILED
    return FOUND if found and not options.exit_zero else CLEAN


def _found(options: CheckOptions) -> Checked:
    """What is to be checked, and what was found in it."""
    targets = discover.discover(options.paths, options.files)
    outcome = run(targets.files, options.job, targets.listed)
    closed = {path: why for path, why in targets.unread.items() if why not in discover.INTENDED}
    for target, result in placed(targets.files, outcome.results):
        closed |= discover.not_excluded(dict(result.closed), target.root, options.files)
    problems = (f"cannot open {path}: {why}" for path, why in closed.items())
    outcome = outcome._replace(unread={**targets.unread, **closed}, problems=(*outcome.problems, *problems))
    return Checked(options, targets, outcome)


def _stdin(options: CheckOptions) -> Checked:
    """The same, of the text on standard input."""
    name = options.stdin_filename
    if options.paths != ("-",) or not name:
        raise CtxlintError("to read standard input, name it: ctxlint check - --stdin-filename CLAUDE.md")
    if options.fix or options.diff:
        raise CtxlintError("standard input cannot be fixed: name a file")
    data = sys.stdin.buffer.read()
    target, notes = discover.named_text(name, data, options.files)
    files = () if target is None else (target,)
    results = tuple(lint_bytes(data, file, options.job) for file in files)
    return Checked(options, discover.Targets(files, notes, walked=False), Run(results, ()), text=data)


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


def _print_notes(checked: Checked) -> None:
    for note in checked.targets.notes if not checked.options.quiet else ():
        say(note)
    if checked.options.verbose:
        for target in checked.targets.files:
            where = target.config.path or "no configuration"
            say(f"{target.path}: {target.kind.name} ({where})")
    for problem in checked.run.problems:
        say(problem)


def _printed_paths(targets: discover.Targets, outcome: Run) -> dict[str, str]:
    """Relative to the current directory, so that a terminal makes them clickable; of the places pointed at, too."""
    pairs = placed(targets.files, outcome.results)
    related = ((t.root, other) for t, result in pairs for d in result.diagnostics for other in d.pointed)
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
            related=_as_placed(root, one.related),
            repeats=_as_placed(root, one.repeats),
        )
        for one in result.diagnostics
    )
    return result._replace(path=_printed(root, result.path), diagnostics=found)


def _as_placed(root: str, others: tuple[Related, ...]) -> tuple[Related, ...]:
    return tuple(other._replace(path=_printed(root, other.path)) for other in others)


def _printed(root: str, path: str) -> str:
    return os.path.relpath(os.path.join(root, path)).replace(os.sep, "/")


def _color(options: CheckOptions) -> bool:
    """Flag beats FORCE_COLOR beats NO_COLOR beats terminal."""
    if options.color != "auto":
        return options.color == "always"
    if options.output_file:
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()


def _rendered(output_format: str, view: View, counted: bool) -> str:
    if not counted:
        return render(output_format, view)
    from ctxlint.report import statistics

    return statistics.render(view, output_format)


def _fails(outcome: Run, fail_on: str) -> bool:
    return fail_on != "never" and any(one.severity >= Severity.parse(fail_on) for one in outcome.diagnostics)
