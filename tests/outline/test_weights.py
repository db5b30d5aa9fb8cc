"""Properties: weights that sum to 100 are silent in every shape, all others are found with the right sum."""

from __future__ import annotations

from decimal import Decimal

from helpers import findings
from hypothesis import given, settings
from hypothesis import strategies as st

from ctxlint.kinds import by_name
from ctxlint.lint import Context, read

SHAPES = {
    "dash": lambda i, n: f"- {n}% — label {i}\n",
    "en dash": lambda i, n: f"- {n} % – label {i}\n",
    "colon": lambda i, n: f"* {n}%: label {i}\n",
    "plain": lambda i, n: f"{n}% — label {i}\n",
    "behind": lambda i, n: f"- label {i}: {n} %\n",
    "parentheses": lambda i, n: f"- **label {i}** ({n}%)\n",
    "bold": lambda i, n: f"1. **{n}%** label {i}\n",
    "table": lambda i, n: f"| label {i} | {n}% | why |\n",
    "fraction": lambda i, n: f"| label {i} | {Decimal(n) / 100} | why |\n",
}
HEADER = {"table": "| Tone | Weight | Note |\n|---|---|---|\n", "fraction": "| Tone | Weight | Note |\n|---|---|---|\n"}


def voice(shape: str, numbers: list[int]) -> str:
    lines = "".join(SHAPES[shape](i, n) for i, n in enumerate(numbers))
    return "# Voice\n\n## Tone Composition (Weighted)\n\n" + HEADER.get(shape, "") + lines


@st.composite
def partitions(draw) -> list[int]:
    """Two or more whole numbers that sum to 100."""
    cuts = draw(st.lists(st.integers(1, 99), min_size=1, max_size=6, unique=True).map(sorted))
    return [b - a for a, b in zip([0, *cuts], [*cuts, 100], strict=True)]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SHAPES)), partitions())
def test_what_sums_to_100_is_silent(shape, numbers):
    assert findings(voice(shape, numbers), "VOICE.md", ["voice/weights-sum"]) == []


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(sorted(SHAPES)),
    st.lists(st.integers(1, 99), min_size=2, max_size=7).filter(lambda n: sum(n) != 100),
)
def test_what_does_not_is_found_with_its_sum(shape, numbers):
    found = findings(voice(shape, numbers), "VOICE.md", ["voice/weights-sum"])
    assert len(found) == 1
    total = (
        f"{(Decimal(sum(numbers)) / 100).normalize():f}, not 1" if shape == "fraction" else f"{sum(numbers)}, not 100"
    )
    assert found[0].endswith(f"= {total}")


def outline(text: str, path: str, kind: str):
    document, settled = read(text.encode(), path, by_name(kind))
    return Context(document, kind=settled).outline


def test_the_outline_holds_weights_and_their_places():
    found = outline(voice("dash", [50, 30, 25]), "VOICE.md", "voice")
    assert found.value["weights"] == [
        {
            "heading": "Tone Composition (Weighted)",
            "entries": [
                {"percent": 50, "label": "label 0"},
                {"percent": 30, "label": "label 1"},
                {"percent": 25, "label": "label 2"},
            ],
            "total": 105,
        }
    ]
    assert found.locate("/weights/0/entries/1").start == voice("dash", [50, 30, 25]).index("30")


def test_fractions_are_percent_in_the_outline():
    weights = outline(voice("fraction", [60, 40]), "VOICE.md", "voice").value["weights"][0]
    assert [entry["percent"] for entry in weights["entries"]] == [60, 40]
    assert weights["total"] == 100
