"""Characters that an editor does not show and a model reads: which they are, and where each has a use.

The table is data: a row per class, with the context in which it stays silent. What a class means for a file is
decided for a whole run of such characters: one that matters makes an error of its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import NamedTuple

from ctxlint.base.model import Severity, Span
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy

Ranges = tuple[tuple[int, int], ...]

RTL: Ranges = (
    (0x590, 0x61B),
    (0x61D, 0x8FF),
    (0xFB1D, 0xFDFF),
    (0xFE70, 0xFEFC),
    (0x10800, 0x10FFF),
    (0x1E800, 0x1EFFF),
)
ARABIC: Ranges = ((0x600, 0x61B), (0x61D, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x1E900, 0x1E95F))
INDIC: Ranges = ((0x900, 0x109F), (0x1780, 0x18AF), (0x1A20, 0x1CFF), (0xA800, 0xABFF), (0x11000, 0x11FFF))
UNSPACED: Ranges = (  # Thai, Lao, Tibetan, Myanmar, Khmer, Tai: no blanks between words
    (0xE00, 0x109F), (0x1780, 0x17FF), (0x1950, 0x19FF), (0x1A20, 0x1AAF), (0xA9E0, 0xA9FF), (0xAA60, 0xAADF),
)  # fmt: skip
KHMER: Ranges = ((0x1780, 0x17B3), (0x17B6, 0x17FF))
MONGOLIAN: Ranges = ((0x1800, 0x180D), (0x180F, 0x18AF))
HANGUL: Ranges = ((0x1100, 0x115E), (0x1161, 0x11FF), (0x3131, 0x3163), (0x3165, 0x318E), (0xAC00, 0xD7A3))
BRAILLE: Ranges = ((0x2801, 0x28FF),)
SPELLED: Ranges = (  # Latin, Greek, Cyrillic and CJK letters, digits
    (0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A), (0xC0, 0x24F), (0x370, 0x52F), (0x1C80, 0x1C8F), (0x1E00, 0x1FFF),
    (0x3041, 0x30FF), (0x3131, 0x3163), (0x3400, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
EMOJI: Ranges = (
    (0xA9, 0xA9), (0xAE, 0xAE), (0x203C, 0x203C), (0x2049, 0x2049), (0x2122, 0x2122), (0x2139, 0x2139),
    (0x2194, 0x21AA), (0x231A, 0x23FF), (0x24C2, 0x24C2), (0x25AA, 0x25FE), (0x2600, 0x27BF), (0x2934, 0x2935),
    (0x2B05, 0x2B55), (0x3030, 0x3030), (0x303D, 0x303D), (0x3297, 0x3297), (0x3299, 0x3299), (0x1F000, 0x1FAFF),
    (0xFE0F, 0xFE0F),
)  # fmt: skip
SELECTORS: Ranges = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
FLAG = "\U0001f3f4"
FLAG_TAILS = tuple("".join(chr(0xE0000 + ord(c)) for c in name) + "\U000e007f" for name in ("gbeng", "gbsct", "gbwls"))
PAIRS = {0x202A: 0x202C, 0x202B: 0x202C, 0x202D: 0x202C, 0x202E: 0x202C, 0x2066: 0x2069, 0x2067: 0x2069, 0x2068: 0x2069}
BIDI = lazy("[\u202a-\u202e\u2066-\u2069]")
ANSI = lazy(r"\x1b(?:\[[0-?]*[ -/]*[@-~])?")


@dataclass(frozen=True)
class Line:
    """A line, which may be the whole file: every mark of it asks the same."""

    text: str  # of the file
    span: Span

    @once
    def holds(self, ranges: Ranges) -> bool:
        """One of these letters."""
        return charset(ranges).search(self.text, *self.span) is not None

    @cached_property
    def is_balanced(self) -> bool:
        """Every embedding and isolate of the line is closed on it, in order."""
        due: list[int] = []
        for control in BIDI.finditer(self.text, *self.span):
            code = ord(control[0])
            if code in PAIRS:
                due.append(PAIRS[code])
            elif not due or due.pop() != code:
                return False
        return not due


class Place(NamedTuple):
    """Where a character stands: `before` and `after` are the visible characters around its run."""

    text: str
    at: int
    run: Span
    line: Line

    @property
    def before(self) -> str:
        return self.text[self.run.start - 1] if self.run.start else "\n"

    @property
    def after(self) -> str:
        return self.text[self.run.end] if self.run.end < len(self.text) else "\n"

    @property
    def left(self) -> str:
        return self.text[self.at - 1] if self.at else "\n"

    @property
    def right(self) -> str:
        return self.text[self.at + 1] if self.at + 1 < len(self.text) else "\n"


class Kind(NamedTuple):
    name: str
    ranges: Ranges
    severity: Severity
    silent: Callable[[Place], bool] = lambda place: False
    removable: bool = False  # nothing is lost when it goes


class Mark(NamedTuple):
    """A character that is not silent where it stands."""

    kind: Kind
    span: Span  # a terminal escape sequence is longer than its first character
    run: Span
    severity: Severity  # of its run


@cache
def charset(ranges: Ranges) -> re.Pattern[str]:
    return re.compile(_set(ranges))


def _set(ranges: Ranges) -> str:
    return "[" + "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges) + "]"


def beside(*ranges: Ranges) -> Callable[[Place], bool]:
    """The letter before or behind the run is one of these."""
    letters = sum(ranges, ())
    return lambda place: _within(place.before, letters) or _within(place.after, letters)


def on_line(ranges: Ranges) -> Callable[[Place], bool]:
    """The line holds one of these letters."""
    return lambda place: place.line.holds(ranges)


def _within(char: str, ranges: Ranges) -> bool:
    return charset(ranges).match(char) is not None


def _flag(place: Place) -> bool:
    tail = next((tail for tail in FLAG_TAILS if place.text.startswith(tail, place.run.start)), "")
    return place.before == FLAG and place.at < place.run.start + len(tail)


def _right_to_left(place: Place) -> bool:
    return place.line.holds(RTL) and place.line.is_balanced


def _joiner(place: Place) -> bool:
    return (_within(place.left, EMOJI) and _within(place.right, EMOJI)) or JOINED(place)


def _non_joiner(place: Place) -> bool:
    if JOINED(place):
        return True
    alone = place.run.end - place.run.start == 1
    return alone and not (_within(place.before, SPELLED) and _within(place.after, SPELLED))


def _selector(place: Place) -> bool:
    if _within(place.left, SELECTORS) or _within(place.right, SELECTORS):
        return False
    return not (place.before.isspace() or (place.before.isascii() and place.before.isalpha()))


JOINED = beside(ARABIC, INDIC)
E, W = Severity.ERROR, Severity.WARNING
KINDS = (
    Kind("tag character", ((0xE0000, 0xE007F),), E, _flag),
    Kind("bidi override", ((0x202D, 0x202E),), E),
    Kind("bidi control", ((0x202A, 0x202C), (0x2066, 0x2069)), E, _right_to_left),
    Kind("directional mark", ((0x200E, 0x200F), (0x61C, 0x61C)), W, on_line(RTL)),
    Kind("zero width joiner", ((0x200D, 0x200D),), E, _joiner),
    Kind("zero width non-joiner", ((0x200C, 0x200C),), E, _non_joiner),
    Kind("zero width space", ((0x200B, 0x200B), (0x2060, 0x2060)), W, beside(UNSPACED), removable=True),
    Kind("variation selector", SELECTORS, E, _selector),
    Kind("byte order mark", ((0xFEFF, 0xFEFF),), E),
    Kind("invisible hyphen or joiner", ((0xAD, 0xAD), (0x34F, 0x34F)), W, removable=True),
    Kind("Mongolian vowel separator", ((0x180E, 0x180E),), W, beside(MONGOLIAN), removable=True),
    Kind("invisible operator", ((0x2061, 0x2064),), E),
    Kind("deprecated format character", ((0x206A, 0x206F),), E),
    Kind("annotation or notation mark", ((0xFFF9, 0xFFFB), (0x1D173, 0x1D17A)), E),
    Kind("blank letter", ((0x115F, 0x1160), (0x3164, 0x3164), (0xFFA0, 0xFFA0)), W, on_line(HANGUL)),
    Kind("blank letter", ((0x17B4, 0x17B5),), W, on_line(KHMER)),
    Kind("blank letter", ((0x2800, 0x2800),), W, on_line(BRAILLE)),
    Kind("control character", ((0x00, 0x08), (0x0B, 0x0B), (0x0E, 0x1F), (0x7F, 0x9F)), E),
    Kind("line separator", ((0x2028, 0x2029),), W),
)
CONTROLS = bytes(code for kind in KINDS for first, last in kind.ranges for code in range(first, min(last, 0x7F) + 1))


def scan(text: str) -> Iterator[tuple[Mark, ...]]:
    """The marks of each line that has any, in order."""
    if text.isascii() and len(text.encode().translate(None, CONTROLS)) == len(text):
        return  # ten times as fast as the search below
    for span, runs in _lines(text):
        line = Line(text, span)
        marks = tuple(mark for run in runs for mark in _marks(text, run, line))
        if marks:
            yield marks


def _lines(text: str) -> Iterator[tuple[Span, list[Span]]]:
    line, runs = Span(0, -1), list[Span]()
    for match in _runs().finditer(text):
        if match.start() > line.end:
            if runs:
                yield line, runs
            end = text.find("\n", match.end())
            line, runs = Span(text.rfind("\n", 0, match.start()) + 1, len(text) if end < 0 else end), []
        runs.append(Span(*match.span()))
    if runs:
        yield line, runs


def _marks(text: str, run: Span, line: Line) -> Iterable[Mark]:
    kinds = _kind_of_code()
    found = [(kinds[ord(text[at])], at) for at in range(*run)]
    found = [(kind, at) for kind, at in found if not kind.silent(Place(text, at, run, line))]
    worst = max((kind.severity for kind, _ in found), default=W)
    for kind, at in found:
        escape = ANSI.match(text, at)
        yield Mark(kind, Span(at, escape.end() if escape else at + 1), run, worst)


@cache
def _runs() -> re.Pattern[str]:
    one = _set(sum((kind.ranges for kind in KINDS), ()))
    # not `+`: a pattern that starts with a plain set is searched more than twice as fast
    return re.compile(f"{one}{one}*")


@cache
def _kind_of_code() -> dict[int, Kind]:
    return {code: kind for kind in KINDS for first, last in kind.ranges for code in range(first, last + 1)}


def describe(text: str, marks: Iterable[Mark]) -> str:
    """In plain words: `3 × zero width space (U+200B), 12 × tag character (U+E0061–U+E007F)`."""
    codes: dict[str, list[int]] = {}
    for mark in marks:
        codes.setdefault(mark.kind.name, []).append(ord(text[mark.span.start]))
    return ", ".join(_counted(name, found) for name, found in codes.items())


def _counted(name: str, codes: list[int]) -> str:
    times = f"{len(codes)} × " if len(codes) > 1 else ""
    first, last = min(codes), max(codes)
    if first == last:
        return f"{times}{_plain_name(name, first)} (U+{first:04X})"
    return f"{times}{name} (U+{first:04X}–U+{last:04X})"


def _plain_name(name: str, code: int) -> str:
    return "terminal escape" if code == 0x1B else unicodedata.name(chr(code), name).lower()


def payloads(text: str, marks: Iterable[Mark]) -> Iterator[str]:
    """What a run of marks spells, where it spells anything."""
    codes = [ord(text[mark.span.start]) for mark in marks]
    yield from filter(None, (_tags(codes), _selected(codes), _bits(codes)))


def _tags(codes: list[int]) -> str:
    return "".join(chr(code - 0xE0000) for code in codes if 0xE0020 <= code <= 0xE007E)


def _selected(codes: list[int]) -> str:
    """Two or more variation selectors, each of them a byte."""
    low = {code: code - 0xFE00 for code in range(0xFE00, 0xFE10)}
    found = bytes(low.get(c, c - 0xE0100 + 16) for c in codes if c in low or 0xE0100 <= c <= 0xE01EF)
    decoded = found.decode("utf-8", "replace")
    return decoded if len(found) > 1 and sum(map(str.isprintable, decoded)) * 4 >= len(decoded) * 3 else ""


def _bits(codes: list[int]) -> str:
    """Two zero-width characters as the bits of ASCII letters, whichever of them is the one."""
    digits = "".join("01"[code == 0x200C] for code in codes if code in (0x200B, 0x200C))
    for bits in (digits, digits.translate({48: 49, 49: 48})):
        octets = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits) - 7, 8))
        if len(octets) > 1 and octets.isascii() and octets.decode().isprintable():
            return octets.decode()
    return ""
