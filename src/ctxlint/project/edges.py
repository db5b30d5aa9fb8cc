"""Which files of the project a file imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ctxlint.base.once import once
from ctxlint.parse.imports import Import, imports, target

if TYPE_CHECKING:
    from ctxlint.project import Project


@once
def edges(project: Project, path: str) -> list[tuple[str, Import]]:
    """The files of the project that a file imports and that are there. What lies outside is not opened."""
    document = project.document(path)
    read = [one for one in imports(document) if one.read] if document else []
    places = [(target(path, one.path), one) for one in read]
    there = {place for place in {place for place, _ in places} if place and project.tree.has(place)}
    files = {place for place in there if not project.tree.is_directory(place)}
    return [(place, one) for place, one in places if place in files]
