"""What a ctxlint comment covers, and what is said of one that covers nothing."""

from __future__ import annotations

import pytest
from helpers import lint_text, places
from hypothesis import given, settings
from hypothesis import strategies as st

RULES = ["parts/placeholder", "files/unused-ignore", "files/unknown-ignore"]
IGNORE = "<!-- ctxlint: ignore[parts/placeholder] why -->\n"

COVERED = {
    "the next paragraph": IGNORE + "one\nVersion: TBD\n",
    "after a blank line": IGNORE + "\nVersion: TBD\n",
    "a whole list": IGNORE + "- a\n- b\n  - TBD\n",
    "an item of a list": "- a\n" + IGNORE + "- TBD\n",
    "a whole table": IGNORE + "| a |\n|---|\n| x |\n| TBD |\n",
    "a row of a table": "| a |\n|---|\n| x |\n" + IGNORE + "| TBD |\n",
    "a heading": IGNORE + "# TBD\n",
    "the rest of an item": "1. fine\n2. " + IGNORE + "   TBD\n",
    "the rest of a paragraph": "fine\n" + IGNORE + "TBD\n",
    "behind another comment": IGNORE + "<!-- prettier-ignore -->\n| a |\n|---|\n| TBD |\n",
    "two comments": IGNORE + "<!-- ctxlint: ignore[files/empty] -->\n\nTBD\n",
    "the end of a line": "text <!-- ctxlint: ignore[parts/placeholder] --> TBD\n",
    "the end of a row": "| a |\n|---|\n| TBD | <!-- ctxlint: ignore[parts/placeholder] x -->\n",
    "a group": "<!-- ctxlint: ignore[parts] why -->\nTBD\n",
    "one of two names": "<!-- ctxlint: ignore[parts/placeholder, files/empty] -->\nTBD\n",
    "a region": "<!-- ctxlint: disable[parts/placeholder] -->\n\nTBD\n\nTBD\n\n<!-- ctxlint: enable[parts/placeholder] -->\n",
    "a region to the end": "<!-- ctxlint: disable[parts/placeholder] -->\n\nTBD\n\n# TBD\n",
    "a file": "<!-- ctxlint: file-ignore[parts/placeholder] -->\nTBD\n\n# TBD\n",
    "frontmatter, line above": "---\n# ctxlint: ignore[parts/placeholder] why\ndescription: TBD\n---\ntext\n",
    "frontmatter, same line": "---\ndescription: TBD # ctxlint: ignore[parts/placeholder] why\n---\ntext\n",
}


@pytest.mark.parametrize("text", COVERED.values(), ids=COVERED)
def test_covered(text):
    result = lint_text(text, "CLAUDE.md", ["parts/placeholder"])
    assert result.diagnostics == ()
    assert result.suppressed >= 1


NOT_COVERED = {
    "the block after the next": (IGNORE + "one\n\nTBD\n", ["1:22 files/unused-ignore", "4:1 parts/placeholder"]),
    "another line": (
        "a <!-- ctxlint: ignore[parts/placeholder] -->\nTBD\n",
        ["1:24 files/unused-ignore", "2:1 parts/placeholder"],
    ),
    "behind enable": (
        "<!-- ctxlint: disable[parts/placeholder] -->\nTBD\n\n<!-- ctxlint: enable[parts/placeholder] -->\n\nTBD\n",
        ["6:1 parts/placeholder"],
    ),
    "another rule": ("<!-- ctxlint: ignore[files/empty] -->\nTBD\n", ["2:1 parts/placeholder"]),
    "no names": ("<!-- ctxlint: ignore -->\nTBD\n", ["1:1 files/unknown-ignore", "2:1 parts/placeholder"]),
    "in code": ("`<!-- ctxlint: ignore[parts/placeholder] -->` TBD\n", ["1:47 parts/placeholder"]),
    "escaped": ("\\<!-- ctxlint: file-ignore[parts] -->\n\nTBD\n", ["3:1 parts/placeholder"]),
    "escaped, with a mistake": ("see \\<!-- ctxlint: bogus[x] -->\n", []),
    "code of an item": ("- x\n\n      <!-- ctxlint: file-ignore[parts] -->\n\n- TBD\n", ["5:3 parts/placeholder"]),
    "a wrong kind": ("<!-- ctxlint: kind[contxt] -->\ntext\n", ["1:20 files/unknown-ignore"]),
}


