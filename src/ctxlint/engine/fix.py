"""Bytes + fixes -> bytes. Pure; how to lint is handed in.

Fixes that touch each other wait for the next round. A fix stays only if linting the result shows that it removed its
own finding and made no new one; an unsafe one may leave findings of lower severity (the prompt in a new section), and
so may one that makes an import load, about what loads now.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ctxlint.base.model import Diagnostic, Edit, Fix, Span
from ctxlint.engine.lint import Result
from ctxlint.parse.source import decode

ROUNDS = 100  # each ends with fewer or milder findings, so this is never reached but by thousands of touching fixes
LINE_END = re.compile(r"\r\n|\r|\n")
UNHIDES = "utf-8"  # what a file could not be linted for before is not new

Lint = Callable[[bytes], Result]


class Fixed(NamedTuple):
    data: bytes
    done: tuple[Diagnostic, ...]  # the findings that are gone


def fixed(data: bytes, lint: Lint, unsafe: bool = False) -> Fixed:
    """The file with every fix that holds."""
    done: list[Diagnostic] = []
    for _ in range(ROUNDS):
        found = lint(data).diagnostics
        taken = _holding(data, found, apart(one for one in found if fixable(one, unsafe)), lint)
        if not taken:
            break
        data = applied(data, [one.fix for one in taken if one.fix])
        done += taken
    return Fixed(data, tuple(done))


def fixable(one: Diagnostic, unsafe: bool) -> bool:
    return one.fix is not None and (one.fix.safe or unsafe)


def apart(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those whose fixes do not touch one another; where two do, the first one."""
    taken: list[Diagnostic] = []
    spans: list[Span] = []  # sorted
    store = ""
    for one in found:
        if one.fix is None or (one.fix.store and store):
            continue
        together = _inserted(spans, one.fix.edits)
        if together is not None:
            taken.append(one)
            spans = together
            store = store or one.fix.store
    return taken


def applied(data: bytes, fixes: Sequence[Fix]) -> bytes:
    """The bytes after fixes that do not touch one another; as they were where line ends or letters stand in the way."""
    try:
        stored = data.decode("utf-16" if any(fix.store == "utf-8" for fix in fixes) else "utf-8")
        return _stored(_edited(stored, [edit for fix in fixes for edit in fix.edits]), fixes).encode("utf-8")
    except UnicodeError:
        return data


def _holding(data: bytes, found: Sequence[Diagnostic], wanted: list[Diagnostic], lint: Lint) -> list[Diagnostic]:
    """As many of the wanted fixes as hold together: all, or what holds of each half."""
    if not wanted or _hold(data, found, wanted, lint):
        return wanted
    if len(wanted) == 1:
        return []
    middle = len(wanted) // 2
    left = _holding(data, found, wanted[:middle], lint)
    right = _holding(data, found, wanted[middle:], lint)
    if not left or not right or _hold(data, found, left + right, lint):
        return left + right
    return left


def _hold(data: bytes, found: Sequence[Diagnostic], wanted: Sequence[Diagnostic], lint: Lint) -> bool:
    fixes = [one.fix for one in wanted if one.fix]
    result = applied(data, fixes)
    if result == data:
        return False
    after = lint(result).diagnostics
    before, now = Counter(one.rule for one in found), Counter(one.rule for one in after)
    gone = Counter(one.rule for one in wanted)
    if any(now[rule] > before[rule] - count for rule, count in gone.items()):
        return False
    if any(fix.store == UNHIDES for fix in fixes):
        return True
    lenient = (one for one in wanted if one.fix and (one.fix.unhides or not one.fix.safe))
    bearable = min((one.severity for one in lenient), default=0)
    return all(now[one.rule] <= before[one.rule] or one.severity < bearable for one in after)


def _inserted(spans: list[Span], edits: Iterable[Edit]) -> list[Span] | None:
    """The spans and those of the edits, sorted; None if any two touch."""
    edits = list(edits)
    together = spans if len(edits) == 1 else list(spans)
    for edit in edits:
        at = bisect_right(together, edit.span)
        if any(_touch(edit.span, other) for other in together[max(0, at - 1) : at + 1]):
            return None
        together.insert(at, edit.span)
    return together


def _touch(a: Span, b: Span) -> bool:
    """Overlap, or an insertion at an edge of the other: whose text would come first?"""
    if a.start == a.end or b.start == b.end:
        return a.start <= b.end and b.start <= a.end
    return a.start < b.end and b.start < a.end


def _edited(stored: str, edits: Sequence[Edit]) -> str:
    """The text as it is stored, edited at offsets of the normalised text. New lines end as the line they are put in."""
    if not edits:
        return stored
    normalised = decode(stored.encode()).text
    ends = list(LINE_END.finditer(stored))
    stored_starts = [int(stored.startswith("\ufeff")), *(end.end() for end in ends)]
    starts = [0, *(match.end() for match in re.finditer("\n", normalised))]
    pieces, plain = [], []
    rest, plain_rest = len(stored), len(normalised)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        line, last = (bisect_right(starts, offset) - 1 for offset in edit.span)
        end = ends[min(line, len(ends) - 1)][0] if ends else "\n"
        until = stored_starts[last] + edit.span.end - starts[last]
        pieces += [stored[until:rest], edit.text.replace("\n", end)]
        plain += [normalised[edit.span.end : plain_rest], edit.text]
        rest, plain_rest = stored_starts[line] + edit.span.start - starts[line], edit.span.start
    result = "".join([*pieces, stored[:rest]][::-1])
    wanted = "".join([*plain, normalised[:plain_rest]][::-1])
    return result if decode(result.encode()).text == wanted else stored  # a CR met a LF: two line ends became one


def _stored(text: str, fixes: Iterable[Fix]) -> str:
    for fix in fixes:
        if fix.store == "no-bom":
            text = text.removeprefix("\ufeff")
        elif fix.store == "lf":
            text = LINE_END.sub("\n", text)
    return text
