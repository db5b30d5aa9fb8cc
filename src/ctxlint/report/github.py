"""Workflow commands of GitHub Actions, which become annotations of the changed files.

GitHub shows ten of each severity a step and drops the rest, so the worst come first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctxlint.base.model import Diagnostic, Severity
from ctxlint.base.printing import printable, visible, without_commands
from ctxlint.report.text import closing, told

if TYPE_CHECKING:
    from ctxlint.report import View

COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(view: View) -> str:
    worst_first = sorted(view.shown, key=lambda one: -one.severity)
    return "\n".join([*map(_command, worst_first), *closing(view)])


def _command(one: Diagnostic) -> str:
    fields = {"file": one.path, "line": one.place.line, "endLine": one.place.end_line, "title": one.rule}
    if one.place.end_line == one.place.line:  # GitHub takes columns only within one line
        fields |= {"col": one.place.column, "endColumn": one.place.end_column}
    text = f"{told(one, {})}\n{one.hint}" if one.hint else told(one, {})
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in fields.items())
    return f"::{COMMANDS[one.severity]} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return without_commands(visible(printable(text))).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
