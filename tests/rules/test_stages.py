from __future__ import annotations

import pytest
from helpers import findings

BRIEF = "# T\n\n## Specification\n\nWrite it.\n\n## Constraints\n\n- Do not lie.\n\n## Work\n\n"
FIELD, TIER = ["stages/missing-field"], ["stages/missing-tier"]
NUMBER, ORPHAN, TOP = ["stages/numbering"], ["stages/orphan-input"], ["stages/all-top-tier"]


def fields(number: int, without: str = "") -> list[str]:
    lines = [
        f"Input: draft{number - 1}.md",
        "Task: rewrite the draft",
        "Success: it is shorter",
        f"Output: draft{number}.md",
    ]
    return [line for line in lines if not without or not line.startswith(without)]


def heading(number: int, without: str = "", tier: str = " (Haiku)") -> str:
    return f"### Stage {number}: Pass{tier}\n\n" + "".join(f"- {line}\n" for line in fields(number, without)) + "\n"


def plain_bullets(number: int, without: str = "") -> str:
    return f"Stage {number}: Pass (Haiku)\n" + "".join(f"- {line}\n" for line in fields(number, without)) + "\n"


def plain_indented(number: int, without: str = "") -> str:
    return f"Stage {number}: Pass (Haiku)\n" + "".join(f"  {line}\n" for line in fields(number, without)) + "\n"


def bold(number: int, without: str = "") -> str:
    lines = "".join(f"- **{line.replace(':', ':**', 1)}\n" for line in fields(number, without))
    return f"**Phase {number}: Pass** (Haiku)\n\n{lines}\n"


def numbered(number: int, without: str = "") -> str:
    return (
        f"{number}. Pass. "
        + ". ".join(line.rstrip(".") for line in fields(number, without) if "Task" not in line)
        + ".\n"
    )


def nested(number: int, without: str = "") -> str:
    return f"{number}. **Pass** (Haiku)\n" + "".join(f"   - {line}\n" for line in fields(number, without))


def item(number: int, without: str = "") -> str:
    return f"- Step {number}: Pass (Haiku)\n" + "".join(f"  - {line}\n" for line in fields(number, without))


SHAPES = [heading, plain_bullets, plain_indented, bold, numbered, nested, item]


@pytest.mark.parametrize("shape", SHAPES)
def test_whole_stages_are_silent(shape):
    assert findings(BRIEF + "".join(shape(n) for n in (1, 2, 3)), "CONTEXT.md", [*FIELD, *TIER, *NUMBER, *ORPHAN]) == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("field", ["Input", "Success", "Output"])
def test_a_field_is_missing(shape, field):
    text = BRIEF + shape(1) + shape(2, field) + shape(3)
    line = (BRIEF + shape(1)).count("\n") + 1
    found = findings(text, "CONTEXT.md", FIELD)
    assert len(found) == 1
    assert found[0].startswith(f"{line}:")
    assert found[0].endswith(f"2 has no {field}")


TABLE = """| Stage | Model | Input | Task | Done when | Deliverable |
|---|---|---|---|---|---|
| 1. Plan | Haiku | a.md | plan | five lines | b.md |
| 2. Write | Haiku | b.md | write | two pages | c.md |
| 3. Check | script | c.md | compare | no difference | d.md |
"""


def test_a_table_of_stages():
    everything = [*FIELD, *TIER, *NUMBER, *ORPHAN]
    assert findings(BRIEF + TABLE, "CONTEXT.md", everything) == []
    assert findings(BRIEF + TABLE.replace("two pages", ""), "CONTEXT.md", everything) == [
        "16:3 stages/missing-field stage 2 has no Success"
    ]
    assert findings(BRIEF + TABLE.replace("script", ""), "CONTEXT.md", everything) == [
        "17:3 stages/missing-tier stage 3 names no model tier, its siblings do"
    ]
    assert findings(BRIEF + TABLE.replace("3. Check", "4. Check"), "CONTEXT.md", everything) == [
        "17:3 stages/numbering there is no stage 3: 2 is followed by 4"
    ]


def test_synonyms_and_prose_count():
    text = (
        BRIEF
        + "### Stage 1: Plan\n\nRead the notes and plan.\n\n- Reads: a.md\n- Done when: five lines\n- Deliverable: b.md\n\n"
        "### Stage 2: Write\n\n- Goal: write\n- Given: b.md\n- Acceptance criteria: two pages\n- Result: c.md\n"
    )
    assert findings(text, "CONTEXT.md", FIELD) == []


def test_steps_without_fields_are_no_decomposition():
    text = "## Step 1: Install\n\nRun `make`.\n\n## Step 2: Test\n\nRun `make test`.\n\n- Output: a log\n"
    assert findings(text, "SKILL.md", [*FIELD, *TIER, *NUMBER]) == []


