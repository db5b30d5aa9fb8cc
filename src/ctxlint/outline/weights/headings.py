"""Weights in headings: `### Craft (weight: 0.3)` and its siblings; headings that only announce weights."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.outline.numbers import number
from ctxlint.outline.weights.weight import PERCENT, Weight, Weights

HEADING_WEIGHT = lazy(
    rf"[(\[]\s*weight(?:ed|ing)?\s*[:=]?\s*(?:{PERCENT}|(?P<f>0?\.\d{{1,9}}|1\.0+))\s*[)\]]", re.IGNORECASE
)
SAYS_WEIGHTED = lazy(
    r"\bweighted\b|\(\s*(?:weights|%|in percent)\s*\)|\bgewichtet\w*|\bpondéré\w*|\bponderad\w*|加权|加權|가중",
    re.IGNORECASE,
)


def headings(document: Document) -> Iterator[Weights]:
    """`### Craft (weight: 0.3)` and its siblings."""
    groups: dict[tuple[int, int], list[tuple[Weight, str, Span]]] = {}
    for section in document.sections[1:]:
        match = HEADING_WEIGHT.search(section.title)
        if match is None:
            continue
        figure, unit = (match["n"], "%") if match["n"] else (match["f"], "1")
        at = document.text.find(figure, section.heading.start)
        weight = Weight(
            number(figure),
            section.title[: match.start()].strip(),
            Span(at, at + len(figure)),
            match["about"] is not None,
        )
        groups.setdefault((section.parent, section.level), []).append((weight, unit, section.heading))
    for (parent, level), group in groups.items():
        if len(group) > 1 and len({unit for _, unit, _ in group}) == 1:
            whole = Decimal(100) if group[0][1] == "%" else Decimal(1)
            entries = tuple(weight for weight, _, _ in group)
            yield Weights(
                document.sections[parent].title,
                group[0][2],
                entries,
                whole,
                True,
                True,
                True,
                None,
                (-1, parent, level),
            )


def announced_only(document: Document, found: list[Weights]) -> Iterator[Weights]:
    """A heading that says "(Weighted)" over a section without any figure."""
    for section in document.sections[1:]:
        if SAYS_WEIGHTED.search(section.title) and not any(
            c.isdigit() or c in "%％٪" for c in document.text[section.heading.end : section.span.end]
        ):
            yield Weights(section.title, section.heading, (), Decimal(100), True, True, True, None, (section.start,))
