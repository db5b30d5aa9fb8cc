"""Template text that was never filled in.

## What it checks

Prompts that a template leaves to be replaced: `[Project Name]`, `<describe the goal>`, `{{ purpose }}`, `TODO: …`, `TBD`,
`Lorem ipsum`. Code, links, quotations, checkboxes, TypeScript types, arguments in usage lines, and lines that speak
about placeholders are left alone, and so are templates: files below a folder of that name, and names such as
`CLAUDE.template.md`. Skills, commands and subagents show the agent forms to fill in: in them only the title
and the unmistakable marks (`TODO:`, `TBD`) are looked at.

## Why it matters

The model takes the prompt for content: it either follows it and invents a goal, or learns that lines of this file need
not be true.

## Bad

```markdown title="CLAUDE.md"
# [Project Name]

Purpose: TBD
```

## Good

```markdown title="CLAUDE.md"
# Harbour

Purpose: booking of berths in the marina. Keep the todo list in `docs/todo.md`.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Document, Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.sentences import example_sections, is_code, masked
from ctxlint.rules.context import IN_COPY, Context, Rule

WANTED = "(?:name|title|description|goal|purpose|owner|summary|here)"
SLOTS = {  # by what each begins with
    "[": lazy(
        lambda: (
            rf"\[(?:(?i:(?:{alternatives('markers', 'slot_verbs')})\b[^\[\]\n]{{2,120}}"
            rf"|(?:{alternatives('markers', 'slot_nouns')})[ _-]{WANTED})"
            r"|(?:[A-Z]+[_ ])*(?:NAME|TITLE|DESCRIPTION|DATE|URL|PURPOSE))\](?![(\[:])"
        )
    ),
    "<": lazy(lambda: rf"<(?i:(?:{alternatives('markers', 'slot_verbs')})) [^<>\n]{{2,120}}>"),
    "{": lazy(r"\{\{\s*[A-Za-z_][\w. ]{1,40}\s*\}\}"),
}
UNFINISHED = lazy(r"(?<![\w#@/.`-])(?:(?:TODO|FIXME|XXX)\s?:(?=\s*\S)|TBD\b|TBC\b|TKTK\b|(?i:lorem ipsum)\b)(?![-/])")
NEARBY = 120  # characters before a slot
FORMS = frozenset({"skill", "command", "subagent"})  # these show the agent forms to fill in
ABOUT = lazy(lambda: rf"\b(?:{alternatives('markers', 'about_slots')})", re.IGNORECASE)
TEMPLATE = lazy(  # in the path of a file
    lambda: (
        rf"(?:^|/)(?:[\w-]{{0,40}}[_-])?(?:{alternatives('names', 'template_folders')})(?:[_-][\w-]{{0,40}})?/"
        r"|\{\{|[._-](?:template|tmpl|tpl)\.\w+\Z|(?:^|/)template[._-]"
    ),
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    if TEMPLATE.search(document.path):
        return
    examples = example_sections(document)
    if document.frontmatter:
        yield from _found(UNFINISHED, document.slice(document.frontmatter), 0)
    for index, block in enumerate(document.blocks):
        if block.kind not in ("paragraph", "heading", "cell") or document.in_quote(index) or is_code(document, block):
            continue
        if block.section in examples and not document.content(block).startswith("TODO:"):  # a prompt is no example
            continue
        text = _with_angle_slots(document, index)
        if any(mark in text for mark in "[<{TFXl") and not ABOUT.search(text):
            slots = SLOTS if document.kind not in FORMS or block.section == 1 == block.level else {}
            for pattern in (*(slot for mark, slot in slots.items() if mark in text), UNFINISHED):
                yield from _found(pattern, text, block.span.start)


def _with_angle_slots(document: Document, index: int) -> str:
    """The masked text; `<describe the goal>` reads as an HTML tag to Markdown and is put back."""
    text, block = masked(document, index), document.blocks[index]
    if "<" not in document.slice(block.span):
        return text
    for inline in document.inlines_of(index):
        if inline.kind == "html":
            a, b = inline.span.start - block.span.start, inline.span.end - block.span.start
            text = text[:a] + document.slice(inline.span) + text[b:]
    return text


ARGUMENT = lazy(
    r"(?:\A|[\s(])/[a-z][\w-]{0,60}(?: +[\w<>\[\].-]{1,40}){0,4} +\Z"
)  # `/canary [URL]` says how a command is called


def _found(pattern: re.Pattern[str], text: str, base: int) -> Iterator[Finding]:
    for match in pattern.finditer(text):
        if match[0].startswith("[") and ARGUMENT.search(text[max(match.start() - NEARBY, 0) : match.start()]):
            continue
        yield Finding(
            Span(base + match.start(), base + match.end()),
            f"template text left over: {match[0]}",
            "write what belongs here, or delete the line",
        )


RULE = Rule("parts/placeholder", Severity.WARNING, check=check, one=(IN_COPY,))
