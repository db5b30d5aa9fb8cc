"""Weights: percentages, or fractions of one, that lead or end the lines of one list, table or run of headings."""

from __future__ import annotations

from decimal import Decimal

from ctxlint.base.model import JSON, Document, Span
from ctxlint.outline.numbers import EXACT, to_json
from ctxlint.outline.weights.headings import announced_only, headings
from ctxlint.outline.weights.lists import lists, paragraphs
from ctxlint.outline.weights.tables import tables
from ctxlint.outline.weights.weight import Weight, Weights

__all__ = ["Weight", "Weights", "read_weights", "weights_json"]

HINTS = (
    "%",
    "％",
    "٪",
    "percent",
    "weight",
    "gewicht",
    "pondér",
    "ponder",
    "权重",
    "權重",
    "加权",
    "加權",
    "重み",
    "가중",
    "вес",
)


def read_weights(document: Document) -> tuple[Weights, ...]:
    low = document.text.lower()
    if not any(hint in low for hint in HINTS):
        return ()
    found = [*lists(document), *paragraphs(document), *tables(document), *headings(document)]
    found += announced_only(document, found)
    return tuple(sorted(found, key=lambda weights: weights.entries[0].span if weights.entries else weights.anchor))


def weights_json(found: tuple[Weights, ...], places: dict[str, Span]) -> JSON:
    value = []
    for index, weights in enumerate(found):
        places[f"/weights/{index}"] = weights.anchor
        scale = Decimal(100) / weights.whole
        entries = []
        for position, entry in enumerate(weights.entries):
            places[f"/weights/{index}/entries/{position}"] = entry.span
            entries.append({"percent": to_json(EXACT.multiply(entry.value, scale)), "label": entry.label})
        value.append(
            {"heading": weights.heading, "entries": entries, "total": to_json(EXACT.multiply(weights.total, scale))}
        )
    return value
