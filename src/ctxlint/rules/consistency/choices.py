"""A closed list of choices on which two sentences can contradict each other, and who says which.

A statement is an option with a polarity (use it, do not use it) and a scope: the languages and kinds of file that its
sentence and the headings above it name. Only statements of equal scope can contradict each other.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ctxlint.base.model import Document, Sentence, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.cues import speaks_of
from ctxlint.parse.sentences import introduces, introductions, masked

CHOICE = r"(?:use|uses|using|prefer|prefers|preferred|always|only|must|stick to|adopt|choose|default to|indent(?:ed|s)?|written|write|run|install|manage[ds]?|with|via|style|format(?:ted)?)"
OVER = "(?:over|instead of|rather than)"
AVOIDED = "(?:never|not|don['’]?t|avoid)"
MANAGER = "(?:npm|pnpm|yarn|bun)"
INSTALLS = rf"\bpackage manager\b|\binstall (?:all |the |project )?(?:dependencies|deps|packages) (?:with|using|via) +{MANAGER}\b"
ONLY = (
    rf"\b{MANAGER} only\b|\bonly {MANAGER}\b"
    rf"|\b{MANAGER} (?:for|to) (?:install\w*|manag\w*|all|packages?|dependenc\w*|everything)\b"
)
UNWANTED = rf",? not {MANAGER}\b|\b{AVOIDED} (?:use |run |using )?{MANAGER}\b"
COLUMNS = r"[6-9]\d|1\d\d|200"
LENGTH = "line[- ](?:length|width|limit)s?|max(?:imum)?[- ]line(?:[- ]length)?|print ?width"
LIMITED = (
    "at|to|(?:are )?limited to|under|within|below|of|must not exceed|should not exceed|no longer than|longer than|up to"
)
WIDE = (
    rf"\b(?P<b>{COLUMNS})[- ](?:char(?:acter)?s?|col(?:umn)?s?)\b"
    r"(?=[^.\n]{0,25}\b(?:lines?|wrap|per line|limit|max\w*|width)\b)"
)
WRAPPED = rf"\b(?:wrap|limit|keep|break)\b[^.\n\d]{{0,25}}\b(?:at|to|under|within)\s+(?P<c>{COLUMNS})\s*(?:char|col|\b)"
RUNNER = "(?:jest|vitest|mocha|jasmine|ava|pytest|unittest|nose2?)"
COMMON = "(?:jest|vitest|mocha|pytest|unittest)"


class Topic(NamedTuple):
    name: str
    quick: re.Pattern[str]  # a sentence without it is not looked at
    options: re.Pattern[str]  # its group `a`, `b` or `c` is the option
    needs: re.Pattern[str]  # must stand in the sentence, or in the headings above


def _topic(name: str, quick: str, options: str, needs: str | Callable[[], str]) -> Topic:
    return Topic(name, lazy(quick, re.I), lazy(options, re.I), lazy(needs, re.I))


TOPICS = (
    _topic(
        "indentation",
        r"\b(?:tabs|spaces|space|tab)\b",
        r"\b(?P<a>tabs|spaces)\b|\b(?P<b>tab)(?=[- ]indent)|(?:\d|two|four|eight)[- ](?P<c>space)s?\b",
        r"\bindent|\b(?:use|prefer|always|with)\s+(?:hard |soft )?(?:tabs|spaces)\b"
        rf"|\btabs,? not spaces\b|\bspaces,? not tabs\b|\btabs {OVER} spaces|\bspaces {OVER} tabs",
    ),
    _topic(
        "indent width",
        r"[- ]space|\bindent",
        r"\b(?P<a>[2348]|two|three|four|eight)[- ]spaces?\b|\bindent(?:ation)?(?: (?:size|width|level))?\s*[:=]\s*(?P<b>[2348])\b",
        r"\bindent|\b(?:use|prefer|always|with)\s+(?:[2348]|two|three|four|eight)[- ]spaces\b",
    ),
    _topic(
        "package manager",
        r"\b(?:npm|pnpm|yarn|bun)\b",
        r"(?<![\w./@-])(?P<a>npm|pnpm|yarn|bun)(?![\w/@-]|\.\w)",
        lambda: (
            rf"\b{CHOICE}\s+(?:only\s+)?{MANAGER}(?![\w/@-]|\.\w)(?!\s+(?:{alternatives('tools', 'manager_commands')})\b)"
            rf"|{INSTALLS}|{ONLY}|{UNWANTED}"
        ),
    ),
    _topic(
        "quotes",
        r"\bquot",
        r"\b(?P<a>single|double)(?:[- ]quot(?:es?|ed|ation marks)\b|(?=,? (?:not|over|instead of|rather than) (?:single|double)[- ]quot))|\bquot(?:es?|e style|ing|ation marks)\s*[:=]\s*(?P<b>single|double)\b",
        rf"\b{CHOICE}\b|\bstrings?\b|\bquotes\b",
    ),
    _topic(
        "line length",
        r"\b(?:line|wrap|width|columns?|col)",
        rf"\b(?:{LENGTH}|lines? (?:{LIMITED}))\b[^.\d\n]{{0,30}}(?P<a>{COLUMNS})\b|{WIDE}|{WRAPPED}",
        r"\bline|\bwrap|\bwidth",
    ),
    _topic(
        "test runner",
        r"\b(?:jest|vitest|mocha|jasmine|ava|pytest|unittest|nose2?)\b",
        r"(?<![\w./@-])(?P<a>jest|vitest|mocha|jasmine|ava|pytest|unittest|nose2?)(?![\w/@-]|\.\w)",
        rf"\b{CHOICE}\s+(?:the\s+)?{RUNNER}\b|\b(?:test(?:ing)? (?:runner|framework|library)|tests? (?:run|are written|use))\b"
        rf"|\b{COMMON} (?:for|as) (?:\w+ )?(?:tests?|testing)\b|\b{AVOIDED} (?:use |using )?{COMMON}\b",
    ),
    _topic(
        "semicolons",
        r"\bsemicolons?\b",
        r"\b(?P<a>semicolon)s?\b",
        r"\b(?:use|always|no|never|omit|without|avoid|required?|yes|end|don['’]?t|not|skip|add|with|leave out)\b",
    ),
)
QUICK = lazy("|".join(topic.quick.pattern for topic in TOPICS), re.IGNORECASE)
FAMILIES = dict.fromkeys(("jest", "vitest", "mocha", "jasmine", "ava"), "js") | {
    "pytest": "py",
    "unittest": "py",
    "nose": "py",
    "nose2": "py",
}
NUMERIC = frozenset({"indent width", "line length"})  # "must not exceed 80" wants 80
SAME = {"tab": "tabs", "space": "spaces", "two": "2", "three": "3", "four": "4", "eight": "8"}
AGAINST = lazy(lambda: rf"\b(?:{alternatives('markers', 'unchosen')})\b[^,;:—–.()]{{0,25}}\Z", re.IGNORECASE)
AFTER = lazy(
    r"\A[^,;:—–.()]{0,20}\b(?:is|are) (?:not|never|forbidden|prohibited|banned|disallowed)\b|\A\s*:\s*(?:no|never|none|off)\b",
    re.IGNORECASE,
)
NEITHER = lazy(r"\b(?:never|not) \w+ or \w+", re.IGNORECASE)
UNSURE = lazy(lambda: rf"\b(?:{alternatives('markers', 'undecided')})\b|→|->|/", re.IGNORECASE)
SCOPE = lazy(
    lambda: rf"(?<![\w-])(?:{alternatives('tools', 'scopes')})(?![\w-])|(?<!\w)\*?\.[a-z]{{1,5}}\b|[\w.-]+/[\w./-]*",
    re.IGNORECASE,
)
ORDER = lazy(
    r"\A\W*(?:(?P<for>always|you must|must)|(?P<not>never|do not|don['’]?t|you must not|must not|you must never))\s+(?P<what>[^.;:,(—–]{6,120})",
    re.IGNORECASE,
)
WORD = lazy(r"[\w.#+-]+")
POINTS = lazy(r"\b(?:this|these|those|following|below|above|here|such|so)\b", re.IGNORECASE)  # to what stands elsewhere
UNWANTED_LIST = lazy(lambda: rf"\W*(?:{alternatives('markers', 'unwanted_lists')})", re.IGNORECASE)
STOP = frozenset("a an the any all every your our this that please".split())


class Statement(NamedTuple):
    topic: str
    option: str
    positive: bool
    scope: frozenset[str]
    span: Span


def statements(document: Document, sentences: Iterable[Sentence]) -> Iterator[Statement]:
    """All that a document says on the closed list, and its orders to do or not to do one thing."""
    code = [inline.text for inline in document.inlines if inline.kind == "code"]
    for sentence in sentences:
        text = _spoken(document, sentence, code)
        for topic in TOPICS if QUICK.search(text) and not _is_about_a_list(document, sentence) else ():
            if topic.quick.search(text):
                yield from _on(topic, document, sentence, text)
        order = ORDER.match(text)
        if order and not POINTS.search(order["what"]) and not introduces(text):
            words = [w for w in WORD.findall(order["what"].lower()) if w not in STOP]
            if len(words) > 1:
                what = " ".join(words)
                yield Statement("order", what, bool(order["for"]), frozenset(), sentence.span)


def _is_about_a_list(document: Document, sentence: Sentence) -> bool:
    """It introduces a list, which says what it is for; or it stands in a list of what is not wanted."""
    following = document.blocks[sentence.block].stop
    if following < len(document.blocks) and document.blocks[following].kind == "list":
        text = document.slice(document.blocks[sentence.block].span)
        if introduces(text) and sentence.span.end >= document.blocks[sentence.block].span.end - 3:
            return True
    above = (
        *(masked(document, at) for at in introductions(document, sentence.block)),
        *_headings(document, sentence.section),
    )
    return any(UNWANTED_LIST.match(text) for text in above)


def _on(topic: Topic, document: Document, sentence: Sentence, text: str) -> Iterator[Statement]:
    headings = " ".join(_headings(document, sentence.section))
    if not topic.needs.search(text) and not (
        topic.name in ("indentation", "indent width") and topic.needs.search(headings)
    ):
        return
    said: dict[str, tuple[bool, Span]] = {}
    for match in topic.options.finditer(text):
        option = next(group for group in match.groups() if group).lower()
        start = sentence.span.start
        at = match.start(match.lastgroup or 0)
        positive = topic.name in NUMERIC or not _is_against(text, at, match.end())
        said.setdefault(SAME.get(option, option), (positive, Span(start + match.start(), start + match.end())))
    if _is_unsure(NEITHER.sub("", text)) or sum(positive for positive, _ in said.values()) > 1:
        return  # a choice that is left open, or one for each of two things
    scope = frozenset(word.lower() for word in SCOPE.findall(f"{text} {headings}"))
    for option, (positive, span) in said.items():
        family = FAMILIES.get(option, "")
        yield Statement(f"{topic.name} {family}".strip(), option, positive, scope, span)


def _is_unsure(text: str) -> bool:
    return UNSURE.search(text) is not None or speaks_of(text, "history", "age", "example", "condition", "users")


def _is_against(text: str, start: int, end: int) -> bool:
    return bool(AGAINST.search(text, max(0, start - 60), start) or AFTER.search(text[end : end + 60]))


def contradict(a: Statement, b: Statement) -> bool:
    """Both want an option of one topic, but not the same; or one wants what the other forbids."""
    if a.topic != b.topic or a.scope != b.scope:
        return False
    if a.option == b.option:
        return a.positive != b.positive
    return a.positive and b.positive and a.topic != "order"


def _spoken(document: Document, sentence: Sentence, code: Sequence[Span]) -> str:
    """The text of a sentence with its short code spans read out, as long as its span. `code` is in order."""
    text, (base, end) = sentence.text, sentence.span
    for a, b in code[bisect_left(code, (base,)) : bisect_left(code, (end,))]:
        if b <= end and b - a <= 30:
            text = f"{text[: a - base - 1]} {document.text[a:b]} {text[b - base + 1 :]}"
    return text.replace("*", " ").replace("_", " ")[: len(sentence.text)]


def _headings(document: Document, section: int) -> Iterator[str]:
    """Titles from a section up, without that of the file."""
    while section > 0:
        if document.sections[section].level > 1:
            yield document.sections[section].title
        section = document.sections[section].parent
