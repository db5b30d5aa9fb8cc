"""Run -> text. A reporter is a module with `render(view) -> str`; it is imported by its name."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Diagnostic, Severity

if TYPE_CHECKING:
    from ctxlint.engine.run import Run
    from ctxlint.llm.review import Review
    from ctxlint.project.chain import Summary

FORMATS = ("full", "concise", "grouped", "json", "json-lines", "sarif", "github", "gitlab", "junit", "markdown")
BARE = ("json-lines", "gitlab", "junit")  # hold findings and nothing else


class View(NamedTuple):
    """A run, and how it is to be shown."""

    run: Run
    show: Severity  # the lowest severity that text formats print
    color: bool
    paths: dict[str, str]  # path relative to the root -> path to print, relative to the current directory
    quiet: bool = False  # no closing lines
    load: Summary | None = None  # what loads at the start; only for a run that searched the project
    review: Review | None = None  # the account of the pass of a language model

    @property
    def shown(self) -> list[Diagnostic]:
        return [diagnostic for diagnostic in self.run.diagnostics if self._shows(diagnostic)]

    @property
    def hidden(self) -> list[Diagnostic]:
        return [diagnostic for diagnostic in self.run.diagnostics if not self._shows(diagnostic)]

    def _shows(self, diagnostic: Diagnostic) -> bool:
        """What a model was asked for is shown, though it is advice."""
        return diagnostic.severity >= self.show or diagnostic.by_model


def render(name: str, view: View) -> str:
    """The report in the format `name`, one of FORMATS."""
    module = import_module(f"ctxlint.report.{name.replace('-', '_')}")
    return str(module.render(view))