@pytest.mark.parametrize(("text", "expected"), NOT_COVERED.values(), ids=NOT_COVERED)
def test_not_covered(text, expected):
    assert places(text, "CLAUDE.md", RULES) == expected


LINK = "<!-- ctxlint: ignore[references/missing-link] why -->\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> " + LINK + "> [x](gone.md)\n", []),
        ("> " + LINK + ">\n> [x](gone.md)\n", []),
        (">> fine\n>>\n>> " + LINK + ">> [x](gone.md)\n", []),
        ("> - a\n> " + LINK + "> - [x](gone.md)\n", []),
        ("- fine\n\n  > " + LINK + "  > [x](gone.md)\n", []),
        ("> [x](gone.md)\n\n> " + LINK + "> fine\n", ["1:7 references/missing-link", "3:24 files/unused-ignore"]),
        ("> " + LINK + "> fine\n\n[x](gone.md)\n", ["1:24 files/unused-ignore", "4:5 references/missing-link"]),
        ("> ```\n> " + LINK + "> ```\n>\n> [x](gone.md)\n", ["5:7 references/missing-link"]),
    ],
)
def test_comments_in_quotations(tmp_path, text, expected):
    found = lint_text(text, "CLAUDE.md", ["references/missing-link", "files/unused-ignore"], str(tmp_path))
    assert [f"{d.place.line}:{d.place.column} {d.rule}" for d in found.diagnostics] == expected


def test_an_ignore_is_judged_only_for_rules_that_ran():
    assert places(IGNORE + "fine\n", "CLAUDE.md", ["files/unused-ignore"]) == []
    assert places(IGNORE + "fine\n", "CLAUDE.md", RULES) == ["1:22 files/unused-ignore"]


def test_the_words_of_a_mistake():
    message = lint_text("<!-- ctxlint: ignore[parts/place-holder] -->\nx\n").diagnostics[0].message
    assert message == "there is no rule “parts/place-holder”; did you mean “parts/placeholder”?"


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (IGNORE + "fine\n", "fine\n"),
        ("fine <!-- ctxlint: ignore[parts/placeholder] -->\n", "fine\n"),
        ("<!-- ctxlint: ignore[parts/placeholder, files/empty] -->\nTBD\n", None),
        ("- a\n  " + IGNORE + "- b\n", "- a\n- b\n"),
        ("> a\n>\n> " + IGNORE + "> b\n", "> a\n>\n> b\n"),
        ("- a\n- " + IGNORE + "  b\n", "- a\n- \n  b\n"),
    ],
)
def test_the_fix_removes_the_comment(text, fixed):
    result = lint_text(text, "CLAUDE.md", RULES)
    edits = [edit for d in result.diagnostics if d.fix for edit in d.fix.edits]
    for edit in edits:
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == fixed or (fixed is None and not edits)


BLOCKS = st.sampled_from(
    ["TBD\n", "- a TBD\n- b\n", "| a |\n|---|\n| TBD |\n", "# TBD\n", "fine\n", "> TBD\n", "```\nTBD\n```\n"]
)


@given(st.lists(BLOCKS, min_size=1, max_size=6))
@settings(max_examples=100, deadline=None)
def test_an_ignore_above_every_block_hides_every_finding_and_nothing_is_left_unused_without_one(blocks):
    plain = "\n".join(blocks)
    found = len(lint_text(plain, "CLAUDE.md", ["parts/placeholder"]).diagnostics)
    ignored = "\n".join(IGNORE + block for block in blocks)
    result = lint_text(ignored, "CLAUDE.md", ["parts/placeholder"])
    assert (len(result.diagnostics), result.suppressed) == (0, found)
    whole = lint_text("<!-- ctxlint: file-ignore[parts] -->\n\n" + plain, "CLAUDE.md", ["parts/placeholder"])
    assert (len(whole.diagnostics), whole.suppressed) == (0, found)
