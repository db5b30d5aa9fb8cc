"""What `check` was asked for, and what flows through it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from ctxlint.config.select import Layer, refuse_unknown
from ctxlint.data.presets import refuse_unknown_preset
from ctxlint.engine import discover
from ctxlint.engine.registry import rule_names
from ctxlint.engine.run import Job, Run, placed

if TYPE_CHECKING:
    from ctxlint.base.model import JSON
    from ctxlint.config import Config
    from ctxlint.engine.lint import Result
    from ctxlint.llm.review import Review


class CheckOptions:  # a NamedTuple of 35 fields takes 2 ms to make
    """The command line, an option each; `settled` fills in what the configuration says where it says nothing."""

    paths: tuple[str, ...]
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    preset: str | None
    show: str
    fail_on: str
    strict: bool
    exit_zero: bool
    output_format: str
    output_file: str | None
    color: str
    stdin_filename: str | None
    exclude: tuple[str, ...]
    extend_exclude: tuple[str, ...]
    force_exclude: bool
    config: str | None
    no_config: bool
    no_ignores: bool
    statistics: bool
    fix: bool
    unsafe_fixes: bool
    diff: bool
    allow_dirty: bool
    baseline: str | None  # as it is to be opened
    write_baseline: bool
    prune_baseline: bool
    new_since: str | None
    llm: bool
    llm_model: str | None
    llm_budget: float | None  # US dollars
    llm_estimate: bool
    llm_required: bool
    llm_batch: bool
    quiet: bool
    verbose: bool

    def __init__(self, **given: Any) -> None:
        vars(self).update(given)

    @property
    def files(self) -> discover.FileOptions:
        return discover.FileOptions(
            self.config, self.no_config, self.exclude or None, self.extend_exclude, self.force_exclude
        )

    @property
    def job(self) -> Job:
        layer = Layer(self.select or None, self.ignore, self.extend_select)
        return Job(layer, not self.no_ignores, self.preset)

    @property
    def here(self) -> Config:
        """The configuration of the current directory, which holds for the whole run."""
        here = os.getcwd()
        return discover.config_for(here, discover.root_of(here), self.files)

    @property
    def tables(self) -> Mapping[str, JSON]:
        return self.here.tables


def settled(given: CheckOptions) -> CheckOptions:
    """With what the configuration of the current directory says. Raises CtxlintError for a rule or a preset that is not there."""
    config = given.here
    named = (*given.select, *given.ignore, *given.extend_select)
    refuse_unknown(named, rule_names(config), "--select/--ignore")
    if given.preset is not None:
        refuse_unknown_preset(given.preset, "--preset")
    found = {
        "show": given.show or config.show,
        "fail_on": given.fail_on or ("warning" if given.strict else config.fail_on),
        "output_format": given.output_format or config.output_format,
        "baseline": given.baseline or (os.path.relpath(config.baseline) if config.baseline else None),
        "llm": bool(given.llm or given.llm_model or given.llm_required or given.llm_batch),
    }
    return CheckOptions(**{**vars(given), **found})


class Checked(NamedTuple):
    """What each stage takes and gives back: what was asked for, what was looked at, what was found."""

    options: CheckOptions
    targets: discover.Targets
    run: Run
    review: Review | None = None  # the account of the pass of a language model
    text: bytes | None = None  # of standard input

    @property
    def pairs(self) -> Iterator[tuple[discover.Target, Result]]:
        return placed(self.targets.files, self.run.results)
