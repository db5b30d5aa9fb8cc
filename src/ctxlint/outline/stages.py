"""Stages: work taken apart into numbered steps, written as headings, plain lines, items or table rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ctxlint.model import JSON, Document, Span
from ctxlint.outline.numbers import amounts, plain, to_json
from ctxlint.patterns import lazy

HINTS = (
    "stage",
    "phase",
    "step",
    "etappe",
    "schritt",
    "étape",
    "etapa",
    "этап",
    "阶段",
    "階段",
    "步骤",
    "ステップ",
    "단계",
)
FIELD_HINTS = ("output", "deliverable", "done when", "result")  # a numbered list may hold stages without the word
WORDS = {"phasen": "phase", "schritte": "schritt", "etappe": "etappe", "этапы": "этап"}
NUMBERED = lazy(
    r"\s*(?:\W{0,3}\s)?(?P<word>stage|phase|step|etappe|schritt|étape|etapa|этап|阶段|階段|步骤|ステップ|단계)s?\s?#?(?P<n>\d{1,4}(?:\.\d{1,3})?)(?![\d])"
    r"(?:(?P<letter>(?:\.\d{1,3}){1,4}|-?[A-Za-z](?:[.-]?\d{1,3})?)(?!\w)|(?:\s?(?:[-–—&+,]|to|and)\s?(?P<to>\d{1,4})(?![\w%.])))?"
    r"(?P<rest>(?:\s*(?:[:：—–)|-]|\.(?!\d)|[(\[]|\Z)).*)",
    re.IGNORECASE,
)
HEAD = lazy(r"[\s:：—–.)|-]*")
TIER = lazy(
    r"\b(?:haiku|sonnet|opus|fable|mythos|gpt[\w.-]*|o[134](?:-\w+)?|gemini[\w.-]*|flash|llama[\w.-]*|qwen[\w.-]*|mistral[\w.-]*|deepseek[\w.-]*|codex|grok"
    r"|(?:small|smaller|smallest|large|larger|largest|medium|mid|cheap|cheapest|fast|frontier|top|strong|strongest|reasoning|local|any)[ -](?:model|tier)s?"
    r"|any(?: model)?|human|person|manual|scripts?|script-only|deterministic|no model|no llm|ci|tool|code|reviewer|editor|author|user|agent)\b",
    re.IGNORECASE,
)
MODEL = lazy(
    r"\b(?:haiku|sonnet|opus|fable|mythos|gpt|gemini|(?:small|large|medium|mid|top|frontier)\w*[ -](?:model|tier)s?)",
    re.IGNORECASE,
)
CONDITION = lazy(
    r"\b(?:only|if|when|unless|escalat\w*|fallback|falls back|otherwise|retry|as needed|needed)\b", re.IGNORECASE
)
FIELDS = {
    "input": "inputs?|reads?|given|takes|sources?|needs|requires|prerequisites?|depends on|dependenc(?:y|ies)|receives|eingabe|eingaben|entrée|entrada|вход|输入|輸入|入力|입력",
    "task": "tasks?|goals?|actions?|do|what|work|objectives?|purpose|prompt|instructions?|aufgabe|ziel|tâche|tarea|tarefa|задача|任务|任務|タスク|작업",
    "success": "success|success criteri(?:a|on)|done|done when|acceptance(?: criteria)?|exit criteri(?:a|on)|checks?|verify|verification|validat(?:e|ion)"
    "|gate|quality gate|passes when|pass if|erfolg|fertig wenn|succès|réussite|éxito|sucesso|успех|готово|成功|成功标准|完成条件|성공",
    "output": "outputs?|deliverables?|produces|results?|artifacts?|artefacts?|writes|returns|hands over|ausgabe|ergebnis|sortie|livrable|salida|entregable|saída|выход|результат|输出|輸出|出力|출력",
    "tier": "model|tier|model tier|runs on|agent|executor|who|owner|capability|by|llm|modell|modèle|modelo|модель|模型|モデル|모델",
    "estimate": "costs?|time|estimates?|duration|budget|cost and time|kosten|zeit|dauer",
}
FOUR = ("input", "task", "success", "output")
LABEL = lazy(
    rf"\s*(?:[-+]\s)?(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FIELDS.items())})(?:\s?\([^()]{{0,40}}\))?\s*(?:[:：]|\s[—–=-]\s)(?P<text>.*)",
    re.IGNORECASE,
)
INLINE = lazy(
    rf"(?:(?<=[.;|,)—–])|(?<=\s[—–-]))\s+(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FIELDS.items())})\s?[:：]",
    re.IGNORECASE,
)
COLUMN = lazy(
    rf"(?:(?:{'|'.join(f'(?P<{name}>{words})' for name, words in FIELDS.items())})|(?P<number>#|no\.?|nr\.?|stages?|phases?|steps?|schritt|阶段|步骤))\Z",
    re.IGNORECASE,
)
SAYS_STAGE = lazy(rf"(?:{'|'.join(HINTS)})s?\s?#?\d", re.IGNORECASE)
SAYS_FIELD = lazy(rf"\b(?:{FIELDS['input']}|{FIELDS['success']}|{FIELDS['output']})\W{{0,4}}[:：—–=-]", re.IGNORECASE)
ROW_NUMBER = lazy(r"(\d{1,4}(?:\.\d{1,3})?)(?!\d)((?:\.\d{1,3})+|-?[A-Za-z](?!\w)|)")
FEWEST_WORDS = 3


class Field(NamedTuple):
    text: str
    span: Span


class Stage(NamedTuple):
    number: Decimal | None
    last: int  # of "Stages 2-4" the 4, else the number itself
    letter: str  # of "Step 2a" the a
    name: str
    anchor: Span  # the line or cell that names it
    fields: dict[str, Field]  # of input, task, success, output, tier, estimate
    tier: str | None
    conditional: bool  # the tier is only for some cases: "Opus only if needed"
    body: Span


class Stages(NamedTuple):
    """The stages that stand together."""

    word: str  # stage, phase, step
    carrier: str  # heading, line, item, table
    stages: tuple[Stage, ...]
    section: int  # the section they stand in
    heading: str


class Head(NamedTuple):
    """Where a stage starts, before its fields are read."""

    match: re.Match[str]
    text: str
    span: Span
    block: int
    start: int  # first block that belongs to it
    stop: int
    rest: Span | None  # lines of its own paragraph that follow


def read_stages(document: Document) -> tuple[Stages, ...]:
    low = document.text.lower()
    if not any(hint in low for hint in (*HINTS, *FIELD_HINTS)):
        return ()
    found = [*_from_headings(document), *_from_lines(document), *_from_items(document), *_from_tables(document)]
    return tuple(sorted(found, key=lambda stages: stages.stages[0].anchor))


def stages_json(found: tuple[Stages, ...], places: dict[str, Span]) -> JSON:
    value: list[JSON] = []
    for group, stages in enumerate(found):
        for stage in stages.stages:
            pointer = f"/stages/{len(value)}"
            places[pointer] = stage.anchor
            entry: dict[str, JSON] = {
                "list": group,
                "number": None if stage.number is None else to_json(stage.number),
                "name": stage.name,
            }
            entry["tier"] = stage.tier
            for name in FOUR:
                field = stage.fields.get(name)
                entry[name] = field.text if field else None
                if field:
                    places[f"{pointer}/{name}"] = field.span
            value.append(entry)
    return value


def is_decomposition(stages: Stages) -> bool:
    """Two or more of its stages say what goes in, what comes out or when they are done."""
    return sum(any(name in stage.fields for name in ("input", "success", "output")) for stage in stages.stages) > 1


def title(stages: Stages, stage: Stage) -> str:
    return f"{stages.word} {stage.number}" if stage.number is not None else f"“{stage.name}”"


# Headings


def _from_headings(document: Document) -> Iterator[Stages]:
    groups: dict[tuple[int, int, str], list[Stage]] = {}
    for section in document.sections[1:]:
        match = NUMBERED.match(plain(section.title))
        if match is None:
            continue
        head = Head(match, section.title, section.heading, section.start, section.start + 1, section.stop, None)
        stage = _stage(document, head, Span(section.heading.end, section.span.end))
        groups.setdefault((section.parent, section.level, _word(match)), []).append(stage)
    for (parent, _, word), stages in groups.items():
        for run in _runs(stages):
            yield Stages(word, "heading", run, parent, document.sections[parent].title)


def _word(match: re.Match[str]) -> str:
    return WORDS.get(match["word"].lower(), match["word"].lower())


def _runs(stages: list[Stage]) -> Iterator[tuple[Stage, ...]]:
    """A number that falls back starts another list."""
    run: list[Stage] = []
    for stage in stages:
        if run and stage.number is not None and run[-1].number is not None and stage.number < run[-1].number:
            yield tuple(run)
            run = []
        run.append(stage)
    if run:
        yield tuple(run)


# Plain lines and items


def _from_lines(document: Document) -> Iterator[Stages]:
    """`Stage 1: Analysis (Haiku)` as a paragraph, or a line of one, up to the next such line in its section."""
    heads: list[Head] = []
    for index, block in enumerate(document.blocks):
        if block.kind == "heading" or (heads and block.section != document.blocks[heads[0].block].section):
            yield from _lines_closed(document, heads, index)
            heads = []
        if block.kind == "paragraph" and block.parent < 0:
            heads += _line_heads(document, index)
    yield from _lines_closed(document, heads, len(document.blocks))


def _line_heads(document: Document, index: int) -> Iterator[Head]:
    block = document.blocks[index]
    for piece in block.pieces:
        text = plain(document.text[piece.start : piece.end])
        match = NUMBERED.match(text)
        if match and not _only_figures(match["rest"]):
            yield Head(match, text, piece, index, index + 1, index + 1, Span(piece.end, block.span.end))


def _lines_closed(document: Document, heads: list[Head], stop: int) -> Iterator[Stages]:
    by_word: dict[str, list[Stage]] = {}
    following: list[Head | None] = [*heads[1:], None]
    for head, after in zip(heads, following, strict=False):
        end = after.block if after else stop
        rest = Span(head.span.end, after.span.start) if after and after.block == head.block else head.rest
        own = head._replace(stop=max(head.start, end), rest=rest)
        body = Span(head.span.end, after.span.start if after else _end(document, own))
        by_word.setdefault(_word(head.match), []).append(_stage(document, own, body))
    for word, stages in by_word.items():
        for run in _runs(stages):
            section = document.blocks[heads[0].block].section
            yield Stages(word, "line", run, section, document.sections[section].title)


def _end(document: Document, head: Head) -> int:
    return document.blocks[max(head.block, head.stop - 1)].span.end


def _from_items(document: Document) -> Iterator[Stages]:
    """Items that say "Stage 1", or items of an ordered list that say what comes out of them."""
    for index, block in enumerate(document.blocks):
        if block.kind != "list":
            continue
        ordered = block.info == "ordered" and SAYS_FIELD.search(document.text, *block.span)
        if not ordered and not SAYS_STAGE.search(document.text, *block.span):
            continue
        named: list[Stage] = []
        word = "stage"
        for item in document.children(index):
            if document.blocks[item].stop == item + 1 or document.blocks[item + 1].kind != "paragraph":
                continue
            stage, own = _from_item(document, item, bool(ordered))
            if stage:
                named.append(stage)
                word = own or word
        if named and (
            block.info != "ordered" or any(_is_named(document, stage) for stage in named) or _fields_abound(named)
        ):
            for run in _runs(named):
                yield Stages(word, "item", run, block.section, document.sections[block.section].title)


def _from_item(document: Document, item: int, ordered: bool) -> tuple[Stage | None, str]:
    paragraph = document.blocks[item + 1]
    piece = paragraph.pieces[0]
    text = plain(document.text[piece.start : piece.end])
    match = NUMBERED.match(text)
    block = document.blocks[item]
    rest = Span(piece.end, paragraph.span.end)
    body = Span(piece.end, block.span.end)
    if match and not _only_figures(match["rest"]):
        return _stage(document, Head(match, text, piece, item, item + 2, block.stop, rest), body), _word(match)
    whole = re.match(r"(?P<word>)(?P<n>)(?P<letter>)(?P<to>)(?P<rest>.*)", text) if ordered and not match else None
    if whole is None:
        return None, ""
    stage = _stage(document, Head(whole, text, piece, item, item + 2, block.stop, rest), body)
    return stage._replace(number=Decimal(block.level), last=block.level), ""


def _is_named(document: Document, stage: Stage) -> bool:
    return NUMBERED.match(plain(document.text[stage.anchor.start : stage.anchor.end])) is not None


def _fields_abound(stages: list[Stage]) -> bool:
    """Most items of a numbered list say what goes in, what comes out, or when they are done."""
    filled = sum(any(name in stage.fields for name in ("input", "success", "output")) for stage in stages)
    return filled > 1 and filled * 2 > len(stages)


def _only_figures(rest: str) -> bool:
    """`Stage 1: $0.002, 2 min` is an estimate, no stage."""
    figures = amounts(rest)
    if not figures:
        return False
    left = rest
    for figure in reversed(figures):
        left = left[: figure.start] + left[figure.end :]
    return len(re.findall(r"[^\W\d_]{3,}", re.sub(r"\([^()]*\)", "", left))) < 2


# Tables


def _from_tables(document: Document) -> Iterator[Stages]:
    for index, block in enumerate(document.blocks):
        if block.kind != "table":
            continue
        rows = list(document.children(index))
        header = [plain(document.content(document.blocks[cell])).strip() for cell in document.children(rows[0])]
        kinds = [_column_kind(name) for name in header]
        first = header[0].lower() if header else ""
        numbered = bool(kinds) and (kinds[0] == "number" or first in ("stage", "phase", "step"))
        if numbered and sum(kind in FOUR for kind in kinds) >= 2:
            stages = [stage for row in rows[1:] if (stage := _row(document, row, kinds))]
            for run in _runs(stages) if stages else ():
                word = first.rstrip("s") if first.rstrip("s") in ("stage", "phase", "step") else "stage"
                yield Stages(word, "table", run, block.section, document.sections[block.section].title)


def _column_kind(name: str) -> str | None:
    match = COLUMN.match(name)
    return match.lastgroup if match else None


def _row(document: Document, row: int, kinds: list[str | None]) -> Stage | None:
    cells = [document.blocks[cell] for cell in document.children(row)]
    texts = [plain(document.content(cell)).strip() for cell in cells]
    if not texts or not texts[0] or re.match(r"total", texts[0], re.IGNORECASE):
        return None
    found = ROW_NUMBER.search(texts[0])
    number = Decimal(found[1]) if found else None
    fields = {
        kind: Field(texts[i], cells[i].span)
        for i, kind in enumerate(kinds)
        if kind and kind != "number" and i and i < len(texts) and texts[i].strip("-—– ")
    }
    names = [texts[i] for i, kind in enumerate(kinds) if kind is None and i < len(texts)]
    name = names[0] if names else re.sub(r"\A\W*(?:stage|phase|step)?\s*\d*\W*", "", texts[0], flags=re.IGNORECASE)
    tier = fields.get("tier")
    anchor = cells[0].span
    last = int(number) if number is not None else 0
    return Stage(
        number,
        last,
        found[2] if found else "",
        name,
        anchor,
        fields,
        tier.text.lower() if tier else None,
        False,
        document.blocks[row].span,
    )


# One stage


def _stage(document: Document, head: Head, body: Span) -> Stage:
    match = head.match
    rest = (
        HEAD.sub("", match["rest"], count=1)
        if not match["rest"].lstrip().startswith(("(", "["))
        else match["rest"].strip()
    )
    own = INLINE.search(match["rest"])
    fields: dict[str, Field] = {}
    offset = head.span.start + match.start("rest")
    if head.text and own and head.span.end - head.span.start >= len(head.text):
        fields = dict(_inline_fields(match["rest"], offset))
        rest = HEAD.sub("", match["rest"][: own.start()], count=1)
    loose: list[Field] = []
    for text, span in _body_lines(document, head):
        _read_line(text, span, fields, loose)
    _sub_headings(document, head, fields)
    enough = [field for field in loose if len(field.text.split()) >= FEWEST_WORDS]
    if "task" not in fields and (enough or not match["word"]):
        fields["task"] = enough[0] if enough else Field(rest, head.span)
    number = Decimal(match["n"]) if match["n"] else None
    last = max(int(match["to"] or 0), int(number or 0))
    tier, conditional = _tier(rest, fields, named=bool(match["word"]))
    name = _name(rest)
    return Stage(number, last, match["letter"] or "", name, head.span, fields, tier, conditional, body)


def _inline_fields(text: str, offset: int) -> Iterator[tuple[str, Field]]:
    """`Plan. Input: brief.md. Output: plan.md.` on one line."""
    matches = list(INLINE.finditer(text))
    for match, after in zip(matches, [*matches[1:], None], strict=False):
        end = after.start() if after else len(text)
        name = str(match.lastgroup)
        value = text[match.end() : end].strip(" .;,|—–-")
        if value:
            yield name, Field(value, Span(offset + match.start(name), offset + end))


def _body_lines(document: Document, head: Head) -> Iterator[tuple[str, Span]]:
    if head.rest:
        start = head.rest.start
        for line in document.text[head.rest.start : head.rest.end].split("\n"):
            if line.strip():
                yield plain(line), Span(start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
            start += len(line) + 1
    for index in range(head.start, head.stop):
        block = document.blocks[index]
        if block.kind == "paragraph":
            for piece in block.pieces:
                yield plain(document.text[piece.start : piece.end]), piece
        elif block.kind in ("fence", "code"):
            yield "a block of code stands here", block.span
        elif block.kind == "row" and block.info != "header":
            cells = [document.content(document.blocks[cell]) for cell in document.children(index)]
            yield plain(": ".join(cells[:2]) + " " + " ".join(cells[2:])), block.span


def _read_line(text: str, span: Span, fields: dict[str, Field], loose: list[Field]) -> None:
    match = LABEL.match(text)
    if match is None:
        loose.append(Field(text.strip(), span))
        return
    name = next(name for name in FIELDS if match[name])
    value = match["text"]
    inline = INLINE.search(value)
    own = (value[: inline.start()] if inline else value).strip(" ;,|")
    fields.setdefault(name, Field(own, span))
    for other, field in _inline_fields(value, span.start + match.start("text")) if inline else ():
        fields.setdefault(other, field)


def _sub_headings(document: Document, head: Head, fields: dict[str, Field]) -> None:
    for index in range(head.start, head.stop):
        block = document.blocks[index]
        if block.kind == "heading":
            match = COLUMN.match(plain(document.content(block)).strip(" :"))
            if match and match.lastgroup != "number":
                fields.setdefault(str(match.lastgroup), Field(document.content(block), block.span))


def _tier(rest: str, fields: dict[str, Field], named: bool) -> tuple[str | None, bool]:
    """The model that a stage runs on: the first that is named without a condition. An item may be about a model."""
    field = fields["tier"].text if "tier" in fields else ""
    for text in (field, *re.findall(r"[(\[]([^()\[\]]*)[)\]]", rest), *re.split(r"\s[—–-]\s|,", rest)[1:]):
        conditional = None
        for clause in re.split(r"[;,/]|\bor\b|→|->|—", text):
            tier = TIER.search(clause)
            if tier and not CONDITION.search(clause):
                return tier[0].lower(), False
            if tier and conditional is None:
                conditional = tier[0].lower()
        if conditional:
            return conditional, True
        if text is field and text.strip():
            return text.strip().lower(), False
    bare = MODEL.search(rest) if named else None
    return (bare[0].lower(), bool(CONDITION.search(rest))) if bare else (None, False)


def _name(rest: str) -> str:
    return re.split(r"\s?[(\[]|[:：]\s|\.\s|\s[—–]\s", rest.strip(" *_"), maxsplit=1)[0].strip(" .:*_") or rest.strip(
        " .:*_"
    )
