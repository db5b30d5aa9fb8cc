from __future__ import annotations

import pytest
from helpers import findings, lint_text

TOTAL = ["estimates/total"]

BROKEN = {
    "francs in a table with the unit in its head": (
        "| Item | Cost (CHF) |\n|--|--|\n| A | 1'900 |\n| B | 2'500 |\n| Total | 4'300 |\n",
        "5:11",
        "1'900 + 2'500 = 4'400, not 4'300",
    ),
    "a code without colon": (
        "- A: CHF 1'900\n- B: CHF 2'500\n- Total CHF 4'300\n",
        "3:9",
        "= CHF 4'400, not CHF 4'300",
    ),
    "a code in parentheses": (
        "- A (CHF 1'900)\n- B (CHF 2'500)\n- Total (CHF 4'300)\n",
        "3:10",
        "= CHF 4'400, not",
    ),
    "a sign of two letters without colon": (
        "- A: R$ 1.900,50\n- B: R$ 2,50\n- Total R$ 1.904,00\n",
        "3:9",
        "= R$ 1.903,00",
    ),
    "a blank behind the word": ("- A: 1 900 €\n- B: 2 500 €\n- Total 4 300 €\n", "3:9", "= 4 400 €, not 4 300 €"),
    "French blanks": (
        "- A\u00a0: 1\u202f900\u00a0€\n- B\u00a0: 2\u202f500\u00a0€\n- Total\u00a0: 4\u202f300\u00a0€\n",
        "3:11",
        "1 900 € + 2 500 € = 4 400 €, not 4 300 €",
    ),
    "rupees": ("- A: ₹1,23,456\n- B: ₹2,00,000\n- Total: ₹3,23,466\n", "3:10", "= ₹3,23,456, not ₹3,23,466"),
    "dots between groups": (
        "- A: 1.900 €\n- B: 250,50 €\n- Total: 2.160,50 €\n",
        "3:10",
        "= 2.150,50 €, not 2.160,50 €",
    ),
    "dots that nothing tells": ("- A: 1.900 €\n- B: 2.500 €\n- Total: 4.300 €\n", "3:10", "= 4.400 €, not 4.300 €"),
    "dots beside whole numbers": (
        "- A: $1.200\n- B: $300\n- Total: $1.600\n",
        "3:10",
        "$1.200 + $300 = $1.500, not $1.600",
    ),
    "commas before decimals": ("- A: 1,900 €\n- B: 0,500 €\n- Total: 2,300 €\n", "3:10", "= 2,400 €, not 2,300 €"),
    "a stage and a dash": (
        "Stage 1 – 1 900 min\nStage 2 – 2 500 min\nTotal – 4 300 min\n",
        "3:9",
        "= 4 400 min, not 4 300",
    ),
    "the number of a stage": (
        "- Stage 1 200 ms\n- Stage 2 300 ms\n- Total: 600 ms\n",
        "3:10",
        "200 ms + 300 ms = 500 ms",
    ),
    "blanks and units at the end": ("Time: 1 900 + 2 500 = 4 300 min\n", "1:23", "= 4 400 min, not 4 300 min"),
    "two marks of groups": ("- A: 1 900 €\n- B: 2'500 €\n- Total: 4 500 €\n", "3:10", "= 4 400 €, not 4 500 €"),
    "a word like a code": ("- PHP 8: $5\n- ALL 9: $3\n- Total: $9\n", "3:10", "$5 + $3 = $8, not $9"),
    "tokens with dots": (
        "| Tokens | Price per 1M | Cost |\n|--|--|--|\n| 12.000 | 0,25 € | 0,005 € |\n",
        "3:21",
        "12000 × 0,25 € / 1000000 = 0.003, not 0,005 €",
    ),
    "finer than a row": ("Cost: $0.002 + $0.03 = $0.034\n", "1:24", "$0.002 + $0.03 = $0.032, not $0.034"),
    "dashes between": (
        "Stage 1 — $0.002 — 2 min\nStage 2 — $0.03 — 1 min\nTotal — $0.04 — 3 min\n",
        "3:9",
        "$0.002 + $0.03 = $0.032, not $0.04",
    ),
    "all in parentheses": ("- A ($1, 2 min)\n- B ($2, 3 min)\n- Total ($3, 6 min)\n", "3:14", "= 5 min, not 6 min"),
    "tokens in thousands": (
        "| Stage | Tokens |\n|--|--|\n| 1 | 1k |\n| 2 | 2.5k |\n| Total | 3.7k |\n",
        "5:11",
        "1k + 2.5k = 3.5k",
    ),
    "price in the cell": (
        "| Stage | Tokens | Price | Cost |\n|--|--|--|--|\n| 1 | 10k | $1.00/MTok | $0.02 |\n",
        "3:26",
        "= $0.01, not $0.02",
    ),
    "price without a word": (
        "| Stage | Tokens | $/1M tokens | Cost |\n|--|--|--|--|\n| 1 | 10k | $1.00 | $0.02 |\n",
        "3:21",
        "= $0.01, not $0.02",
    ),
    "compound word": ("- Etappe 1: 2 €\n- Etappe 2: 3 €\n- Gesamtkosten: 6 €\n", "3:17", "2 € + 3 € = 5 €, not 6 €"),
    "full-width colon": ("- 阶段1：$0.02\n- 阶段2：$0.03\n- 总计：$0.06\n", "3:6", "= $0.05, not $0.06"),
    "hours": ("- A: 1h 30m\n- B: 45m\n- Total: 2h 30m\n", "3:10", "1h 30m + 45m = 2"),
    "one of two totals": (
        "- A: $1, 2 min\n- B: $2, 3 min\n- Total cost: $3\n- Total time: 6 min\n",
        "4:15",
        "= 5 min, not 6 min",
    ),
    "a list inside an item": ("- Costs\n  - A: $1\n  - B: $2\n  - Total: $4\n", "4:12", "= $3, not $4"),
    "total before its rows": ("Total: $3\n\n- A: $1\n- B: $3\n", "1:8", "$1 + $3 = $4, not $3"),
    "rounded to cents": ("- A: $0.0024\n- B: $0.0313\n- Total: $0.05\n", "3:10", "= $0.0337, not $0.05"),
    "plain lines": (
        "Stage 1: $0.002, 2 min\nStage 2: $0.03, 1 min\nTotal: $0.032, 4 min (one-shot: $0.05)\n",
        "3:16",
        "2 min + 1 min = 3 min, not 4 min",
    ),
    "bullets": ("- Plan: $0.002\n- Write: $0.03\n- **Total: $0.04**\n", "3:12", "$0.002 + $0.03 = $0.032, not $0.04"),
    "total first": ("- Total: $0.05\n- Plan: $0.002\n- Write: $0.03\n", "1:10", "$0.032, not $0.05"),
    "total in a paragraph": ("- Plan: $0.002\n- Write: $0.03\n\nTotal: $0.05\n", "4:8", "$0.032, not $0.05"),
    "expression": ("Cost: $0.002 + $0.03 = $0.04\n", "1:24", "$0.002 + $0.03 = $0.032, not $0.04"),
    "expression of time": ("Time: 2 min + 1 min = 4 min total\n", "1:23", "2 min + 1 min = 3 min, not 4 min"),
    "units at the end": ("Time: 2 + 1 = 4 min\n", "1:15", "= 3 min, not 4 min"),
    "table": (
        "| Stage | Cost | Time |\n|--|--|--|\n| 1 | $0.01 | 2 min |\n| 2 | $0.03 | 1h 30m |\n| **Total** | **$0.04** | 93 min |\n",
        "5:27",
        "2 min + 1h 30m = 92 min, not 93 min",
    ),
    "table with units in the header": (
        "| Stage | Minutes |\n|--|--|\n| 1 | 2 |\n| 2 | 3 |\n| Total | 6 |\n",
        "5:11",
        "2 + 3 = 5, not 6",
    ),
    "tokens times price": (
        "| Stage | Tokens | Price per 1M | Cost |\n|--|--|--|--|\n| 1 | 12,000 | $0.25 | $0.003 |\n| 2 | 10,000 | $3 | $0.05 |\n",
        "4:21",
        "10000 × $3 / 1000000 = $0.03, not $0.05",
    ),
    "thousands": ("- Ads: $1,200\n- Print: $800.50\n- Total: $2,100.50\n", "3:10", "= $2,000.50, not $2,100.50"),
    "thousand and million": ("- Seed: $1.1M\n- Pay: $200K\n- Total: $1.5M\n", "3:10", "= $1.3M, not $1.5M"),
    "cents": ("- A: 2 cents\n- B: 3 cents\n- Total: $0.06\n", "3:10", "2 cents + 3 cents = $0.05, not $0.06"),
    "euro": ("- A: 0,02 €\n- B: 0,03 €\n- Total: 0,06 €\n", "3:10", "= 0,05 €, not 0,06 €"),
    "seconds": ("- A: 45 s\n- B: 30 s\n- Total: 2 min\n", "3:10", "45 s + 30 s = 75 s, not 2 min"),
    "ranges": ("- A: 4-6 hours\n- B: 3-4 hours\n- Total: 7-12 hours\n", "3:10", "= 7 h to 10 h, not 7-12 hours"),
    "a total with its sum": ("- A: $0.01\n- B: $0.02\n- Total: $0.01 + $0.02 = $0.05\n", "3:26", "= $0.03, not $0.05"),
    "rows with products": (
        "- 3 × 5K = ~$0.15\n- 2 × 2K = ~$0.20\n- Total: ~$0.55 vs $0.20 before\n",
        "3:11",
        "= $0.35, not $0.55",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_totals_that_do_not_add_up(case):
    text, where, sum_ = BROKEN[case]
    found = findings(text, "CLAUDE.md", TOTAL)
    assert len(found) == 1
    assert found[0].startswith(f"{where} estimates/total")
    assert sum_ in found[0]


SILENT = {
    "a dot and a comma that nothing tells": "- A: 1.900 €\n- B: 1,900 €\n- Total: 4.400 €\n",
    "two decimal signs and a dot": "- A: 1.900 €\n- B: 2,50 €\n- C: 2.50 €\n- Total: 4.400 €\n",
    "dots between groups": "- A: 1.900 €\n- B: 300 €\n- Total: 2.200 €\n",
    "dots between groups, and dots in hours": "- A: 1.900 €, 2.5 h\n- B: 300 €, 1 h\n- Total: 2.200 €, 3.5 h\n",
    "commas before decimals": "- A: 1,200 €\n- B: 3 €\n- Total: 4,200 €\n",
    "counts before the times": "| A | Runs, time |\n|--|--|\n| x | 3 200 ms |\n| y | 4 300 ms |\n| Total | 500 ms |\n",
    "tasks with a number": "- Task 1 200 ms\n- Task 2 300 ms\n- Total: 600 ms\n",
    "stages and a blank": "- Stages 1-2 500 ms\n- Stage 3 100 ms\n- Total: 700 ms\n",
    "another currency in a row": "- A: CHF 1'900\n- B: 2 500 kr\n- Total: CHF 4'300\n",
    "a code of another currency": "- A: $5 CAD\n- B: $5\n- Total: $11\n",
    "tokens with dots": "| Tokens | Price per 1M | Cost |\n|--|--|--|\n| 12.000 | 0,25 € | 0,003 € |\n",
    "tokens with dots that nothing tells": "| Tokens | Price per 1M | Cost |\n|--|--|--|\n| 12.000 | $250 | $3 |\n",
    "rounded rows": "- A: $0.01\n- B: $0.01\n- C: $0.01\n- Total: $0.027\n",
    "arguments of a script": "Call it with the arguments $1 + $2 = $4.\n",
    "a range with blanks": "- A: $1 - $2\n- B: $2 - $3\n- Total: $3 - $5\n",
    "an alternative alone": "- A: $1\n- B: $2\n- Total: see below (one-shot: $9)\n",
    "a total in the middle of a table": "| Stage | Cost |\n|--|--|\n| 1 | $1 |\n| Total | $9 |\n| 2 | $2 |\n",
    "right-to-left text": "- שלב 1: $1\n- שלב 2: $2\n- סך הכל: $4\n",
    "two lists under one heading": "- A: $1\n- B: $2\n- Total: $3\n\nLater:\n\n- C: $4\n- D: $5\n- Total: $9\n",
    "percentages in prose": "It took 20% off, then 30% more and 60% less.\n",
    "versions": "v1.2 + v1.3 = v1.4\n",
    "an escalation in parentheses": "- A (Haiku): $1\n- B: $2\n- C (Opus only if needed): $4\n- Total: $3\n",
    "an alternative in parentheses": "- A: $0.002\n- B: $0.03\n- Total: $0.032 (one-shot: $0.05)\n",
    "an alternative behind vs": "- A: ~$0.15\n- B: ~$0.20\n- Total: ~$0.35 vs $0.50 sequential\n",
    "rounded total": "- A: $0.002\n- B: $0.001\n- C: $0.024\n- Total: $0.03\n",
    "about": "- A: ~2 min\n- B: ~3 min\n- Total: ~6 min\n",
    "hours and minutes": "- A: 30 min\n- B: 1 hour\n- C: 45 min\n- D: 30 min\n- Total: 2h 45m\n",
    "ranges": "- A: 4-6 hours\n- B: 3-4 hours\n- C: 2-3 hours\n- Total: 9-13 hours\n",
    "parallel": "- A: 2 min\n- B: 3 min\n- Total: 3 min (in parallel)\n",
    "buffer": "- A: 2 days\n- B: 3 days\n- Total with buffer: 7 days\n",
    "rates": "- A: $0.02 per page\n- B: $0.03 per page\n- Total: $5\n",
    "limits": "- A: < 2 min\n- B: < 3 min\n- Total: < 4 min\n",
    "a limit as total": "- A: 2 min\n- B: 3 min\n- Total: at most 10 min\n",
    "two currencies": "- A: $2\n- B: 3 €\n- Total: $5\n",
    "days and hours": "- A: 2 days\n- B: 3 hours\n- Total: 4 days\n",
    "an open row": "- A: $2\n- B: $3\n- C: to be decided\n- Total: $9\n",
    "a free row": "- A: $2\n- B: $3\n- C: free\n- Total: $5\n",
    "an optional row": "- A: $2\n- B: $3\n- C (only if needed): $4\n- Total: $5\n",
    "subtotals": "- A: $2\n- B: $3\n- Subtotal: $5\n- C: $1\n- Total: $6\n",
    "two totals": "| Way | Time |\n|--|--|\n| A | 500 ms |\n| Total (short) | 530 ms |\n| Total (long) | 700 ms |\n",
    "shell variables": "- Name: $1\n- Value: $2\n- Total: `$9`\n",
    "code": "`$0.002 + $0.03 = $0.05`\n",
    "another total": "- A: $2\n- B: $3\n- Total budget: $9\n",
    "prose": "The total was $5. It cost $2 on Monday and $9 on Tuesday.\n",
    "counts": "| Level | Count |\n|--|--|\n| high | 3 |\n| low | 4 |\n| Total | 9 |\n",
    "a product among them": "Cost: 3 × $0.01 + $0.02 = $0.05\n",
    "units of another kind": "Length: 2 m + 3 m = 6 m of rope, $5\n",
    "weeks that overlap": "1. Setup (weeks 1-2)\n2. Training (weeks 3-4)\n\nTotal time: 3 weeks\n",
    "ragged table": "| Stage | Cost |\n|--|--|\n| 1 | $2 | x |\n| 2 |\n| Total | $9 |\n",
}


@pytest.mark.parametrize("case", sorted(set(SILENT) - {"units of another kind"}))
def test_totals_that_are_right_or_unknown(case):
    assert findings(SILENT[case], "CLAUDE.md", TOTAL) == []


@pytest.mark.parametrize(
    ("rows", "total", "right"),
    [
        (("$1", "$2"), "$4", "$3"),
        (("$1.50", "$1.50"), "$4.00", "$3.00"),
        (("$1,000.50", "$234"), "$1,999.00", "$1,234.50"),
        (("1,50 €", "1,50 €"), "4,00 €", "3,00 €"),
        (("1 900 €", "2 500 €"), "4 300 €", "4 400 €"),
        (("1\u202f900,50\u00a0€", "2\u202f500,00\u00a0€"), "4\u202f300,50\u00a0€", "4\u202f400,50\u00a0€"),
        (("1&nbsp;900 €", "2&nbsp;500 €"), "4&nbsp;300 €", "4&nbsp;400 €"),
        (("CHF 1’900.50", "CHF 99.50"), "CHF 900.00", "CHF 2’000.00"),  # groups as the rows have them
        (("₹99,999", "₹23,457"), "₹1,24,456", "₹1,23,456"),
        (("$99,999", "$23,457"), "$99,456", "$123,456"),
        (("1.900 €", "2.500 €"), "4.300 €", "4.400 €"),  # nineteen hundred or 1.9, it is the same
        (("900 €", "2500 €"), "350 €", "3400 €"),
        (("2,5 h", "2,5 h"), "6 h", "5 h"),
        (("12 500 ms", "3 200 ms"), "15.8 s", "15.7 s"),
        (("$2k", "$3k"), "$6k", "$5k"),
        (("10 cents", "20 cents"), "40 cents", "30 cents"),
        (("0.002 USD", "0.03 USD"), "0.04 USD", "0.032 USD"),
        (("30 s", "40 s"), "60 s", "70 s"),
        (("2 min", "3 min"), "**9 min**", "**5 min**"),
        (("1 h 30 min", "2 h"), "2 h 15 min", "3 h 30 min"),
        (("20 min", "30 min"), "1.0 h", "50 min"),  # five sixths of an hour have no end
    ],
)
def test_an_exact_total_has_a_safe_fix_in_its_own_spelling(rows, total, right):
    text = f"- A: {rows[0]}\n- B: {rows[1]}\n- Total: {total}\n"
    (one,) = lint_text(text, "CLAUDE.md", TOTAL).diagnostics
    assert one.fix
    (edit,) = one.fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == text.replace(total, right)
    assert one.fix.safe


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (("~$1", "$2"), "$5"),
        (("$1", "$2"), "~$5"),
        (("$1.200", "$300"), "$1.600"),
        (("1 900 €", "2'500 €"), "4 300 €"),
        (("1 900 €", "2500 €"), "4 300 €"),
        (("1 900 €", "2\u00a0500 €"), "4 300 €"),
        (("1,50 €", "2.50 €"), "4,50 €"),
    ],
)
def test_a_total_that_is_not_exact_has_a_fix_that_is_not_safe(rows, total):
    (one,) = lint_text(f"- A: {rows[0]}\n- B: {rows[1]}\n- Total: {total}\n", "CLAUDE.md", TOTAL).diagnostics
    assert one.fix
    assert not one.fix.safe


