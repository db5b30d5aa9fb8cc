"""What a rule is, and what it sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import JSON, Document, Finding, Sentence, Severity
from ctxlint.config.kinds import KINDS, Kind

if TYPE_CHECKING:
    from ctxlint.base.secrets import Secret
    from ctxlint.outline import Outline
    from ctxlint.parse.commands import Command
    from ctxlint.parse.imports import Import
    from ctxlint.parse.links import Link
    from ctxlint.parse.paths import Mention
    from ctxlint.project import Project
    from ctxlint.project.chain import Chain


TEXT, UNDECODABLE, OVERSIZED = "text", "not UTF-8", "too large"  # states of a file: of the latter two there is no text
PART, BRIEF = "part", "brief"
# When findings of a rule with the same message are one fact, told once: those in one file, where the message names the fact
# whatever words it stands in; those on the same line of text, in any file; those at the same place of files that are copies.
# The latter two are for rules that look at nothing but the text.
IN_FILE, ON_LINE, IN_COPY = "in file", "on line", "in copy"
Check = Callable[["Context"], Iterator[Finding]]
Late = Callable[[Document, Mapping[str, Sequence[int]]], Iterator[Finding]]


class Rule(NamedTuple):
    name: str  # "group/name"
    severity: Severity
    kinds: frozenset[str] | None = None  # None: every kind
    check: Check | None = None  # None: `late`, or the schema of a kind says when
    sees: frozenset[str] = frozenset({TEXT})  # states of a file that it looks at; none: the model pass does, later
    late: Late | None = None  # asked when the others have spoken: rule or group that ran -> where its findings stand
    # It judges the comments that suppress; of those that name it, it is not said that they are unused.
    comments: bool = False
    lacks: str = ""  # what is not there where it reports: PART or BRIEF
    one: tuple[str, ...] = ()  # IN_FILE, ON_LINE, IN_COPY: any of them makes two findings one; none: each is its own


@dataclass(frozen=True)
class Context:
    """What a rule sees. Everything beyond the document is gathered when it is first asked for, here or by what is `once`."""

    document: Document
    project: Project
    options: Mapping[str, JSON] | None = None  # the configuration's tables, such as options["budget"]
    kind: Kind | None = None
    headings: Mapping[str, tuple[str, ...]] | None = None  # more words for a part, from the configuration
    known: frozenset[str] = frozenset()  # every rule there is, those of one's own schemas included
    kinds: tuple[Kind, ...] = KINDS  # every kind there is

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        if self.project.is_kept(self.document):
            return self.project.sentences(self.document.path)
        from ctxlint.parse.sentences import sentences

        return tuple(sentences(self.document))

    @cached_property
    def stated(self) -> tuple[Sentence, ...]:
        """The sentences and those in notes, in order: what they say of the project is to be true."""
        from ctxlint.parse.sentences import noted

        return tuple(sorted((*self.sentences, *noted(self.document))))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        from ctxlint.parse.paths import mentions

        return tuple(mentions(self.document))

    @cached_property
    def commands(self) -> tuple[Command, ...]:
        from ctxlint.parse.commands import commands

        return tuple(commands(self.document))

    @cached_property
    def imports(self) -> tuple[Import, ...]:
        from ctxlint.parse.imports import imports

        return tuple(imports(self.document))

    @cached_property
    def links(self) -> tuple[Link, ...]:
        from ctxlint.parse.links import links

        return tuple(links(self.document))

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        from ctxlint.base.secrets import find_secrets

        return tuple(find_secrets(self.document.text))

    @cached_property
    def chain(self) -> Chain | None:
        """What loads together with this file at launch; None if nothing loads it by itself."""
        from ctxlint.project.chain import chain_of

        return chain_of(self.project, self.document.path)

    def chain_at(self, tool: str, directory: str) -> Chain:
        """What a tool loads when it starts in a directory of the project."""
        from ctxlint.project.chain import chain_at

        return chain_at(self.project, tool, directory)

    @cached_property
    def outline(self) -> Outline:
        from ctxlint.outline import Outline
        from ctxlint.outline.headings import vocabulary

        kind = self.kind or Kind(self.document.kind, ())
        worded = kind.schema or kind.headings  # of other kinds nobody asks for parts
        words = vocabulary(kind.name, kind.headings, self.headings) if worded else {}
        return Outline(self.document, words)
