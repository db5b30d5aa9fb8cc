"""How often each rule fired and in how many files, most first. Behind --statistics, and no format of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctxlint.base.model import JSON
from ctxlint.base.printing import dumps
from ctxlint.report.text import COLORS, closing, paint

if TYPE_CHECKING:
    from ctxlint.report import View

MACHINE = ("json", "json-lines")


def render(view: View, output_format: str = "full") -> str:
    """A table, or, under a JSON format, an array of objects."""
    rows = _rows(view)
    if output_format in MACHINE:
        return dumps(rows)
    counts, files = ([str(row[key]) for row in rows] for key in ("count", "files"))
    rules = max([len("rule"), *(len(row["rule"]) for row in rows)])
    widths = (max(map(len, ["count", *counts])), max(map(len, ["files", *files])))
    lines = [f"{'count':>{widths[0]}}  {'rule':<{rules}}  {'files':>{widths[1]}}"] if rows else []
    colors = {one.rule: COLORS[one.severity] for one in view.shown}
    for row, count, file in zip(rows, counts, files, strict=True):
        name = paint(f"{row['rule']:<{rules}}", colors[row["rule"]], view.color)
        lines.append(f"{count:>{widths[0]}}  {name}  {file:>{widths[1]}}")
    return "\n".join([*lines, *closing(view)])


def _rows(view: View) -> list[dict[str, JSON]]:
    files: dict[str, list[set[str]]] = {}
    for one in view.shown:
        files.setdefault(one.rule, []).append({one.path, *(other.path for other in one.repeats)})
    rows = [{"count": len(paths), "rule": rule, "files": len(set().union(*paths))} for rule, paths in files.items()]
    return sorted(rows, key=lambda row: (-int(str(row["count"])), str(row["rule"])))