@pytest.mark.parametrize(
    ("rows", "total"),
    [
        (("600 €", "700 €"), "900 €"),  # 1300, 1 300 or 1.300
        (("₹99,999", "₹23,457"), "₹1,111"),  # ₹1,23,456 or ₹123,456
        (("₹123,456", "₹1,00,000"), "₹1,111"),
        (("1 900 €", "2'500 €"), "43 €"),
        (("$1M", "$200K"), "$2M"),  # $1.2M or $1,2M
        (("0 €", "1 900 €"), "0 €"),
    ],
)
def test_a_total_whose_notation_no_figure_shows_has_no_fix(rows, total):
    text = "".join(f"- A: {row}\n" for row in rows) + f"- Total: {total}\n"
    (one,) = lint_text(text, "CLAUDE.md", TOTAL).diagnostics
    assert one.fix is None


def test_a_range_has_no_fix():
    (one,) = lint_text("- A: $1-2\n- B: $3\n- Total: $9\n", "CLAUDE.md", TOTAL).diagnostics
    assert one.fix is None


STAGES = "".join(
    f"### Stage {n}: S{n}\n\n- Input: a{n}.md\n- Output: b{n}.md\n- Success: one page\n\n" for n in (1, 2, 3)
)
ROWS = ["estimates/missing-row"]


