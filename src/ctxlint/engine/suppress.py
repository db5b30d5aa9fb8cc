"""Findings x directives -> findings that remain, and what is to be said of the directives themselves. Pure.

An `ignore` on its own line covers the whole next block; at the end of a line it covers that line. `disable` covers all
up to the matching `enable`, `file-ignore` the whole file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from ctxlint.base.model import Directive, Document, Edit, Finding, Fix, Span
from ctxlint.base.suggest import did_you_mean

VERBS = ("ignore", "disable", "enable", "file-ignore", "kind")
UNUSED = "files/unused-ignore"
UNKNOWN = "files/unknown-ignore"
ABOUT_IGNORES = (UNUSED, UNKNOWN)
MOST_MISTAKES = 100


class Ruled(NamedTuple):
    """A finding and the name of the rule that made it."""

    rule: str
    finding: Finding


class Cover(NamedTuple):
    """One name of one directive, and where it holds."""

    name: str  # rule or group
    span: Span
    directive: Directive
    place: Span  # of the name itself
    number: int  # of the name in its directive


class Reach(NamedTuple):
    """Where the covers of one name hold: the starts in order, and how far those up to each reach."""

    starts: list[int]
    ends: list[int]

    def holds(self, at: int) -> bool:
        last = bisect_right(self.starts, at) - 1
        return last >= 0 and at <= self.ends[last]


def suppress(document: Document, found: Sequence[Ruled], ran: Collection[str]) -> tuple[list[Ruled], int]:
    """What remains of the findings, and how many were suppressed. `ran` names the rules that really ran."""
    covers = sorted(_covers(document), key=lambda cover: cover.span)
    if not covers:
        return list(found), 0
    reaches = _reaches(covers)
    kept = [one for one in found if not _covered(one, reaches)]
    suppressed = len(found) - len(kept)
    if UNUSED in ran:
        places = _places(found)
        judged = {name for rule in ran for name in (rule, *_groups(rule))}
        unused = [Ruled(UNUSED, _unused(document, c)) for c in covers if c.name in judged and _is_unused(c, places)]
        kept += [one for one in unused if not _covered(one, reaches)]
    return kept, suppressed


def withheld(document: Document, rule: str) -> list[Span]:
    """What must not be sent to anybody on behalf of `rule`: what is suppressed in places, or for that rule everywhere."""
    names = (rule, rule.partition("/")[0])
    return [c.span for c in _covers(document) if c.directive.verb != "file-ignore" or c.name in names]


def misunderstood(document: Document, rules: Collection[str], kinds: Collection[str]) -> Iterator[Finding]:
    """Directives with an unknown verb or name, or without the names they need; of many mistakes the first ones."""
    mistakes = _mistakes(document, frozenset(rules).union(rule.partition("/")[0] for rule in rules), frozenset(kinds))
    yield from islice(mistakes, MOST_MISTAKES)
    more = next(mistakes, None)
    if more:
        message = f"more than {MOST_MISTAKES} mistakes in comments for ctxlint: the others are not listed"
        yield Finding(more.span, message, "see: ctxlint rule --all")


def _mistakes(document: Document, rules: frozenset[str], kinds: frozenset[str]) -> Iterator[Finding]:
    for directive in document.directives:
        if directive.verb not in VERBS:
            near = did_you_mean(directive.verb, VERBS)
            yield Finding(
                directive.span, f"ctxlint knows no “{directive.verb}”{near}", f"write one of {', '.join(VERBS)}"
            )
            continue
        if not directive.names:
            example = "kind[context]" if directive.verb == "kind" else f"{directive.verb}[parts/placeholder] reason"
            yield Finding(directive.span, f"“{directive.verb}” without names does nothing", f"write ctxlint: {example}")
        known = kinds if directive.verb == "kind" else rules
        for name, place in zip(directive.names, directive.name_spans, strict=True):
            if name not in known:
                what = "kind" if directive.verb == "kind" else "rule"
                yield Finding(
                    place, f"there is no {what} “{name}”{did_you_mean(name, known)}", "see: ctxlint rule --all"
                )


def _covers(document: Document) -> Iterator[Cover]:
    starts = [block.span.start for block in document.blocks]
    enabled: dict[str, list[int]] = {}
    for directive in document.directives:
        for name in directive.names if directive.verb == "enable" else ():
            enabled.setdefault(name, []).append(directive.span.start)
    for directive in document.directives:
        if directive.verb in ("ignore", "disable", "file-ignore"):
            for index, (name, place) in enumerate(zip(directive.names, directive.name_spans, strict=True)):
                span = _reach(document, starts, directive, enabled.get(name, ()))
                yield Cover(name, span, directive, place, index)


def _reach(document: Document, starts: Sequence[int], directive: Directive, enabled: Sequence[int]) -> Span:
    """`enabled`: where the name of a `disable` is enabled."""
    end = len(document.text)
    if directive.verb == "file-ignore":
        return Span(0, end)
    if directive.verb == "disable":
        following = bisect_right(enabled, directive.span.start)
        return Span(directive.span.start, enabled[following] if following < len(enabled) else end)
    line = document.position(directive.span.start)[0]
    if not directive.own_line:
        return document.line_span(line)
    if document.frontmatter and directive.span.start < document.frontmatter.end:
        return Span(directive.span.start, document.line_span(line + 1).end)
    block = bisect_right(starts, directive.span.end)
    return Span(directive.span.start, document.blocks[block].span.end if block < len(starts) else end)


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


def _places(found: Iterable[Ruled]) -> dict[str, list[int]]:
    """Rule or group -> where its findings stand, in order."""
    places: dict[str, list[int]] = {}
    for one in found:
        for name in {one.rule, one.rule.partition("/")[0]}:
            places.setdefault(name, []).append(one.finding.span.start)
    return {name: sorted(starts) for name, starts in places.items()}


def _groups(rule: str) -> Iterator[str]:
    """`adr/a/b` -> adr/a, adr."""
    while "/" in rule:
        rule = rule.rpartition("/")[0]
        yield rule


def _is_unused(cover: Cover, places: Mapping[str, Sequence[int]]) -> bool:
    if cover.name in ABOUT_IGNORES:
        return False
    starts = places.get(cover.name, ())
    first = bisect_left(starts, cover.span.start)
    return first == len(starts) or starts[first] > cover.span.end


def _unused(document: Document, cover: Cover) -> Finding:
    verb = cover.directive.verb
    message = f"{verb}[{cover.name}] suppresses nothing"
    return Finding(cover.place, message, "remove it", Fix((_removal(document, cover),), safe=True))


def _removal(document: Document, cover: Cover) -> Edit:
    """The name with its comma; the whole comment, and its line, where it is the only name."""
    directive = cover.directive
    if len(directive.names) > 1:
        at = cover.number
        if at:
            return Edit(Span(directive.name_spans[at - 1].end, cover.place.end), "")
        return Edit(Span(cover.place.start, directive.name_spans[1].start), "")
    line = document.line_span(document.position(directive.span.start)[0])
    if directive.own_line:
        return Edit(Span(line.start, min(line.end + 1, len(document.text))), "")
    before = document.text[line.start : directive.span.start]
    return Edit(Span(line.start + len(before.rstrip()), directive.span.end), "")
