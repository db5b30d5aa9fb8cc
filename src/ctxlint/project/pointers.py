"""Where the sentences of a file send their reader: `Read CLAUDE.md first`, `everything else is in [notes](docs/AGENTS.md)`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Sentence, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.imports import target
from ctxlint.parse.paths import normal
from ctxlint.parse.sentences import NEGATIVE
from ctxlint.project.launch.entries import LOADED

if TYPE_CHECKING:
    from ctxlint.base.model import Document
    from ctxlint.project import Project

NAME = lazy(
    r"(?<![\w:/.-])@?(?P<path>(?:[\w.-]+/)*(?:CLAUDE|AGENTS|GEMINI|CONTEXT|CONTRIBUTING|copilot-instructions)\.md)\b(?![/\w])"
)
SENDS = lazy(
    lambda: (
        rf"\b(?:(?<!is )(?<!are )(?:{alternatives('markers', 'referring')})|{alternatives('markers', 'sends')})\b"
        rf"|{alternatives('markers', 'sends_anywhere')}"
    ),
    re.IGNORECASE,
)
SCOPE = lazy(
    lambda: rf"\b(?:{alternatives('markers', 'scopes_declared')})\b|{alternatives('markers', 'scopes_anywhere')}", re.I
)
MOST, DEEPEST = 20, 2  # files, hops


def pointed(project: Project, paths: tuple[str, ...]) -> Iterator[Document]:
    """The instruction files that these send their reader to, and those that they do, each once."""
    seen, fresh = set(paths), list(paths)
    for _ in range(DEEPEST):
        found: list[str] = []
        for path in fresh:
            document = project.document(path)
            found += [other for other in _named(project, document) if other not in seen] if document else []
        fresh = list(dict.fromkeys(found))[: MOST - len(seen) + len(paths)]
        seen.update(fresh)
        yield from filter(None, map(project.document, fresh))


def _named(project: Project, document: Document) -> Iterator[str]:
    for sentence in project.sentences(document.path):
        whole = document.slice(_with_target(document, sentence))
        names = list(NAME.finditer(whole))
        if not names or NEGATIVE.search(sentence.text[: names[0].start()]):
            continue
        for name in names if SENDS.search(sentence.text) or whole.startswith("@") else ():
            places = (target(document.path, name["path"]), normal("", name["path"]))
            yield from (path for path in places if path and project.files.source(path).state == LOADED)


def _with_target(document: Document, sentence: Sentence) -> Span:
    """A sentence ends in the label of its last link: what that leads to belongs to it."""
    start, end = sentence.span
    last = bisect_left(document.inlines, end, key=lambda one: one.span.start) - 1
    if last >= 0 and document.inlines[last].span.start >= start:
        end = max(end, document.inlines[last].span.end)
    return Span(start, end)


def declares_scope(text: str) -> bool:
    """It says that its file holds but a part: `only what is specific to Codex lives here`."""
    return SCOPE.search(text) is not None