def test_missing_row():
    rows = "## Cost\n\n- Stage 1: $1\n- Stage 2: $2\n- Total: $3\n"
    assert findings("# Work\n\n" + STAGES + rows, "SKILL.md", ROWS) == [
        "15:1 estimates/missing-row stage 3 has no estimate, its siblings have one"
    ]
    rows = "## Cost\n\n- Stage 1: $1\n- Stage 2: $2\n- Stage 3: $2\n- Stage 4: $3\n- Total: $8\n"
    assert findings("# Work\n\n" + STAGES + rows, "SKILL.md", ROWS) == [
        "26:3 estimates/missing-row an estimate for stage 4, and there is no such stage"
    ]


def test_a_row_with_the_wrong_number_is_one_finding():
    rows = "## Cost\n\n- Stage 1: $1\n- Stage 2: $2\n- Stage 4: $3\n- Total: $6\n"
    assert findings("# Work\n\n" + STAGES + rows, "SKILL.md", ROWS) == [
        "25:3 estimates/missing-row an estimate for stage 4, and there is no such stage: 3 has none"
    ]


def test_a_stage_with_the_wrong_number_is_left_to_numbering():
    rows = "## Cost\n\n- Stage 1: $1\n- Stage 2: $2\n- Stage 3: $3\n- Total: $6\n"
    assert findings("# Work\n\n" + STAGES.replace("Stage 3", "Stage 4") + rows, "SKILL.md", ROWS) == []


