"""Totals in the notations of the world: groups and decimals, currencies before and behind the number."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from helpers import findings, lint_text
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ctxlint.base.resources import table
from ctxlint.outline.estimates.tables import unit_of
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


def cells(rows: list[str], total: str) -> str:
    return "| Stage | Cost |\n|---|---|\n" + "".join(f"| S | {row} |\n" for row in rows) + f"| Total | {total} |\n"


def expression(rows: list[str], total: str) -> str:
    return f"Sum: {' + '.join(rows)} = {total}\n"


SHAPES = [items, dashes, cells, expression]
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
    assume(
        write.group != "." or write.point or abs(stated / 1000 - sum(rows)) > 1
    )  # 1.500 beside 1 and 1 is right as 1.5
    said, right = write(stated * step), write(sum(rows) * step)
    text = shape([write(row * step) for row in rows], said)
    (found,) = lint_text(text, rules=TOTAL).diagnostics
    at = text.rindex(said)
    line = text.count("\n", 0, at) + 1
    assert (found.place.line, found.place.column) == (line, at - text.rfind("\n", 0, at))
    if found.fix is None:  # no figure shows how so many digits are grouped
        digits = [len(str(hundredths * step // 100)) for hundredths in (*rows, stated)]
        either = write.group == "." and not write.point
        assert max(digits) < 4 or either or (write.place == "₹{}" and max(digits) < 6)
        return
    (edit,) = found.fix.edits
    mended = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert findings(mended, rules=TOTAL) == []
    if found.fix.safe:
        assert mended == text[:at] + right + text[at + len(said) :]
    else:
        assert write.group == "." and not write.point  # 1.200 beside 300


@pytest.mark.parametrize(
    ("text", "value", "with_comma"),
    [
        ("1 900", "1900", "1900"),
        ("1\u202f234\u202f567,5", "1234567.5", "1234567.5"),
        ("1'900.50", "1900.50", "1900.50"),
        ("1’900,500", "1900.500", "1900.500"),
        ("1_000_000", "1000000", "1000000"),
        ("1&nbsp;900", "1900", "1900"),
        ("1&#160;900", "1900", "1900"),
        ("1,23,456.5", "123456.5", "123456.5"),
        ("1.234.567,8", "1234567.8", "1234567.8"),
        ("1.900", "1.900", "1900"),
        ("1,900", "1900", "1.900"),
        ("0.900", "0.900", "0.900"),
        ("0,900", "0.900", "0.900"),
        ("12,5", "12.5", "12.5"),
    ],
)
def test_numbers(text, value, with_comma):
    assert (f"{written(text).value:f}", f"{written(text, ',').value:f}") == (value, with_comma)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("CHF 1'900", "CHF", "1900"),
        ("CHF1’900.50", "CHF", "1900.50"),
        ("1 900 CHF", "CHF", "1900"),
        ("EUR 1.900,50", "€", "1900.50"),
        ("1 900,50 €", "€", "1900.50"),
        ("5 euros", "€", "5"),
        ("1 900 kr", "kr", "1900"),
        ("kr. 1.900,50", "kr", "1900.50"),
        ("1 900 SEK", "SEK", "1900"),
        ("1 900 zł", "zł", "1900"),
        ("PLN 1 900", "zł", "1900"),
        ("₹1,23,456", "₹", "123456"),
        ("INR 1,23,456", "₹", "123456"),
        ("¥12,000", "¥", "12000"),
        ("12,000円", "¥", "12000"),
        ("R$ 1.900,50", "BRL", "1900.50"),
        ("US$5", "$", "5"),
        ("5 US$", "$", "5"),
        ("$100 USD", "$", "100"),
        ("$100 CAD", "CAD", "100"),
        ("5 $", "$", "5"),
        ("3 ¢", "$", "0.03"),
        ("0.5 usd", "$", "0.5"),
        ("1&nbsp;900&nbsp;€", "€", "1900"),
    ],
)
def test_currencies(text, unit, value):
    (one,) = amounts(f"Part: {text}, done")
    assert (one.unit, f"{one.low:f}", one.text, one.loose) == (unit, value, text, False)


@pytest.mark.parametrize(
    "text",
    [
        "1'90 €", "1’9000 €", "1´900 €", "1·900 €", "PHP 8", "ALL 5", "^650$", "$x^2$", "chf 5", "A$AP", "echo 0 $?", "5 ${X}", "kr5x", "12 krill",
        "5 Czk", "R 4", "7 元数据",
    ],
)  # fmt: skip
def test_no_amounts(text):
    assert amounts(text) == []


def test_every_currency_of_the_table_is_read_before_and_behind():
    rows = table("units")["currency"]
    assert len({row["unit"] for row in rows}) == len(rows)
    for row in rows:
        for sign in (*row.get("signs", []), *row.get("codes", [])):
            assert [one.unit for one in amounts(f"{sign} 5, 6 {sign}, {sign}7")] == [row["unit"]] * 3, sign
    for code in table("units")["codes"]["units"].split():
        assert [one.unit for one in amounts(f"{code} 5 and 6 {code}")] == [code, code]


def test_a_code_before_a_time_is_no_amount_of_money():
    assert [one.text for one in amounts("Convert to EUR 5 min")] == ["5 min"]
    assert [one.text for one in amounts("3 $5")] == ["$5"]


@pytest.mark.parametrize(
    "line",
    [
        "Task 1 200 ms", "Version 2 500 ms", "#1 900 ms", "2 500 ms pauses", "12:30 200 ms", "1, 2 500 ms", "30 00 €", "1 23 456 €",
        "1\u00a090 €", "2024 1 900 €", "2024 500 €", "+49 170 555 €", "1'900 000 €", "1 900'000 €", "Rent 1 900 €",
    ],
)  # fmt: skip
def test_where_a_number_begins_is_not_guessed(line):
    assert [one.unclear for one in amounts(line)] == [True]
    assert findings(f"- A: 1 €, 1 ms\n- {line}\n- Total: 7 €, 7 ms\n", rules=TOTAL) == []


@pytest.mark.parametrize(
    "line", ["~1 900 €", "about 1 900 €", "(1 900 €)", "A: 2 min, 1 900 €", "A — 1 900 €", "= 1 900 €"]
)
def test_where_a_number_begins_is_clear(line):
    assert not any(one.unclear for one in amounts(line))


def test_the_pattern_of_numbers_has_no_groups():
    """It is put into others, several times."""
    assert re.compile(NUMBER).groups == 0


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Time (min)", "m"),
        ("Dauer (std)", "h"),
        ("Wait, s", "s"),
        ("Tokens (M)", None),
        ("Distance (m)", None),
        ("Cost", "cost"),
    ],
)
def test_the_head_of_a_column_says_the_unit(name, unit):
    """“(M)” is a million as often as a minute."""
    assert unit_of(name) == unit
