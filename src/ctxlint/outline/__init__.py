"""Document -> outline: a small JSON value of facts, and where each of them stands.

The shape is published in schemas/outline.schema.json. The outline holds facts, never verdicts.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ctxlint.base.model import JSON, Document, Span
from ctxlint.outline.estimates import Estimate, estimates_json, read_estimates
from ctxlint.outline.parts import read_parts
from ctxlint.outline.stages import Stages, read_stages, stages_json
from ctxlint.outline.weights import Weights, read_weights, weights_json
from ctxlint.parse.frontmatter import values

if TYPE_CHECKING:
    from ctxlint.outline.headings import Vocabulary


@dataclass(frozen=True)
class Outline:
    """Read as it is asked for: most files are never asked for their parts, some not for their sums."""

    document: Document
    vocabulary: Vocabulary  # what the parts may be called

    @cached_property
    def weights(self) -> tuple[Weights, ...]:
        """With exact numbers, where `value` has those of JSON; so are the stages and estimates."""
        return read_weights(self.document)

    @cached_property
    def stages(self) -> tuple[Stages, ...]:
        return read_stages(self.document)

    @cached_property
    def estimates(self) -> tuple[Estimate, ...]:
        return read_estimates(self.document, self.stages)

    @cached_property
    def _facts(self) -> tuple[dict[str, JSON], dict[str, Span]]:
        document, words = self.document, self.vocabulary
        places = {"": _title_span(document)}
        frontmatter = values(document.slice(document.frontmatter)) if document.frontmatter else {}
        value: dict[str, JSON] = {
            "kind": document.kind,
            "declared": document.declared,
            "title": _title(document),
            "frontmatter": frontmatter,
            "headings": _headings(document, places),
            "parts": read_parts(document, words, frontmatter, places) if words else {},
            "weights": weights_json(self.weights, places),
            "stages": stages_json(self.stages, places),
            "estimates": estimates_json(self.estimates, places),
        }
        if document.frontmatter:
            places["/frontmatter"] = document.frontmatter
        return value, places

    @property
    def value(self) -> dict[str, JSON]:
        return self._facts[0]

    @property
    def places(self) -> dict[str, Span]:
        """JSON pointer -> where it stands."""
        return self._facts[1]

    def locate(self, pointer: str) -> Span:
        """Where a value stands; for what is absent, the nearest thing around it, at last the title."""
        while pointer not in self.places:
            pointer = pointer.rpartition("/")[0]
        return self.places[pointer]

    @property
    def binding(self) -> bool:
        """Not a CONTEXT.md that is only a note: one without contract promises no stages and no totals."""
        return self.document.kind != "context" or self.document.declared or len(self.value["parts"]) > 1

    @property
    def headings(self) -> list[str]:
        return [heading["text"] for heading in self.value["headings"]]


def _title_span(document: Document) -> Span:
    if len(document.sections) > 1:
        return document.sections[1].heading
    start = document.blocks[0].span.start if document.blocks else 0
    return document.line_span(document.position(start)[0])


def _title(document: Document) -> str | None:
    return document.sections[1].title if len(document.sections) > 1 else None


def _headings(document: Document, places: dict[str, Span]) -> list[JSON]:
    for index, section in enumerate(document.sections[1:]):
        places[f"/headings/{index}"] = section.heading
    return [{"level": section.level, "text": section.title} for section in document.sections[1:]]
