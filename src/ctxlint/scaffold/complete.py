"""`--complete FILE`: the parts that `check` reports missing, put where they belong. No other byte is touched."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ctxlint import outline
from ctxlint.config import Config
from ctxlint.errors import CtxlintError
from ctxlint.kinds import Kind
from ctxlint.lint import read
from ctxlint.model import Document
from ctxlint.outline import Outline
from ctxlint.project.discover import Target
from ctxlint.run import Job, lint_bytes
from ctxlint.select import Layer

MISSING = ("parts/missing", "voice/missing-part")  # the rules that say that a part is not there
NO_BRIEF = "parts/no-brief"
LINE_END = re.compile(rb"\r\n|\r|\n")


class Part(NamedTuple):
    """A part in a file: its lines, 0-based and half-open, with the blank ones behind it."""

    name: str
    start: int
    stop: int
    level: int  # of its heading


def missing_parts(data: bytes, target: Target) -> list[str]:
    """Names of the parts that `check` reports missing, in the order of the kind. Raises CtxlintError."""
    document, kind = read(data, target.path, target.kind, target.config.kinds)
    if document.broken:
        raise CtxlintError(f"{target.path} is not UTF-8: nothing can be added to it")
    found = lint_bytes(data, target, Job(Layer(("parts", "voice") if _has_voice() else ("parts",))))
    rules = {diagnostic.rule for diagnostic in found.diagnostics}
    if NO_BRIEF in rules:
        raise CtxlintError(
            f"{target.path} is no task brief yet; declare it with <!-- ctxlint: kind[context] --> in its first line"
        )
    if not rules.intersection(MISSING):
        return []
    there = _outline(document, kind, target.config)
    return [name for name in there.vocabulary if not name.endswith("?") and name not in there.value["parts"]]


def completed(data: bytes, target: Target, wanted: Sequence[str], starter: str) -> bytes:
    """The file with the wanted parts of `starter` put in, each behind the part that comes before it there."""
    document, kind = read(data, target.path, target.kind, target.config.kinds)
    source, _ = read(starter.encode(), target.path, target.kind, target.config.kinds)
    template = _parts(source, _outline(source, kind, target.config))
    lines = _lines(data)
    text = starter.split("\n")
    end = b"\r\n" if document.newline == "\r\n" else b"\r" if document.newline == "\r" else b"\n"
    here = _parts(document, _outline(document, kind, target.config))
    level = min((part.level for part in here if part.level), default=2)
    inserted: dict[int, list[bytes]] = {}
    for part in template:
        if part.name in wanted:
            body = [_at_level(line, level) for line in text[part.start : part.stop]]
            at = _place(part, template, here, len(lines))
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


def _place(part: Part, template: Sequence[Part], here: Sequence[Part], last: int) -> int:
    """Behind the nearest part before it in the template that is here, else before the nearest one after it, else at the end."""
    order = [each.name for each in template]
    known = {each.name: each for each in here}
    index = order.index(part.name)
    behind = next((known[name].stop for name in reversed(order[:index]) if name in known), None)
    before = next((known[name].start for name in order[index + 1 :] if name in known), None)
    if before is not None and (behind is None or behind <= before):
        return before
    return behind if behind is not None else last


def _outline(document: Document, kind: Kind, config: Config) -> Outline:
    return outline.build(document, outline.vocabulary(kind.name, kind.headings, config.headings))


def _parts(document: Document, built: Outline) -> list[Part]:
    """The parts that are here, in the order of the file."""
    found = []
    for name in built.value["parts"]:
        anchor = built.places[f"/parts/{name}"]
        section = next((s for s in document.sections[1:] if s.heading.start <= anchor.start < s.heading.end), None)
        start = document.position(section.heading.start if section else anchor.start)[0] - 1
        stop = document.position(section.span.end)[0] - 1 if section else document.position(anchor.end)[0]
        if section and section.span.end >= len(document.text.rstrip("\n")):
            stop = (
                len(document.lines) if document.text and not document.text.endswith("\n") else len(document.lines) - 1
            )
        found.append(Part(name, start, stop, section.level if section else 0))
    return sorted(found, key=lambda part: part.start)


def _lines(data: bytes) -> list[bytes]:
    """Lines with their ends, cut as the parser cuts them."""
    ends = [match.end() for match in LINE_END.finditer(data)]
    starts = [0, *ends]
    return [data[a:b] for a, b in zip(starts, [*ends, len(data)], strict=True) if a < b]


def _at_level(line: str, level: int) -> str:
    """Headings as deep as those of the parts that are there; the templates write them with ##."""
    return "#" * (level - 2) + line if level > 2 and line.startswith("##") else line


def _has_voice() -> bool:
    from ctxlint.rules import RULES

    return any(rule.name.startswith("voice/") for rule in RULES)
