"""Paths in code spans that are not in the tree, and that nothing excuses: what two rules have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.once import once
from ctxlint.parse.paths import Mention
from ctxlint.project.resolve import resolve, spelled_otherwise, starts_in_tree
from ctxlint.rules.references.excuses import excused

if TYPE_CHECKING:
    from ctxlint.rules.context import Context


class Absent(NamedTuple):
    mention: Mention
    candidates: tuple[str, ...]  # the paths from the root that it may mean
    certain: bool  # its form alone says that it is a path of this project; else only history can tell


@once
def absent(context: Context) -> tuple[Absent, ...]:
    tree, origin = context.project.tree, context.document.path
    found: list[Absent] = []
    for mention in context.mentions:
        shaped = mention.extension or mention.folder
        there, candidates = resolve(tree, origin, mention.path)
        if there is not False or tree.ends(_tail(mention.path)) or spelled_otherwise(tree, candidates):
            continue
        known_start = starts_in_tree(tree, origin, mention.path)
        if shaped or known_start:
            found.append(Absent(mention, candidates, shaped and known_start))
    ignored = tree.unkept(candidate for one in found for candidate in one.candidates)
    kept = (one for one in found if not ignored.intersection(one.candidates))
    return tuple(one for one in kept if not excused(context.document, context.sentences, one.mention))


def _tail(path: str) -> str:
    """The part of a path behind all `..`."""
    return path.rsplit("../", 1)[-1]
