"""One stale fact is one finding: what several places say is told at the first, which names the others. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Diagnostic, Related
from ctxlint.engine.registry import BY_NAME
from ctxlint.rules.context import IN_COPY, IN_FILE, ON_LINE

if TYPE_CHECKING:
    from ctxlint.engine.lint import Result

BY_SCHEMA = (IN_COPY,)  # of one's own: it sees the text and nothing else
SAME = "the same here"


def merged(placed: Iterable[tuple[str, Result]]) -> tuple[Result, ...]:
    """The results, each given with the root of its project, without what an earlier finding of the project says too."""
    placed = tuple(placed)
    first: dict[Hashable, Diagnostic] = {}
    repeats: dict[int, list[Related]] = {}  # id of a first finding -> the places of the others
    kept: list[list[Diagnostic]] = []
    for root, result in placed:
        kept.append([])
        for one in result.diagnostics:
            keys = [(root, one.rule, one.severity, key) for key in _keys(result, one)]
            head = next((first[key] for key in keys if key in first), one)
            first |= {key: head for key in keys if key not in first}
            if head is one:
                kept[-1].append(one)
            else:
                repeats.setdefault(id(head), []).append(Related(one.path, one.place, SAME))
    told = ([one._replace(repeats=tuple(repeats.get(id(one), ()))) for one in found] for found in kept)
    return tuple(r._replace(diagnostics=tuple(found)) for (_, r), found in zip(placed, told, strict=True))


def _keys(result: Result, one: Diagnostic) -> Iterator[Hashable]:
    """What it is one finding with, by what its rule says; a secret counts as it stands in the file."""
    rule, whole = BY_NAME.get(one.rule), one.sealed or one
    for sort in rule.one if rule else BY_SCHEMA:
        if sort == IN_FILE:
            yield sort, whole.message, result.path
        elif sort == ON_LINE:
            yield sort, whole.message, " ".join(whole.excerpt.split()), one.sealed.marked if one.sealed else ""
        else:
            yield sort, whole.message, result.text, one.span
