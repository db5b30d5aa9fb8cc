"""The rules of the group `wording` that differ in data only: one matcher, one table, data/wording.toml.

Each rule has its page in data/pages/wording/. A finding needs three things: a sentence that gives an order, words of an
entry in the place the entry asks for, and nothing concrete beside them.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from functools import cache, partial
from itertools import zip_longest
from typing import NamedTuple

from ctxlint.base.model import JSON, Document, Finding, Sentence, Severity, Span
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives, table
from ctxlint.base.suggest import typed
from ctxlint.parse.instructions import Orders, orders
from ctxlint.parse.sentences import CODE
from ctxlint.rules.context import ON_LINE, Context, Rule
from ctxlint.rules.wording.concrete import is_concrete
from ctxlint.rules.wording.decided import is_decided
from ctxlint.rules.wording.descriptions import describes

KINDS = frozenset({"agents-md", "claude", "command", "context", "rule", "skill", "subagent"})
NAMES = (
    "platitude",
    "escape-clause",
    "manner-only",
    "vague-scope",
    "unmeasured-quality",
    "vague-time",
    "vague-quantity",
    "hedge",
    "open-ended",
    "bare-comparative",
)
WORD = lazy(r"[^\W\d_]+")
LEFT_OPEN = (
    r"(?:(?:it|this|that|you) )?(?:is )?(?:needed|necessary|possible|appropriate|applicable|relevant|required|useful)\b"
)
COMPLETABLE = frozenset(
    {"bare-comparative", "manner-only", "platitude", "unmeasured-quality", "vague-quantity", "vague-scope"}
)
GAP = r"[\s*]+"  # what a blank of a pattern stands for: asterisks of emphasis are part of the text
# The sentence speaks about words, or about what went wrong; or larger models are named, which is the escalation idiom.
ABOUT_WORDS = lazy(
    r"\b(?:vague|vagueness|buzzwords?|phrases?|wording|the words?|clich[eé]s?|slop|filler|hedging|jargon|adjectives?|adverbs?|weasel)\b",
    re.IGNORECASE,
)
TIER = lazy(r"\b(?:haiku|sonnet|opus|(?:larger|bigger|stronger|smaller) (?:model|tier)|escalate)\b", re.IGNORECASE)
REVERSED = lazy(
    r"\b(?:instead of|rather than|not just|not only|not merely|more than|other than|as opposed to|beyond)\W+(?:\w+\W+){0,3}\Z",
    re.IGNORECASE,
)
COMPLETED = lazy(  # “a clear message explaining the change”, “relevant tests if a rule changes”
    lambda: (
        rf"[^.;:]{{0,80}}?\b(?<!\bwhen )(?<!\bwhile )(?<!\bbefore )(?<!\bafter )(?<!\bfor )(?<!\bof )(?<!\bin )(?<!\bto )"
        rf"(?:(?:{alternatives('markers', 'completing')}) \w|[a-z]{{2,14}}ing (?:{alternatives('markers', 'completing_objects')})\b"
        rf"|(?:if|unless) (?!{LEFT_OPEN})\w+ \w)"
    ),
    re.IGNORECASE,
)
TOOL_OUTPUT = lazy(
    lambda: rf"\b(?:{alternatives('markers', 'tool_output')})(?: \w+)?(?: (?:is|are|be|stays?|remains?|runs?))?\W*\Z",
    re.IGNORECASE,
)
CRITERIA = lazy(
    lambda: (
        rf"\b(?:{alternatives('markers', 'criteria')})\b|\A\W*(?:{alternatives('markers', 'criteria_headings')})\W*\Z"
    ),
    re.IGNORECASE,
)
CHECKBOX = lazy(r"\[[ xX]\]\s")
BOLD = lazy(r"\s*(?:\*\*[^*]+\*\*|__[^_]+__)\W*")  # a lead-in: what follows in the block spells it out
NEGATED = lazy(
    r"\b(?:avoid|not|never|don['’]t|without|no|isn['’]t|aren['’]t)\b(?! (?:skip|forget|ignore|omit|neglect))[^,;:.]*\Z",
    re.IGNORECASE,
)
IF_MISSING = lazy(
    r"\b(?:creat\w+|install\w*|mkdir|retry|log in|authenticate|wait|scroll)\b[^,;.]{0,40}\Z", re.IGNORECASE
)
NEEDED = lazy(r"needed|necessary|required", re.IGNORECASE)
ELSE = lazy(r"\A[^.\n]{0,40}?[,;—–-]\s*(?:otherwise|else|if not|or else)\b|\A\W*(?:else|otherwise)\b", re.IGNORECASE)
FINITE = lazy(
    lambda: (
        rf"\b(?:{alternatives('markers', 'finite')})\b"
        r"|\b[a-z]{2,}(?:[^s\W]s|[^aeous]es) (?:the|an?|only|to|its|their|all|any|with)\b|\A\W*\w+ing\b"
    ),
    re.IGNORECASE,
)
LABEL = lazy(r"\w[*_]*(?::\s|\s[—–-]\s)")  # behind it an order is explained
LIST_MARK = lazy(r"[,(:]|\b(?:and|or|und|oder)\b")
LONGEST_REWRITE = 140
NEARBY = 200  # characters, so that the time of a long sentence stays linear


class Entry(NamedTuple):
    """A family of phrases."""

    rule: str
    opening: re.Pattern[str] | None  # what `pattern` begins with: quicker to compile, and rarely there
    pattern: re.Pattern[str]
    at: str
    unless: re.Pattern[str] | None  # what behind the words settles the matter after all
    say: str
    write: str | None
    hint: str | None


class Match(NamedTuple):
    """Words that leave an order open."""

    rule: str
    span: Span
    finding: Finding


def check(name: str, context: Context) -> Iterator[Finding]:
    """The findings of one rule, from the one pass that serves all of them."""
    return (match.finding for match in matches(context) if match.rule == name)


@once
def matches(context: Context) -> tuple[Match, ...]:
    """What all entries find in a document, in order."""
    settings = (context.options or {}).get("wording", {})
    extra = tuple(_extra(one) for one in settings.get("extra", ()))
    allowed = _allowed(settings.get("allow", ()))
    found = [
        match
        for sentence, following in zip_longest(context.sentences, context.sentences[1:])
        for match in _in_sentence(context.document, sentence, following, extra)
        if not (allowed and allowed.search(context.document.slice(match.span)))
    ]
    return tuple(found)


def _in_sentence(
    document: Document, sentence: Sentence, following: Sentence | None, extra: tuple[Entry, ...]
) -> list[Match]:
    """The matches in one sentence. “Optimize performance” is one phrase, whichever of its words an entry reports: of
    matches that overlap, that of the entry which stands first in the table."""
    numbers = [] if CODE in sentence.text else _numbers(sentence.text)  # half of all sentences name code
    if not numbers and not extra:
        return []
    given = orders(sentence.text)
    criterion = _is_criterion(document, sentence)
    fragment = not (given.given or criterion) and _is_fragment(document, sentence)
    if not (given.given or criterion or fragment) or _is_silent(document, sentence, following):
        return []
    found: list[Match] = []
    taken: list[Span] = []
    for entry in (*map(_entry, numbers), *extra):
        for match in _places(entry, sentence, given, criterion, fragment):
            span, whole = Span(*_it(match)), Span(*match.span())
            at = Span(sentence.span.start + span.start, sentence.span.start + span.end)
            free = not any(whole.start < other.end and other.start < whole.end for other in taken)
            if free and not _is_settled(entry, document, sentence, span):
                taken.append(whole)
                found.append(Match(entry.rule, at, _finding(document, sentence, entry, match, at)))
                break
    return found


def _numbers(text: str) -> list[int]:
    """The numbers of the entries one of whose words occurs, in the order of the table."""
    by_word = _by_word()
    words = WORD.findall(text.lower())
    if by_word.keys().isdisjoint(words):
        return []
    return sorted({number for word in words for number in by_word.get(word, ())})


def _places(
    entry: Entry, sentence: Sentence, given: Orders, criterion: bool, fragment: bool
) -> Iterator[re.Match[str]]:
    """Where the pattern of an entry matches, as its `at` allows."""
    text, pattern, opening = sentence.text, entry.pattern, entry.opening
    first = given.starts[0] if given.starts else -1
    if entry.at == "order":
        starts = [start for start in given.starts if opening.match(text, start)] if opening else given.starts
        yield from (match for start in starts if (match := pattern.match(text, start)))
    elif opening and not opening.search(text):
        return
    elif entry.at == "criterion":
        start = 0 if criterion else given.be
        yield from pattern.finditer(text, start) if start >= 0 else ()
    elif entry.at == "fragment":
        if fragment and not LABEL.search(text) and (match := pattern.match(text, given.body)):
            yield match
    elif entry.at == "any" and (given.given or criterion):
        yield from pattern.finditer(text)
    elif entry.at == "after" and (criterion or first >= 0):
        start = 0 if criterion else first
        for match in pattern.finditer(text, start):
            nearest = given.starts[max(0, bisect(given.starts, match.start()) - 1)] if given.starts else start
            if not LABEL.search(text, max(nearest, match.start() - NEARBY), match.start()):
                yield match
    elif fragment and entry.rule == "escape-clause":
        yield from (match for match in pattern.finditer(text) if not text[match.end() :].strip(" .*_)"))


def _is_silent(document: Document, sentence: Sentence, following: Sentence | None) -> bool:
    """The sentence asks, speaks about words, names something concrete, or is a bold lead-in that the block spells out."""
    text = sentence.text
    if (
        text.rstrip("*_ ").endswith(("?", "？"))
        or describes(document, sentence)
        or ABOUT_WORDS.search(text)
        or is_concrete(document, sentence)
    ):
        return True
    if _is_summary(document, sentence):
        return True
    spelled_out = following is not None and following.block == sentence.block
    return spelled_out and BOLD.fullmatch(text) is not None


def _is_summary(document: Document, sentence: Sentence) -> bool:
    """The paragraph between the title and the first section says what the file is for."""
    if sentence.block == 0 or document.blocks[sentence.block].kind != "paragraph" or len(document.sections) < 3:
        return False
    before = document.blocks[sentence.block - 1]
    return before.kind == "heading" and before.level == 1 and sentence.section == 1


def _is_settled(entry: Entry, document: Document, sentence: Sentence, span: Span) -> bool:
    """Something beside the words decides: a reason, a rule, a contrast, enough items of a list."""
    text = sentence.text
    if entry.unless and entry.unless.match(text, span.end):
        return True
    if entry.rule in COMPLETABLE and COMPLETED.match(text, max(text.rfind(" ", 0, span.end), span.start)):
        return True
    before = text[max(0, span.start - 60) : span.start]
    if "clean" in text[span.start : span.end].lower() and TOOL_OUTPUT.search(before):
        return True
    if REVERSED.search(before) or before.rfind("[") > before.rfind("]"):
        return True
    if entry.rule == "escape-clause":
        end = sentence.span.start + span.end
        behind = document.text[end : end + 60]  # “…; otherwise …” is the next sentence
        in_brackets = before.endswith("(") and "applicable" in text[span.start : span.end]
        made = IF_MISSING.search(before) and NEEDED.search(text, span.start, span.end)
        return bool(
            in_brackets
            or made
            or is_decided(document, sentence, span)
            or ELSE.search(behind)
            or TIER.search(text, max(0, span.start - NEARBY), span.end + NEARBY)
        )
    if entry.rule == "open-ended":
        return len(LIST_MARK.findall(before)) >= 2
    return entry.at in ("order", "after") and NEGATED.search(before) is not None


def _is_criterion(document: Document, sentence: Sentence) -> bool:
    block = document.blocks[sentence.block]
    if sentence.span.start == block.span.start and CHECKBOX.match(sentence.text):
        return True
    return sentence.section > 0 and bool(CRITERIA.search(document.sections[sentence.section].title))


def _is_fragment(document: Document, sentence: Sentence) -> bool:
    """A list item that is no more than a noun with its attributes: what to have, without a verb."""
    block = document.blocks[sentence.block]
    whole = sentence.span.start == block.span.start and sentence.span.end == block.span.end
    in_list = block.kind == "paragraph" and block.parent >= 0 and document.blocks[block.parent].kind == "item"
    return whole and in_list and FINITE.search(sentence.text) is None


def _it(match: re.Match[str]) -> tuple[int, int]:
    for name in ("it", "it2"):
        if name in match.re.groupindex and match.start(name) >= 0:
            return match.span(name)
    return match.span()


def _finding(document: Document, sentence: Sentence, entry: Entry, match: re.Match[str], span: Span) -> Finding:
    words = _plain(document.slice(span))
    return Finding(span, f"“{words}”: {entry.say}", _hint(document, sentence, entry, span, words))


def _hint(document: Document, sentence: Sentence, entry: Entry, span: Span, words: str) -> str | None:
    """The sentence with the words replaced, where it is short enough to be read; else what to put in their place."""
    if entry.write is None:
        return entry.hint
    new = entry.write
    before = _plain(document.text[sentence.span.start : span.start])
    after = _plain(document.text[span.end : sentence.span.end])
    whole = re.sub(r"\s+([.,;)])|(\()\s+", r"\1\2", " ".join(filter(None, (before, new, after))))
    whole = whole[4:] if CHECKBOX.match(whole) else whole
    whole = whole[:1].upper() + whole[1:] if not before else whole
    if len(whole) > LONGEST_REWRITE:
        return f"write {typed(new)} in its place" if new else f"delete {typed(words)}"
    return f"write: {typed(whole)}"


def _plain(text: str) -> str:
    return " ".join(text.replace("**", "").replace("__", "").split())


# The table


@cache
def _by_word() -> Mapping[str, tuple[int, ...]]:
    """Word -> numbers of the entries that are tried where it occurs. Of a phrase, its longest word is looked for."""
    found: dict[str, set[int]] = {}
    for number, entry in enumerate(table("wording")["entry"]):
        for phrase in _words(entry):
            found.setdefault(max(reversed(WORD.findall(phrase.lower())), key=len), set()).add(number)
    return {word: tuple(numbers) for word, numbers in found.items()}


@cache
def _entry(number: int) -> Entry:
    """An entry, compiled when a sentence first asks for it: all of them together cost as much as the parser."""
    data = table("wording")
    entry = data["entry"][number]
    rule = data["rules"][entry["rule"]]
    opening = f"(?:{entry['opening']})" if "opening" in entry else ""
    pattern = entry["pattern"].replace("{words}", f"(?:{'|'.join(map(re.escape, _words(entry)))})")
    unless = entry.get("unless", rule["unless"])
    return Entry(
        entry["rule"],
        _whole(opening) if opening else None,
        _whole(f"{opening}(?:{pattern})" if opening else pattern),
        entry.get("at", rule["at"]),
        _whole(unless) if unless else None,
        entry["say"],
        entry.get("write"),
        entry.get("hint"),
    )


def _words(entry: JSON) -> list[str]:
    words: str = entry["words"]
    return words.split(", ")


@cache
def _whole(pattern: str) -> re.Pattern[str]:
    """With its pieces put in, and compiled when it is asked for."""
    return lazy(partial(_with_pieces, pattern), re.IGNORECASE)


def _with_pieces(pattern: str) -> str:
    for _ in range(2):  # a piece may name another
        for name, piece in table("wording")["pieces"].items():
            pattern = pattern.replace("{" + name + "}", piece)
    return pattern.replace("\\ ", " ").replace(" ", GAP)


@cache
def _phrase(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{GAP.join(map(re.escape, words.split()))})(?!\w)", re.IGNORECASE)


def _extra(one: JSON) -> Entry:
    """A phrase of the configuration's own: `"make it pop"`, or `{words = "…", rule = "wording/hedge", hint = "…"}`."""
    data = {"words": one} if isinstance(one, str) else one
    rule = data.get("rule", "wording/platitude").removeprefix("wording/")
    return Entry(
        rule, None, _phrase(data["words"]), "any", None, "a phrase that this project rules out", None, data.get("hint")
    )


def _allowed(phrases: list[str]) -> re.Pattern[str] | None:
    """Finds any of the phrases in reported words."""
    if not phrases:
        return None
    return re.compile("|".join(_phrase(words).pattern for words in phrases), re.IGNORECASE)


RULES = tuple(
    Rule(f"wording/{name}", Severity.INFO, KINDS, check=partial(check, name), one=(ON_LINE,)) for name in NAMES
)
