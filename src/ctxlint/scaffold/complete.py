"""`--complete FILE`: the parts that `check` reports missing, put where they belong. No other byte is touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import Document
from ctxlint.config.select import Layer
from ctxlint.engine.lint import read_document
from ctxlint.engine.registry import BY_NAME
from ctxlint.engine.run import Job, lint_bytes
from ctxlint.outline import Outline
from ctxlint.outline.headings import normalise, vocabulary
from ctxlint.rules.context import BRIEF, PART

if TYPE_CHECKING:
    from ctxlint.config import Config
    from ctxlint.config.kinds import Kind
    from ctxlint.engine.discover import Target

LINE_END = re.compile(rb"\r\n|\r|\n")


class Section(NamedTuple):
    """A stretch of a file that can stand by itself: its lines, 0-based and half-open, with the blank ones behind it."""

    key: str  # name of the part that it carries, else its heading
    start: int
    stop: int
    level: int  # of its heading, 0 if it has none


def missing_parts(data: bytes, target: Target) -> list[str]:
    """Names of the parts that `check` reports missing, in the order of the kind. Raises CtxlintError."""
    document, kind = read_document(data, target.path, target.kind, target.config.kinds)
    if document.broken:
        raise CtxlintError(f"{target.path} is not UTF-8: nothing can be added to it")
    found = lint_bytes(data, target, Job(Layer(("parts", "voice"))))
    lacks = {BY_NAME[one.rule].lacks for one in found.diagnostics if one.rule in BY_NAME}
    if BRIEF in lacks:
        raise CtxlintError(
            f"{target.path} is no task brief yet; declare it with <!-- ctxlint: kind[context] --> in its first line"
        )
    if PART not in lacks:
        return []
    there = _outline(document, kind, target.config)
    return [name for name in there.vocabulary if not name.endswith("?") and name not in there.value["parts"]]


def completed(data: bytes, target: Target, wanted: Sequence[str], starter: str) -> bytes:
    """The file with the wanted parts of `starter` put in, each behind the part that comes before it there."""
    document, kind = read_document(data, target.path, target.kind, target.config.kinds)
    source, _ = read_document(starter.encode(), target.path, target.kind, target.config.kinds)
    template = _sections(source, _outline(source, kind, target.config))
    there = _outline(document, kind, target.config)
    here = _sections(document, there)
    level = min((each.level for each in here if each.level and each.key in there.value["parts"]), default=2)
    text, lines = starter.split("\n"), _lines(data)
    end = b"\r\n" if document.newline == "\r\n" else b"\r" if document.newline == "\r" else b"\n"
    inserted: dict[int, list[bytes]] = {}
    for section in template:
        if section.key in wanted:
            body = [_at_level(line, level) for line in text[section.start : section.stop]]
            at = _place(section, template, here, len(lines))
            inserted.setdefault(at, []).extend(line.encode() + end for line in body)
    return b"".join(_joined(lines, inserted, end))


def _joined(lines: list[bytes], inserted: dict[int, list[bytes]], end: bytes) -> list[bytes]:
    """Blank lines are added only where a part would touch its neighbours."""
    result: list[bytes] = []
    for at in range(len(lines) + 1):
        new = inserted.get(at, [])
        if new:
            while new and not new[-1].strip():
                new.pop()
            if result and not result[-1].endswith((b"\n", b"\r")):
                result.append(end)
            if result and result[-1].strip():
                result.append(end)
            result += new
            if at < len(lines):
                result.append(end)
        result += lines[at : at + 1]
    return result


def _place(section: Section, template: Sequence[Section], here: Sequence[Section], last: int) -> int:
    """Behind the nearest section before it in the template that is here, else before the nearest one after it."""
    order = [each.key for each in template]
    known = {each.key: each for each in here}
    index = order.index(section.key)
    for key in reversed(order[:index]):
        if key in known:
            return known[key].stop
    return next((known[key].start for key in order[index + 1 :] if key in known), last)


def _outline(document: Document, kind: Kind, config: Config) -> Outline:
    return Outline(document, vocabulary(kind.name, kind.headings, config.headings))


def _sections(document: Document, built: Outline) -> list[Section]:
    """The parts that are here, and the other sections below the title, in the order of the file."""
    anchors = {built.places[f"/parts/{name}"].start: name for name in built.value["parts"]}
    found = []
    for section in document.sections[1:]:
        name = anchors.pop(section.heading.start, "")
        if name or section.level == 2:
            start, stop = document.position(section.heading.start)[0] - 1, _line_behind(document, section.span.end)
            found.append(Section(name or normalise(section.title), start, stop, section.level))
    for at, name in anchors.items():  # a lead-in, a label, a line of frontmatter
        line = document.position(at)[0]
        found.append(Section(name, line - 1, line, 0))
    return sorted(found, key=lambda section: section.start)


def _line_behind(document: Document, end: int) -> int:
    """0-based number of the first line behind a stretch; blank lines belong to what they follow."""
    rest = document.text[end:]
    line = document.position(end + len(rest) - len(rest.lstrip("\n")))[0]
    return line if not rest.strip() and not document.text.endswith("\n") else line - 1


def _lines(data: bytes) -> list[bytes]:
    """Lines with their ends, cut as the parser cuts them."""
    ends = [match.end() for match in LINE_END.finditer(data)]
    starts = [0, *ends]
    return [data[a:b] for a, b in zip(starts, [*ends, len(data)], strict=True) if a < b]


def _at_level(line: str, level: int) -> str:
    """Headings as deep as those of the parts that are there; the templates write them with ##."""
    return "#" * (level - 2) + line if level > 2 and line.startswith("##") else line
