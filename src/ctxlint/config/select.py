"""Which rules are on: selectors name a rule, a group or ALL; the more specific one wins, and a tie goes to ignore."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.suggest import did_you_mean

ALL = "ALL"


class Layer(NamedTuple):
    """The selectors of one source; a later source overrides an earlier one."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()


@lru_cache(maxsize=256)  # most files of a run have the same settings
def selected(everything: frozenset[str], layers: tuple[Layer, ...]) -> frozenset[str]:
    """The rules of `everything` that are on after all `layers`."""
    on = set(everything)
    for layer in layers:
        if layer.select is not None:
            on = {name for name in everything if _rank(name, layer.select) >= 0}
        wanted = (*(layer.select or ()), *layer.extend_select)
        on |= {name for name in everything if _rank(name, layer.extend_select) >= 0}
        on -= {name for name in on if _rank(name, layer.ignore) >= max(0, _rank(name, wanted))}
    return frozenset(on)


def refuse_unknown(selectors: Iterable[str], names: Collection[str], where: str) -> None:
    """Raises CtxlintError for a selector that names no rule and no group."""
    known = {*names, *(name.partition("/")[0] for name in names), ALL}
    for selector in selectors:
        if selector not in known:
            raise CtxlintError(f"{where}: there is no rule “{selector}”{did_you_mean(selector, known)}")


def _rank(name: str, selectors: Iterable[str]) -> int:
    """How specifically a rule is named: 2 by its own name, 1 by its group, 0 by ALL, -1 not at all."""
    ranks = {name: 2, name.partition("/")[0]: 1, ALL: 0}
    return max((ranks.get(selector, -1) for selector in selectors), default=-1)
