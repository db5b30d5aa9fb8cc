"""Group files: what fires, and what stays silent."""

from __future__ import annotations

import pytest
from helpers import lint_text, places


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```py\nx\n", ["1:1 files/unclosed-fence"]),
        ("text\n\n~~~\nx\n", ["3:1 files/unclosed-fence"]),
        ("- a\n  ```sh\n  x\n", ["2:3 files/unclosed-fence"]),
        ("> ```sh\n> x\n", ["1:3 files/unclosed-fence"]),
        ("````\n```\nx\n```\n", ["1:1 files/unclosed-fence"]),
        ("```\n", ["1:1 files/unclosed-fence"]),
        ("```bash\nmake\n\n```bash\nmake\n```\n", ["1:1 files/unclosed-fence"]),
        ("x = 1\n```\n\n## More\n\n```sh\ny\n```\n", ["2:1 files/unclosed-fence"]),
        ("x = 1\n```\n\n## More\n", ["2:1 files/unclosed-fence"]),
        ("```markdown\n```sh\nx\n```\n```\n", ["2:1 files/nested-fence"]),
        ("```\n# A\n```sh\nx\n```\n```\n", ["3:1 files/nested-fence"]),
        ("~~~md\n~~~sh\nx\n~~~\n~~~\n", ["2:1 files/nested-fence"]),
        ("- a\n\n  ```markdown\n  ```sh\n  x\n  ```\n  ```\n", ["4:3 files/nested-fence"]),
        ("```md\n```sh\nx\n```\n```\n\n```md\n```sh\nx\n```\n```\n", ["2:1 files/nested-fence"]),
    ],
)
def test_fences_that_slip(text, expected):
    assert places(text, "CLAUDE.md", ["files"]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "```py\nx\n```\n",
        "```py\nx\n````\n",
        "````markdown\n```sh\nx\n```\n````\n",
        "~~~markdown\n```sh\nx\n```\n~~~\n",
        "```text\n    ```sh\n    x\n    ```\n```\n",
        "- a\n  ```sh\n  x\n  ```\n- b\n",
        "> ```sh\n> x\n> ```\n",
        "```sh\necho '``` is a fence'\n```\n",
        "Inline ``` is no fence\n",
        "```sh\nx\n   ```\n",
        "```\n```\n",
        "```py\nx\n```",
    ],
)
def test_fences_that_hold(text):
    assert places(text, "CLAUDE.md", ["files"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "  \n",
        "<!-- a -->\n",
        "<!-- a\n\nb -->\n<!-- c -->",
        "\ufeff",
        "---\nname: x\n---\n",
        "---\nname: x\n---\n<!-- y -->",
    ],
)
def test_empty(text):
    assert places(text, "CLAUDE.md") == ["1:1 files/empty"]


@pytest.mark.parametrize("text", ["x", "@AGENTS.md\n", "# A\n", "```\nx\n```\n"])
def test_not_empty(text):
    assert places(text, "CLAUDE.md", ["files"]) == []


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"# A\n\nf\xfcr\n", ["3:2 files/undecodable"]),
        ("# A\n".encode("utf-16"), ["1:1 files/undecodable"]),
        ("# A\n".encode("utf-16-be"), None),
        (b"\xff\xfe", ["1:1 files/undecodable"]),
        (b"# A\r\n\r\n\xed\xa0\x80\n", ["3:1 files/undecodable"]),
    ],
)
def test_undecodable(data, expected):
    found = places(data, "CLAUDE.md")
    assert found == expected or (expected is None and found)


def test_nothing_else_is_said_of_an_undecodable_file():
    assert places(b"Owner: TBD \xff ```\n", "CLAUDE.md") == ["1:12 files/undecodable"]


@pytest.mark.parametrize("data", [b"a\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"a"])
def test_one_sort_of_line_end(data):
    assert places(data, "CLAUDE.md", ["files"]) == []


@pytest.mark.parametrize("data", [b"a\r\nb\n", b"a\rb\n", b"a\r\nb\r"])
def test_mixed_line_ends(data):
    assert places(data, "CLAUDE.md", ["files"]) == ["1:1 files/mixed-line-ends"]


def test_a_bom_matters_before_frontmatter_only():
    assert places("\ufeff---\nname: x\n---\ntext\n", "skills/x/SKILL.md", ["files"]) == [
        "1:1 files/bom-before-frontmatter"
    ]
    assert places("\ufeff# A\n", "CLAUDE.md") == []


def test_positions_count_characters_of_the_stored_file():
    text = "\ufeff# Ä 🙂\r\n\r\nÖwner 🙂: TBD\r\n"
    (found,) = lint_text(text, "CLAUDE.md", ["parts/placeholder"]).diagnostics
    assert found.place == (3, 10, 3, 13)


CUT = """1. Build it:

   ```bash
   make
 install
   ```

More text.

```bash
make test
```
"""


@pytest.mark.parametrize(
    ("text", "place", "stray", "mark"),
    [
        (CUT, "3:4", 5, 6),
        (CUT.partition("\nMore")[0], "3:4", 5, 6),
        (CUT.replace(" install\n   ```", "```"), "3:4", 5, 5),
        (CUT.replace("```", "~~~~"), "3:4", 5, 6),
    ],
)
def test_a_line_that_leaves_the_list_is_blamed_and_not_the_fences_below(text, place, stray, mark):
    [one] = lint_text(text, rules=["files"]).diagnostics
    assert (f"{one.place.line}:{one.place.column}", one.rule) == (place, "files/unclosed-fence")
    assert one.message.startswith(f"this code fence ends before line {stray}, ")
    assert f" in line {mark} then opens another" in one.message
    assert one.hint.startswith(f"start line {stray} ")


@pytest.mark.parametrize(
    "text",
    [
        CUT.replace("\n install", "\n   install"),
        CUT.replace(" install\n   ```\n", ""),  # the end of the list closes it, and nothing else opens
    ],
)
def test_a_fence_in_a_list_that_harms_nothing(text):
    assert places(text, rules=["files"]) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("x\n\n```bash\n```bash\nmake\n```\n", "is not closed: the fence that line 4 opens is code to the model"),
        ("x\n\n```bash\n", "is not closed: what is written below it is code to the model"),
        ("x\n\n```bash\nmake\n", "is not closed: what stands in line 4 is code to the model"),
        ("x\n\n```bash\nmake\nmake\n", "is not closed: what stands in lines 4 to 5 is code to the model"),
    ],
)
def test_an_unclosed_fence_says_which_lines_it_holds(text, says):
    [one] = lint_text(text, rules=["files/unclosed-fence"]).diagnostics
    assert (one.place.line, one.message) == (3, f"this code fence {says}")