@pytest.mark.parametrize(
    "rows",
    [
        "- Stage 1: $1\n- Stage 2: $2\n- Stage 3: $3\n- Overhead: $1\n- Total: $7\n",
        "- Stage 1: $1\n- Stages 2-3: $5\n- Total: $6\n",
        "- Stage 1: $1\n- Stage 2: $2\n- S3: $3\n- Total: $6\n",
        "- Paper: $1\n- Ink: $2\n- Total: $3\n",
        "| # | Cost |\n|--|--|\n| 1 | $1 |\n| 2 | $2 |\n| 3 | $3 |\n| Total | $6 |\n",
    ],
)
def test_rows_that_match(rows):
    assert findings("# Work\n\n" + STAGES + "## Cost\n\n" + rows, "SKILL.md", ROWS) == []


def test_estimates_inside_stages():
    stages = STAGES.replace("- Success", "- Estimate: $0.01, 2 min\n- Success")
    assert findings("# Work\n\n" + stages + "Total: $0.03, 6 min\n", "SKILL.md", TOTAL) == []
    found = findings("# Work\n\n" + stages + "Total: $0.04, 6 min\n", "SKILL.md", TOTAL)
    assert len(found) == 1
    assert "$0.01 + $0.01 + $0.01 = $0.03, not $0.04" in found[0]
