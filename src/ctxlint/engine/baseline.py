"""Findings that are known and left for later. Pure.

The file is a JSON object with one line for each finding and the version at its end, so that two branches that both
change it merge line by line (`merge=union` in .gitattributes makes git do so without asking).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import Diagnostic, Severity
from ctxlint.base.printing import printable
from ctxlint.engine.fingerprint import fingerprints

if TYPE_CHECKING:
    from ctxlint.engine.lint import Result

VERSION = 1
MARK = re.compile(r"[0-9a-f]{16}")


class Entry(NamedTuple):
    path: str  # relative to the project root, without keys
    rule: str


Baseline = Mapping[str, Entry]  # fingerprint -> what it stands for


def read_baseline(text: str, name: str) -> Baseline:
    """Raises CtxlintError for what is torn, or written by a later version."""
    try:
        value = json.loads(text)
        version = value.pop("version")
        entries = {mark: Entry(*map(_string, entry)) for mark, entry in value.items() if MARK.fullmatch(mark)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise CtxlintError(
            f"{name} is not a whole baseline ({problem}): restore it, or delete it and --write-baseline"
        ) from problem
    if version != VERSION:
        raise CtxlintError(f"{name} is of version {version}; this ctxlint reads version {VERSION}: update ctxlint")
    return entries


def write(entries: Baseline) -> str:
    """Sorted by path, rule and fingerprint."""
    ordered = sorted(entries.items(), key=lambda item: (item[1], item[0]))
    lines = [f'"{mark}": {json.dumps(list(entry), ensure_ascii=False)},\n' for mark, entry in ordered]
    return "".join(["{\n", *lines, f'"version": {VERSION}\n', "}\n"])


def taken(results: Iterable[Result], lowest: Severity) -> Baseline:
    """An entry for each finding of `lowest` severity or above."""
    found = fingerprints(one for result in results for one in result.diagnostics)
    return {mark: Entry(printable(one.path), one.rule) for one, mark in found if one.severity >= lowest}


def without(results: Iterable[Result], known: Collection[str]) -> tuple[tuple[Result, ...], set[str]]:
    """The results without the known findings, and the fingerprints of those that were left out."""
    results = tuple(results)
    marks = {id(one): mark for one, mark in fingerprints(one for result in results for one in result.diagnostics)}
    kept = tuple(r._replace(diagnostics=tuple(d for d in r.diagnostics if marks[id(d)] not in known)) for r in results)
    return kept, set(marks.values()).intersection(known)


def without_old(results: Iterable[Result], before: Iterable[Result]) -> tuple[tuple[Result, ...], int]:
    """The results without what was found before, and how many findings that leaves out.

    The same fault on a line that was edited is an old one: what no fingerprint pairs is paired by rule, file and message,
    and by the words that it marks if there is a secret among them, which the message leaves out.
    """
    old = {mark: one for one, mark in fingerprints(one for result in before for one in result.diagnostics)}
    kept, used = without(results, old.keys())
    spare = Counter(_fault(one) for mark, one in old.items() if mark not in used)
    left = tuple(r._replace(diagnostics=tuple(one for one in r.diagnostics if not _taken(spare, one))) for r in kept)
    return left, len(used) + sum(len(a.diagnostics) - len(b.diagnostics) for a, b in zip(kept, left, strict=True))


def _fault(one: Diagnostic) -> tuple[str, ...]:
    secret = (one.sealed.marked,) if one.sealed else ()
    return one.rule, one.path, one.message, *secret


def _taken(spare: Counter[tuple[str, ...]], one: Diagnostic) -> bool:
    """Is there a fault of this sort left? Then there is one less."""
    fault = _fault(one)
    spare[fault] -= 1
    return spare[fault] >= 0


def stale(entries: Baseline, found: Collection[str], judged: Callable[[Entry], bool]) -> Baseline:
    """Entries that stand for nothing any more, of those that this run could judge."""
    return {mark: entry for mark, entry in entries.items() if mark not in found and judged(entry)}


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
