"""Whole files in the practice, each broken in one way: one finding, at its place, with the sum that is right."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import findings

PRACTICE = Path(__file__).parent.parent / "fixtures" / "practice"

BROKEN = {
    "a cost": ("lesson/CONTEXT.md", "Total: $0.034", "Total: $0.036", "estimates/total the total is off: $0.002 + $0.03 + $0.002 = $0.034, not $0.036"),
    "a time": ("lesson/CONTEXT.md", "13 min (one", "14 min (one", "estimates/total the total is off: 2 min + 8 min + 3 min = 13 min, not 14 min"),
    "a row": ("lesson/CONTEXT.md", "Stage 2: $0.03, 8 min", "Stage 2: $0.04, 8 min", "$0.002 + $0.04 + $0.002 = $0.044, not $0.034"),
    "a row of another stage": ("lesson/CONTEXT.md", "Stage 3: $0.002, 3 min", "Stage 4: $0.002, 3 min", "estimates/missing-row an estimate for stage 4, and there is no such stage: 3 has none"),
    "no success": ("lesson/CONTEXT.md", "- Success: no figure differs\n", "", "stages/missing-field stage 3 has no Success"),
    "no output": ("lesson/CONTEXT.md", "- Output: reviewed draft\n", "", "stages/missing-field stage 3 has no Output"),
    "no tier": ("lesson/CONTEXT.md", "Draft (Sonnet)", "Draft", "stages/missing-tier stage 2 names no model tier, its siblings do"),
    "an input from nowhere": ("lesson/CONTEXT.md", "- Input: draft\n", "- Input: quokka photographs\n", "stages/orphan-input nothing before stage 3 provides “quokka photographs”"),
    "a weight too many": ("lesson/VOICE.md", "15% — Dry", "20% — Dry", "voice/weights-sum these weights do not add up: 50 + 30 + 20 + 5 = 105, not 100"),
    "a weight too few": ("lesson/VOICE.md", "- 5% — Curious peer\n", "", "voice/weights-sum these weights do not add up: 50 + 30 + 15 = 95, not 100"),
    "a banned word": ("lesson/VOICE.md", "Two short sentences, then", "Leverage two short sentences, then", "voice/banned-word-used “Leverage” is banned by this file"),
    "the total of a table": ("report/CONTEXT.md", "**$0.14**", "**$0.15**", "estimates/total the total is off: $0.02 + $0.12 = $0.14, not $0.15"),
    "tokens of a table": ("report/CONTEXT.md", "**60,000**", "**61,000**", "estimates/total the total is off: 0 + 20,000 + 40,000 + 0 = "),
    "time of a table": ("report/CONTEXT.md", "**1h 39m**", "**1h 45m**", "estimates/total the total is off: 30 s + 2 min + 6 min 30 s + 1h 30m = "),
    "tokens times price": ("report/CONTEXT.md", "| $3.00 | $0.12 |", "| $4.00 | $0.12 |", "estimates/total the cost is off: 40000 × $4.00 / 1000000 = $0.16, not $0.12"),
    "a cell": ("report/CONTEXT.md", "ten lines at most", "", "stages/missing-field phase 2 has no Success"),
    "a number": ("report/CONTEXT.md", "| 3. Write", "| 2. Write", "stages/numbering phase 2 stands here twice"),
    "fractions": ("report/VOICE.md", "0.15 |", "0.25 |", "voice/weights-sum these weights do not add up: 0.55 + 0.3 + 0.25 = 1.1, not 1"),
    "a cost in German": ("magazin/CONTEXT.md", "0,17 €", "0,18 €", "estimates/total the total is off: 0,02 € + 0,15 € = 0,17 €, not 0,18 €"),
    "a field in German": ("magazin/CONTEXT.md", "- Ausgabe: entwurf.md\n", "", "stages/missing-field etappe 2 has no Output"),
    "weights in German": ("magazin/VOICE.md", "- 15 % –", "- 10 % –", "voice/weights-sum these weights do not add up: 60 + 25 + 10 = 95, not 100"),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_one_break_is_one_finding(case):
    file, old, new, message = BROKEN[case]
    text = (PRACTICE / file).read_text("utf-8")
    assert text.count(old) == 1
    found = findings(text.replace(old, new), Path(file).name, ["voice", "stages", "estimates"])
    assert len(found) == 1, found
    assert message in found[0]


PLACES = {
    "a cost": "53:8", "a time": "53:16", "a row": "53:8", "a row of another stage": "52:1", "no success": "42:1", "no output": "42:1",
    "no tier": "36:1", "an input from nowhere": "43:3", "a weight too many": "7:3", "a weight too few": "7:3",
    "a banned word": "20:1", "the total of a table": "37:32", "a cell": "25:3", "fractions": "7:11",
    "a cost in German": "38:11", "a field in German": "27:1", "weights in German": "5:3",
}  # fmt: skip


@pytest.mark.parametrize("case", PLACES)
def test_the_place_of_a_break(case):
    file, old, new, _ = BROKEN[case]
    text = (PRACTICE / file).read_text("utf-8").replace(old, new)
    (found,) = findings(text, Path(file).name, ["voice", "stages", "estimates"])
    assert found.split(" ")[0] == PLACES[case]
