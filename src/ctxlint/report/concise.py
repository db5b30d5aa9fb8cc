"""path:line:col: severity[rule] message"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctxlint.base.printing import safe
from ctxlint.report.text import COLORS, closing, paint, place, told

if TYPE_CHECKING:
    from ctxlint.report import View


def render(view: View) -> str:
    lines = []
    for one in view.shown:
        head = paint(f"{one.severity.label}[{one.rule}]", COLORS[one.severity], view.color)
        hint = f" ({safe(one.hint)})" if one.hint else ""
        lines.append(f"{place(view, one)}: {head} {safe(told(one, view.paths))}{hint}")
    return "\n".join([*lines, *closing(view)])
