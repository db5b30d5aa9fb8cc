from __future__ import annotations

from pathlib import Path

import pytest
from helpers import findings

PRACTICE = Path(__file__).parent.parent / "fixtures" / "practice"
SUM = ["voice/weights-sum"]
HEADING = "## Tone Composition (Weighted)\n\n"


@pytest.mark.parametrize("file", sorted(PRACTICE.rglob("*.md")), ids=lambda file: f"{file.parent.name}/{file.name}")
def test_complete_files_give_no_finding_of_any_rule(file):
    assert findings(file.read_text("utf-8"), file.name) == []


BROKEN = {
    "bullet, em dash": ("- 50% — Guide\n- 55% — Friend\n", "3:3", "50 + 55 = 105"),
    "bullet, en dash": ("- 50% – Guide\n- 55% – Friend\n", "3:3", "50 + 55 = 105"),
    "bullet, hyphen": ("* 50% - Guide\n* 45% - Friend\n", "3:3", "50 + 45 = 95"),
    "numbered": ("1. 50%: Guide\n2. 45%: Friend\n", "3:4", "50 + 45 = 95"),
    "plain lines": ("70% — Conversational\n40% — Exact\n", "3:1", "70 + 40 = 110"),
    "plain paragraphs": ("70% — Conversational\n\n40% — Exact\n", "3:1", "70 + 40 = 110"),
    "percent at the end": ("- Guide: 50 %\n- Friend: 45 %\n", "3:10", "50 + 45 = 95"),
    "in parentheses": ("- Guide (50%)\n- Friend (45%)\n", "3:10", "50 + 45 = 95"),
    "bold name": ("- **Guide (50%)**: calm\n- **Friend (45%)**: warm\n", "3:12", "50 + 45 = 95"),
    "bold figure": ("- **50%** Guide\n- **45%** Friend\n", "3:5", "50 + 45 = 95"),
    "full-width": ("- 50％：向导\n- 45％：朋友\n", "3:3", "50 + 45 = 95"),
    "decimal comma": ("- 12,5 % – a\n- 80,5 % – b\n", "3:3", "12.5 + 80.5 = 93"),
    "table": ("| Tone | Weight |\n|---|---|\n| Guide | 50% |\n| Friend | 45% |\n", "5:11", "50 + 45 = 95"),
    "table of fractions": ("| Tone | Weight |\n|---|---|\n| A | 0.5 |\n| B | 0.6 |\n", "5:7", "0.5 + 0.6 = 1.1, not 1"),
    "table of bare numbers": ("| Tone | Weight (%) |\n|---|---|\n| A | 50 |\n| B | 60 |\n", "5:7", "50 + 60 = 110"),
    "table with a total": (
        "| Tone | Weight |\n|---|---|\n| A | 50% |\n| B | 45% |\n| **Total** | 100% |\n",
        "5:7",
        "50 + 45 = 95",
    ),
    "right to left": ("- ٥٠٪ — هادئ\n- ٦٠٪ — معلم\n", "3:3", "50 + 60 = 110"),
    "nested": ("- 60% — a\n  - 40% — b\n  - 25% — c\n- 40% — d\n", "4:5", "40 + 25 = 65"),
    "second list": ("- 50% — a\n- 50% — b\n\nThen:\n\n- 30% — c\n- 60% — d\n", "8:3", "30 + 60 = 90"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_weights_that_do_not_add_up(case):
    text, where, sum_ = BROKEN[case]
    found = findings(HEADING + text, "VOICE.md", SUM)
    assert len(found) == 1
    assert found[0].startswith(f"{where} voice/weights-sum")
    assert sum_ in found[0]


SILENT = {
    "exact": "- 50% — Guide\n- 50% — Friend\n",
    "thirds": "- 33,3 % – a\n- 33,3 % – b\n- 33,3 % – c\n",
    "about": "- ~34% — a\n- ~34% — b\n- ~33% — c\n",
    "children sum to their item": "- 60% — a\n  - 40% — b\n  - 20% — c\n- 40% — d\n",
    "children sum to 100": "- 60% — a\n  - 70% — b\n  - 30% — c\n- 40% — d\n",
    "two lists make one whole": "- 50% — a\n- 20% — b\n\nAnd:\n\n- 10% — c\n- 20% — d\n",
    "a total line": "- 60% — a\n- 40% — b\n- Total: 100%\n",
    "a range among them": "- 50% — a\n- 10–20 % — b\n",
    "a line without": "- 50% — a\n- 20% — b\n- the rest: c\n",
    "code": "- `50%` — a\n- `20%` — b\n",
    "ragged table": "| Tone | Weight |\n|---|---|\n| A | 50% | x | y |\n| B | 50% |\n| C |\n",
    "levels, not numbers": "| Tone | Weight |\n|---|---|\n| A | high |\n| B | low |\n",
}


@pytest.mark.parametrize("case", SILENT)
def test_weights_that_are_right_or_unknown(case):
    assert findings(HEADING + SILENT[case], "VOICE.md", SUM) == []


NO_WEIGHTS = (
    "- Keep coverage above 80%\n- p95 under 5%\n",
    "- 95% coverage\n- 80% branch coverage\n",
    "- 99.9 % uptime\n- 50 % fewer words\n",
    "Cut 20% of each draft. Then cut 30% more.\n",
    "- 10–20 % jokes\n- 30–40 % facts\n",
)


@pytest.mark.parametrize("text", NO_WEIGHTS)
def test_percentages_that_are_no_weights(text):
    assert findings("## Limits\n\n" + text, "VOICE.md", SUM) == []


def test_elsewhere_a_heading_or_column_must_say_weight():
    lines = "- 50% — speed\n- 40% — cost\n"
    assert findings("## Split\n\n" + lines, "CLAUDE.md", SUM) == []
    assert findings("## Scoring weights\n\n" + lines, "CLAUDE.md", SUM) != []
    scores = "| Signal | Weight |\n|---|---|\n| a | 0.9 |\n| b | 0.8 |\n| c | 0.7 |\n"
    assert findings(scores, "CLAUDE.md", SUM) == []
    levels = "| Signal | Weight |\n|---|---|\n| a | 5 |\n| b | 3 |\n"
    assert findings(levels, "CLAUDE.md", SUM) == []


def test_headings_carry_weights():
    text = "# Scores\n\n## Craft (weight: 0.3)\n\nx\n\n## Voice (weight: 0.8)\n\ny\n"
    assert findings(text, "CLAUDE.md", SUM) == [
        "3:19 voice/weights-sum these weights do not add up: 0.3 + 0.8 = 1.1, not 1"
    ]
    assert findings(text.replace("0.8", "0.7"), "CLAUDE.md", SUM) == []


MISSING = ["voice/weights-missing"]


def test_weights_missing():
    text = "# Voice\n\n## Tone (Weighted)\n\n- Guide\n- Friend\n"
    assert findings(text, "VOICE.md", MISSING) == [
        "3:1 voice/weights-missing “Tone (Weighted)” announces weights, and none follow"
    ]


@pytest.mark.parametrize("body", ["- 50/50\n", "- [X]% guide\n", "### Tone\n\n- 50% — a\n- 50% — b\n"])
def test_weights_of_another_shape_are_not_missing(body):
    assert findings("# Voice\n\n## Tone (Weighted)\n\n" + body, "VOICE.md", MISSING) == []


def test_missing_part_is_one_finding():
    found = findings("# Voice\n\n## Tone\n\nCalm.\n\n## Banned words\n\n- just\n", "VOICE.md", ["voice/missing-part"])
    assert len(found) == 1
    assert "no language style, no cadence, no metaphors, no signature patterns, no examples" in found[0]


BANNED = ["voice/banned-word-used"]


@pytest.mark.parametrize(
    "bans",
    [
        '## Words to avoid\n\n- "delve" -> look\n',
        "## Banned words\n\n- delve, tapestry\n",
        '## Never\n\n- "delve": nobody talks like that\n',
        "## Words to avoid\n\n| Avoid | Use |\n|---|---|\n| delve | look |\n",
        "## Words to avoid\n\n- Code samples: leave unchanged\n- delve: never use it\n",
        "## Words to avoid\n\n| Term | Rule |\n|---|---|\n| Quotations | do not rewrite |\n| delve | do not write it |\n",
        '## Never\n\n- "Harbour": never translate\n- "delve": keep it out of headings and text\n',
    ],
)
def test_banned_word_used(bans):
    text = f"## Tone\n\nWe delve into detail.\n\n{bans}"
    assert findings(text, "VOICE.md", BANNED) == ["3:4 voice/banned-word-used “delve” is banned by this file"]


@pytest.mark.parametrize(
    "use",
    [
        'Do not write "delve".',
        "Never delve.",
        "`delve` is a function.",
        "> We delve.",
        "Instead of delve, write look.",
        "## Before and after\n\nWe delve into it.",
        "| Before | After |\n|---|---|\n| We delve | We look |",
        "- delve -> look",
        "We delved deeper.",
    ],
)
def test_banned_word_named_and_not_used(use):
    assert findings(f"## Tone\n\n{use}\n\n## Words to avoid\n\n- delve\n", "VOICE.md", BANNED) == []


@pytest.mark.parametrize(
    "bans",
    [
        "## Words to avoid\n\n| Term | Rule |\n|---|---|\n| Protected strings | do not rewrite |",
        "## Words to avoid\n\n- Protected strings: do not rewrite",
        "## Banned words\n\n- Protected strings — leave as they are",
        "## Never say\n\n- Protected strings: keep verbatim",
        "## Forbidden terms\n\n- Protected strings: never to be translated",
        '## Do not translate\n\n- "Protected strings"',
        "## Verbotene Wörter\n\n- Protected strings: nicht ändern",
        "## 禁用词\n\n- Protected strings：保持原样",
    ],
)
def test_what_is_left_as_it_is_is_no_banned_word(bans):
    assert findings(f"## Tone\n\nProtected strings stay.\n\n{bans}\n", "VOICE.md", BANNED) == []


@pytest.mark.parametrize(
    "use",
    [
        "Read notes/delve.md first.",
        "The delve/ folder is old.",
        "See old.delve for more.",
        "Ask @delve or read #delve.",
        "- **Delve:** what the digger does.",
        "Delve: the name of the harbour.",
    ],
)
def test_banned_word_in_a_path_or_as_a_label(use):
    assert findings(f"## Tone\n\n{use}\n\n## Words to avoid\n\n- delve\n", "VOICE.md", BANNED) == []


@pytest.mark.parametrize(
    "ban",
    [
        '- "delve" in headings',
        '- "delve" (about prices)',
        '- "delve" as a verb',
        "- “delve”, except for diggers",
        '- "delve" when the reader is a child',
        "- `delve` is the name of a debugger",
    ],
)
def test_a_word_that_is_banned_in_one_place_may_be_used_elsewhere(ban):
    assert findings(f"## Tone\n\nWe delve.\n\n## Never\n\n{ban}\n", "VOICE.md", BANNED) == []


@pytest.mark.parametrize("ban", ['- "delve" for "look"', "- “delve” when you mean look", '- "delve" - nobody says so'])
def test_a_ban_that_says_why_holds_everywhere(ban):
    found = findings(f"## Tone\n\nWe delve.\n\n## Never\n\n{ban}\n", "VOICE.md", BANNED)
    assert found == ["3:4 voice/banned-word-used “delve” is banned by this file"]


def test_a_banned_word_in_code_marks_is_a_word_where_the_list_is_of_words():
    text = "## Tone\n\nWe delve.\n\n## Words to avoid\n\n- `delve`\n"
    assert findings(text, "VOICE.md", BANNED) == ["3:4 voice/banned-word-used “delve” is banned by this file"]


def test_what_is_no_word_is_not_looked_for():
    text = "## Tone\n\nPassive voice hides who acts. Jargon does too.\n\n## Avoid\n\n- Passive voice\n- Jargon\n"
    assert findings(text, "VOICE.md", BANNED) == []
