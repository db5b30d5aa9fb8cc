"""A word that the file bans and uses itself.

## What it checks

Words of the list under "Words to avoid" (or another heading of that sort), and those quoted there, against the running
text of the same file. A line that says what is to be left as it is ("Protected strings: do not rewrite") bans no word.
The list itself, quotations, code, headings, examples, before/after pairs, sentences that forbid something, labels and
paths are left out, and so is a word that is banned in one place only ("in headings", "as a verb").

## Why it matters

A model copies what it reads more readily than what it is told. One use outweighs the ban.

## Bad

```markdown title="VOICE.md"
## Tone

Leverage the calm of somebody who has seen it before.

## Words to avoid

- leverage
- synergy
```

## Good

```markdown title="VOICE.md"
## Tone

Use the calm of somebody who has seen it before.

## Words to avoid

- leverage
- synergy
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.outline.areas import areas
from ctxlint.outline.headings import parts_of
from ctxlint.outline.numbers import plain
from ctxlint.rules.context import IN_COPY, Context, Rule

LISTS_WORDS = lazy(
    r"\b(?:words?|phrases?|terms?|vocabulary|never say|banned|wörter|mots|palabras|palavras|слов\w*)\b|用词|禁用词|単語|ワード|단어|금지어",
    re.IGNORECASE,
)
QUOTED = lazy(r"\"([^\"]{2,40})\"|“([^”]{2,40})”|`([^`]{2,40})`|‘([^’]{2,40})’")
INSTEAD = lazy(
    r"->|→|⇒|=>|[:：(（]|\s[—–=-]\s|\b(?:instead|use|say|prefer|write|unless|except|because|when|as)\b", re.IGNORECASE
)
ONLY_THERE = lazy(  # banned in one place or sense, and free elsewhere
    r"[\s,(—–-]{0,4}(?:in|inside|on|about|to|as|at|under|outside|unless|except|only|if|when|for)\b(?! you mean| [\"“`‘])",
    re.IGNORECASE,
)
SPLIT = lazy(r"[,;/|]")
WORD = lazy(r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*)?\Z")
NO_WORD = lazy(
    r"\b(?:words?|voice|jargon|hype|clich\w+|sentences?|marks?|adverbs?|adjectives?|phrases?|buzzwords?|emojis?|etc|and|or|the|a|of|any|too|overly"
    r"|passive|metaphors?)\b",
    re.IGNORECASE,
)
PAIR = lazy(r"→|->|⇒|=>|\b(?:before|after)\s?[:：]|\b(?:instead|rather than|avoid\w*|bann?\w*)\b", re.IGNORECASE)
SIDE_BY_SIDE = lazy(r"\b(?:before|after|not|bad|good|wrong|right|this|that|replace\w*|use|say|do)\b", re.IGNORECASE)
KEPT = lazy(
    lambda: rf"\b(?:{alternatives('markers', 'kept')})\b|{alternatives('markers', 'kept_anywhere')}", re.IGNORECASE
)
MOST = 300  # words of a list that are looked for


def check(context: Context) -> Iterator[Finding]:
    words = {"avoid": context.outline.vocabulary.get("avoid", ())}
    bans = [area for area in areas(context.document) if parts_of(area.name, words) and not KEPT.search(area.name)]
    banned = [
        word for area in bans for word in _banned(context, area.start, area.stop, bool(LISTS_WORDS.search(area.name)))
    ]
    if not banned:
        return
    choice = "|".join(map(re.escape, dict.fromkeys(banned[:MOST])))
    pattern = re.compile(rf"(?<![\w./@#-])(?:{choice})(?![\w/-]|\.\w|[*_]*:)", re.IGNORECASE)  # no path, no label
    quiet = {index for area in bans for index in range(area.start, area.stop)} | _pairs(context)
    for sentence in context.sentences:
        if sentence.block in quiet or sentence.negative or PAIR.search(sentence.text):
            continue
        for match in pattern.finditer(sentence.text):
            span = Span(sentence.span.start + match.start(), sentence.span.start + match.end())
            yield Finding(
                span, f"“{match[0]}” is banned by this file", "put another word here, or take it off the list"
            )


def _banned(context: Context, start: int, stop: int, words: bool) -> Iterator[str]:
    """What is quoted at the head of an item or row, and, where the heading speaks of words, items that are but words."""
    document = context.document
    for block in document.blocks[start:stop]:
        cell = block.kind == "cell" and block.level == 0 and document.blocks[block.parent].info != "header"
        item = block.kind == "paragraph" and block.parent >= 0 and document.blocks[block.parent].kind == "item"
        if (cell or item) and KEPT.search(document.slice(document.blocks[block.parent].span)):
            continue  # it says what is to be left as it is
        for piece in block.pieces if cell or item else ():
            yield from _words(plain(document.text[piece.start : piece.end]).strip(), words)


def _words(text: str, words: bool) -> Iterator[str]:
    quoted = QUOTED.search(text)
    lead = quoted is not None and not text[: quoted.start()].strip(" ❌✗-")
    if quoted and lead and ((quoted[3] and not words) or ONLY_THERE.match(text, quoted.end())):
        return  # a name of code; or it may be used elsewhere
    instead = INSTEAD.search(text, quoted.end() if quoted and lead else 0)
    head = text[: instead.start()] if instead else text
    found = (
        [next(filter(None, match.groups())) for match in QUOTED.finditer(head)]
        if lead
        else SPLIT.split(head)
        if words
        else []
    )
    for word in (one.strip(" .") for one in found):
        if WORD.match(word) and (lead or not NO_WORD.search(word)):
            yield word


def _pairs(context: Context) -> set[int]:
    """The blocks of tables that set two wordings side by side."""
    document = context.document
    found: set[int] = set()
    for index, block in enumerate(document.blocks):
        if block.kind == "table":
            header = document.slice(document.blocks[index + 1].span)
            if PAIR.search(header) or SIDE_BY_SIDE.search(header):
                found.update(range(index, block.stop))
    return found


RULE = Rule("voice/banned-word-used", Severity.INFO, kinds=frozenset({"voice"}), check=check, one=(IN_COPY,))
