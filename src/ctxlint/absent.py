"""Paths in code spans that are not in the tree, and that nothing excuses: what two rules have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ctxlint.lint import Context
from ctxlint.paths import Mention, resolve, starts_in_tree


class Absent(NamedTuple):
    mention: Mention
    candidates: tuple[str, ...]  # the paths from the root that it may mean
    certain: bool  # its form alone says that it is a path of this project; else only history can tell


def absent(context: Context) -> Iterator[Absent]:
    assert context.project
    tree, origin = context.project.tree, context.document.path
    for mention in context.mentions:
        found = resolve(tree, origin, mention.path)
        if found.there is not False or tree.ends(_tail(mention.path)):
            continue
        if any(tree.other_case(candidate) for candidate in found.candidates):
            continue
        shaped = mention.extension or mention.folder
        known_start = starts_in_tree(tree, origin, mention.path)
        if shaped or known_start:
            yield Absent(mention, found.candidates, shaped and known_start)


def _tail(path: str) -> str:
    """The part of a path behind all `..`."""
    return path.rsplit("../", 1)[-1]
