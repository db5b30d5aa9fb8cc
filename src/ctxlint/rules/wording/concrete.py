"""What makes a sentence concrete: a number with a unit, a code span, a path, a named API, a link, examples, sub-items."""

from __future__ import annotations

import re
from bisect import bisect_left

from ctxlint.base.model import Document, Sentence
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives, table
from ctxlint.parse.sentences import CODE, introduces

SPELLED = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|hundred"
REGULAR = "daily|weekly|monthly|hourly|nightly|quarterly"
COUNTS = lazy(rf"\d|\b(?:{SPELLED}|{REGULAR}|once)\b", re.IGNORECASE)  # in all that MEASURE finds, and quick to compile
FIGURE = r"\d[\d.,]{0,12}"
BOUND = (
    r"(?:[<>≤≥]=?|\b(?:at (?:least|most)|under|below|above|over|within|up to|max(?:imum)?(?: of)?|min(?:imum)?(?: of)?"
    r"|(?:more|less|fewer) than|no more than|exactly|every|limit(?:ed)? to))"
)
MEASURE = lazy(
    lambda: (
        rf"{FIGURE}\s?(?:%|percent\b|°|×)|(?:(?<![\w.]){FIGURE}\+?(?:\s?[-–]\s?\d{{1,9}})?[\s-]?|\b(?:{SPELLED})[\s-])"
        rf"(?:[a-z]{{1,14}}\s){{0,2}}?(?:{_units()})\b|{BOUND}\s?~?[$€£]?\d"
        rf"|[$€£]\s?\d|\d\s?[x×]\s?\d|\bonce (?:a|per) \w+|\b(?:{REGULAR})\b"
    ),
    re.IGNORECASE,
)
EXTENSIONS = "md|mdx|mdc|py|ts|tsx|js|jsx|mjs|cjs|go|rs|json|jsonc|ya?ml|toml|html|css|scss|sql|csv|txt|pdf|png|svg|sh|rb|java|kt|swift|c|h|cpp|cs|php|lock|env|cfg|ini|xml|proto|ipynb|vue"
FOLDER = (
    r"(?<![\w/])(?:\.{1,2}/|~/|/)[\w.-]{1,80}|(?<![\w/])(?!(?:and|or|he|she|his)/)[\w.-]{1,60}/[\w.-]{1,60}/[\w./-]{0,200}"
    r"|(?<![\w/])[\w-]{1,60}/(?![\w/])"
)
FILE = (
    r"(?<![\w.])(?!(?:next|node|vue|three|nuxt|express|d3|chart|alpine|react|discord|ember|backbone|solid)\.js\b)"
    rf"[\w-]{{0,60}}(?:/[\w.-]{{1,60}})?\.(?:{EXTENSIONS})\b"
)
PATH = lazy(rf"{FOLDER}|{FILE}", re.IGNORECASE)
IDENTIFIER = (
    r"\b[A-Za-z_]\w{0,60}\(\)|\b[a-z]{1,40}(?:_[a-z0-9]{1,40}){1,6}\b"
    r"|\b(?!(?:mac|iPad|watch|tv|vision)OS\b)[a-z]{2,30}[A-Z]\w{1,40}\b"
)
API = lazy(
    rf"{IDENTIFIER}|(?<!\w)--[a-z][\w-]{{1,40}}|(?<!\w)@[a-z][\w./-]{{1,60}}|\b[A-Z]{{2,30}}_[A-Z_]{{1,40}}\b"
    r"|\b[A-Z][a-z]{1,30}\.[A-Za-z]{2,30}\b(?!\s*[A-Z]?[a-z]*\.js)|https?://"
)
EXAMPLES = lazy(
    r"\b(?:e\.g\.|i\.e\.|for example|for instance|such as|namely|z\.\s?B\.|par exemple|por ejemplo)|\((?:[^(),]{1,60},\s?){1,8}[^(),]{1,60}\)|\((?:like|see|as in|per)\b",
    re.IGNORECASE,
)
REFERENCE = lazy(lambda: rf"\b(?:{alternatives('markers', 'references')})\b|§", re.IGNORECASE)
LIBRARY = lazy(r"(?:Next|Node|Vue|Three|Nuxt|Express|D3|React)\.(?:js|JS)")


def _units() -> str:
    return "|".join((*table("units")["time"].values(), *table("units")["counts"].values()))


def is_concrete(document: Document, sentence: Sentence) -> bool:
    """The sentence, or what it introduces, names something that can be looked up or measured."""
    text = LIBRARY.sub("library", sentence.text) if ".js" in sentence.text.lower() else sentence.text
    if CODE in text or any(pattern.search(text) for pattern in (EXAMPLES, REFERENCE, API, PATH)):
        return True
    if COUNTS.search(text) and MEASURE.search(text):
        return True
    return _has_link(document, sentence) or _introduces(document, sentence)


def _has_link(document: Document, sentence: Sentence) -> bool:
    inlines = document.inlines
    at = bisect_left(inlines, sentence.span.start, key=lambda inline: inline.span.start)
    return at < len(inlines) and inlines[at].span.start < sentence.span.end


def _introduces(document: Document, sentence: Sentence) -> bool:
    """It is followed by what spells it out: sub-items of its list item, or a list, a table or code behind a colon."""
    block = document.blocks[sentence.block]
    if block.stop >= len(document.blocks):
        return False
    following = document.blocks[block.stop]
    if following.parent != block.parent or following.kind not in ("list", "fence", "code", "table", "quote"):
        return False
    inside = block.parent >= 0 and document.blocks[block.parent].kind == "item"
    return inside or introduces(document.slice(block.span))
