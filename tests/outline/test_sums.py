"""Properties: totals that follow from their rows are silent in every shape, all others are found with the right sum."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest
from helpers import findings
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ctxlint.base.resources import folder
from ctxlint.config.kinds import by_name
from ctxlint.engine.lint import read_document
from ctxlint.outline.numbers import NUMBER, amounts, number
from ctxlint.project import Project
from ctxlint.rules.context import Context

TOTAL = ["estimates/total"]


def lines(parts: list[str], total: str) -> str:
    return "".join(f"Stage {i}: {part}\n" for i, part in enumerate(parts, 1)) + f"Total: {total}\n"


def dashes(parts: list[str], total: str) -> str:
    return "".join(f"Stage {i} – {part}\n" for i, part in enumerate(parts, 1)) + f"Total – {total}\n"


def paragraphs(parts: list[str], total: str) -> str:
    return "".join(f"Stage {i}: {part}\n\n" for i, part in enumerate(parts, 1)) + f"**Total:** {total}\n"


def bullets(parts: list[str], total: str) -> str:
    return (
        "".join(f"- Part {i} (Haiku): {part}\n" for i, part in enumerate(parts, 1))
        + f"- **Total:** {total} (before: $9)\n"
    )


def numbered(parts: list[str], total: str) -> str:
    return "".join(f"{i}. Part: {part}\n" for i, part in enumerate(parts, 1)) + f"\n**Estimated total:** {total}\n"


def nested(parts: list[str], total: str) -> str:
    return "- Costs\n" + "".join(f"  - Part: {part}\n" for part in parts) + f"  - Total: {total}\n"


def in_parentheses(parts: list[str], total: str) -> str:
    return "".join(f"- Part ({part})\n" for part in parts) + f"- Total ({total})\n"


def total_first(parts: list[str], total: str) -> str:
    return f"- Total: {total}\n" + "".join(f"- Part {i}: {part}\n" for i, part in enumerate(parts, 1))


def german(parts: list[str], total: str) -> str:
    return "".join(f"- Etappe {i}: {part}\n" for i, part in enumerate(parts, 1)) + f"- Gesamt: {total}\n"


def chinese(parts: list[str], total: str) -> str:
    return "".join(f"- 阶段{i}：{part}\n" for i, part in enumerate(parts, 1)) + f"- 总计：{total}\n"


def expression(parts: list[str], total: str) -> str:
    return f"Sum: {' + '.join(parts)} = {total}\n"


def named_expression(parts: list[str], total: str) -> str:
    return f"- **Sum:** {' (Haiku) + '.join(parts)} (Sonnet) = **{total}** (one-shot: $99)\n"


def table(parts: list[str], total: str) -> str:
    rows = "".join(f"| {i} | {part} |\n" for i, part in enumerate(parts, 1))
    return f"| Stage | Figure |\n|---|---|\n{rows}| Total | {total} |\n"


def wide_table(parts: list[str], total: str) -> str:
    rows = "".join(f"| **{i}. Part** | Haiku | {part} |\n" for i, part in enumerate(parts, 1))
    return f"| Stage | Model | Figure |\n|:--|:-:|--:|\n{rows}| **Total** | | **{total}** |\n"


SHAPES = [
    lines, dashes, paragraphs, bullets, numbered, nested, in_parentheses, total_first, german, chinese, expression,
    named_expression, table, wide_table,
]  # fmt: skip


def dollars(mills: int) -> str:
    return f"${mills // 1000:,}.{mills % 1000:03}"


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02} €"


MONEY = {"dollars": dollars, "euros": euros, "cents": "{} cents".format, "¢": "{}¢".format, "USD": "{} USD".format}
MONEY |= {"pounds": "£{}".format, "days": "{} days".format}
PARTS = st.lists(st.integers(1, 5000), min_size=2, max_size=6)
MINUTES = st.lists(st.integers(1, 500), min_size=2, max_size=6)


def exact(text: str) -> Decimal:
    """The number in a text, whatever its separators."""
    return number(re.findall(NUMBER, text)[-1])


@pytest.mark.parametrize("unit", MONEY)
@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=6, deadline=None)
@given(PARTS)
def test_right_totals_are_silent(unit, shape, parts):
    write = MONEY[unit]
    assert findings(shape(list(map(write, parts)), write(sum(parts))), rules=TOTAL) == []


@pytest.mark.parametrize("unit", MONEY)
@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=6, deadline=None)
@given(PARTS, st.integers(-5000, 5000).filter(bool))
def test_wrong_totals_are_found(unit, shape, parts, off):
    write = MONEY[unit]
    stated = sum(parts) + off if sum(parts) + off > 0 else sum(parts) + abs(off)
    text = shape(list(map(write, parts)), write(stated))
    (found,) = findings(text, rules=TOTAL)
    sum_, _, said = found.rpartition(" = ")[2].partition(", not ")
    scale = 100 if unit in ("cents", "¢") and sum_.startswith("$") else 1  # cents are shown as dollars
    assert exact(sum_) * scale == exact(write(sum(parts)))
    assert said == write(stated)
    line, column = map(int, found.split(" ")[0].split(":"))
    assert text.split("\n")[line - 1][column - 1 :].startswith(write(stated))


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=10, deadline=None)
@given(MINUTES, st.booleans())
def test_times_are_converted(shape, parts, in_hours):
    total = sum(parts)
    said = f"{total // 60}h {total % 60}m" if in_hours and total >= 60 and total % 60 else f"{total} min"
    assert findings(shape([f"{part} min" for part in parts], said), rules=TOTAL) == []
    (wrong,) = findings(shape([f"{part} min" for part in parts], f"{total + 2} min"), rules=TOTAL)
    assert wrong.endswith(f" = {total} min, not {total + 2} min")


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=6, deadline=None)
@given(st.lists(st.integers(1, 600), min_size=2, max_size=6))
def test_seconds_add_up_exactly(shape, parts):
    total = sum(parts)
    said = f"{total // 60} min {total % 60} s" if total >= 60 and total % 60 else f"{total} s"
    assert findings(shape([f"{part} s" for part in parts], said), rules=TOTAL) == []
    assert len(findings(shape([f"{part} s" for part in parts], f"{total + 2} s"), rules=TOTAL)) == 1


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 30)), min_size=1, max_size=5), st.integers(0, 4))
def test_tokens_times_price(rows, wrong):
    """Thousands of tokens, dollars for a million."""
    made = [Decimal(tokens * price) / 1000 for tokens, price in rows]
    costs = [cost + (wrong == i) for i, cost in enumerate(made)]
    body = "".join(f"| {t},000 | ${p} | ${c} |\n" for (t, p), c in zip(rows, costs, strict=True))
    found = findings("| Tokens | Price per 1M | Cost |\n|---|---|---|\n" + body, rules=TOTAL)
    assert len(found) == (wrong < len(rows))
    if found:
        assert exact(found[0].rpartition(" = ")[2].partition(", not ")[0]) == made[wrong]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1,200", "1200"),
        ("1,200.5", "1200.5"),
        ("1.200,5", "1200.5"),
        ("12,5", "12.5"),
        ("0.002", "0.002"),
        ("1.200.300", "1200300"),
        ("0,002", "0.002"),
    ],
)
def test_numbers(text, value):
    assert f"{number(text):f}" == value


@pytest.mark.parametrize(
    ("text", "unit", "low", "high"),
    [
        ("$0.002", "$", "0.002", "0.002"),
        ("2 cents", "$", "0.02", "0.02"),
        ("1h 30m", "time", "90", "90"),
        ("4-6 hours", "time", "240", "360"),
        ("$1.2M", "$", "1200000", "1200000"),
        ("0,05 €", "€", "0.05", "0.05"),
        ("3 days", "days", "3", "3"),
    ],
)
def test_amounts(text, unit, low, high):
    (one,) = amounts(f"Stage 1: {text}, done")
    assert (one.unit, float(one.low), float(one.high)) == (unit, float(low), float(high))


@pytest.mark.parametrize("text", ["$HOME", "version 2.3.4s", "5 mangos", "a1h", "$", "12:30", "3 sizes"])
def test_no_amounts(text):
    assert amounts(text) == []


def facts(text: str, path: str = "CONTEXT.md", kind: str = "context"):
    document, settled = read_document(text.encode("utf-8", "surrogatepass"), path, by_name(kind))
    return Context(document, Project("/nowhere"), kind=settled).outline


def test_the_outline_holds_rows_total_and_sum():
    found = facts("Stage 1: $0.002, 2 min\nStage 2: $0.025, 11 min\nTotal: $0.03, 13 min\n")
    assert found.value["estimates"] == [
        {
            "rows": [
                {"stage": 1, "label": "Stage 1", "cost": 0.002, "minutes": 2},
                {"stage": 2, "label": "Stage 2", "cost": 0.025, "minutes": 11},
            ],
            "total": {"cost": 0.03, "minutes": 13},
            "sum": {"cost": 0.027, "minutes": 13},
        }
    ]


def test_the_outline_reads_dots_between_groups_where_a_comma_says_so():
    found = facts("- A: 1.900 €\n- B: 250,50 €\n- Total: 2.150,50 €\n")
    (estimate,) = found.value["estimates"]
    assert [row["cost"] for row in estimate["rows"]] == [1900, 250.5]
    assert (estimate["total"], estimate["sum"]) == ({"cost": 2150.5}, {"cost": 2150.5})


def test_the_outline_holds_stages():
    text = "### Stage 1: Plan (Haiku)\n\n- Input: a.md\n- Task: plan it\n- Done when: x\n- Output: b.md\n"
    found = facts(text)
    assert found.value["stages"] == [
        {
            "list": 0,
            "number": 1,
            "name": "Plan",
            "tier": "haiku",
            "input": "a.md",
            "task": "plan it",
            "success": "x",
            "output": "b.md",
        }
    ]
    assert found.locate("/stages/0/output").start == text.index("Output")


BAD = {
    "400 digits": f"## Tone (Weighted)\n\n- {'9' * 400}% — a\n- 1% — b\n\nCost: ${'9' * 400} + $1 = $2\n\nTotal: ${'8' * 400}.5\n",
    "a number without end": f"## Tone (Weighted)\n\n- {'9' * 100_000}% — a\n\nCost: ${'9' * 100_000} + $1 = $2\n",
    "dots": f"- {'1.' * 20_000}% — a\n- {'1,' * 20_000} min\n- Total: {'1.1' * 20_000} min\n",
    "blanks": f"## Weights\n\n- a: 50%{' ' * 20_000}x\n- Total{' ' * 20_000}x\nStage 1:{' ' * 20_000}x\n- Output{' ' * 20_000}:\n",
    "pluses": f"Cost: {'$1 + ' * 2_000}$1 = $2\n",
    "equals": "Total " + "= $1 " * 5_000,
    "parentheses": "Total: $1 " + "(" * 20_000 + "\n- a: $1\n",
    "quotes": '- 50% — "' * 5_000,
    "dashes": "- Total: " + "-" * 20_000 + "\n- 5 - - - 5%\n",
    "table": "| Weight | Cost |\n|---|---|\n" + "| 50% | $1 |\n" * 1_000 + "| Total | $1 |\n",
    "many items": "## Weights\n\n" + "- 1% — a\n" * 1_000,
    "many stages": "".join(f"### Stage {n}: A (Haiku)\n\n- Input: a\n- Output: b\n\n" for n in range(500)),
    "deep": "".join("  " * n + "- 50% — a\n" for n in range(100)),
    "ragged": "| Stage | Input | Output |\n|---|---|---|\n| 1 |\n| 2 | a | b | c |\n|\n| Total |\n",
    "digits of other scripts": "- ٥٠٪ — a\n- Ⅷ% — b\n- ²% — c\n- Total: ٣ min\n- a: ٢ min\n",
    "no letters": "Stage 1:\nStage 2:\nTotal:\n=\n+ = +\n% %\n",
    "surrogates and nulls": "- 50% — \udc80\n- \x0050% — b\nTotal: $\x001\n",
}


@pytest.mark.parametrize("case", BAD)
@pytest.mark.parametrize("path", ["VOICE.md", "CONTEXT.md", "CLAUDE.md"])
def test_bad_input_is_never_a_traceback(case, path):
    text = BAD[case].encode("utf-8", "replace").decode()
    assert all(one[0].isdigit() for one in findings(text, path))
    assert json.loads(json.dumps(facts(text, path, path.split(".")[0].lower()).value, allow_nan=False))


@settings(max_examples=80, deadline=None)
@given(
    st.text(alphabet="Stage 123%$€.,:+=-–—()|*\n#Total minh~", max_size=200),
    st.sampled_from(["voice", "context", "skill"]),
)
def test_the_outline_fits_its_schema(text, kind):
    schema = json.loads((folder("schemas") / "outline.schema.json").read_text("utf-8"))
    value = facts(text, "x.md", kind).value
    assert [error.message for error in Draft202012Validator(schema).iter_errors(value)] == []
