"""Stages: work taken apart into numbered steps, written as headings, plain lines, items or table rows."""

from __future__ import annotations

from ctxlint.base.model import JSON, Document, Span
from ctxlint.outline.numbers import to_json
from ctxlint.outline.stages.items import from_headings, from_items, from_lines
from ctxlint.outline.stages.stage import FOUR, Stage, Stages
from ctxlint.outline.stages.tables import from_tables
from ctxlint.outline.stages.words import HINTS, field_hints

__all__ = ["Stage", "Stages", "read_stages", "stages_json"]


def read_stages(document: Document) -> tuple[Stages, ...]:
    low = document.text.lower()
    if not any(hint in low for hint in (*HINTS, *field_hints())):
        return ()
    found = [*from_headings(document), *from_lines(document), *from_items(document), *from_tables(document)]
    return tuple(sorted(found, key=lambda stages: stages.stages[0].anchor))


def stages_json(found: tuple[Stages, ...], places: dict[str, Span]) -> JSON:
    value: list[JSON] = []
    for index, stages in enumerate(found):
        for stage in stages.stages:
            value.append(_stage_json(stage, index, f"/stages/{len(value)}", places))
    return value


def _stage_json(stage: Stage, group: int, pointer: str, places: dict[str, Span]) -> JSON:
    places[pointer] = stage.anchor
    places.update({f"{pointer}/{name}": stage.fields[name].span for name in FOUR if name in stage.fields})
    return {
        "list": group,
        "number": None if stage.number is None else to_json(stage.number),
        "name": stage.name,
        "tier": stage.tier,
        **{name: stage.fields[name].text if name in stage.fields else None for name in FOUR},
    }
