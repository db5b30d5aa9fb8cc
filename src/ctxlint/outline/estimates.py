"""Estimates: costs and times, row by row, with the total that stands below, above or behind the equals sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.model import JSON, Document, Span
from ctxlint.outline.numbers import (
    EXACT,
    NUMBER,
    Amount,
    add,
    amounts,
    number,
    plain,
    step,
    to_json,
    without_code,
)
from ctxlint.patterns import lazy

if TYPE_CHECKING:
    from ctxlint.outline.stages import Stages

SAYS_TOTAL = lazy(r"totals?\b|\bsum\b|altogether|all stages|gesamt|summe|итого|合计|總計|总计|合計|합계", re.IGNORECASE)
HINTS = (
    "total",
    "sum",
    "altogether",
    "all stages",
    "gesamt",
    "итого",
    "合计",
    "總計",
    "总计",
    "合計",
    "합계",
    "tokens",
)
TOTAL = lazy(
    r"\W*(?:(?:the|grand|overall|estimated|est\.?|expected|approx\.?)\s+)*(?:totals?|sum|altogether|all stages|gesamt|summe|итого|合计|总计|總計|合計|합계)"
    r"(?:\s+(?:estimated|cost|costs|time|price|spend|estimate|estimates|duration|runtime|effort|for all stages|of all stages|all stages|and|&|/|kosten|zeit))*"
    r"\s*(?:(?P<aside>\([^()]*\))\s*)?(?:[:：=—–|-]|~|≈|(?=[$€£\d])|\Z)"
    r"|\W*(?:cost|time|price|kosten|zeit)s?\s+(?:total|sum)\s*(?P<aside2>)[:：=—–-]",
    re.IGNORECASE,
)
SUBTOTAL = lazy(r"\W*(?:sub-?total|zwischensumme|running total|so far)\b", re.IGNORECASE)
OTHERWISE = lazy(
    r"\b(?:vs\.?|versus|instead of|compared (?:to|with)|against|rather than|as opposed to|down from|up from|was|saves?|saving|savings|budget|limit|cap)\b|[→⇒]|->",
    re.IGNORECASE,
)
MORE = lazy(
    r"\b(?:buffer|overhead|contingency|incl\w*|excl\w*|without|plus|taxe?s?|vat|parallel\w*|concurrent\w*|simultaneous\w*|overlap\w*|wall[ -]?clock|elapsed|cached|caching|discount\w*"
    r"|average|avg|mean|median|worst|best case|monthly|daily|weekly|yearly|annual\w*|retr(?:y|ies)|rounded up|saved|per\b|batch\w*|at once|at the same time)\b",
    re.IGNORECASE,
)
MAYBE_ROW = lazy(
    r"\b(?:optional\w*|if needed|only if|when needed|fallback|escalat\w*|either|alternativ\w*|or\b|on retry|if it)",
    re.IGNORECASE,
)
NOTHING = lazy(r"[\s—–:.-]*\Z|.*(?:\b(?:free|none|no cost|nothing|included|n/a|nil|zero)\b|[—–-]\s*\Z)", re.IGNORECASE)
PARENS = lazy(r"\([^()]*\)")
STAGE = lazy(
    r"\W*(?:(?:stage|phase|step|etappe|schritt|étape|etapa|этап|阶段|步骤)s?\s?#?)(?P<n>\d{1,4})(?![\d.])(?:\s?(?:[-–—]|to|and|&|\+)\s?(?P<to>\d{1,4})(?![\d.]))?",
    re.IGNORECASE,
)
EQUALS = lazy(r"[=≈]\s*")
SEGMENT = lazy(r"[,;]\s|\.\s|\s\|\s")
UNIT_COLUMNS = (
    (lazy(r".*(?:\$|\busd\b|\bdollars?\b)", re.I), "$"),
    (lazy(r".*(?:€|\beuro?s?\b)", re.I), "€"),
    (lazy(r".*(?:\(|\b)(?:s|secs?|seconds?)\)?\Z", re.I), "s"),
    (lazy(r".*(?:\(|\b)(?:min|mins|minutes?|minuten)\)?\Z", re.I), "m"),
    (lazy(r".*(?:\(|\b)(?:h|hrs?|hours?|stunden)\)?\Z", re.I), "h"),
    (lazy(r"(?:cost|costs|price|kosten|preis|spend)\Z", re.I), "cost"),
    (lazy(r"(?:[a-z]+ )?tokens?\Z", re.I), "tokens"),
)
FACTOR = {"s": ("time", Decimal(1) / 60), "m": ("time", Decimal(1)), "h": ("time", Decimal(60))}
BARE = lazy(rf"(?P<about>[~≈]\s?)?(?P<n>{NUMBER})\s?(?P<k>[kKM])?\Z")
PRICE = lazy(
    r".*\b(?:price|rate|cost)\b.*(?:/|per\b|\bp\.)\s?(?P<base>1?\s?M\b|MTok|million|1?\s?K\b|1,?000\b|tok\w*)",
    re.IGNORECASE,
)
PRICE_CELL = lazy(
    rf"\s*[$€£]?\s?(?P<n>{NUMBER})\s*(?:(?:/|per)\s?(?:1?\s?(?P<base>M|K)\w*|1,000\w*))?\s*\Z", re.IGNORECASE
)
COST_HEADER = lazy(r"(?:(?:total|est\.?|estimated)\s)?(?:cost|costs|price)(?:\s\(?(?:usd|\$|€)\)?)?\Z", re.IGNORECASE)
DIGITS = lazy(r"[\d.,~≈\s]+")
LONGEST_NAME = 4  # words of a summand
MONEY = ("$", "€", "£")


class Figure(NamedTuple):
    """An amount at its place."""

    unit: str
    low: Decimal
    high: Decimal
    step: Decimal
    about: bool
    optional: bool
    text: str
    span: Span


class Row(NamedTuple):
    label: str
    numbers: tuple[int, ...]  # the stages it speaks of
    figures: dict[str, Figure]
    span: Span


class Sum(NamedTuple):
    """Figures of one unit, and the total they are said to make."""

    unit: str
    terms: tuple[Figure, ...]
    total: Figure

    @property
    def low(self) -> Decimal:
        return add(term.low for term in self.terms if not term.optional)

    @property
    def high(self) -> Decimal:
        return add(term.high for term in self.terms)


class Product(NamedTuple):
    """Tokens times price in one row of a table."""

    tokens: Decimal
    price: Figure
    base: Decimal
    cost: Figure
    exact: Decimal


class Estimate(NamedTuple):
    rows: tuple[Row, ...]
    totals: dict[str, Figure]
    sums: tuple[Sum, ...]
    products: tuple[Product, ...]
    anchor: Span
    section: int


class Line(NamedTuple):
    text: str  # without emphasis, code and quotations, as long as it was
    raw: str
    start: int
    block: int


def read_estimates(document: Document, stages: tuple[Stages, ...]) -> tuple[Estimate, ...]:
    low = document.text.lower()
    if not any(hint in low for hint in HINTS) and not ("+" in low and ("=" in low or "≈" in low)):
        return ()
    found = [*_tables(document), *_groups(document), *_expressions(document), *_in_stages(document, stages)]
    return tuple(sorted(found, key=lambda estimate: estimate.anchor))


def estimates_json(found: tuple[Estimate, ...], places: dict[str, Span]) -> JSON:
    value = []
    for index, estimate in enumerate(found):
        places[f"/estimates/{index}"] = estimate.anchor
        rows = []
        for position, row in enumerate(estimate.rows):
            places[f"/estimates/{index}/rows/{position}"] = row.span
            rows.append(
                {"stage": row.numbers[0] if row.numbers else None, "label": row.label, **_measures(row.figures)}
            )
        for unit, figure in estimate.totals.items():
            places[f"/estimates/{index}/total/{_name(unit)}"] = figure.span
        sums = {_name(one.unit): to_json(one.high) for one in estimate.sums}
        value.append({"rows": rows, "total": _measures(estimate.totals), "sum": sums})
    return value


def _measures(figures: dict[str, Figure]) -> dict[str, JSON]:
    return {_name(unit): to_json(figure.high) for unit, figure in figures.items()}


def _name(unit: str) -> str:
    return "cost" if unit in MONEY else "minutes" if unit == "time" else unit


# Lines


def _line(document: Document, piece: Span, block: int) -> Line:
    raw = plain(document.text[piece.start : piece.end])
    return Line(without_code(raw), raw, piece.start, block)


def _groups(document: Document) -> Iterator[Estimate]:
    """Lines that follow each other: the items of one list, the lines of one paragraph, and a paragraph right beside."""
    runs: dict[tuple[int, int], list[tuple[int, Span]]] = {}
    announced = set()
    for index, block in enumerate(document.blocks):
        if block.kind == "paragraph" and not _in(document, index, "quote"):
            run = _run(document, index)
            runs.setdefault(run, []).extend((index, piece) for piece in block.pieces)
            if run not in announced and SAYS_TOTAL.search(document.text, *block.span):
                announced.add(run)
    for run in sorted(announced):
        lines = [_line(document, piece, index) for index, piece in runs[run]]
        totals = [line for line in lines if TOTAL.match(line.text) and not SUBTOTAL.match(line.text)]
        if totals:
            yield from _group(document, lines, totals)


def _run(document: Document, index: int) -> tuple[int, int]:
    """Section and list: an item belongs to its list, and a total above or below a list of the top level belongs to it."""
    block = document.blocks[index]
    parent = block.parent
    if parent >= 0 and document.blocks[parent].kind == "item":
        if index != parent + 1:
            return block.section, index
        outer = document.blocks[parent].parent
        return (block.section, -1) if document.blocks[outer].parent < 0 else (block.section, outer)
    return block.section, -1 if parent < 0 else index


def _in(document: Document, index: int, kind: str) -> bool:
    while index >= 0:
        if document.blocks[index].kind == kind:
            return True
        index = document.blocks[index].parent
    return False


def _group(document: Document, lines: list[Line], totals: list[Line]) -> Iterator[Estimate]:
    """One total line for each unit, and the rows nearest to it: those of its list, and right above or below it."""
    rows: list[Row] = []
    open_units: set[str] = set()
    near = _near(document, lines, totals)
    for line in near:
        row = _row(line, open_units)
        if row:
            rows.append(row)
    stated: dict[str, Figure] = {}
    for line in totals:
        for unit, figure in _total(line, open_units).items():
            if unit in stated:
                open_units.add(unit)
            stated[unit] = figure
    aside = " ".join(line.text for line in (*totals, *near))
    if MORE.search(aside):
        open_units.add("time")
        if any(MORE.search(line.text) for line in totals):
            open_units.update(stated)
    sums = tuple(_sums(rows, stated, open_units))
    if stated and rows:
        section = document.blocks[totals[0].block].section
        yield Estimate(tuple(rows), stated, sums, (), rows[0].span, section)


def _near(document: Document, lines: list[Line], totals: list[Line]) -> list[Line]:
    """The rows above the total lines and between them, or else below."""
    chosen = {id(line) for line in totals}
    marked = [index for index, line in enumerate(lines) if id(line) in chosen]
    above = _stretch(document, lines[: marked[0]][::-1])[::-1]
    inside = [line for line in lines[marked[0] : marked[-1] + 1] if id(line) not in chosen]
    below = _stretch(document, lines[marked[-1] + 1 :]) if not above and not inside else []
    return [*above, *inside, *below]


def _stretch(document: Document, lines: list[Line]) -> list[Line]:
    """The lines from the first on that belong to one list, or hold an amount each."""
    stretch: list[Line] = []
    for line in lines:
        home = _list(document, line)
        if (stretch and home != _list(document, stretch[0])) or (home < 0 and not amounts(line.text)):
            break
        stretch.append(line)
    return stretch


def _list(document: Document, line: Line) -> int:
    """Index of the list that a line is an item of, -1 for a line of its own."""
    parent = document.blocks[line.block].parent
    in_item = parent >= 0 and document.blocks[parent].kind == "item"
    return document.blocks[parent].parent if in_item else -1


def _row(line: Line, open_units: set[str]) -> Row | None:
    """A line with at most one amount of each unit; what cannot be added makes its unit unknown."""
    if SUBTOTAL.match(line.text):
        open_units.update(("time", "days", "weeks", *MONEY))
        return None
    figures = _figures(line, open_units)
    label = " ".join(line.raw[: _label_end(line.raw)].split())
    numbers = _stage_numbers(line.text)
    if not figures:
        body = line.text[_label_end(line.text) :]
        if not (NOTHING.match(body) and body.strip(" :")):
            open_units.update(
                ("time", "days", "weeks", *MONEY) if amounts(line.text) or numbers or body.strip(" :") else ()
            )
    return Row(label, numbers, figures, Span(line.start, line.start + len(line.text.rstrip())))


def _label_end(text: str) -> int:
    match = re.search(r"[:：]|\s[—–=-]\s|\|", text)
    return match.start() if match else 0


def _stage_numbers(text: str) -> tuple[int, ...]:
    match = STAGE.match(text)
    if match is None:
        return ()
    first = int(match["n"])
    last = int(match["to"]) if match["to"] else first
    return tuple(range(first, last + 1)) if first <= last < first + 100 else (first,)


def _figures(line: Line, open_units: set[str]) -> dict[str, Figure]:
    text = line.text
    equals = text.rfind("=")
    shown = PARENS.sub(lambda m: " " * len(m[0]), text)
    found = amounts(shown)
    if equals >= 0:
        found = [one for one in found if one.start > equals] or found
    if not found:
        found = amounts(text)
    optional = bool(MAYBE_ROW.search(text))
    figures: dict[str, Figure] = {}
    for one in found:
        if one.unit in figures or one.bound or one.rate:
            open_units.add(one.unit)
        figures.setdefault(one.unit, _figure(one, line.start, optional))
    money = [unit for unit in figures if unit in MONEY]
    if len(money) > 1:
        open_units.update(money)
    return figures


def _total(line: Line, open_units: set[str]) -> dict[str, Figure]:
    """The first amount of each unit; what stands in parentheses, or after "vs", is another story."""
    head = TOTAL.match(line.text)
    start = head.end() if head else 0
    if head and MORE.search(head[0]):
        open_units.update(("time", "days", "weeks", *MONEY))
    text = PARENS.sub(lambda m: " " * len(m[0]), line.text)
    cut = OTHERWISE.search(text, start)
    text = text[: cut.start()] if cut else text
    figures: dict[str, Figure] = {}
    for base, segment in _segments(text):
        inner = segment.rfind("=")
        for one in amounts(segment):
            if inner >= 0 and one.start < inner and base + one.start > start:
                continue
            if one.bound or one.rate or one.unit in figures:
                open_units.add(one.unit)
            figures.setdefault(one.unit, _figure(one, line.start + base, False))
    return figures


def _segments(text: str) -> list[tuple[int, str]]:
    segments, at = [], 0
    for match in SEGMENT.finditer(text):
        segments.append((at, text[at : match.start()]))
        at = match.end()
    return [*segments, (at, text[at:])]


def _figure(one: Amount, base: int, optional: bool) -> Figure:
    return Figure(
        one.unit, one.low, one.high, one.step, one.about, optional, one.text, Span(base + one.start, base + one.end)
    )


def _sums(rows: list[Row], stated: dict[str, Figure], open_units: set[str]) -> Iterator[Sum]:
    spoken = {unit for row in rows for unit in row.figures}
    for unit, total in stated.items():
        terms = tuple(row.figures[unit] for row in rows if unit in row.figures)
        mixed = unit in MONEY and any(other in MONEY and other != unit for other in spoken)
        mixed = mixed or (
            unit in ("time", "days", "weeks") and any(o != unit and o in ("time", "days", "weeks") for o in spoken)
        )
        if unit not in open_units and len(terms) > 1 and not mixed:
            yield Sum(unit, terms, total)


# a + b = c


def _expressions(document: Document) -> Iterator[Estimate]:
    for index, block in enumerate(document.blocks):
        if block.kind not in ("paragraph", "cell") or _in(document, index, "quote"):
            continue
        for piece in block.pieces:
            text = document.text[piece.start : piece.end]
            if "+" not in text or not EQUALS.search(text):
                continue
            line = _line(document, piece, index)
            for base, segment in _segments(line.text):
                sum_ = _expression(segment, line.start + base)
                if sum_:
                    yield Estimate((), {sum_.unit: sum_.total}, (sum_,), (), sum_.terms[0].span, block.section)


def _expression(text: str, base: int) -> Sum | None:
    sides = list(EQUALS.finditer(text))
    if len(sides) != 1 or "+" not in text[: sides[0].start()]:
        return None
    left, right = sides[0].start(), sides[0].end()
    clean = PARENS.sub(lambda m: " " * len(m[0]), text)
    stated = amounts(clean[right:])
    if not stated or clean[right : right + stated[0].start].strip("~≈ "):
        return None
    unit = stated[0].unit
    terms: list[Figure] = []
    at = 0
    for part in clean[:left].split("+"):
        term = _term(part, stated[0], first=at == 0)
        if term is None:
            return None
        terms.append(_figure(term, base + at, False))
        at += len(part) + 1
    total = _figure(stated[0], base + right, False)
    if stated[0].bound or stated[0].rate or stated[0].unit != unit:
        return None
    return Sum(unit, tuple(terms), total)


def _term(part: str, total: Amount, first: bool) -> Amount | None:
    """The only amount of a summand; the first summand may have words before it, the others a name."""
    found = amounts(part)
    if not found and total.unit == "time":  # 2 + 1 = 3 min
        found = amounts(f"{part.rstrip()} {DIGITS.sub('', total.text)}")
    if len(found) != 1 or found[0].unit != total.unit or found[0].rate or found[0].bound:
        return None
    before, after = part[: found[0].start], part[found[0].end :]
    if any(mark in before + after for mark in "×*/^=−"):
        return None
    return found[0] if first or len((before + after).split()) <= LONGEST_NAME else None


# Tables


def _tables(document: Document) -> Iterator[Estimate]:
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            yield from _table(document, index)


def _table(document: Document, index: int) -> Iterator[Estimate]:
    rows = list(document.children(index))
    header = [plain(document.content(document.blocks[cell])).strip() for cell in document.children(rows[0])]
    body = [list(document.children(row)) for row in rows[1:]]
    texts = [[plain(document.content(document.blocks[cell])).strip() for cell in cells] for cells in body]
    totals = [i for i, cells in enumerate(texts) if _is_total(cells)]
    products = tuple(_products(document, header, body, texts))
    if len(totals) != 1:
        if products:
            yield Estimate((), {}, (), products, document.blocks[rows[0]].span, document.blocks[index].section)
        return
    columns = {i: column for i in range(len(header)) if (column := _column(document, header[i], body, texts, i))}
    stated: dict[str, Figure] = {}
    sums: list[Sum] = []
    per_row: list[dict[str, Figure]] = [{} for _ in body]
    for column in columns.values():
        total = column.get(totals[0])
        terms = tuple(figure for row, figure in column.items() if row != totals[0])
        if total is None or len({figure.unit for figure in column.values()}) > 1:
            continue
        if len(terms) > 1 and totals[0] == len(body) - 1:
            sums.append(Sum(total.unit, terms, total))
        stated.setdefault(total.unit, total)
        for row, figure in column.items():
            per_row[row].setdefault(figure.unit, figure)
    made = []
    for i, cells in enumerate(texts):
        if i != totals[0]:
            label = next((text for text in cells if text), "")
            made.append(Row(label, _cell_numbers(header, cells), per_row[i], document.blocks[body[i][0]].span))
    if stated:
        yield Estimate(
            tuple(made), stated, tuple(sums), products, document.blocks[rows[0]].span, document.blocks[index].section
        )


def _cell_numbers(header: list[str], cells: list[str]) -> tuple[int, ...]:
    first = cells[0] if cells else ""
    if numbers := _stage_numbers(first):
        return numbers
    if header and re.match(r"(?:#|no\.?|nr\.?|stage|phase|step)s?\Z", header[0], re.IGNORECASE):
        match = re.match(r"\W*(\d{1,4})(?![\d.]*\d)", first)
        return (int(match[1]),) if match else ()
    return ()


def _is_total(cells: list[str]) -> bool:
    first = next((text for text in cells if text), "")
    match = TOTAL.match(first)
    return bool(match and match.end() == len(first) and not MORE.search(first))


def _column(
    document: Document, name: str, body: list[list[int]], texts: list[list[str]], column: int
) -> dict[int, Figure] | None:
    """Row -> figure, if every cell of the column is a figure, or empty. None if one cannot be added."""
    figures: dict[int, Figure] = {}
    unit = next((unit for pattern, unit in UNIT_COLUMNS if pattern.match(name)), None)
    if MORE.search(name) or re.search(r"\b(?:unit|cumulative|running|price)\b|/", name, re.IGNORECASE):
        return None
    for row, cells in enumerate(texts):
        if column >= len(cells) or NOTHING.match(cells[column]):
            continue
        base = document.blocks[body[row][column]].span.start
        figure = _cell(cells[column], unit, base)
        if figure is None:
            return None
        figures[row] = figure
    return figures


def _cell(text: str, unit: str | None, base: int) -> Figure | None:
    shown = PARENS.sub(lambda m: " " * len(m[0]), without_code(text)).rstrip()
    found = amounts(shown)
    if len(found) == 1 and not found[0].bound and not found[0].rate:
        rest = (shown[: found[0].start] + shown[found[0].end :]).strip(" ~≈")
        return _figure(found[0], base, False) if len(rest.split()) < 2 else None
    match = BARE.match(shown.strip())
    if found or match is None or unit is None:
        return None
    kind, scale = FACTOR.get(unit, (unit, Decimal(1)))
    if match["k"]:
        scale = Decimal(1000) if match["k"] in "kK" else Decimal(1000000)
    value = number(match["n"])
    scaled = EXACT.multiply(value, scale)
    at = shown.find(match["n"])
    span = Span(base + at, base + at + len(match["n"]))
    return Figure(
        "$" if kind == "cost" else kind,
        scaled,
        scaled,
        EXACT.multiply(step(value), scale),
        bool(match["about"]),
        False,
        match["n"],
        span,
    )


def _products(
    document: Document, header: list[str], body: list[list[int]], texts: list[list[str]]
) -> Iterator[Product]:
    """Rows that show tokens, a price for so many of them, and the cost."""
    tokens = [i for i, name in enumerate(header) if re.fullmatch(r"(?:[a-z]+ )?tokens?", name, re.IGNORECASE)]
    prices = [(i, match) for i, name in enumerate(header) if (match := PRICE.match(name))]
    costs = [i for i, name in enumerate(header) if COST_HEADER.match(name) and i not in [p for p, _ in prices]]
    if not (len(tokens) == len(prices) == len(costs) == 1):
        return
    base = _base(prices[0][1]["base"])
    for row, cells in enumerate(texts):
        if max(tokens[0], prices[0][0], costs[0]) >= len(cells):
            continue
        count = _cell(cells[tokens[0]], "tokens", 0)
        price = _cell(cells[prices[0][0]], "cost", 0)
        cost = _cell(cells[costs[0]], "cost", document.blocks[body[row][costs[0]]].span.start)
        if count and price and cost and count.unit == "tokens" and base and cost.low == cost.high:
            exact = EXACT.multiply(count.low, price.low).scaleb(-base)
            yield Product(count.low, price, Decimal(10) ** base, cost, exact)


def _base(text: str) -> int:
    """The power of ten that a price is for."""
    low = text.lower().replace(" ", "").replace(",", "")
    return 6 if "m" in low else 3 if low in ("k", "1k", "1000") else 0


# Figures inside stages


def _in_stages(document: Document, stages: tuple[Stages, ...]) -> Iterator[Estimate]:
    """`- Cost: $0.002` in each stage, and a total line that no list of rows has."""
    for group in stages:
        rows = []
        open_units: set[str] = set()
        for stage in group.stages:
            field = stage.fields.get("estimate")
            if field:
                line = Line(
                    without_code(plain(document.slice(field.span))), document.slice(field.span), field.span.start, -1
                )
                figures = _figures(line, open_units)
                numbers = (int(stage.number),) if stage.number is not None else ()
                rows.append(Row(stage.name, numbers, figures, field.span))
        if len(rows) < 2 or len(rows) < len(group.stages):
            continue
        totals = list(_loose_totals(document, group))
        stated: dict[str, Figure] = {}
        for line in totals:
            for unit, figure in _total(line, open_units).items():
                if unit in stated:
                    open_units.add(unit)
                stated[unit] = figure
        if any(MORE.search(line.text) for line in totals):
            open_units.update(stated)
        if stated:
            yield Estimate(tuple(rows), stated, tuple(_sums(rows, stated, open_units)), (), rows[0].span, group.section)


def _loose_totals(document: Document, group: Stages) -> Iterable[Line]:
    """Total lines of the section that holds the stages, and of the one right after it."""
    section = document.sections[group.section]
    following = next((s for s in document.sections[1:] if s.start >= section.stop), None)
    stop = following.stop if following and group.section else section.stop
    for index in range(section.start, stop):
        block = document.blocks[index]
        if block.kind == "paragraph":
            for piece in block.pieces:
                line = _line(document, piece, index)
                if TOTAL.match(line.text) and amounts(line.text):
                    yield line
