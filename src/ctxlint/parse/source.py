"""bytes -> text, with what the bytes were like."""

from __future__ import annotations

from typing import NamedTuple

from ctxlint.base.model import Span

UTF16_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


class Source(NamedTuple):
    text: str  # without BOM, line ends normalised to \n
    newline: str  # \n, \r\n, \r or "mixed"; \n for a text of one line
    bom: bool
    broken: Span | None  # the first stretch that is not UTF-8


def decode(data: bytes) -> Source:
    """Decode UTF-8, never failing: what is not UTF-8 becomes U+FFFD and is pointed at by `broken`."""
    if data[:2] in UTF16_MARKS:
        text = data.decode(UTF16_MARKS[data[:2]], "replace")
        return Source(_normalise(text), _newline(text), False, Span(0, min(1, len(text))))
    broken = None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", "replace")
        start = len(_normalise(data[: error.start].decode("utf-8").removeprefix("\ufeff")))
        broken = Span(start, start + 1)
    bom = text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    return Source(_normalise(text), _newline(text), bom, broken)


def _normalise(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _newline(text: str) -> str:
    if "\r" not in text:
        return "\n"
    pairs = text.count("\r\n")
    kinds = {"\r\n": pairs, "\r": text.count("\r") - pairs, "\n": text.count("\n") - pairs}
    used = [end for end, count in kinds.items() if count]
    return used[0] if len(used) == 1 else "mixed"
