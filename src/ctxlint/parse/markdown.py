"""Text -> block tree and inlines. The only file that imports markdown_it.

markdown-it-py gives lines to blocks and no place at all to inlines. The lines of text of each block are
found again in the source (`Block.pieces`), and the inline rules are wrapped so that they note where they matched.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.html_blocks import block_names
from markdown_it.rules_block.state_block import StateBlock
from markdown_it.rules_inline.state_inline import StateInline

from ctxlint.base.model import Block, Inline, Section, Span
from ctxlint.base.patterns import lazy

CONTAINERS = {
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "blockquote_open": "quote",
    "table_open": "table",
    "tr_open": "row",
}
CLOSERS = {name.replace("_open", "_close") for name in CONTAINERS}
LEAVES = {"fence": "fence", "code_block": "code", "html_block": "html", "hr": "rule", "label": "label"}
TEXTS = {"heading_open": "heading", "paragraph_open": "paragraph", "th_open": "cell", "td_open": "cell"}
INLINE_RULES = {"backticks": "code", "link": "link", "image": "image", "autolink": "autolink", "html_inline": "html"}
INLINE_TAGS = "a b br code em i img kbd script span strong style sub sup textarea pre picture video".split()
HTML_NAMES = frozenset(block_names).union(INLINE_TAGS)
LABEL = lazy(r"<(/?)([A-Za-z][\w-]*)(?:\s[^<>]*)?>\s*\Z")
MARKS = {"code": "`", "link": "[", "image": "!", "autolink": "<", "html": "<"}
LONGEST_TITLE = 500  # characters: what is read as the title of a section
SPECIAL = lazy(r"[`<\[]")
LAST_CELL = lazy(r"\|\s*\Z")


class Markdown(NamedTuple):
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    inlines: tuple[Inline, ...]
    references: dict[str, str]  # normalised label -> target


class Lines(NamedTuple):
    """The lines handed to markdown-it, and where each starts in the whole text."""

    text: list[str]
    starts: list[int]

    def end(self, line: int) -> int:
        return self.starts[line] + len(self.text[line].rstrip())


def parse_markdown(text: str, offsets: Sequence[int], numbers: Sequence[int]) -> Markdown:
    """Parse the lines of `text` with the given 0-based `numbers` (frontmatter and our own comments are left out).

    `offsets` holds the offset of every line of the text.
    """
    ends = [*(start - 1 for start in offsets[1:]), len(text)]
    lines = Lines([text[offsets[n] : ends[n]] for n in numbers], [offsets[n] for n in numbers])
    env: dict[str, Any] = {}
    tokens: list[Any] = []
    parser = _parser()
    parser.block.parse("\n".join(lines.text).replace("\0", "\ufffd"), parser, env, tokens)
    blocks = _blocks(tokens, lines)
    references = env.get("references", {})
    inlines = tuple(_inlines(text, blocks, references))
    targets = {label: str(reference["href"]) for label, reference in references.items()}
    return Markdown(blocks, _sections(text, blocks), inlines, targets)


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable("table")
    parser.block.ruler.before("html_block", "label", _label, {"alt": ["paragraph", "reference", "blockquote"]})
    for name, kind in INLINE_RULES.items():
        parser.inline.ruler.at(name, _noting(kind, _rule(parser.inline.ruler, name)))
    # Emphasis is left to whoever reads the text: its markers hide no instruction and cost a quarter of the time.
    parser.inline.ruler.enableOnly(["text", "newline", "escape", *INLINE_RULES])
    parser.inline.ruler2.enableOnly([])
    return parser


def _rule(ruler: Any, name: str) -> Callable[..., bool]:
    found: Callable[..., bool] = next(rule.fn for rule in ruler.__rules__ if rule.name == name)
    return found


def _label(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`<constraints>` on a line of its own is a label for the model, not HTML: what follows stays Markdown."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    tag = LABEL.match(line) if line.startswith("<") and not state.is_code_block(start) else None
    if tag is None or tag[2].lower() in HTML_NAMES:
        return False
    if not silent:
        state.line = start + 1
        token = state.push("label", "", 0)
        token.map, token.info = [start, start + 1], tag[1] + tag[2]
    return True


# Blocks


def _blocks(tokens: list[Any], lines: Lines) -> tuple[Block, ...]:
    blocks: list[Block] = []
    open_blocks: list[int] = []
    section = 0
    header, cells, column = False, [], 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        parent = open_blocks[-1] if open_blocks else -1
        if token.type in CONTAINERS:
            block = _container(token, blocks, open_blocks, lines, section)
            if block.kind == "row":
                cells, column = _cells(lines, block.span.start, token.map[0]), 0
                block = block._replace(info="header" if header else "")
            open_blocks.append(len(blocks))
            blocks.append(block)
        elif token.type in CLOSERS:
            _close(blocks, open_blocks.pop())
        elif token.type in ("thead_open", "tbody_open"):
            header = token.type == "thead_open"
        elif token.type == "inline" and before.type in ("th_open", "td_open"):
            span = cells[column] if column < len(cells) else Span(blocks[parent].span.end, blocks[parent].span.end)
            blocks.append(Block("cell", span, parent, len(blocks) + 1, section, (span,), column))
            column += 1
        elif token.type == "inline":
            section += before.type == "heading_open" and parent < 0
            blocks.append(_text(before, token, parent, len(blocks), lines, section))
        elif token.type in LEAVES:
            start = _start(blocks, open_blocks, lines, token.map[0])
            span = Span(start, max(start, lines.end(token.map[1] - 1)))
            kind, size = LEAVES[token.type], len(token.markup)
            blocks.append(Block(kind, span, parent, len(blocks) + 1, section, (), size, token.info.strip()))
    return tuple(blocks)


def _container(token: Any, blocks: list[Block], open_blocks: list[int], lines: Lines, section: int) -> Block:
    """A block whose end is not known yet. The start of an item or a quote is its marker."""
    start = _start(blocks, open_blocks, lines, token.map[0])
    kind = CONTAINERS[token.type]
    number, info = 0, ""
    if kind == "list":
        info = "ordered" if token.type.startswith("ordered") else "bullet"
    elif kind == "item":
        info = token.info + token.markup
        number = int(token.info) if token.info else 0
    end = lines.end(token.map[0]) if kind == "row" else start + (len(info) if kind == "item" else 1)
    parent = open_blocks[-1] if open_blocks else -1
    return Block(kind, Span(start, end), parent, 0, section, (), number, info)


def _start(blocks: list[Block], open_blocks: list[int], lines: Lines, line: int) -> int:
    """Where a block begins on its first line: behind the markers of what encloses it."""
    text, at = lines.text[line], 0
    for index in open_blocks:
        parent = blocks[index]
        if parent.kind == "quote":
            mark = len(text) - len(text[at:].lstrip())
            at = mark + 1 if text[mark : mark + 1] == ">" else at
        elif parent.kind == "item" and parent.span.start >= lines.starts[line]:
            at = parent.span.start - lines.starts[line] + len(parent.info)
    return lines.starts[line] + len(text) - len(text[at:].lstrip())


def _close(blocks: list[Block], index: int) -> None:
    """A container ends where the last thing in it ends."""
    block = blocks[index]
    end = max(block.span.end, blocks[-1].span.end)
    blocks[index] = block._replace(span=Span(block.span.start, end), stop=len(blocks))
    if block.parent >= 0 and end > blocks[block.parent].span.end:
        parent = blocks[block.parent]
        blocks[block.parent] = parent._replace(span=Span(parent.span.start, end))


def _text(before: Any, token: Any, parent: int, index: int, lines: Lines, section: int) -> Block:
    """A heading or paragraph: the lines of its content, found at the end of their source lines."""
    content = token.content.split("\n")
    first = _first(token, content[0], token.map[1] - len(content), lines)
    pieces = []
    for number, line in enumerate(content, first):
        source, wanted = lines.text[number], _as_written(line, lines.text[number])
        tail = source.rstrip()
        at = len(tail) - len(wanted) if tail.endswith(wanted) else max(source.rfind(wanted), 0)
        pieces.append(Span(lines.starts[number] + at, lines.starts[number] + at + len(wanted)))
    span = Span(pieces[0].start, pieces[-1].end)
    if before.type == "paragraph_open":
        return Block("paragraph", span, parent, index + 1, section, tuple(pieces))
    if before.markup.startswith("#"):
        mark = lines.text[first].find(before.markup)
        span = Span(lines.starts[first] + mark, max(lines.end(first), span.end))
    return Block("heading", span, parent, index + 1, section, tuple(pieces), int(before.tag[1]))


def _first(token: Any, begin: str, last: int, lines: Lines) -> int:
    """Where the content begins: lines of a form feed alone, which are no blank lines, are not part of it."""
    possible = (
        n for n in range(token.map[0], last) if lines.text[n].rstrip().endswith(_as_written(begin, lines.text[n]))
    )
    return next(possible, max(last, token.map[0]))


def _as_written(line: str, source: str) -> str:
    return line.strip().replace("\ufffd", "\0") if "\0" in source else line.strip()


def _cells(lines: Lines, start: int, line: int) -> list[Span]:
    """Where the cells of a table row stand, split as markdown-it splits them: `\\|` does not part two cells."""
    text = lines.text[line][start - lines.starts[line] :]
    bars = [i for i, c in enumerate(text) if c == "|" and (i == 0 or text[i - 1] != "\\")]
    bounds = [-1, *bars, len(text)]
    cells = [(a + 1, b) for a, b in pairwise(bounds)]
    if bars[:1] == [0]:
        cells.pop(0)
    if bars and LAST_CELL.search(text) and len(cells) > 1:
        cells.pop()
    return [_trimmed(text, a, b, start) for a, b in cells]


def _trimmed(text: str, a: int, b: int, base: int) -> Span:
    cell = text[a:b]
    left = len(cell) - len(cell.lstrip())
    return Span(base + a + left, base + a + left + len(cell.strip()))


# Sections


def _sections(text: str, blocks: tuple[Block, ...]) -> tuple[Section, ...]:
    """The headings at the top level, each reaching to the next one that is not deeper."""
    heads = [(i, b) for i, b in enumerate(blocks) if b.kind == "heading" and b.parent < 0]
    sections = [Section(0, "", Span(0, 0), Span(0, len(text)), -1, 0, len(blocks))]
    open_sections = [0]
    for index, head in heads:
        _end(sections, open_sections, head.level, head.span.start, index)
        title = " ".join(text[a:b] for a, b in head.pieces)[:LONGEST_TITLE]
        sections.append(Section(head.level, title, head.span, head.span, open_sections[-1], index, index))
        open_sections.append(len(sections) - 1)
    _end(sections, open_sections, 1, len(text), len(blocks))
    return tuple(sections)


def _end(sections: list[Section], open_sections: list[int], level: int, offset: int, stop: int) -> None:
    while sections[open_sections[-1]].level >= level:
        at = open_sections.pop()
        section = sections[at]
        sections[at] = section._replace(span=Span(section.heading.start, offset), stop=stop)


# Inlines


def _noting(kind: str, inner: Callable[..., bool]) -> Callable[..., bool]:
    """The inline rule `inner`, which also notes in `env` what it matched."""

    mark = MARKS[kind]

    def rule(state: StateInline, silent: bool) -> bool:
        if state.src[state.pos] != mark:
            return False
        start, tokens, noted = state.pos, len(state.tokens), len(state.env["matches"])
        matched = inner(state, silent)
        if not matched or silent:
            return matched
        new = state.tokens[tokens:]
        if kind == "image":  # its label is parsed apart, with offsets of its own
            del state.env["matches"][noted:]
        if kind != "code" or any(token.type == "code_inline" for token in new):
            state.env["matches"].append((kind, start, state.pos, *_parts(state, kind, start, new)))
        return True

    return rule


def _parts(state: StateInline, kind: str, start: int, tokens: list[Any]) -> tuple[int, int, str, int]:
    """Bounds of the inner text, the target as written, and where the target stands (-1: elsewhere)."""
    source, end = state.src, state.pos
    if kind in ("link", "image"):
        label = start + (kind == "image")
        label_end = state.md.helpers.parseLinkLabel(state, label)
        target = _destination(state, label_end + 1, end)
        if target is None:
            return label + 1, label_end, _href(tokens), -1
        return label + 1, label_end, source[target.start : target.end], target.start
    if kind == "autolink":
        return start + 1, end - 1, source[start + 1 : end - 1], start + 1
    size = len(source[start:end]) - len(source[start:end].lstrip("`")) if kind == "code" else 0
    return start + size, end - size, "", -1


def _destination(state: StateInline, at: int, end: int) -> Span | None:
    if state.src[at : at + 1] != "(":
        return None
    at += 1
    while state.src[at] in " \t\n":
        at += 1
    found = state.md.helpers.parseLinkDestination(state.src, at, end)
    if not found.ok or found.pos <= at:
        return Span(at, at)
    return Span(at + 1, found.pos - 1) if state.src[at] == "<" else Span(at, found.pos)


def _href(tokens: list[Any]) -> str:
    return next(
        (str(t.attrs.get("href") or t.attrs.get("src")) for t in tokens if t.type in ("link_open", "image")), ""
    )


def _inlines(text: str, blocks: Sequence[Block], references: dict[str, Any]) -> Iterator[Inline]:
    parser = _parser()
    for index, block in enumerate(blocks):
        content = "\n".join([text[a:b] for a, b in block.pieces])
        if not SPECIAL.search(content):
            continue
        env: dict[str, Any] = {"matches": [], "references": references}
        parser.inline.parse(content.replace("\0", "\ufffd"), parser, env, [])
        bases = [0, *accumulate(b - a + 1 for a, b in block.pieces)]
        for kind, start, end, text_start, text_end, target, target_at in sorted(env["matches"], key=lambda m: m[1]):
            span = Span(*_moved(block, bases, start, end))
            inner = Span(*_moved(block, bases, text_start, text_end))
            place = None if target_at < 0 else Span(*_moved(block, bases, target_at, target_at + len(target)))
            comment = kind == "html" and content.startswith("<!--", start)
            yield Inline("comment" if comment else kind, span, inner, index, target, place)


def _moved(block: Block, bases: list[int], start: int, end: int) -> tuple[int, int]:
    """Offsets into the content of a block -> offsets into the whole text."""
    return _offset(block, bases, start), max(_offset(block, bases, start), _offset(block, bases, end))


def _offset(block: Block, bases: list[int], at: int) -> int:
    piece = min(bisect_right(bases, at) - 1, len(block.pieces) - 1)
    return min(block.pieces[piece].start + at - bases[piece], block.pieces[piece].end)