def test_a_note_without_contract_promises_nothing():
    assert findings("# Notes\n\n" + heading(1) + heading(3, "Input", ""), "CONTEXT.md", [*FIELD, *TIER, *NUMBER]) == []


def test_elsewhere_only_what_all_siblings_have():
    assert findings(heading(1, "Output") + heading(2, "Success") + heading(3), "SKILL.md", FIELD) == []
    assert len(findings(heading(1) + heading(2) + heading(3, "Success"), "SKILL.md", FIELD)) == 1


def test_missing_tier():
    text = BRIEF + heading(1) + heading(2, tier="") + heading(3)
    assert findings(text, "CONTEXT.md", TIER) == [
        "20:1 stages/missing-tier stage 2 names no model tier, its siblings do"
    ]


@pytest.mark.parametrize(
    "tier", [" (any)", " (human)", " (script)", " — Sonnet", " [Haiku]", " (Haiku, Opus only if needed)"]
)
def test_what_counts_as_a_tier(tier):
    assert findings(BRIEF + heading(1) + heading(2, tier=tier) + heading(3), "CONTEXT.md", TIER) == []


def test_a_sentence_settles_the_tier():
    text = BRIEF + "All other stages run on Haiku.\n\n" + heading(1) + heading(2, tier="") + heading(3)
    assert findings(text, "CONTEXT.md", TIER) == []


def test_no_tier_anywhere_is_no_finding():
    assert findings(BRIEF + heading(1, tier="") + heading(2, tier=""), "CONTEXT.md", TIER) == []


def test_numbering():
    assert findings(BRIEF + heading(1) + heading(3), "CONTEXT.md", NUMBER) == [
        "20:1 stages/numbering there is no stage 2: 1 is followed by 3"
    ]
    twice = "## Step 1: A\n\nx\n\n## Step 2: B\n\ny\n\n## Step 2: C\n\nz\n"
    assert findings(twice, "SKILL.md", NUMBER) == ["9:1 stages/numbering step 2 stands here twice"]


def test_one_slip_in_the_numbers_is_one_finding():
    text = BRIEF + heading(1) + heading(2) + heading(2).replace("Pass", "Fail") + heading(4)
    assert findings(text, "CONTEXT.md", NUMBER) == ["27:1 stages/numbering stage 2 stands here twice"]
    text = BRIEF + heading(1) + heading(2) + heading(2).replace("Pass", "Fail") + heading(3) + heading(5)
    assert len(findings(text, "CONTEXT.md", NUMBER)) == 2


SYNONYMS = [
    ("Inputs", "Goal", "Done when", "Deliverable"),
    ("Reads", "Objective", "Acceptance criteria", "Produces"),
    ("Given", "Action", "Definition of done", "Result"),
    ("Takes", "Do", "DoD", "Returns"),
    ("Source", "Instructions", "Quality gate", "Writes"),
    ("Input", "Prompt", "Complete when", "Artifact"),
    ("Input", "Work", "Passes when", "Artefact"),
    ("Eingabe", "Aufgabe", "Fertig wenn", "Ausgabe"),
    ("Entrée", "Tâche", "Succès", "Sortie"),
    ("Entrada", "Tarea", "Éxito", "Salida"),
    ("Вход", "Задача", "Готово", "Выход"),
    ("输入", "任务", "完成条件", "输出"),
    ("入力", "タスク", "成功", "出力"),
    ("입력", "작업", "성공", "출력"),
]


def renamed(text: str, names: tuple[str, ...]) -> str:
    for name, own in zip(("Input:", "Task:", "Success:", "Output:"), names, strict=True):
        text = text.replace(name, f"{own}:")
    return text


@pytest.mark.parametrize("names", SYNONYMS, ids=lambda names: names[2])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_the_fields_may_be_called(shape, names):
    everything = [*FIELD, *TIER, *NUMBER, *ORPHAN]
    assert findings(BRIEF + "".join(renamed(shape(n), names) for n in (1, 2, 3)), "CONTEXT.md", everything) == []
    text = BRIEF + renamed(shape(1), names) + renamed(shape(2, "Output"), names) + renamed(shape(3), names)
    assert [one.rpartition(" has no ")[2] for one in findings(text, "CONTEXT.md", FIELD)] == ["Output"]


def with_model(number: int) -> str:
    return heading(number, tier="").replace("\n\n- Input", "\n\n- Model: Haiku\n- Input")


def sub_headings(number: int, without: str = "") -> str:
    body = "".join("#### {}\n\n{}\n\n".format(*line.split(": ")) for line in fields(number, without))
    return f"### Stage {number}: Pass (Haiku)\n\n{body}"


def rows(number: int, without: str = "") -> str:
    body = "".join("| {} | {} |\n".format(*line.split(": ")) for line in fields(number, without))
    return f"### Stage {number}: Pass (Haiku)\n\n| Field | Value |\n|---|---|\n{body}\n"


