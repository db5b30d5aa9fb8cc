"""Totals in the notations of the world: groups and decimals, currencies before and behind the number."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from helpers import assert_linear, findings, lint_text
from hypothesis import given, settings
from hypothesis import strategies as st

from ctxlint.outline.notation import NUMBER, written
from ctxlint.outline.numbers import amounts

TOTAL = ["estimates/total"]
GROUPS = [" ", "\u00a0", "\u202f", "\u2009", "'", "’", "_", ".", ",", "&nbsp;", "pairs", ""]
PLACES = [
    "{} €", "€{}", "€ {}", "EUR {}", "{} EUR", "${}", "CHF {}", "{} CHF", "{} kr", "kr {}", "{} zł", "PLN {}", "₹{}",
    "¥{}", "JPY {}", "{} SEK", "R$ {}", "£{}", "{}\u00a0€", "{} min", "{} $",
]  # fmt: skip


class Notation(NamedTuple):
    group: str
    point: str
    place: str

    def __call__(self, hundredths: int) -> str:
        whole, rest = divmod(hundredths, 100)
        return self.place.format(self.grouped(str(whole)) + (f"{self.point}{rest:02}" if self.point else ""))

    def grouped(self, digits: str) -> str:
        size, sign = (2, ",") if self.group == "pairs" else (3, self.group)
        head, tail = digits[:-3], digits[-3:]
        while head:
            head, tail = head[:-size], head[-size:] + sign + tail
        return tail


NOTATIONS = [
    Notation(group, point, place)
    for group in GROUPS
    for point in ("", ".", ",")
    for place in PLACES
    if point != ("," if group == "pairs" else group) or not point
]


def items(rows: list[str], total: str) -> str:
    return "".join(f"- Stage {i}: {row}\n" for i, row in enumerate(rows, 1)) + f"- Total: {total}\n"


def dashes(rows: list[str], total: str) -> str:
    return "".join(f"- Stage {i} – {row}\n" for i, row in enumerate(rows, 1)) + f"- Total – {total}\n"


def table(rows: list[str], total: str) -> str:
    return "| Stage | Cost |\n|---|---|\n" + "".join(f"| S | {row} |\n" for row in rows) + f"| Total | {total} |\n"


def expression(rows: list[str], total: str) -> str:
    return f"Sum: {' + '.join(rows)} = {total}\n"


SHAPES = [items, dashes, table, expression]
ROWS = st.lists(st.integers(1, 99_999_999), min_size=2, max_size=5)


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(NOTATIONS), st.sampled_from(SHAPES), ROWS)
def test_a_right_total_is_silent(write, shape, rows):
    step = 1 if write.point else 100
    text = shape([write(row * step) for row in rows], write(sum(rows) * step))
    assert findings(text, rules=TOTAL) == []


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(NOTATIONS), st.sampled_from(SHAPES), ROWS, st.integers(-999, 999_999).filter(bool))
def test_a_wrong_total_is_found_and_mended_as_it_was_written(write, shape, rows, off):
    step = 1 if write.point else 100
    stated = sum(rows) + off if sum(rows) + off > 0 else sum(rows) + abs(off)
    said, right = write(stated * step), write(sum(rows) * step)
    text = shape([write(row * step) for row in rows], said)
    (found,) = lint_text(text, rules=TOTAL).diagnostics
    at = text.rindex(said)
    line = text.count("\n", 0, at) + 1
    assert (found.place.line, found.place.column) == (line, at - text.rfind("\n", 0, at))
    if found.fix is None:
        assert write.group == "pairs" or write.place == "₹{}"  # six digits: no figure says how they are grouped
        return
    (edit,) = found.fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert mended == text[:at] + right + text[at + len(said) :] or not found.fix.safe
    assert findings(mended, rules=TOTAL) == []
