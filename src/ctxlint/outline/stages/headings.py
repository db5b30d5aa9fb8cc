"""Stages as headings: `### Stage 1: Analysis (Haiku)`."""

from __future__ import annotations

from collections.abc import Iterator

from ctxlint.base.model import Document, Span
from ctxlint.outline.numbers import plain
from ctxlint.outline.stages.reading import Head, read_stage
from ctxlint.outline.stages.stage import Stage, Stages, runs
from ctxlint.outline.stages.words import NUMBERED, word_of


def from_headings(document: Document) -> Iterator[Stages]:
    groups: dict[tuple[int, int, str], list[Stage]] = {}
    for section in document.sections[1:]:
        match = NUMBERED.match(plain(section.title))
        if match is None:
            continue
        head = Head(match, section.title, section.heading, section.start, section.start + 1, section.stop, None)
        stage = read_stage(document, head, Span(section.heading.end, section.span.end))
        groups.setdefault((section.parent, section.level, word_of(match)), []).append(stage)
    for (parent, _, word), stages in groups.items():
        for run in runs(stages):
            yield Stages(word, "heading", run, parent, document.sections[parent].title)
