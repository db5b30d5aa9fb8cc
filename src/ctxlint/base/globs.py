"""Glob patterns over forward-slash paths: `*` and `?` stay inside a segment, `**` spans segments, `{a,b}` alternates.

As in .gitignore, a pattern without a slash matches at any depth, and what matches a folder matches all below it.
Matching is linear in pattern times path: no pattern can make it explode.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache

from ctxlint.base.patterns import lazy

BRACES = lazy(r"\{([^{}]*)\}")
WILD = frozenset("*?[")
MOST_ALTERNATIVES = 1000  # Claude Code ignores a `paths` list past this many expanded patterns


def matches(patterns: Iterable[str], path: str, *, below: bool = True) -> bool:
    """Does any pattern match `path`, or (with `below`) a folder above it?"""
    parts = tuple(path.split("/"))
    names = set(parts)
    return any(
        literal <= names and (below or fnmatchcase(parts[-1], segments[-1])) and _fits(segments, parts, below)
        for pattern in patterns
        for segments, literal in _segments(pattern)
    )


def expand(pattern: str) -> Iterator[str]:
    """`a/{b,c}` -> a/b, a/c; at most MOST_ALTERNATIVES of them."""
    pending = [pattern]
    for _ in range(MOST_ALTERNATIVES):
        if not pending:
            return
        current = pending.pop()
        brace = BRACES.search(current)
        if brace is None:
            yield current
        else:
            options = brace[1].split(",")[:MOST_ALTERNATIVES]
            pending += [current[: brace.start()] + o + current[brace.end() :] for o in reversed(options)]


def dead(patterns: Iterable[str]) -> bool:
    """What Claude Code takes for a list that matches nothing: too many alternatives, or a `[` without its `]`."""
    total = 0
    for pattern in patterns:
        total += _alternatives(pattern)
        if total > MOST_ALTERNATIVES or ("]" not in pattern[pattern.rfind("[") :] and "[" in pattern):
            return True
    return False


def _alternatives(pattern: str) -> int:
    """How many patterns the braces stand for, without making them: `{a,b}{c,d,e}` -> 6."""
    open_braces = [[0, 1]]  # of each: the options that are complete, and the one that is being read
    for character in pattern:
        current = open_braces[-1]
        if character == "{":
            open_braces.append([0, 1])
        elif character == "," and len(open_braces) > 1:
            open_braces[-1] = [current[0] + current[1], 1]
        elif character == "}" and len(open_braces) > 1:
            open_braces.pop()
            product = open_braces[-1][1] * (current[0] + current[1])
            open_braces[-1][1] = min(product, MOST_ALTERNATIVES + 1)
    return open_braces[0][1]


@lru_cache(maxsize=1024)
def _segments(pattern: str) -> tuple[tuple[tuple[str, ...], frozenset[str]], ...]:
    """Of each alternative its segments, and those of them that are names: a quick test before the slow one."""
    alternatives = filter(None, map(_split, expand(pattern)))
    return tuple((segments, frozenset(s for s in segments if WILD.isdisjoint(s))) for segments in alternatives)


def _split(pattern: str) -> tuple[str, ...]:
    anchored = pattern.removeprefix("./")
    segments = [s for s in anchored.split("/") if s not in ("", ".")]
    if segments and "/" not in anchored.rstrip("/"):
        segments.insert(0, "**")
    return tuple(segments)


def _fits(pattern: tuple[str, ...], path: tuple[str, ...], below: bool) -> bool:
    """Wildcard matching with one level of backtracking, as for `*` in a string, with segments for characters."""
    star, at, here, resume = -1, 0, 0, 0
    while here < len(path):
        if at < len(pattern) and pattern[at] == "**":
            star, resume = at, here
            at += 1
        elif at < len(pattern) and fnmatchcase(path[here], pattern[at]):
            at, here = at + 1, here + 1
            if below and at == len(pattern):
                return True
        elif star >= 0:
            resume += 1
            at, here = star + 1, resume
        else:
            return False
    return all(segment == "**" for segment in pattern[at:])
