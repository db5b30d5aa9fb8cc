"""Findings x directives -> findings that remain, and what is to be said of the directives themselves. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ctxlint.base.model import Document, Finding, Span
from ctxlint.parse.covers import Cover, covers
from ctxlint.rules.context import Rule


class Ruled(NamedTuple):
    """A finding and the name of the rule that made it."""

    rule: str
    finding: Finding


class Reach(NamedTuple):
    """Where the covers of one name hold: the starts in order, and how far those up to each reach."""

    starts: list[int]
    ends: list[int]

    def holds(self, at: int) -> bool:
        last = bisect_right(self.starts, at) - 1
        return last >= 0 and at <= self.ends[last]


def suppress(
    document: Document, found: Sequence[Ruled], ran: Collection[str], about: Collection[Rule]
) -> tuple[list[Ruled], int]:
    """What remains of the findings, and how many were suppressed.

    `ran` names the rules that really ran; `about` are those of them that judge the comments.
    """
    reaches = _reaches(sorted(covers(document), key=lambda cover: cover.span))
    if not reaches:
        return list(found), 0
    kept = [one for one in found if not _covered(one, reaches)]
    suppressed = len(found) - len(kept)
    for rule in about:
        if rule.late:
            late = (Ruled(rule.name, finding) for finding in rule.late(document, _spoken(found, ran, about)))
            kept += [one for one in late if not _covered(one, reaches)]
    return kept, suppressed


def withheld(document: Document, rule: str) -> list[Span]:
    """What must not be sent to anybody on behalf of `rule`: what is suppressed in places, or for that rule everywhere."""
    names = (rule, rule.partition("/")[0])
    return [c.span for c in covers(document) if c.directive.verb != "file-ignore" or c.name in names]


def _reaches(covers: Iterable[Cover]) -> dict[str, Reach]:
    """Name -> where it is covered; `covers` come in order of their starts."""
    reaches: dict[str, Reach] = {}
    for cover in covers:
        starts, ends = reaches.setdefault(cover.name, Reach([], []))
        starts.append(cover.span.start)
        ends.append(max(cover.span.end, ends[-1]) if ends else cover.span.end)
    return reaches


def _covered(one: Ruled, reaches: Mapping[str, Reach]) -> bool:
    at = one.finding.span.start
    return any(name in reaches and reaches[name].holds(at) for name in (one.rule, one.rule.partition("/")[0]))


def _spoken(found: Iterable[Ruled], ran: Iterable[str], about: Iterable[Rule]) -> dict[str, list[int]]:
    """Each rule that ran, and each group of one -> where its findings stand, in order. Those of `about` are left out."""
    spoken: dict[str, list[int]] = {name: [] for rule in ran for name in (rule, *_groups(rule))}
    for one in found:
        for name in {one.rule, one.rule.partition("/")[0]} & spoken.keys():
            spoken[name].append(one.finding.span.start)
    for rule in about:
        spoken.pop(rule.name, None)
    return {name: sorted(starts) for name, starts in spoken.items()}


def _groups(rule: str) -> Iterator[str]:
    """`adr/a/b` -> adr/a, adr."""
    while "/" in rule:
        rule = rule.rpartition("/")[0]
        yield rule
