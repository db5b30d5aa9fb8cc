"""The Code Quality report of GitLab: a JSON array, the subset of the Code Climate format that GitLab reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctxlint.base.model import JSON, Diagnostic, Severity
from ctxlint.base.printing import dumps, printable
from ctxlint.engine.fingerprint import fingerprints
from ctxlint.report.text import told

if TYPE_CHECKING:
    from ctxlint.report import View

SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(view: View) -> str:
    found = [_issue(one, mark) for one, mark in fingerprints(view.run.diagnostics) if one.severity >= view.show]
    return dumps(found)


def _issue(one: Diagnostic, mark: str) -> JSON:
    return {
        "description": printable(f"{told(one, {})} ({one.hint})" if one.hint else told(one, {})),
        "check_name": one.rule,
        "fingerprint": mark,
        "severity": SEVERITIES[one.severity],
        "location": {
            "path": printable(one.path),
            "lines": {"begin": one.place.line, "end": one.place.end_line},
        },
    }
