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
