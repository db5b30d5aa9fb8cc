"""A good file, broken one way at a time: each break gives exactly its finding, at its line."""

from __future__ import annotations

import re

import pytest
from good import CLAUDE, CONTEXT, FILES
from helpers import places


def without(text: str, heading: str) -> str:
    """The text without a section."""
    return re.sub(rf"## {heading}.*?(?=\n## |\Z)\n?", "", text, flags=re.DOTALL)


def with_(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, old
    return text.replace(old, new)


@pytest.mark.parametrize("path", FILES)
def test_good_files_are_silent(path):
    assert places(FILES[path], path) == []


BREAKS = [
    ("CONTEXT.md", without(CONTEXT, "Part 1"), ["1:1 parts/missing"]),
    ("CONTEXT.md", without(CONTEXT, "Part 2"), ["1:1 parts/missing"]),
    ("CONTEXT.md", without(CONTEXT, "Part 3"), ["1:1 parts/missing"]),
    ("CONTEXT.md", without(CONTEXT, "Part 4"), ["1:1 parts/missing"]),
    ("CONTEXT.md", without(without(CONTEXT, "Part 4"), "Part 1"), ["1:1 parts/missing", "1:1 parts/missing"]),
    ("CONTEXT.md", without(without(without(CONTEXT, "Part 4"), "Part 1"), "Part 2"), ["1:1 parts/no-brief"]),
    (
        "CONTEXT.md",
        re.sub(r"(?<=Constraints \(Required\)\n\n).*?(?=\n## Part 3)", "<!-- later -->\n", CONTEXT, flags=re.DOTALL),
        ["8:1 parts/empty"],
    ),
    (
        "CONTEXT.md",
        re.sub(
            r"(?<=Criteria \(Required\)\n\n).*?(?=\n## Part 4)",
            "- Looks professional\n- Feels modern\n",
            CONTEXT,
            flags=re.DOTALL,
        ),
        ["14:1 parts/unmeasurable-success", "16:9 wording/unmeasured-quality", "17:9 wording/unmeasured-quality"],
    ),
    (
        "CONTEXT.md",
        re.sub(
            r"- Do not edit.*?customer\.\n",
            "- Write for operators.\n",
            with_(CONTEXT, "- Time budget: 2 hours\n", ""),
            flags=re.DOTALL,
        ),
        ["8:1 parts/no-boundary"],
    ),
    (
        "CONTEXT.md",
        re.sub(r"### Failure signals.*?(?=### Validation)", "", CONTEXT, flags=re.DOTALL),
        ["20:1 parts/no-failure-signal"],
    ),
    (
        "CONTEXT.md",
        re.sub(r"### Validation.*?(?=### Escalation)", "", CONTEXT, flags=re.DOTALL),
        ["20:1 parts/no-validation-signal"],
    ),
    ("CONTEXT.md", re.sub(r"### Escalation.*\Z", "", CONTEXT, flags=re.DOTALL), ["20:1 parts/no-escalation"]),
    ("CONTEXT.md", with_(CONTEXT, "Release notes for 2.4", "[Project Name]"), ["1:3 parts/placeholder"]),
    ("CONTEXT.md", with_(CONTEXT, "- Name no customer.", "- Owner: TBD"), ["12:10 parts/placeholder"]),
    ("CLAUDE.md", with_(CLAUDE, "make test\n```\n", "make test\n"), ["10:1 files/unclosed-fence"]),
    (
        "CLAUDE.md",
        with_(CLAUDE, "make test\n```\n", "make test\n") + "\n```sh\nmake\n```\n",
        ["10:1 files/unclosed-fence"],
    ),
    (
        "CLAUDE.md",
        with_(CLAUDE, "```bash\nmake test\n```", "```markdown\n```bash\nmake test\n```\n```"),
        ["11:1 files/nested-fence"],
    ),
    ("CLAUDE.md", with_(CLAUDE, ", otherwise bookings lose their invoices", ""), ["17:3 parts/no-consequence"]),
    (
        "CLAUDE.md",
        with_(CLAUDE, "Booking of berths", "[Describe the product here]. Booking"),
        ["3:1 parts/placeholder"],
    ),
    ("CLAUDE.md", CLAUDE.encode().replace(b"Booking of", b"B\xfcchung of"), ["3:2 files/undecodable"]),
    ("CLAUDE.md", CLAUDE.encode().replace(b"\n", b"\r\n", 3), ["1:1 files/mixed-line-ends"]),
    ("CLAUDE.md", "<!-- soon -->\n", ["1:1 files/empty"]),
    ("CLAUDE.md", "", ["1:1 files/empty"]),
    ("CLAUDE.md", "\ufeff---\ndescription: x\n---\n" + CLAUDE, ["1:1 files/bom-before-frontmatter"]),
    ("CLAUDE.md", CLAUDE + "<!-- ctxlint: ignore[parts/plceholder] x -->\n", ["22:22 files/unknown-ignore"]),
    ("CLAUDE.md", CLAUDE + "<!-- ctxlint: ignor[parts/placeholder] x -->\n", ["22:1 files/unknown-ignore"]),
    ("CLAUDE.md", CLAUDE + "<!-- ctxlint: ignore -->\n", ["22:1 files/unknown-ignore"]),
    ("CLAUDE.md", CLAUDE + "<!-- ctxlint: ignore[parts/placeholder] x -->\n", ["22:22 files/unused-ignore"]),
]


@pytest.mark.parametrize(("path", "text", "expected"), BREAKS)
def test_each_break_gives_exactly_its_finding(path, text, expected):
    assert places(text, path) == expected
