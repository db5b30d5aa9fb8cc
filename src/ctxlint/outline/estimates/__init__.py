"""Estimates: costs and times, row by row, with the total that stands below, above or behind the equals sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctxlint.base.model import JSON, Document, Span
from ctxlint.outline.currencies import is_money
from ctxlint.outline.estimates.expressions import expressions
from ctxlint.outline.estimates.figures import Estimate, Figure, Product, Sum, settled
from ctxlint.outline.estimates.groups import groups, in_stages
from ctxlint.outline.estimates.tables import tables
from ctxlint.outline.numbers import to_json

if TYPE_CHECKING:
    from ctxlint.outline.stages import Stages

__all__ = ["Estimate", "Figure", "Product", "Sum", "estimates_json", "read_estimates"]

HINTS = (
    "total",
    "sum",
    "altogether",
    "all stages",
    "gesamt",
    "итого",
    "合计",
    "總計",
    "总计",
    "合計",
    "합계",
    "tokens",
)


def read_estimates(document: Document, stages: tuple[Stages, ...]) -> tuple[Estimate, ...]:
    low = document.text.lower()
    if not any(hint in low for hint in HINTS) and not ("+" in low and ("=" in low or "≈" in low)):
        return ()
    found = [*tables(document), *groups(document), *expressions(document), *in_stages(document, stages)]
    return tuple(sorted(map(settled, found), key=lambda estimate: estimate.anchor))


def estimates_json(found: tuple[Estimate, ...], places: dict[str, Span]) -> JSON:
    value = []
    for index, estimate in enumerate(found):
        places[f"/estimates/{index}"] = estimate.anchor
        rows = []
        for position, row in enumerate(estimate.rows):
            places[f"/estimates/{index}/rows/{position}"] = row.span
            rows.append(
                {"stage": row.numbers[0] if row.numbers else None, "label": row.label, **_measures(row.figures)}
            )
        for unit, figure in estimate.totals.items():
            places[f"/estimates/{index}/total/{_name(unit)}"] = figure.span
        sums = {_name(one.unit): to_json(one.high) for one in estimate.sums}
        value.append({"rows": rows, "total": _measures(estimate.totals), "sum": sums})
    return value


def _measures(figures: dict[str, Figure]) -> dict[str, JSON]:
    return {_name(unit): to_json(figure.high) for unit, figure in figures.items()}


def _name(unit: str) -> str:
    return "cost" if is_money(unit) else "minutes" if unit == "time" else unit
