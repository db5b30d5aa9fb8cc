"""Weights: percentages, or fractions of one, that lead or end the lines of one list, table or run of headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ctxlint.model import JSON, Document, Span
from ctxlint.outline.numbers import EXACT, NUMBER, add, number, plain, step, to_json, without_code
from ctxlint.patterns import lazy

HINTS = (
    "%",
    "％",
    "٪",
    "percent",
    "weight",
    "gewicht",
    "pondér",
    "ponder",
    "权重",
    "權重",
    "加权",
    "加權",
    "重み",
    "가중",
    "вес",
)
SAYS_WEIGHT = lazy(
    r"(?<!font[ -])(?<!font)(?<!model )\bweight(?:s|ed|ing|ings|age)?\b|\bgewicht\w*|\bpond[eé]r\w*|\bpesos?\b|\bвеса?\b|权重|權重|加权|加權|重み|가중",
    re.IGNORECASE,
)
SAYS_WEIGHTED = lazy(
    r"\bweighted\b|\(\s*(?:weights|%|in percent)\s*\)|\bgewichtet\w*|\bpondéré\w*|\bponderad\w*|加权|加權|가중",
    re.IGNORECASE,
)
VOICE = lazy(
    r"\b(?:tone|voice|mix|blend|style|composition|balance|ratio|persona|register|character|percent\w*|share)\b",
    re.IGNORECASE,
)
PERCENT = rf"(?P<about>[~≈]\s?)?(?P<n>{NUMBER})\s?(?:[%％٪]|percent\b)"
FRACTION = r"(?P<about>[~≈]\s?)?(?P<n>0?\.\d{1,9}|1\.0+|[01])(?![\d%.])"
RANGE = lazy(rf"(?<![\d.,]){NUMBER}\s?[%％]?\s?(?:[-–—]|to|bis)\s?{NUMBER}\s?[%％٪]")
LEADING = lazy(rf"\s*(?:\[[ xX]\]\s*)?{PERCENT}(?!\w)\s*(?P<mark>[—–:：|→=-]+|\()?\s*(?P<label>.*)\Z")
TRAILING = lazy(rf"[:：—–=(-]\s*{PERCENT}\s*(?:[)\]]\s*)?(?:[(（—–,;:.].*)?\Z")
LEADING_FRACTION = lazy(rf"\s*{FRACTION}\s*[—–:：=-]+\s*(?P<label>.*)\Z")
TRAILING_FRACTION = lazy(rf"[:：—–=(]\s*{FRACTION}\s*(?:[)\]]\s*)?(?:[(（].*)?\Z")
HEADING_WEIGHT = lazy(
    rf"[(\[]\s*weight(?:ed|ing)?\s*[:=]?\s*(?:{PERCENT}|(?P<f>0?\.\d{{1,9}}|1\.0+))\s*[)\]]", re.IGNORECASE
)
COLUMN = lazy(
    r"(?:relative |tone |rough )?(?:weight(?:s|ing|age)?|gewicht(?:ung)?|poids|peso|вес|权重|權重|重み|가중치)\s*(?:\(?\s*(?:%|in %|percent)\s*\)?)?\Z",
    re.IGNORECASE,
)
SHARE_COLUMN = lazy(r"(?:%|percent(?:age)?|share|proportion|mix|anteil)\s*(?:\(%\))?\Z", re.IGNORECASE)
CELL = lazy(rf"(?P<about>[~≈]\s?)?(?P<n>{NUMBER}|\.\d{{1,9}})\s?(?P<sign>[%％٪])?(?P<rest>\s*(?:\Z|[—–(:,-].*))")
BLANK_CELL = lazy(r"[\s—–:-]*\Z")
TOTAL = lazy(
    r"\W*(?:grand |overall )?(?:total|sum|summe|gesamt|weighted)\b|\W*(?:合计|总计|合計|合计|합계|итого)", re.IGNORECASE
)
METRIC = lazy(
    r"\b(?:coverage|uptime|availab\w+|accura\w+|precision|recall|p\d\d|latency|rates?|pass(?:es|ed|ing)?|scores?|confidence|sla|slo|cpu|memory|disk|threshold"
    r"|minimum|maximum|at (?:least|most)|reduction|increase|decrease|growth|faster|slower|fewer|less|more|discount|off|complete|done|of the time|requests?|users?|tests?|errors?|traffic"
    r"|branch(?:es)?|lines?|statements?|functions?|readers?|grade|similarity|match)\b",
    re.IGNORECASE,
)
FIGURE = lazy(r"\d")
NOT_A_LABEL = lazy(r"\s*(?:of|or|and|more|less|off|to|\+)\b|\+", re.IGNORECASE)


class Weight(NamedTuple):
    value: Decimal
    label: str
    span: Span  # of the figure
    about: bool


class Weights(NamedTuple):
    """Figures that belong together. `whole` is what they are parts of: 100, or 1."""

    heading: str
    anchor: Span
    entries: tuple[Weight, ...]
    whole: Decimal
    said: bool  # its heading, lead-in or column says that these are weights
    closed: bool  # every line of the list is a weight: nothing else could be missing in the sum
    above: Decimal | None  # the weight of the item that the list is nested in
    group: tuple[int, ...]  # lists with the same group may be parts of one

    @property
    def total(self) -> Decimal:
        return add(entry.value for entry in self.entries)


class Read(NamedTuple):
    """What one line says: a weight, or that it is none although it holds a percentage."""

    weight: Weight | None
    unit: str
    sure: bool  # it stands apart from its label by a mark


def read_weights(document: Document) -> tuple[Weights, ...]:
    low = document.text.lower()
    if not any(hint in low for hint in HINTS):
        return ()
    found = [*_lists(document), *_paragraphs(document), *_tables(document), *_headings(document)]
    found += _announced_only(document, found)
    return tuple(sorted(found, key=lambda weights: weights.entries[0].span if weights.entries else weights.anchor))


def weights_json(found: tuple[Weights, ...], places: dict[str, Span]) -> JSON:
    value = []
    for index, weights in enumerate(found):
        places[f"/weights/{index}"] = weights.anchor
        scale = Decimal(100) / weights.whole
        entries = []
        for position, entry in enumerate(weights.entries):
            places[f"/weights/{index}/entries/{position}"] = entry.span
            entries.append({"percent": to_json(EXACT.multiply(entry.value, scale)), "label": entry.label})
        value.append(
            {"heading": weights.heading, "entries": entries, "total": to_json(EXACT.multiply(weights.total, scale))}
        )
    return value


# Lists and lines


def _lists(document: Document) -> Iterator[Weights]:
    """A list is read before the lists inside it, so that what an item weighs is known there."""
    weighs: dict[int, Decimal] = {}  # index of an item -> its weight
    for index, block in enumerate(document.blocks):
        if block.kind != "list" or not FIGURE.search(document.text, *block.span):
            continue
        said = _says_weight(document, index)
        reads: list[Read | None] = []
        for item in document.children(index):
            first = item + 1
            if document.blocks[item].stop == first or document.blocks[first].kind != "paragraph":
                reads.append(None)
                continue
            read = _read(document.text, document.blocks[first].pieces[0], said)
            if read and read.weight and TOTAL.match(read.weight.label):
                continue
            if read and read.weight:
                weighs[item] = read.weight.value
            reads.append(read)
        above = weighs.get(block.parent) if block.parent >= 0 else None
        yield from _group(document, index, reads, said, above)


def _paragraphs(document: Document) -> Iterator[Weights]:
    """Plain lines: those of one paragraph, or of paragraphs that follow each other."""
    run: list[Read | None] = []
    start = -1
    for index, block in enumerate(document.blocks):
        in_item = block.parent >= 0 and document.blocks[block.parent].kind == "item"
        reads: list[Read | None] = []
        if block.kind == "paragraph" and not in_item:
            said = _says_weight(document, index)
            reads = [_read(document.text, piece, said) for piece in block.pieces]
            if len(reads) > 1 and reads[0] is None:  # the line above the others announces them
                lead = document.text[slice(*block.pieces[0])]
                reads = [
                    _read(document.text, piece, said or bool(SAYS_WEIGHT.search(lead))) for piece in block.pieces[1:]
                ]
        if any(read and read.weight for read in reads):
            start = index if start < 0 else start
            run += [read for read in reads if not (read and read.weight and TOTAL.match(read.weight.label))]
            continue
        if start >= 0:
            yield from _group(document, start, run, _says_weight(document, start), None)
            run, start = [], -1
    if start >= 0:
        yield from _group(document, start, run, _says_weight(document, start), None)


def _read(text: str, piece: Span, said: bool) -> Read | None:
    if not FIGURE.search(text, *piece):
        return None
    raw = plain(text[piece.start : piece.end])
    line = without_code(raw)
    if RANGE.search(line):
        return Read(None, "", False)
    if match := LEADING.match(line):
        label = raw[match.start("label") :].strip(" )")
        sure = match["mark"] is not None
        if not label or (not sure and NOT_A_LABEL.match(label)):
            return Read(None, "", False)
        return Read(_weight(match, piece, label), "%", sure)
    if match := TRAILING.search(line):
        return Read(_weight(match, piece, raw[: match.start()].strip()), "%", True)
    if said and (match := LEADING_FRACTION.match(line)):
        return Read(_weight(match, piece, raw[match.start("label") :].strip()), "1", True)
    if said and (match := TRAILING_FRACTION.search(line)):
        return Read(_weight(match, piece, raw[: match.start()].strip()), "1", True)
    return Read(None, "", False) if any(c in line for c in "%％٪") else None


def _weight(match: re.Match[str], piece: Span, label: str) -> Weight:
    span = Span(piece.start + match.start("n"), piece.start + match.end("n"))
    return Weight(number(match["n"]), " ".join(label.split()), span, match["about"] is not None)


def _group(
    document: Document, index: int, reads: list[Read | None], said: bool, above: Decimal | None
) -> Iterator[Weights]:
    """What the lines of a list say together; nothing if they are of two units, or hardly any is a weight."""
    good = [read for read in reads if read and read.weight]
    units = {read.unit for read in good}
    if not good or len(units) > 1 or (len(good) < 2 and not said):
        return
    if not said and not all(read.sure for read in good) and len(good) < len(reads):
        return
    entries = tuple(read.weight for read in good if read.weight)
    if any(METRIC.search(read.weight.label) for read in good if read.weight and not (said and read.sure)):
        return
    section = document.sections[document.blocks[index].section]
    nested = (section.start, document.blocks[index].parent)
    closed = len(good) == len(reads)
    whole = Decimal(100) if units == {"%"} else Decimal(1)
    yield Weights(section.title, _anchor(document, index), entries, whole, said, closed, above, nested)


def _says_weight(document: Document, index: int) -> bool:
    """The nearest heading, the paragraph right above, or the item around it says weight."""
    block = document.blocks[index]
    before = document.previous(index)
    lead = (
        document.content(document.blocks[before]) if before >= 0 and document.blocks[before].kind == "paragraph" else ""
    )
    title = document.sections[block.section].title
    voice = document.kind == "voice" and VOICE.search(f"{title}\n{lead}")
    return bool(voice or SAYS_WEIGHT.search(title) or SAYS_WEIGHT.search(lead))


def _anchor(document: Document, index: int) -> Span:
    section = document.sections[document.blocks[index].section]
    return section.heading if section.level else document.blocks[index].span


# Tables


def _tables(document: Document) -> Iterator[Weights]:
    for index, block in enumerate(document.blocks):
        if block.kind != "table":
            continue
        rows = list(document.children(index))
        header = [plain(document.content(document.blocks[c])).strip() for c in document.children(rows[0])]
        columns = [i for i, name in enumerate(header) if COLUMN.match(name)]
        if not columns and document.kind == "voice":
            columns = [i for i, name in enumerate(header) if SHARE_COLUMN.match(name)]
        if len(columns) == 1:
            yield from _column(document, index, rows[1:], columns[0], "%" in header[columns[0]])


def _column(document: Document, table: int, rows: list[int], column: int, percent: bool) -> Iterator[Weights]:
    entries: list[Weight] = []
    signs = set()
    closed = True
    for row in rows:
        cells = list(document.children(row))
        texts = [plain(document.content(document.blocks[cell])).strip() for cell in cells]
        if column >= len(texts) or BLANK_CELL.match(texts[column]) or any(TOTAL.match(t) for t in texts[:column]):
            continue
        label = " ".join(next((t for i, t in enumerate(texts) if i != column), "").split())
        entry = _cell(document, cells[column], label)
        if entry is None:
            closed = False
            continue
        signs.add(percent or "%" in texts[column] or "％" in texts[column] or "٪" in texts[column])
        entries.append(entry)
    whole = _whole(document, entries, signs)
    if whole is not None and len(entries) > 1:
        section = document.sections[document.blocks[table].section]
        yield Weights(section.title, _anchor(document, table), tuple(entries), whole, True, closed, None, (table,))


def _cell(document: Document, cell: int, label: str) -> Weight | None:
    pieces = document.blocks[cell].pieces
    text = plain(document.text[pieces[0].start : pieces[0].end]) if pieces else ""
    inner = text.lstrip()
    match = CELL.match(inner)
    if match is None or RANGE.match(inner) or match["rest"].startswith("-"):
        return None
    at = pieces[0].start + len(text) - len(inner) + match.start("n")
    return Weight(number(match["n"]), label, Span(at, at + len(match["n"])), match["about"] is not None)


def _whole(document: Document, entries: list[Weight], signs: set[bool]) -> Decimal | None:
    """100 for percentages, 1 for fractions; bare integers are scores, except in a voice."""
    if signs == {True}:
        return Decimal(100)
    if (
        signs == {False}
        and all(entry.value <= 1 for entry in entries)
        and any(step(entry.value) < 1 for entry in entries)
    ):
        return Decimal(1)
    if signs == {False} and document.kind == "voice" and max(entry.value for entry in entries) > 10:
        return Decimal(100)
    return None


# Headings


def _headings(document: Document) -> Iterator[Weights]:
    """`### Craft (weight: 0.3)` and its siblings."""
    groups: dict[tuple[int, int], list[tuple[Weight, str, Span]]] = {}
    for section in document.sections[1:]:
        match = HEADING_WEIGHT.search(section.title)
        if match is None:
            continue
        figure, unit = (match["n"], "%") if match["n"] else (match["f"], "1")
        at = document.text.find(figure, section.heading.start)
        weight = Weight(
            number(figure),
            section.title[: match.start()].strip(),
            Span(at, at + len(figure)),
            match["about"] is not None,
        )
        groups.setdefault((section.parent, section.level), []).append((weight, unit, section.heading))
    for (parent, level), group in groups.items():
        if len(group) > 1 and len({unit for _, unit, _ in group}) == 1:
            whole = Decimal(100) if group[0][1] == "%" else Decimal(1)
            entries = tuple(weight for weight, _, _ in group)
            yield Weights(
                document.sections[parent].title, group[0][2], entries, whole, True, True, None, (-1, parent, level)
            )


def _announced_only(document: Document, found: list[Weights]) -> Iterator[Weights]:
    """A heading that says "(Weighted)" over a section without any figure."""
    for section in document.sections[1:]:
        if SAYS_WEIGHTED.search(section.title) and not any(
            c.isdigit() or c in "%％٪" for c in document.text[section.heading.end : section.span.end]
        ):
            yield Weights(section.title, section.heading, (), Decimal(100), True, True, None, (section.start,))