@pytest.mark.parametrize("shape", [with_model, sub_headings, rows])
def test_stages_of_other_shapes_are_silent(shape):
    everything = [*FIELD, *TIER, *NUMBER, *ORPHAN]
    assert findings(BRIEF + "".join(shape(n) for n in (1, 2, 3)), "CONTEXT.md", everything) == []


@pytest.mark.parametrize("shape", [sub_headings, rows])
def test_a_field_is_missing_in_other_shapes(shape):
    text = BRIEF + shape(1) + shape(2, "Success") + shape(3)
    line = (BRIEF + shape(1)).count("\n") + 1
    assert findings(text, "CONTEXT.md", FIELD) == [f"{line}:1 stages/missing-field stage 2 has no Success"]


def test_a_tier_in_a_field_is_missing():
    text = BRIEF + with_model(1) + with_model(2).replace("- Model: Haiku\n", "") + with_model(3)
    assert findings(text, "CONTEXT.md", TIER) == [
        "21:1 stages/missing-tier stage 2 names no model tier, its siblings do"
    ]


def test_inputs_that_go_in_a_circle():
    text = BRIEF + heading(1).replace("draft0.md", "the verdict sheet").replace("draft1.md", "the claims")
    text += heading(2).replace("draft1.md", "the claims").replace("draft2.md", "the verdict sheet")
    assert findings(text, "CONTEXT.md", [*FIELD, *TIER, *NUMBER, *ORPHAN]) == []


@pytest.mark.parametrize(
    "names",
    [
        ("Step 3: A", "Step 4: B"),
        ("Phase 0: A", "Phase 1: B"),
        ("Step 1: A", "Step 2a: B", "Step 2b: C", "Step 3: D"),
        ("Step 1: A", "Step 1-B: B", "Step 2: C"),
        ("Step 1: A", "Step 1.5: B", "Step 2: C"),
        ("Step 4.5.1: A", "Step 4.5.2: B"),
        ("Steps 1-3: A", "Step 4: B"),
        ("Phase 2: A", "Phase 3: B", "Phase 4: C", "Phase 6: D"),
        ("Step 1: A", "Step 2: B", "Step 1: C", "Step 2: D"),
        ("Step 0.5 one", "Step 0.5 two"),
        ("Phase 3b-1: A", "Phase 3b-2: B"),
        ("Stage 1: Short", "Stage 20: Long"),
    ],
)
def test_numbers_that_are_fine(names):
    assert findings("".join(f"## {name}\n\nx\n\n" for name in names), "SKILL.md", NUMBER) == []


def test_a_number_that_stands_elsewhere_is_not_missing():
    text = "## Step 1: A\n\nx\n\n**Step 2: B**\n\ny\n\n## Step 3: C\n\nz\n"
    assert findings(text, "SKILL.md", NUMBER) == []


def test_items_about_models_are_no_stages_on_them():
    text = "1. **Gemini draft**:\n   - Output: a\n2. **Second draft**:\n   - Output: b\n"
    assert findings(text, "CLAUDE.md", TIER) == []


def test_orphan_input():
    text = BRIEF + heading(1) + heading(2).replace("draft1.md", "quokka photographs")
    assert findings(text, "CONTEXT.md", ORPHAN) == [
        "22:3 stages/orphan-input nothing before stage 2 provides “quokka photographs”"
    ]


@pytest.mark.parametrize(
    "given", ["the output of stage 1", "`photos/`", "photos.zip", "the shorter version", "feedback from Ines"]
)
def test_inputs_that_have_a_source(given):
    assert findings(BRIEF + heading(1) + heading(2).replace("draft1.md", given), "CONTEXT.md", ORPHAN) == []


def test_all_top_tier():
    text = BRIEF + "".join(heading(n, tier=" (Opus)") for n in (1, 2, 3))
    message = "all 3 of these stages (lines 13 to 27) run on the largest tier"
    assert findings(text, "CONTEXT.md", TOP) == [f"13:1 stages/all-top-tier {message}"]


@pytest.mark.parametrize(
    "text",
    [
        BRIEF + "".join(heading(n, tier=" (Opus)") for n in (1, 2)),
        BRIEF + "".join(heading(n, tier=" (Opus only if needed)") for n in (1, 2, 3)),
        BRIEF + heading(1) + "".join(heading(n, tier=" (Opus)") for n in (2, 3, 4)),
        BRIEF
        + "Opus throughout, because the source is legal text.\n\n"
        + "".join(heading(n, tier=" (Opus)") for n in (1, 2, 3)),
    ],
)
def test_the_largest_tier_is_fine(text):
    assert findings(text, "CONTEXT.md", TOP) == []


def test_a_hundred_stages():
    everything = [*FIELD, *TIER, *NUMBER, *ORPHAN, *TOP]
    assert findings(BRIEF + "".join(heading(n) for n in range(1, 101)), "CONTEXT.md", everything) == []
