"""The parts of a brief: which are there, what they hold, and by what their lines can be checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ctxlint.base.model import JSON, Document, Span
from ctxlint.base.patterns import lazy, without
from ctxlint.base.resources import alternatives, table
from ctxlint.outline.areas import Area, areas
from ctxlint.outline.headings import Vocabulary, parts_of
from ctxlint.outline.measures import measures
from ctxlint.parse.commands import is_shell
from ctxlint.parse.sentences import NEGATIVE, split

WORD = lazy(r"[^\W_]+(?:['’.-][^\W_]+)*")
CHECKBOX = lazy(r"\[[ xX]\]\s+")
COMMENT = lazy(r"<!--.*?-->", re.DOTALL)
TAG = lazy(r"</?[A-Za-z][\w-]*>")
EMPHASIS = lazy(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")
LIMIT = lazy(
    lambda: rf"\b(?:{alternatives('briefs', 'limits')})\b|{alternatives('briefs', 'limits_anywhere')}", re.IGNORECASE
)
EVIDENCE = frozenset({"voice"})  # kinds with a table of their own in data/signals.toml
SIGNALS = ("failure", "validation", "escalation")


class Unit(NamedTuple):
    """What says one thing: a list item, a table row, a sentence, a command in a fence."""

    text: str
    span: Span
    lead: str  # what it stands under: the heading of the part, sub-headings, the lead-in or item above
    listed: bool  # an item or a row, not running prose


def read_parts(document: Document, words: Vocabulary, frontmatter: dict[str, JSON], places: dict[str, Span]) -> JSON:
    """part -> what the document says under it. Notes in `places` where each value stands.

    A part named `success?` in `words` stands for headings that carry `success` only if a line below can be checked.
    """
    found: dict[str, list[Area]] = {}
    for area in areas(document):
        for part in parts_of(area.name, words):
            name = part.removesuffix("?")
            inside = name in found and area.anchor.start < found[name][-1].body.end
            if not inside and (part == name or any(measures(u.text) for _, u in _units(document, area))):
                found.setdefault(name, []).append(area)
    value = {part: _part(document, part, found, places) for part in words if part in found}
    for key, entry in frontmatter.items():
        for part in parts_of(key, words):
            if part not in value and document.frontmatter:
                units = list(_entries(key, entry, document.frontmatter))
                value[part] = _facts(part, key, units, _words(units), places)
                places[f"/parts/{part}"] = document.frontmatter
    if document.kind in EVIDENCE:
        value.update(_by_content(document, [part for part in words if part not in value], places))
    return value


def _by_content(document: Document, parts: list[str], places: dict[str, Span]) -> Iterator[tuple[str, JSON]]:
    """Parts without a heading of their own, shown by a line that does what the part is for."""
    for part in parts:
        found = _evidence(document.kind, part).search(document.text)
        if found:
            line = document.line_span(document.position(max(found.start(), found.end() - 1))[0])
            places[f"/parts/{part}"] = line
            text = _plain(document.slice(line))
            yield part, {"heading": text, "words": len(WORD.findall(text)), "items": []}


@cache
def _evidence(kind: str, part: str) -> re.Pattern[str]:
    return re.compile("|".join(table("signals")[kind].get(part, [r"(?!)"])), re.IGNORECASE | re.MULTILINE)


def _part(document: Document, part: str, found: dict[str, list[Area]], places: dict[str, Span]) -> JSON:
    """What lies in an area of another part inside this one counts as words here and as facts there."""
    mine = found[part]
    places[f"/parts/{part}"] = mine[0].anchor
    others = [area for name, theirs in found.items() if name != part for area in theirs]
    nested = [a for a in others if any(m.start <= a.start and a.stop <= m.stop and a.anchor > m.anchor for m in mine)]
    elsewhere = {index for area in nested for index in range(area.start, area.stop)}
    units = [(i, unit) for area in mine for i, unit in _units(document, area)]
    words = _words([unit for _, unit in units])
    return _facts(part, mine[0].name, [unit for i, unit in units if i not in elsewhere], words, places)


def _words(units: list[Unit]) -> int:
    return sum(len(WORD.findall(unit.text)) for unit in units)


def _facts(part: str, heading: str, units: list[Unit], words: int, places: dict[str, Span]) -> JSON:
    items = [unit for unit in units if unit.listed] or (units if part in ("success", "constraints") else [])
    for index, unit in enumerate(items):
        places[f"/parts/{part}/items/{index}"] = unit.span
    value: dict[str, JSON] = {"heading": heading, "words": words, "items": [unit.text for unit in items]}
    if part == "success":
        value["items"] = [{"text": unit.text, "measures": measures(unit.text)} for unit in items]
    elif part == "constraints":
        value["prohibitions"] = [
            u.text for u in units if any(p.search(u.text) or p.search(u.lead) for p in (NEGATIVE, LIMIT))
        ]
    elif part == "feedback":
        value["signals"] = {name: [u.text for u in units if _is_signal(name, u)] for name in SIGNALS}
    return value


def _is_signal(name: str, unit: Unit) -> bool:
    pattern = _signal(name)
    return bool(pattern.search(unit.lead) or pattern.search(unit.text) or (name == "validation" and "`" in unit.text))


@cache
def _signal(name: str) -> re.Pattern[str]:
    return re.compile("|".join(table("signals")[name]), re.IGNORECASE)


# Units


def _units(document: Document, area: Area) -> Iterator[tuple[int, Unit]]:
    """The units of an area, each with the index of its block."""
    lead = area.name
    for index in range(area.start, area.stop):
        block = document.blocks[index]
        if block.kind == "heading":
            lead = f"{area.name} / {document.content(block)}"
        for unit in UNITS[block.kind](document, area, index, lead) if block.kind in UNITS else ():
            yield index, unit


def _row(document: Document, area: Area, index: int, lead: str) -> Iterator[Unit]:
    if document.blocks[index].info != "header":
        cells = [document.content(document.blocks[i]) for i in document.children(index)]
        yield Unit(_plain(" | ".join(cells)), document.blocks[index].span, lead, True)


def _lines(document: Document, area: Area, index: int, lead: str) -> Iterator[Unit]:
    """A list item is one unit, whatever its length; a paragraph gives one for each sentence."""
    block = document.blocks[index]
    start = max(block.span.start, area.body.start)
    text = document.text[start : block.span.end]
    above = f"{lead} / {_above(document, index)}"
    item = block.parent >= 0 and document.blocks[block.parent].kind == "item" and index == block.parent + 1
    for a, b in [(0, len(text))] if item else split(text):
        plain = _plain(text[a:b])
        if plain and (item or not plain.endswith((":", "："))):  # a line that only announces a list says nothing itself
            yield Unit(plain, Span(start + a, start + b), above, item)


def _fence(document: Document, area: Area, index: int, lead: str) -> Iterator[Unit]:
    """The commands of a shell fence one by one; any other fence as a whole."""
    block = document.blocks[index]
    if not is_shell(block):
        yield from _raw(document, area, index, lead)
        return
    start = block.span.start
    for line in document.slice(block.span).split("\n"):
        command = line.strip().removeprefix("$ ")
        if command and not command.startswith(("#", "```", "~~~")):
            yield Unit(f"`{command}`", Span(start, start + len(line)), lead, True)
        start += len(line) + 1


def _raw(document: Document, area: Area, index: int, lead: str) -> Iterator[Unit]:
    block = document.blocks[index]
    yield Unit(_plain(document.slice(block.span).strip("`~")), block.span, lead, False)


UNITS = {"row": _row, "paragraph": _lines, "fence": _fence, "code": _raw, "html": _raw}


def _above(document: Document, index: int) -> str:
    """The item above a nested line, or the paragraph ("If it fails:") right above its list."""
    while index >= 0:
        before = document.previous(index)
        if document.blocks[index].kind == "list" and before >= 0 and document.blocks[before].kind == "paragraph":
            return document.content(document.blocks[before])
        index = document.blocks[index].parent
    return ""


def _entries(key: str, value: JSON, place: Span) -> Iterator[Unit]:
    for entry in value if isinstance(value, list) else [value]:
        if entry is not None and str(entry).strip():
            yield Unit(str(entry), place, key, isinstance(value, list))


def _plain(text: str) -> str:
    """A line as it would be read aloud: without checkbox, comments, tags and emphasis, on one line. Code keeps its ticks."""
    text = CHECKBOX.sub("", TAG.sub("", without(COMMENT, "-->", text)), count=1)
    return " ".join(EMPHASIS.sub("", text).split())
