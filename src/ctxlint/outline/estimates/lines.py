"""One line: a row with its figures, or a total."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from ctxlint.base.model import Document, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.outline.currencies import currencies, is_money
from ctxlint.outline.estimates.figures import Figure, Row, all_units, figure
from ctxlint.outline.notation import BLANK
from ctxlint.outline.numbers import amounts, plain, time_of, without_asides, without_code


def _begins() -> str:
    """Where an amount begins."""
    return rf"(?:\d|{currencies().signs}|(?-i:{currencies().words}){BLANK}?\d)"


def _total() -> str:
    begins = r"\W*(?:(?:the|grand|overall|estimated|est\.?|expected|approx\.?)\s+)*"
    return (
        rf"{begins}(?:{alternatives('briefs', 'totals')})(?:\s+(?:{alternatives('briefs', 'totals_of')}))*"
        rf"\s*(?:(?P<aside>\([^()]*\))\s*)?(?:[:：=—–|-]|~|≈|(?={_begins()})|\Z)"
        r"|\W*(?:cost|time|price|kosten|zeit)s?\s+(?:total|sum)\s*(?P<aside2>)[:：=—–-]"
    )


TOTAL = lazy(_total, re.IGNORECASE)
SUBTOTAL = lazy(r"\W*(?:sub-?total|zwischensumme|running total|so far)\b", re.IGNORECASE)
OTHERWISE = lazy(
    r"\b(?:vs\.?|versus|instead of|compared (?:to|with)|against|rather than|as opposed to|down from|up from|was|saves?|saving|savings|budget|limit|cap)\b|[→⇒]|->",
    re.IGNORECASE,
)
MORE = lazy(lambda: rf"\b(?:{alternatives('briefs', 'not_summed')})\b", re.IGNORECASE)
MAYBE_ROW = lazy(
    r"\b(?:optional\w*|if needed|only if|when needed|fallback|escalat\w*|either|alternativ\w*|or\b|on retry|if it)",
    re.IGNORECASE,
)
NOTHING = lazy(r"[\s—–:.-]*\Z|.*(?:\b(?:free|none|no cost|nothing|included|n/a|nil|zero)\b|[—–-]\s*\Z)", re.IGNORECASE)
ONLY_ASIDE = lazy(lambda: rf"\((?=[~≈]|{_begins()})[^()]*\)\W*\Z")
STAGE = lazy(
    lambda: (
        r"\W*(?:(?:stage|phase|step|etappe|schritt|étape|etapa|этап|阶段|步骤)s?\s?#?)(?P<n>\d{1,4})(?![\d.])"
        rf"(?:\s?(?:[-–—]|to|and|&|\+)\s?(?P<to>\d{{1,4}})(?![\d.,'’_]|{BLANK}\d{{3}}(?!\d)|\s?(?:{time_of()}|{currencies().behind})(?!\w)))?"
    ),
    re.IGNORECASE,
)
SEGMENT = lazy(r"[,;]\s|\.\s|\s\|\s")


class Line(NamedTuple):
    text: str  # without emphasis, code and quotations, as long as it was
    raw: str
    start: int
    block: int


def line_of(document: Document, piece: Span, block: int) -> Line:
    raw = plain(document.text[piece.start : piece.end])
    return Line(without_code(raw), raw, piece.start, block)


def row_of(line: Line, open_units: set[str]) -> Row | None:
    """A line with at most one amount of each unit; what cannot be added makes its unit unknown."""
    if SUBTOTAL.match(line.text):
        open_units.update(all_units())
        return None
    figures = figures_of(line, open_units)
    label = " ".join(line.raw[: _label_end(line.raw)].split())
    numbers = stage_numbers(line.text)
    if not figures:
        body = line.text[_label_end(line.text) :]
        if not (NOTHING.match(body) and body.strip(" :")):
            open_units.update(all_units() if amounts(line.text) or numbers or body.strip(" :") else ())
    return Row(label, numbers, figures, Span(line.start, line.start + len(line.text.rstrip())))


def _label_end(text: str) -> int:
    match = re.search(r"[:：]|\s[—–=-]\s|\|", text)
    return match.start() if match else 0


def stage_numbers(text: str) -> tuple[int, ...]:
    match = STAGE.match(text)
    if match is None:
        return ()
    first = int(match["n"])
    last = int(match["to"]) if match["to"] else first
    return tuple(range(first, last + 1)) if first <= last < first + 100 else (first,)


def figures_of(line: Line, open_units: set[str]) -> dict[str, Figure]:
    text = line.text
    stage = STAGE.match(text)
    if stage:  # its number is no figure: Stage 1 – 2 €
        text = " " * stage.end() + text[stage.end() :]
    equals = text.rfind("=")
    shown = without_asides(text)
    found = amounts(shown)
    if equals >= 0:
        found = [one for one in found if one.start > equals] or found
    if not found:
        found = amounts(text)
    optional = bool(MAYBE_ROW.search(text))
    figures: dict[str, Figure] = {}
    for one in found:
        if one.unit in figures or one.loose:
            open_units.add(one.unit)
        figures.setdefault(one.unit, figure(one, line.start, optional))
    money = [unit for unit in figures if is_money(unit)]
    if len(money) > 1:
        open_units.update(money)
    return figures


def total_of(line: Line, open_units: set[str]) -> dict[str, Figure]:
    """The first amount of each unit; what stands in parentheses, or after "vs", is another story."""
    head = TOTAL.match(line.text)
    start = head.end() if head else 0
    if head and MORE.search(head[0]):
        open_units.update(all_units())
    text = without_asides(line.text)
    if head and head["aside"] and ONLY_ASIDE.match(line.text, head.start("aside")):  # Total ($0.05, 6 min)
        text, start = line.text, head.start("aside")
    text = re.sub(r"\w", " ", text[:start]) + text[start:]  # Total 1 900 €
    cut = OTHERWISE.search(text, start)
    text = text[: cut.start()] if cut else text
    figures: dict[str, Figure] = {}
    for base, segment in segments(text):
        inner = segment.rfind("=")
        for one in amounts(segment):
            if inner >= 0 and one.start < inner and base + one.start > start:
                continue
            if one.unit in figures or one.loose:
                open_units.add(one.unit)
            figures.setdefault(one.unit, figure(one, line.start + base, False))
    return figures


def totals_of(lines: Iterable[Line], open_units: set[str]) -> dict[str, Figure]:
    """What several total lines say; a unit that two of them speak of is unknown."""
    stated: dict[str, Figure] = {}
    for line in lines:
        found = total_of(line, open_units)
        open_units.update(stated.keys() & found.keys())
        stated.update(found)
    return stated


def segments(text: str) -> list[tuple[int, str]]:
    segments, at = [], 0
    for match in SEGMENT.finditer(text):
        segments.append((at, text[at : match.start()]))
        at = match.end()
    return [*segments, (at, text[at:])]
