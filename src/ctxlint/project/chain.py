"""The launch chain as rules see it: the files that load together, parsed, and what they say. Built when first asked for."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Document, Related, Sentence, Span
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.data.tokens import estimate
from ctxlint.parse.commands import is_shell
from ctxlint.project.launch import home_of, launch
from ctxlint.project.launch.entries import LOADED, Entry, Launch
from ctxlint.project.pointers import pointed
from ctxlint.project.recipes import runs_check

if TYPE_CHECKING:
    from ctxlint.project import Project

CHECKS = (  # several, so that the first that matches is compiled alone
    lazy(lambda: rf"(?<![\w./-])(?:{alternatives('tools', 'checkers')})(?![\w-])"),
    lazy(lambda: _checking("task_runners", r"\b")),
    lazy(lambda: _checking("package_managers", r"\b")),
    lazy(lambda: _checking("launchers", r"\s")),
    lazy(lambda: _checking("build_tools", r"\b")),
    lazy(r"(?<![\w./-])(?:\./|scripts?/|bin/|tools/|dev/|hack/)\S*(?:test|check|lint|verify|validate|ci)\S*"),
)
IN_CASE = r"\b(?:if|when|unless|before|whenever)\b[^.\n]{0,160}"
ASK = r"\b(?:ask|consult|check with|get (?:approval|confirmation|permission)|wait for)\b[^.\n]{0,120}"
ESCALATION = lazy(
    lambda: (
        rf"\b(?<!privilege )(?<!de-)escalat\w*|\bstop and\b|{IN_CASE}\b(?:{alternatives('markers', 'escalations')})\b"
        rf"|{ASK}\b(?:if|when|before|unless|first)\b"
    ),
    re.IGNORECASE,
)
UNSURE = lazy(
    lambda: (
        rf"\A[^\w./]|\A\S+\.\w{{1,5}}\Z(?<!\.sh)|\A(?:{alternatives('tools', 'package_managers')})\s+(?:ci|i)\b|\s-u\b"
        rf"|(?<![^\W_])(?:{alternatives('tools', 'no_check')})(?![^\W_])"
    ),
    re.IGNORECASE,
)
FORBIDS = lazy(
    lambda: (
        rf"(?:\A[\W_]*|[,;:—–]\s+[\W_]*|\b(?:and|but|or|please|you|always)\s+)(?:{alternatives('markers', 'forbidding')})\b"
        rf"|\b(?:{alternatives('markers', 'forbidden')})\b|{alternatives('markers', 'negation_anywhere')}"
    ),
    re.IGNORECASE,
)
PIECE = 500  # characters
REMARK = lazy(r"(?:(?<=\S)\s+|\A\s*)#(?:\s.*)?\Z")


class Member(NamedTuple):
    """A file of the chain that really loads."""

    entry: Entry
    document: Document

    @property
    def path(self) -> str:
        return self.entry.path

    @property
    def tokens(self) -> int:
        return estimate(len(self.entry.text))


class Summary(NamedTuple):
    """What loads at the start, for the closing lines of a run: what is certain, and nothing of what is not."""

    directory: str
    files: int
    lines: int
    tokens: int
    constraints: bool
    check: str | None
    escalation: str | None


@dataclass(frozen=True)
class Chain:
    launch: Launch
    project: Project

    @property
    def directory(self) -> str:
        return self.launch.directory

    @property
    def root(self) -> str | None:
        """The first file that belongs to the directory itself: where what concerns the whole chain is reported."""
        own = (e for e in self.launch.loaded if e.scope == self.directory and e.reason != "import")
        return next((entry.path for entry in own), None)

    @cached_property
    def members(self) -> tuple[Member, ...]:
        found = ((entry, self.project.document(entry.path)) for entry in self.launch.loaded)
        return tuple(Member(entry, document) for entry, document in found if document)

    @cached_property
    def own(self) -> tuple[Member, ...]:
        """Those that belong to the directory itself; what lies above may be overridden below."""
        return tuple(member for member in self.members if member.entry.scope == self.directory)

    @property
    def tokens(self) -> int:
        return sum(estimate(len(entry.text)) for entry in self.launch.loaded)

    def sentences(self, member: Member) -> tuple[Sentence, ...]:
        return self.project.sentences(member.path)

    @cached_property
    def check_command(self) -> str | None:
        return self._check(certain=False)

    def _check(self, *, certain: bool) -> str | None:
        """The first command that can tell whether the work is right; else the first whose recipe holds one that can."""
        return _check_in(self.project, [member.document for member in self.members], certain=certain)

    @cached_property
    def has_boundary(self) -> bool:
        return any(one.negative for member in self.members for one in self.sentences(member))

    @cached_property
    def pointed(self) -> tuple[Document, ...]:
        """The instruction files that it sends its reader to, though they do not load."""
        return tuple(pointed(self.project, tuple(member.path for member in self.members)))

    @property
    def sends_to_check(self) -> bool:
        return _check_in(self.project, self.pointed) is not None

    @property
    def sends_to_boundary(self) -> bool:
        return any(one.negative for document in self.pointed for one in self.project.sentences(document.path))

    @cached_property
    def escalation(self) -> str | None:
        """Where it is said when to stop and ask: path:line."""
        for member in self.members:
            for one in self.sentences(member):
                if ESCALATION.search(one.text):
                    return f"{member.path}:{member.document.position(one.span.start)[0]}"
        return None

    def summary(self) -> Summary | None:
        """None where nothing loads."""
        loaded = self.launch.loaded
        if not loaded:
            return None
        lines = sum(entry.text.count("\n") + (not entry.text.endswith("\n")) for entry in loaded if entry.text)
        constraints = any(_forbids(member.document, one) for member in self.members for one in self.sentences(member))
        check = self._check(certain=True)
        return Summary(self.directory, len(loaded), lines, self.tokens, constraints, check, self.escalation)

    def carrier(self, paths: list[str]) -> str | None:
        """The file to report on: the first of `paths` that is linted by itself and belongs here, else the root."""
        own = {e.path for e in self.launch.loaded if e.scope == self.directory and e.reason != "import"}
        own |= {e.path for e in self.launch.loaded if e.scope == self.directory and home_of(e.path)}
        return next((path for path in paths if path in own), self.root)


def chain_of(project: Project, path: str) -> Chain | None:
    """The chain that a file belongs to: that of the tool it is for, in its own directory.

    An AGENTS.md that Claude Code reads too, by import or for want of a CLAUDE.md, belongs to that chain.
    """
    home = home_of(path)
    if home is None:
        return None
    tool, directory = home
    if tool == "codex":
        if project.files.source(posixpath.join(directory, "SKILL.md")).state == LOADED:
            return None  # a part of the skill: nobody starts there
        shared = chain_at(project, "claude", directory)
        if any(entry.path == path for entry in shared.launch.loaded):
            return shared
    return chain_at(project, tool, directory)


@once
def chain_at(project: Project, tool: str, directory: str) -> Chain:
    """What a tool loads in a directory, without the files of one machine."""
    limit = 1 << 62  # what Codex cuts off is said by a rule; the others judge what was written
    return Chain(launch(tool, directory, project.files, limit, local=False), project)


def related(member: Member, span: Span, message: str) -> Related:
    return Related(member.path, member.document.place(span), message)


def _checking(tools: str, end: str) -> str:
    """A pattern: one of these tools, and behind it a task that tells whether the work is right."""
    tasks = alternatives("tools", f"{tools}_check")
    return rf"(?<![\w./-])(?:{alternatives('tools', tools)}){end}[^\n`]*?\b(?:{tasks})\b"


def _forbids(document: Document, sentence: Sentence) -> bool:
    """Does it say so itself? The name of a page that it links to does not."""
    if not sentence.negative:
        return False
    links = [one.span for one in document.inlines_of(sentence.block) if one.kind == "link"]
    places = (sentence.span.start + match.end() - 1 for match in FORBIDS.finditer(sentence.text))
    return any(not any(start <= at < end for start, end in links) for at in places)


def _check_in(project: Project, documents: Iterable[Document], *, certain: bool = False) -> str | None:
    said = [(document.path, command) for document in documents for command in _commands(document)]
    said = [(path, command) for path, command in said if not (certain and UNSURE.search(command))]
    literal = next((command for _, command in said if _is_check(command)), None)
    return literal or next((command for path, command in said if runs_check(project, path, command, _is_check)), None)


def _is_check(command: str) -> bool:
    """What is long is searched in pieces that overlap: the patterns go back over what they have seen."""
    starts = range(0, max(len(command) - PIECE // 2, 1), PIECE // 2)
    return any(check.search(command, at, at + PIECE) for check in CHECKS for at in starts)


def _bare(line: str) -> str:
    """A line of a shell without its prompt, the comment behind it, and what lines it up."""
    return " ".join(REMARK.sub("", line.strip().removeprefix("$ ")).split())


def _commands(document: Document) -> Iterator[str]:
    """What stands in code spans and, line by line, in fences that may be shell."""
    found: list[tuple[int, str]] = [
        (i.span.start, document.slice(i.text).strip()) for i in document.inlines if i.kind == "code"
    ]
    for block in document.blocks:
        if is_shell(block):
            lines = (_bare(line) for line in document.slice(block.span).split("\n")[1:])
            found += [(block.span.start, line) for line in lines if line and not line.startswith("#")]
    return (text for _, text in sorted(found, key=lambda pair: pair[0]) if text.isprintable())
