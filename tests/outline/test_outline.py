"""Parts are found by meaning, in every shape people write them."""

from __future__ import annotations

import json

import pytest
from helpers import ROOT, lint_text
from jsonschema import Draft202012Validator

from ctxlint.outline import Outline
from ctxlint.outline.headings import normalise, parts_of, vocabulary
from ctxlint.parse import parse

WORDS = vocabulary("context")
SHAPE = Draft202012Validator(json.loads((ROOT / "schemas" / "outline.schema.json").read_text()))


def read(text: str) -> Outline:
    built = Outline(parse(text.encode(), "CONTEXT.md", "context"), WORDS)
    SHAPE.validate(built.value)
    json.dumps(built.value)
    return built


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("Part 2: Constraints (Required)", "constraints"),
        ("Constraints", "constraints"),
        ("CONSTRAINTS:", "constraints"),
        ("2. Boundaries & non-goals", "constraints"),
        ("Boundaries and Non-Goals", "constraints"),
        ("✅ Definition of Done", "success"),
        ("Definition-of-done", "success"),
        ("Success Criteria — what counts", "success"),
        ("**Acceptance criteria**", "success"),
        ("3.1) Success metrics", "success"),
        ("IV. Verification", "feedback"),
        ("Feedback Loop (Required)", "feedback"),
        ("Our Feedback Loop", "feedback"),
        ("What is this?", "specification"),
        ("Project overview", "specification"),
        ("Key constraints", "constraints"),
        ("Don’ts", "constraints"),
        ("Do's and Don'ts", "constraints"),
        ("Erfolgskriterien", "success"),
        ("Nicht-Ziele", "constraints"),
        ("验收标准", "success"),
        ("一、约束条件", "constraints"),
        ("反馈循环", "feedback"),
        ("目的", "specification"),
        ("제약 조건", "constraints"),
        ("Critères d'acceptation", "success"),
        ("Критерии успеха", "success"),
    ],
)
def test_headings_that_carry_a_part(heading, part):
    assert part in parts_of(heading, WORDS)


@pytest.mark.parametrize(
    "heading", ["Architecture", "Harbour", "API", "Commands", "Installation", "Constrained devices", "", "🚀", "2."]
)
def test_headings_that_carry_none(heading):
    assert parts_of(heading, WORDS) == ()


def test_normalise_sets_aside_what_does_not_matter():
    assert normalise("2. **Boundaries** & Non-Goals (Required):") == "boundary and non goal"


CARRIERS = {
    "a heading of any level": "# T\n\n#### Constraints\n\n- Do not push.\n",
    "a setext heading": "Constraints\n-----------\n\n- Do not push.\n\nOther\n-----\n\n- y\n",
    "a bold lead-in": "# T\n\n**Constraints:**\n- Do not push.\n",
    "a bold lead-in with the colon outside": "# T\n\n**Constraints**: Do not push.\n",
    "a bold line": "# T\n\n**Constraints**\n\n- Do not push.\n",
    "a lead-in in a list": "# T\n\n- **Constraints:** Do not push.\n- **Other:** y\n",
    "a label": "# T\n\n<constraints>\n- Do not push.\n</constraints>\n",
    "a label with an underscore": "# T\n\n<hard_rules>\nDo not push.\n</hard_rules>\n",
    "a label in camel case": "# T\n\n<hardRules>\nDo not push.\n</hardRules>\n",
    "a definition list": "# T\n\nConstraints\n: Do not push.\n",
    "a frontmatter key": "---\nconstraints:\n  - Do not push.\n---\n# T\n",
    "a frontmatter text": "---\nconstraints: Do not push.\n---\n# T\n",
}


@pytest.mark.parametrize("text", CARRIERS.values(), ids=CARRIERS)
def test_carriers(text):
    parts = read(text).value["parts"]
    assert parts["constraints"]["prohibitions"] == ["Do not push."]


def test_the_title_names_the_file_and_not_a_part():
    assert read("# Context\n\nSome note.\n").value["parts"] == {}
    assert "specification" in read("# Context\n\nA note.\n\n# Constraints\n\n- No.\n").value["parts"]


def test_a_part_inside_another_keeps_its_items_to_itself():
    parts = read("# T\n\n## Overview\n\nBuild x.\n\n### Constraints\n\n- Do not push.\n").value["parts"]
    assert parts["constraints"]["items"] == ["Do not push."]
    assert parts["specification"]["items"] == []
    assert parts["specification"]["words"] > 2


def test_several_headings_of_one_part_are_read_as_one():
    parts = read("# T\n\n## Purpose\n\n- a\n\n## Background\n\n- b\n").value["parts"]
    assert parts["specification"] == {"heading": "Purpose", "words": 2, "items": ["a", "b"]}


