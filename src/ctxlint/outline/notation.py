"""How numbers are written: what stands between their groups, and before their decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from ctxlint.base.patterns import lazy

NO_BREAK = r"[\u00a0\u2007-\u2009\u202f]|&(?:nbsp|thinsp|#160|#8201|#8239|#x(?:[aA]0|2009|202[fF]));"
BLANK = rf"(?:\s|{NO_BREAK})"
MARK = rf"(?:[ '’_]|{NO_BREAK})"  # between groups, and never before decimals
PLAIN = (  # no figure of a sum is longer than a thousand digits; 2.3.4 is a version
    r"(?:\d{1,3}(?:,\d{3}){1,300}(?:\.\d{1,1000})?|\d{1,3}(?:\.\d{3}){1,300}(?:,\d{1,1000})?|\d{1,1000}(?:[.,]\d{1,1000})?)"
    r"(?![.,]?\d)"
)
NUMBER = (
    rf"(?:\d{{1,3}}(?:{MARK}\d{{3}}(?!\d)){{1,30}}(?!{MARK}\d{{3}}(?!\d))(?:[.,]\d{{1,1000}})?(?![.,]?\d)"
    r"|\d{1,2}(?:,\d{2}(?=,)){1,30},\d{3}(?:\.\d{1,1000})?(?![.,]?\d)"  # 1,23,456, the Indian way
    rf"|{PLAIN})(?!['’_]\d)"
)
NUMBERS = lazy(NUMBER)
SEPARATOR = lazy(r"&#?\w+;|\D")
EITHER = lazy(r"[1-9]\d{0,2}[.,]\d{3}\Z")  # 1.200 is twelve hundred to some, and 1.2 to others


class Written(NamedTuple):
    value: Decimal
    group: str  # "" where there is none
    point: str
    digits: int  # before the point
    pairs: bool  # 1,23,456
    mixed: bool  # groups are kept apart in two ways
    either: bool  # it can be read in two ways


def written(text: str, point: str = ".") -> Written:
    """A number as it is read; `point` says what 1.200 and 1,200 mean, which tell nothing of it themselves."""
    digits, marks = SEPARATOR.split(text), SEPARATOR.findall(text)
    either = bool(EITHER.match(text))
    last = marks[-1] if marks else ""
    ends = last == point if either else last in (".", ",") and marks.count(last) == 1
    whole, decimals, groups = (digits[:-1], digits[-1], marks[:-1]) if ends else (digits, "", marks)
    number = "".join(whole)
    pairs = any(len(part) == 2 for part in whole[1:-1])
    value = Decimal(f"{number}.{decimals}" if ends else number)
    group = groups[0] if groups else ""
    return Written(value, group, last if ends else "", len(number), pairs, len(set(groups)) > 1, either)


def spelled(value: Decimal, decimals: int, group: str, point: str, pairs: bool) -> str:
    whole, _, rest = f"{value:.{decimals}f}".partition(".")
    return _grouped(whole, group, 2 if pairs else 3) + (point + rest if rest else "")


def _grouped(digits: str, sign: str, size: int) -> str:
    """The last group has three digits in every notation."""
    head = digits[:-3]
    starts = range(len(head) % size or size, len(head) + size, size)
    return sign.join([head[max(0, end - size) : end] for end in starts if head] + [digits[-3:]])
