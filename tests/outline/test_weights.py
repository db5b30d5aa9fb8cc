"""Properties: weights that sum to 100 are silent in every shape, all others are found with the right sum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from helpers import findings
from hypothesis import given, settings
from hypothesis import strategies as st

from ctxlint.config.kinds import by_name
from ctxlint.engine.lint import read_document
from ctxlint.project import Project
from ctxlint.rules.context import Context

SHAPES = {
    "dash": "- {n}% — {label}",
    "en dash": "- {n} % – {label}",
    "hyphen": "- {n}% - {label}",
    "no blanks": "- {n}%—{label}",
    "no mark": "- {n}% {label}",
    "colon": "* {n}%: {label}",
    "star": "* {label} - {n}%",
    "plus": "+ {n}% — {label}",
    "arrow": "- {n}% → {label}",
    "comma": "- {n}%, {label}",
    "plain": "{n}% — {label}",
    "plain, colon": "{n}%: {label}",
    "plain, behind": "{label} – {n} %",
    "equals": "{label} = {n}%",
    "behind": "- {label}: {n} %",
    "behind a dash": "- {label} — {n}%",
    "dots": "- {label} .... {n}%",
    "parentheses": "- **{label}** ({n}%)",
    "brackets": "- {label} [{n}%]",
    "bold": "1. **{n}%** {label}",
    "bold line": "- **{n}% — {label}**",
    "bold name": "- **{label}:** {n}%",
    "underscores": "- __{n}%__ — {label}",
    "percent": "- {n} percent {label}",
    "full-width": "- {n}％：{label}",
    "task": "- [x] {n}% — {label}",
    "emoji": "- 🔥 {n}% — {label}",
    "in quotation marks": '- {n}% — "{label}"',
    "in code": "- {n}% — `{label}`",
    "quoted name": '- "{label}": {n}%',
    "with a reason": "- {label}: {n}% — because it calms",
    "a share of the voice": "- {n}% of the voice: {label}",
    "weight": "- {label}, weight {n}%",
    "weight in front": "Weight {n}%: {label}",
    "quotation": "> {n}% — {label}",
    "nested": "- Mix\n  - {n}% — {label}",
    "table": "| {label} | {n}% | why |",
    "figure first": "| {n} % | {label} |",
    "per cents in the head": "| {label} | {n} |",
    "fractions": "- {f} — {label}",
    "fractions behind": "- {label}: {f}",
    "fractions with a comma": "- {label}: {c}",
    "fractions in a table": "| {label} | {f} | why |",
    "commas in a table": "| {label} | {c} | why |",
}
HEADER = {
    "table": "| Tone | Weight | Note |\n|---|---|---|\n",
    "figure first": "| Weight | Tone |\n|---|---|\n",
    "per cents in the head": "| Tone | Weight (%) |\n|---|--:|\n",
    "fractions in a table": "| Tone | Weight | Note |\n|---|---|---|\n",
    "commas in a table": "| Tone | Weight | Note |\n|---|---|---|\n",
}
OF_ONE = ("fractions", "fractions behind", "fractions with a comma", "fractions in a table", "commas in a table")


def voice(shape: str, numbers: list[int], between: str = "\n") -> str:
    lines = [
        SHAPES[shape].format(n=n, label=f"label {chr(97 + i)}", f=f"0.{n:02}", c=f"0,{n:02}")
        for i, n in enumerate(numbers)
    ]
    if shape == "nested":
        lines = [line.removeprefix("- Mix\n") if i else line for i, line in enumerate(lines)]
    if shape in HEADER or shape in ("nested", "quotation"):
        between = "\n"
    return "# Voice\n\n## Tone Composition (Weighted)\n\n" + HEADER.get(shape, "") + between.join(lines) + "\n"


RULES = ["voice/weights-sum", "voice/weights-missing"]
BETWEEN = st.sampled_from(["\n", "\n\n"])


@st.composite
def partitions(draw) -> list[int]:
    """Two or more whole numbers that sum to 100."""
    cuts = draw(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True).map(sorted))
    return [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=15, deadline=None)
@given(partitions(), BETWEEN)
def test_what_sums_to_100_is_silent(shape, numbers, between):
    assert findings(voice(shape, numbers, between), "VOICE.md", RULES) == []


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(1, 99), min_size=2, max_size=7).filter(lambda n: sum(n) != 100), BETWEEN)
def test_what_does_not_is_found_with_its_sum(shape, numbers, between):
    if shape in OF_ONE:
        total = f"{(Decimal(sum(numbers)) / 100).normalize():f}, not 1"
        numbers = numbers if abs(sum(numbers) - 100) > 1 else [*numbers, 3]  # rounded figures may be off by 0.005
        total = f"{(Decimal(sum(numbers)) / 100).normalize():f}, not 1"
    else:
        total = f"{sum(numbers)}, not 100"
    text = voice(shape, numbers, between)
    (found,) = findings(text, "VOICE.md", RULES)
    assert found.endswith(f" = {total}")
    line, column = map(int, found.split(" ")[0].split(":"))
    assert text.split("\n")[line - 1][column - 1 :].startswith(
        f"0.{numbers[0]:02}"
        if shape in OF_ONE and "comma" not in shape
        else f"0,{numbers[0]:02}"
        if shape in OF_ONE
        else str(numbers[0])
    )


def outline(text: str, path: str, kind: str):
    document, settled = read_document(text.encode(), path, by_name(kind))
    return Context(document, Project("/nowhere"), kind=settled).outline


def test_the_outline_holds_weights_and_their_places():
    found = outline(voice("dash", [50, 30, 25]), "VOICE.md", "voice")
    assert found.value["weights"] == [
        {
            "heading": "Tone Composition (Weighted)",
            "entries": [
                {"percent": 50, "label": "label a"},
                {"percent": 30, "label": "label b"},
                {"percent": 25, "label": "label c"},
            ],
            "total": 105,
        }
    ]
    assert found.locate("/weights/0/entries/1").start == voice("dash", [50, 30, 25]).index("30")


def test_fractions_are_percent_in_the_outline():
    weights = outline(voice("fractions in a table", [60, 40]), "VOICE.md", "voice").value["weights"][0]
    assert [entry["percent"] for entry in weights["entries"]] == [60, 40]
    assert weights["total"] == 100
