"""Findings x directives -> findings that remain, and what is to be said of the directives themselves. Pure.

An `ignore` on its own line covers the whole next block; at the end of a line it covers that line. `disable` covers all
up to the matching `enable`, `file-ignore` the whole file.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from ctxlint.model import Directive, Document, Edit, Finding, Fix, Span
from ctxlint.suggest import did_you_mean

VERBS = ("ignore", "disable", "enable", "file-ignore", "kind")
UNUSED = "files/unused-ignore"
UNKNOWN = "files/unknown-ignore"
ABOUT_IGNORES = (UNUSED, UNKNOWN)


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


def suppress(document: Document, found: Sequence[Ruled], ran: Collection[str]) -> tuple[list[Ruled], int]:
    """What remains of the findings, and how many were suppressed. `ran` names the rules that really ran."""
    covers = sorted(_covers(document), key=lambda cover: cover.span)
    if not covers:
        return list(found), 0
    used: set[Span] = set()
    kept = [one for one in found if not _covered(one, covers, used)]
    suppressed = len(found) - len(kept)
    if UNUSED in ran:
        unused = [Ruled(UNUSED, _unused(document, cover)) for cover in covers if _is_unused(cover, used, ran)]
        kept += [one for one in unused if not _covered(one, covers, used)]
    return kept, suppressed


def withheld(document: Document, rule: str) -> list[Span]:
    """What must not be sent to anybody on behalf of `rule`: what is suppressed in places, or for that rule everywhere."""
    names = (rule, rule.partition("/")[0])
    return [c.span for c in _covers(document) if c.directive.verb != "file-ignore" or c.name in names]


def misunderstood(document: Document, rules: Collection[str], kinds: Collection[str]) -> Iterator[Finding]:
    """Directives with an unknown verb or name, or without the names they need."""
    groups = {rule.partition("/")[0] for rule in rules}
    for directive in document.directives:
        if directive.verb not in VERBS:
            near = did_you_mean(directive.verb, VERBS)
            yield Finding(
                directive.span, f"ctxlint knows no “{directive.verb}”{near}", f"write one of {', '.join(VERBS)}"
            )
        elif not directive.names:
            example = "kind[context]" if directive.verb == "kind" else f"{directive.verb}[parts/placeholder] reason"
            yield Finding(directive.span, f"“{directive.verb}” without names does nothing", f"write ctxlint: {example}")
        known = kinds if directive.verb == "kind" else {*rules, *groups}
        for name, place in zip(directive.names, directive.name_spans, strict=True):
            if directive.verb in VERBS and name not in known:
                what = "kind" if directive.verb == "kind" else "rule"
                yield Finding(
                    place, f"there is no {what} “{name}”{did_you_mean(name, known)}", "see: ctxlint rule --all"
                )


def _covers(document: Document) -> Iterator[Cover]:
    starts = [block.span.start for block in document.blocks]
    for index, directive in enumerate(document.directives):
        if directive.verb in ("ignore", "disable", "file-ignore"):
            for name, place in zip(directive.names, directive.name_spans, strict=True):
                yield Cover(name, _reach(document, starts, index, name), directive, place)


def _reach(document: Document, starts: list[int], index: int, name: str) -> Span:
    directive = document.directives[index]
    end = len(document.text)
    if directive.verb == "file-ignore":
        return Span(0, end)
    if directive.verb == "disable":
        enables = (d for d in document.directives[index + 1 :] if d.verb == "enable" and name in d.names)
        return Span(directive.span.start, next((d.span.start for d in enables), end))
    line = document.position(directive.span.start)[0]
    if not directive.own_line:
        return document.line_span(line)
    if document.frontmatter and directive.span.start < document.frontmatter.end:
        return Span(directive.span.start, document.line_span(line + 1).end)
    block = bisect_right(starts, directive.span.end)
    return Span(directive.span.start, document.blocks[block].span.end if block < len(starts) else end)


def _covered(one: Ruled, covers: Sequence[Cover], used: set[Span]) -> bool:
    names = (one.rule, one.rule.partition("/")[0])
    at = one.finding.span.start
    mine = [cover for cover in covers if cover.name in names and cover.span.start <= at <= cover.span.end]
    used.update(cover.place for cover in mine)
    return bool(mine)


def _is_unused(cover: Cover, used: set[Span], ran: Collection[str]) -> bool:
    if cover.place in used or cover.name in ABOUT_IGNORES:
        return False
    return any(rule == cover.name or rule.startswith(cover.name + "/") for rule in ran)


def _unused(document: Document, cover: Cover) -> Finding:
    verb = cover.directive.verb
    message = f"{verb}[{cover.name}] suppresses nothing"
    return Finding(cover.place, message, "remove it", Fix((_removal(document, cover),), safe=True))


def _removal(document: Document, cover: Cover) -> Edit:
    """The name with its comma; the whole comment, and its line, where it is the only name."""
    directive = cover.directive
    if len(directive.names) > 1:
        at = directive.name_spans.index(cover.place)
        if at:
            return Edit(Span(directive.name_spans[at - 1].end, cover.place.end), "")
        return Edit(Span(cover.place.start, directive.name_spans[1].start), "")
    line = document.line_span(document.position(directive.span.start)[0])
    if directive.own_line:
        return Edit(Span(line.start, min(line.end + 1, len(document.text))), "")
    before = document.text[line.start : directive.span.start]
    return Edit(Span(line.start + len(before.rstrip()), directive.span.end), "")
