"""One heading a file, its findings below; rules and places stand in columns."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from ctxlint.base.model import Diagnostic
from ctxlint.base.printing import safe
from ctxlint.report.text import COLORS, closing, paint, told

if TYPE_CHECKING:
    from ctxlint.report import View


def render(view: View) -> str:
    blocks = ["\n".join(_file(view, path, list(found))) for path, found in groupby(view.shown, key=lambda d: d.path)]
    return "\n\n".join([*blocks, *closing(view)])


def _file(view: View, path: str, found: list[Diagnostic]) -> Iterator[str]:
    yield paint(f"{safe(view.paths.get(path, path))}:", "1", view.color)
    places = [f"{one.place.line}:{one.place.column}" for one in found]
    width = max(map(len, places))
    for one, place in zip(found, places, strict=True):
        head = paint(f"{one.severity.label}[{one.rule}]", COLORS[one.severity], view.color)
        hint = f" ({safe(one.hint)})" if one.hint else ""
        yield f"  {place.rjust(width)}  {head} {safe(told(one, view.paths))}{hint}"
