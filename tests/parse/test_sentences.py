"""Where text counts as an instruction."""

from __future__ import annotations

import pytest

from ctxlint.parse import parse
from ctxlint.parse.sentences import CODE, sentences


def stream(text: str) -> list[str]:
    document = parse(text.encode(), "CLAUDE.md", "claude")
    return [document.slice(sentence.span) for sentence in sentences(document)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run the tests. Then push!\n", ["Run the tests.", "Then push!"]),
        ("- Run a\n- Run b\n  - Run c\n", ["Run a", "Run b", "Run c"]),
        ("| head |\n|---|\n| Run it |\n", ["Run it"]),
        ("Use e.g. tabs, i.e. no spaces. Done.\n", ["Use e.g. tabs, i.e. no spaces.", "Done."]),
        ("Run it\nto the end. Stop.\n", ["Run it\nto the end.", "Stop."]),
        ("使用空格。不要推送。\n", ["使用空格。", "不要推送。"]),
        ("Version 1.2.3 is old\n", ["Version 1.2.3 is old"]),
    ],
)
def test_sentences(text, expected):
    assert stream(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# Run the tests\n",
        "> Run the tests.\n",
        "> - Run the tests.\n",
        "```\nRun the tests.\n```\n",
        "    Run the tests.\n",
        "<!-- Run the tests. -->\n",
        "<div>\nRun the tests.\n</div>\n",
        "| Run the tests |\n|---|\n",
        "❌ Run the tests.\n",
        "- Bad: run the tests.\n",
        "**Wrong:** run the tests.\n",
        "- Don't:\n  - run the tests\n",
        "## Examples\n\nRun the tests.\n",
        "## Bad examples\n\n### More\n\nRun the tests.\n",
        "---\nname: run the tests\n---\n",
    ],
)
def test_what_is_no_instruction(text):
    assert stream(text) == []


def test_code_quotations_and_targets_are_blanked_out_but_keep_their_place():
    text = 'Write `a.b` as "good code" in [the guide](docs/x.md) <!-- no --> now.\n'
    document = parse(text.encode(), "CLAUDE.md", "claude")
    (sentence,) = sentences(document)
    assert len(sentence.text) == len(text) - 1
    assert sentence.text.split() == ["Write", CODE * 5, "as", CODE * 11, "in", "the", "guide", "now."]


@pytest.mark.parametrize(
    ("text", "negative"),
    [
        ("Never push.\n", True),
        ("Do not push.\n", True),
        ("Push.\n", False),
        ("Nicht pushen.\n", True),
        ("不要推送\n", True),
        ("Note the time.\n", False),
    ],
)
def test_polarity(text, negative):
    document = parse(text.encode(), "CLAUDE.md", "claude")
    assert [sentence.negative for sentence in sentences(document)] == [negative]


def test_section():
    document = parse(b"# A\n\none\n\n## B\n\ntwo\n", "CLAUDE.md", "claude")
    assert [document.sections[sentence.section].title for sentence in sentences(document)] == ["A", "B"]


@pytest.mark.parametrize(
    "text",
    [
        "const berths = handle(errors[0](docs/nope.md));",
        "import { tide } from 'tide'",
        "def berth(name):\nreturn name",
        "function berth() {\nreturn first(all); // handle errors\n}",
        "if (tide < 2) {\nopen(gate);\n}",
        "#include <tide.h>\nint main(void) {",
        "@Injectable()\nexport class Tide {",
        "from tide import gate\n// open the gate",
        "Then:\nlet gate = open();\ngate.close();",
    ],
)
def test_code_without_a_fence_says_nothing(text):
    assert stream(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Import it from the tide table.",
        "Close the gate (always);",
        "Let it run, var by var.",
        "Return the key; then sign (both names).",
        "Class names are nouns.",
        "Open the gate.\nWait for the tide.\ngate.close();",
    ],
)
def test_prose_that_looks_a_little_like_code_is_said(text):
    assert stream(text) != []