ITEMS = {
    "bullets": "- Time budget: 2 hours\n- [ ] Costs < $5\n",
    "a paragraph": "Time budget: 2 hours. Costs < $5\n",
    "a table": "| what | limit |\n|---|---|\n| Time budget | 2 hours |\n| Costs | < $5 |\n",
    "nested": "- Limits:\n  - Time budget: 2 hours\n  - Costs < $5\n",
}


@pytest.mark.parametrize("body", ITEMS.values(), ids=ITEMS)
def test_items(body):
    success = read(f"# T\n\n## Success Criteria\n\n{body}").value["parts"]["success"]
    measured = [item for item in success["items"] if item["measures"]]
    assert len(measured) == 2


@pytest.mark.parametrize(
    ("line", "measure"),
    [
        ("3000+ words, 12-15 min read", "3000+ words"),
        ("p95 below 200 ms", "200 ms"),
        ("`make test` exits 0", "`make test`"),
        ("exit code 0", "exit code 0"),
        ("docs/guide.md is there", "docs/guide.md"),
        ("No lint errors remain", "No lint errors"),
        ("All tests pass", "pass"),
        ("Can a newcomer run it?", "?"),
        ("Given a cart, when it is empty, then checkout is disabled", "Given"),
        ("WHEN a file is missing THE SYSTEM SHALL exit", "WHEN"),
        ("at least three examples", "at least"),
        ("全部测试通过", "通过"),
    ],
)
def test_what_can_be_checked(line, measure):
    item = read(f"# T\n\n## Success\n\n- {line}\n").value["parts"]["success"]["items"][0]
    assert any(measure in found for found in item["measures"]), item


@pytest.mark.parametrize(
    "line", ["Looks professional", "The code is clean and modern", "Users are happy", "High quality", "Feels polished"]
)
def test_what_cannot_be_checked(line):
    assert read(f"# T\n\n## Success\n\n- {line}\n").value["parts"]["success"]["items"][0]["measures"] == []


def test_requirements_are_success_criteria_only_where_they_can_be_checked():
    assert "success" in read("# T\n\n## Requirements\n\n- Answers in 200 ms.\n").value["parts"]
    assert "success" not in read("# T\n\n## Requirements\n\n- Nice and clean.\n").value["parts"]


def test_signals_are_found_by_line_and_by_what_they_stand_under():
    text = "# T\n\n## Feedback Loop\n\n- Output reads like an ad: redo it.\n\n**If it goes wrong:**\n- tone is off\n\n### Who to call\n\nAsk Ines.\n"
    signals = read(text).value["parts"]["feedback"]["signals"]
    assert signals["failure"] == ["tone is off"]
    assert signals["escalation"] == ["Ask Ines."]
    assert signals["validation"] == []


def test_a_command_in_a_fence_validates():
    signals = read("# T\n\n## Verification\n\n```bash\n# all\nmake test\n```\n").value["parts"]["feedback"]["signals"]
    assert signals["validation"] == ["`make test`"]


def test_values_point_at_where_they_stand():
    text = "# T\n\n## Constraints\n\n- Do not push.\n- No.\n"
    document = parse(text.encode(), "CONTEXT.md", "context")
    built = Outline(document, WORDS)
    assert document.slice(built.locate("/parts/constraints/items/1")) == "No."
    assert document.slice(built.locate("/parts/constraints/nothing/here")) == "## Constraints"
    assert document.slice(built.locate("/parts/success")) == "# T"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (
            "# S\n\n## Language\n\n**Cart**:\nWhat is bought.\n\n**Order**:\nA paid cart.\n\n**Line**:\nOne product.\n",
            "glossary",
        ),
        (
            "# S\n\n**Cart** — bought things\n_Avoid_: bag\n\n**Order** — paid\n_Avoid_: deal\n\n**Line** — one\n_Avoid_: row\n",
            "glossary",
        ),
        ("# S\n\n## Glossary\n\n- **Cart**: x\n- **Order**: y\n- **Line**: z\n", "glossary"),
        ("# S\n\nNotes about the sprint.\n\n## Timeline\n\n- May: start\n", "context"),
        ("# S\n\n**Purpose:** build\n**Constraints:** no\n\n**Success criteria:** 1 test\n\n## Terms\n", "context"),
        ("<!-- ctxlint: kind[glossary] -->\n# S\n\nNothing.\n", "glossary"),
        ("<!-- ctxlint: kind[context] -->\n# S\n\n## Language\n\n**A**: x\n\n**B**: y\n\n**C**: z\n", "context"),
    ],
)
def test_glossaries_are_recognised_by_positive_evidence(text, kind):
    assert lint_text(text, "CONTEXT.md").kind == kind
