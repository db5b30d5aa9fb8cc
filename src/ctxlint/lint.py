"""Document -> diagnostics: runs the rules and the schema over one file. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from ctxlint.model import JSON, Document, Inline, Sentence

if TYPE_CHECKING:
    from ctxlint.outline import Outline
    from ctxlint.project import Project


@dataclass(frozen=True)
class Context:
    """What a rule sees. Everything beyond the document is gathered when it is first asked for."""

    document: Document
    project: Project
    options: Mapping[str, JSON]  # the configuration's tables, such as options["budget"]

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        from ctxlint.parse.sentences import sentences

        return tuple(sentences(self.document))
