"""What is a path on disk. Why one need not be there is in rules/references/excuses.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.parse.paths import bases, normal

if TYPE_CHECKING:
    from ctxlint.project.tree import Tree


class Resolved(NamedTuple):
    """What the tree says of a mention."""

    there: bool | None  # None: the tree cannot tell
    candidates: tuple[str, ...]  # the paths from the root that it may mean, from the nearest folder up


def resolve(tree: Tree, origin: str, path: str) -> Resolved:
    """Look for a path that the file `origin` names: from its folder, from each folder above, and from the root."""
    places = (normal(base, path) for base in bases(origin))
    candidates = tuple(dict.fromkeys(place for place in places if place is not None))
    if any(map(tree.on_disk, candidates)):
        return Resolved(True, candidates)
    answers = {tree.has(candidate) for candidate in candidates}
    if True in answers:
        return Resolved(True, candidates)
    return Resolved(None if None in answers or not candidates else False, candidates)


def spelled_otherwise(tree: Tree, candidates: Iterable[str]) -> bool:
    return any(tree.other_case(candidate) for candidate in candidates)


def starts_in_tree(tree: Tree, origin: str, path: str) -> bool:
    """Is the first segment a folder, seen from somewhere on the way to the root?"""
    first = path.split("/", maxsplit=1)[0]
    if first in ("..", "."):
        return True
    return any((f"{base}/{first}" if base else first) in tree.directories for base in bases(origin))
