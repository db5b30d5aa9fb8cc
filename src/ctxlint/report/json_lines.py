"""The findings of the JSON report, one object a line: for `jq`, `grep` and streams. Every severity is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctxlint.base.printing import dumps
from ctxlint.report.json import report

if TYPE_CHECKING:
    from ctxlint.report import View


def render(view: View) -> str:
    return "\n".join(dumps(finding, indent=None) for finding in report(view)["findings"])
