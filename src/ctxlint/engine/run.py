"""A whole run: targets -> results, in one process or in several."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.globs import matches
from ctxlint.base.model import Diagnostic, Severity
from ctxlint.config import Config
from ctxlint.config.levels import layers, level
from ctxlint.config.select import Layer, selected
from ctxlint.engine.lint import Result, Settings, lint, read_document
from ctxlint.engine.registry import BY_NAME, RULES, rule_names
from ctxlint.project import LARGEST, Project
from ctxlint.project.bounds import dangling, read_file, refuse_outside
from ctxlint.rules.context import Context

if TYPE_CHECKING:
    from ctxlint.engine.discover import Target

CHAINED = frozenset({"claude", "agents-md", "rule"})  # kinds that load at launch: rules about others read them too
WORTH_A_PROCESS = 400_000  # bytes: below, starting a second process costs more than it saves


class Job(NamedTuple):
    """What is the same for every file of a run."""

    layer: Layer = Layer()  # the selectors of the command line
    ignores: bool = True  # honour suppressions
    preset: str | None = None  # in place of that of the configurations


class Run(NamedTuple):
    results: tuple[Result, ...]
    problems: tuple[str, ...]  # files that could not be read
    projects: Mapping[str, Project] = {}  # root -> what was gathered
    unread: Mapping[str, str] = {}  # files and folders that were not looked into, and why

    @property
    def skipped(self) -> dict[str, str]:
        """Rule -> why it did not run on some file, or on any; and what no rule could know, where git did not answer."""
        refusals = {p.refusal for p in self.projects.values() if p.refusal}
        unjudged = {"history, ignored files": "; ".join(sorted(refusals))} if refusals else {}
        return {**unjudged, **self.unread, **dict(pair for result in self.results for pair in result.skipped)}

    @property
    def diagnostics(self) -> list[Diagnostic]:
        return [diagnostic for result in self.results for diagnostic in result.diagnostics]

    def count(self, severity: Severity) -> int:
        return sum(diagnostic.severity == severity for diagnostic in self.diagnostics)


def run(targets: Sequence[Target], job: Job, listed: Mapping[str, Sequence[str]] | None = None) -> Run:
    """Lint every target, in the order given. `listed`: folder -> what git has already said is below it."""
    results: list[Result] = []
    problems: list[str] = []
    projects = {root: Project(root, (listed or {}).get(root)) for root in {target.root for target in targets}}
    for outcome in _outcomes(targets, job, projects):
        (results if isinstance(outcome, Result) else problems).append(outcome)  # type: ignore[arg-type]
    return Run(tuple(results), tuple(problems), projects)


def lint_bytes(data: bytes, target: Target, job: Job, project: Project | None = None, size: int = 0) -> Result:
    """`size`: of a file that was not read because it is too large."""
    config = target.config
    size = size or (len(data) if len(data) > LARGEST else 0)
    document, kind = read_document(b"" if size else data, target.path, target.kind, config.kinds)
    document = replace(document, size=size) if size else document
    project = project or Project(target.root)
    if kind.name in CHAINED and not size:
        project.keep(document)
    known = rule_names(config)
    context = Context(document, project, config.tables, kind, config.headings, known, config.kinds)
    return lint(context, RULES, settings_for(config, target.path, job))


def settings_for(config: Config, path: str, job: Job) -> Settings:
    """What holds for the file at `path`, relative to the project root."""
    known = rule_names(config)
    off = tuple(name for glob, names in config.per_file_ignores.items() if matches([glob], path) for name in names)
    on = selected(known, (*layers(known, config, job.preset), job.layer, Layer(ignore=off)))
    return Settings(on, {name: level(name, config, job.preset, _shipped(name)) for name in known}, job.ignores)


def _shipped(name: str) -> Severity:
    """A rule of one's own schema is an error unless it is set."""
    return BY_NAME[name].severity if name in BY_NAME else Severity.ERROR


def placed(targets: Iterable[Target], results: Iterable[Result]) -> Iterator[tuple[Target, Result]]:
    """Each result with its target. They come in the order of the targets; what could not be read has none."""
    files = iter(targets)
    for result in results:
        yield next(target for target in files if target.path == result.path), result


def _outcomes(targets: Sequence[Target], job: Job, projects: Mapping[str, Project]) -> Iterator[Result | str]:
    processes = min(os.cpu_count() or 1, _weight(targets) // WORTH_A_PROCESS)
    if processes < 2 or not hasattr(os, "fork"):
        yield from (_outcome(target, job, projects[target.root]) for target in targets)
        return
    from multiprocessing import get_context
    from tempfile import TemporaryDirectory

    from ctxlint.base.termination import unwinding
    from ctxlint.config import schema  # noqa: F401  loaded once, before the processes part
    from ctxlint.project.history import Share

    context = get_context("fork")
    with unwinding(), TemporaryDirectory() as folder:
        shares = {root: Share(context.Lock(), os.path.join(folder, str(at))) for at, root in enumerate(projects)}
        helpers = {root: project.prepared(shares[root]) for root, project in projects.items()}
        yield from _side_by_side(targets, job, helpers, processes)


def _side_by_side(
    targets: Sequence[Target], job: Job, helpers: Mapping[str, Project], processes: int
) -> Iterator[Result | str]:
    """Raises CtxlintError if a helping process is killed, such as for want of memory: its files were not checked."""
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool
    from multiprocessing import active_children, get_context

    from ctxlint.base.termination import held

    pool = ProcessPoolExecutor(processes, get_context("fork"), _start_helper, (helpers,))
    try:
        with held():  # the first task starts the processes
            outcomes = pool.map(partial(_helped, job=job), targets, chunksize=8)
        yield from outcomes
    except BrokenProcessPool as problem:
        raise CtxlintError(
            "a process of this run was killed, perhaps for want of memory: nothing was checked"
        ) from problem
    except BaseException:
        for child in active_children():
            child.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


_projects: dict[str, Project] = {}  # of a helping process: root -> what was gathered before it was started


def _start_helper(projects: Mapping[str, Project]) -> None:
    import signal

    from ctxlint.base.termination import end_at_once

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all of them; the one that started them ends them
    end_at_once()  # on SIGTERM
    _projects.update(projects)


def _helped(target: Target, job: Job) -> Result | str:
    return _outcome(target, job, _projects[target.root])


def _weight(targets: Iterable[Target]) -> int:
    total = 0
    for target in targets:
        try:
            total += os.stat(os.path.join(target.root, target.path)).st_size
        except (OSError, ValueError):
            continue
    return total


def _outcome(target: Target, job: Job, project: Project) -> Result | str:
    path = os.path.join(target.root, target.path)
    try:
        said = dangling(path)
        if said is not None:  # a link to nothing: all there is to judge is what it says
            return lint_bytes(said, target, job, project)
        refuse_outside(path, target.root)
        size = os.stat(path).st_size
        data = b"" if size > LARGEST else read_file(path, largest=LARGEST)
        return lint_bytes(data, target, job, project, size if size > LARGEST else 0)
    except CtxlintError as problem:
        return str(problem).replace(path, target.path)
    except OSError as problem:
        return f"cannot read {target.path}: {problem.strerror}"
