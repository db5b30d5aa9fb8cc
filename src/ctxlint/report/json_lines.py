"""The findings of the JSON report, one object a line: for `jq`, `grep` and streams. Every severity is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ctxlint.report.json import report

if TYPE_CHECKING:
    from ctxlint.report import View


def render(view: View) -> str:
    return "\n".join(json.dumps(finding, ensure_ascii=False) for finding in report(view)["findings"])
