"""Files that load together: contradictions, duplicates, pointers, shadows."""

from __future__ import annotations

import json

import pytest
from helpers import cli, findings, lint_text, repository, write

from ctxlint.base.model import Related


def found(files: dict[str, str], rule: str, root, path: str = "CLAUDE.md") -> list[str]:
    name = f"consistency/{rule}"
    return [line.replace(f" {name} ", " ") for line in findings(files[path], path, [name], files, root)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Use tabs.\n\nIndent with 2 spaces.", ["1:5 “tabs” here, but “2 spaces” in line 3"]),
        ("- Use 2 spaces for indentation\n- Indent with 4 spaces", ["1:7 “2 spaces” here, but “4 spaces” in line 2"]),
        ("Use pnpm.\n\nThe package manager is `npm`.", ["1:5 “pnpm” here, but “npm” in line 3"]),
        ("Use `bun`.\n\nNever use bun.", ["1:6 “bun” here, but “bun” in line 3"]),
        ("Use single quotes.\n\nPrefer double quotes.", ["1:5 “single quotes” here, but “double quotes” in line 3"]),
        (
            "Line length: 100\n\nLines must not exceed 80 characters.",
            ["1:1 “Line length: 100” here, but “Lines must not exceed 80” in line 3"],
        ),
        ("Use Jest.\n\nWrite tests with Vitest.", ["1:5 “Jest” here, but “Vitest” in line 3"]),
        ("No semicolons.\n\nAlways use semicolons.", ["1:4 “semicolons” here, but “semicolons” in line 3"]),
        (
            "Always commit lock files.\n\nNever commit lock files.",
            ["1:1 “Always commit lock files.” here, but “Never commit lock files.” in line 3"],
        ),
        (
            "**ALWAYS do these:**\n\n- Use pnpm\n\nOn a new machine:\n\n- Use npm for dependencies",
            ["3:7 “pnpm” here, but “npm” in line 7"],
        ),
        ("Use pnpm.\n\nInstall dependencies with npm:\n\n```\nnpm ci\n```", ["1:5 “pnpm” here, but “npm” in line 3"]),
        (
            "### Never forget\n\n- Indent with tabs\n\n### Style\n\n- Indent with 2 spaces",
            ["3:15 “tabs” here, but “2 spaces” in line 7"],
        ),
    ],
)
def test_contradiction(tmp_path, text, expected):
    assert found({"CLAUDE.md": text}, "contradiction", tmp_path) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Code is indented with tabs, never spaces.", "Please indent using 2 spaces."),
        ("- Tabs for indentation", "- Spaces for indentation, two per level"),
        ("Indent size: 2", "Indent size: 4"),
        ("- **Indentation**: 2 spaces", "Use an indent of 4 spaces."),
        ("Install dependencies with `pnpm install`.", "Install dependencies with `npm install`."),
        ("Use pnpm (never npm or yarn).", "This project uses yarn."),
        ("Do not use pnpm.", "Use pnpm for all package operations."),
        ("- Quotes: single", "- Quotes: double"),
        ("Max line length is 88.", "Lines are limited to 120 characters."),
        ("- Line length: 100 characters max", "- Max 79 characters per line"),
        ("- Semicolons: yes", "- Semicolons: no"),
        ("Omit trailing semicolons.", "Semicolons are required."),
        ("Tests are written with Jest.", "Test framework: Vitest"),
        ("You must run the formatter before committing.", "Do not run the formatter before committing."),
    ],
)
def test_contradictions_in_other_words(tmp_path, one, other):
    assert len(found({"CLAUDE.md": f"# Harbour\n\n{one}\n\n## Style\n\n{other}\n"}, "contradiction", tmp_path)) == 1
    files = {"CLAUDE.md": f"# Harbour\n\n@style.md\n\n{one}\n", "style.md": f"# Style\n\n{other}\n"}
    assert len(found(files, "contradiction", tmp_path)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Use pnpm.\n\nUse pnpm, never npm or yarn.",
        "- Quotes: single\n- JSX quotes: double in markup, as HTML does",
        "Lines are limited to 100 characters.\n\nPer package: 80 columns, wrap there.",
        "- Semicolons: yes\n- Semicolons: always",
        "Install dependencies with `pnpm install`.\n\nInstall the release tool with `npm install -g`.",
        "Never use npm: always use pnpm.",
        "Use pnpm, not npm.\n\nDo not use npm.",
        "Prefer tabs over spaces.\n\nUse tabs.",
        "Use tabs in Go.\n\nUse spaces in Python.",
        "## Python\n\nIndent with 4 spaces.\n\n## TypeScript\n\nIndent with 2 spaces.",
        "Use Jest for unit tests.\n\nUse Vitest for component tests.",
        "Use pytest.\n\nUse Vitest.",
        "Use npm or pnpm.\n\nUse yarn if there is a yarn.lock.",
        "Line length: 100\n\nWrap commit messages at 72 characters.",
        "Use pnpm.\n\nUse npm to publish the package.",
        "Use pnpm.\n\nUsers install it with `npm install x`.",
        "Use tabs.\n\n```\nUse spaces.\n```\n\n> Use spaces.\n\nHe wrote “use spaces”.",
        "Use tabs.\n\n## Examples\n\nUse spaces.",
        "Use tabs.\n\n- Bad: use spaces",
        "Open three tabs.\n\nLeave two spaces between sentences.",
        "Always run the tests.\n\nNever run the deploy.",
        "**NEVER do these:**\n\n- push by hand\n\n**ALWAYS do these:**\n\n- open a request",
        "Never do the following:\n\n- push by hand\n\nAlways do the following:\n\n- open a request",
        "Always write like this.\n\nNever write like this.",
        "- Always check before a release:\n  - the log\n- Never check before a release:\n  - the mail",
        "**Do not use any of these:**\n\n- Use npm for dependencies\n\n**Use:**\n\n- Use pnpm for dependencies",
        "### Never\n\n- Use npm for dependencies\n\n### Always\n\n- Use pnpm for dependencies",
        "🚫 Not here:\n\n- Indent with tabs\n\n✅ Here:\n\n- Indent with spaces",
        "Use tabs in:\n\n- the kernel\n\nUse spaces in:\n\n- the tools",
        "À éviter :\n\n- Use single quotes\n\nÀ faire :\n\n- Use double quotes",
    ],
)
def test_no_contradiction(tmp_path, text):
    assert found({"CLAUDE.md": text}, "contradiction", tmp_path) == []


IMPORTED = {"CLAUDE.md": "@s.md\n\nUse pnpm.\n", "s.md": "# S\n\nUse npm for dependencies.\n"}


@pytest.mark.parametrize(
    "path", [".claude/agents/a.md", ".claude/skills/a/SKILL.md", ".claude/commands/a.md", "CONTEXT.md"]
)
def test_a_file_that_is_read_when_it_is_called_contradicts_itself(tmp_path, path):
    front = "---\nname: a\ndescription: It reads a diff.\n---\n\n"
    text = front + "Indent with tabs.\n\nReport first.\n\nIndent with spaces.\n"
    (line,) = findings(text, path, ["consistency/contradiction"], root=tmp_path)
    assert line.startswith("6:13 consistency/contradiction “tabs” here, but “spaces” in line 10")
    assert findings(front + "Indent with tabs.\n", path, ["consistency/contradiction"], root=tmp_path) == []


def test_a_contradiction_across_files_shows_both_places(tmp_path):
    assert found(IMPORTED, "contradiction", tmp_path) == ["3:5 “pnpm” here, but “npm” in s.md:3"]
    (one,) = lint_text(IMPORTED["CLAUDE.md"], "CLAUDE.md", ["consistency/contradiction"], str(tmp_path)).diagnostics
    (other,) = one.related
    assert isinstance(other, Related)
    assert (other.path, other.place.line, other.place.column, other.message) == ("s.md", 3, 5, "npm")


def test_two_imported_files_are_reported_where_they_are_loaded(tmp_path):
    files = {"CLAUDE.md": "@a.md\n@b.md\n", "a.md": "Use tabs.", "b.md": "Use spaces."}
    assert found(files, "contradiction", tmp_path) == ["1:1 “tabs” in a.md:1, but “spaces” in b.md:1"]


def test_a_folder_below_may_overrule(tmp_path):
    repository(
        tmp_path,
        {
            "CLAUDE.md": "Use tabs.",
            "a/CLAUDE.md": "Use spaces.",
            ".claude/rules/p.md": "---\npaths: '*.py'\n---\nUse spaces.",
        },
    )
    answer = cli("check", "--select", "consistency/contradiction", "--output-format", "json", cwd=tmp_path)
    assert json.loads(answer.stdout)["findings"] == []


def test_naming_one_file_or_all_gives_the_same(tmp_path):
    repository(
        tmp_path,
        {"CLAUDE.md": "Use pnpm.\n", ".claude/rules/r.md": "Use npm for all.\n", ".claude/rules/s.md": "Use yarn."},
    )

    def lines(*paths: str) -> list[tuple[str, int, str]]:
        answer = cli("check", "--select", "consistency", "--output-format", "json", *paths, cwd=tmp_path)
        return [(f["path"], f["line"], f["message"]) for f in json.loads(answer.stdout)["findings"]]

    assert lines() == lines("CLAUDE.md") == [("CLAUDE.md", 1, "“pnpm” here, but “npm” in .claude/rules/r.md:1")]
    assert lines(".claude/rules/r.md") == []


RULE = "Never edit the files in the migrations folder by hand."


@pytest.mark.parametrize(
    ("files", "path", "expected"),
    [
        (
            {"CLAUDE.md": f"{RULE}\n\n- **{RULE.lower()}**\n"},
            "CLAUDE.md",
            ["3:3 the same instruction stands in line 1"],
        ),
        ({"CLAUDE.md": f"@a.md\n\n{RULE}\n", "a.md": RULE}, "CLAUDE.md", ["3:1 the same instruction stands in a.md:1"]),
        ({"CLAUDE.md": RULE, "a/CLAUDE.md": RULE}, "a/CLAUDE.md", ["1:1 the same instruction stands in CLAUDE.md:1"]),
        ({"CLAUDE.md": RULE, "a/CLAUDE.md": RULE}, "CLAUDE.md", []),
        (
            {"CLAUDE.md": RULE, "a/CLAUDE.md": f"## A\n\n{'Text. ' * 9}\n\n" * 9 + f"1. {RULE}\n"},
            "a/CLAUDE.md",
            ["37:4 the same instruction stands in CLAUDE.md:1"],
        ),
        ({"CLAUDE.md": "Run it.\n\nRun it.\n"}, "CLAUDE.md", []),
        ({"CLAUDE.md": "The berths are in the harbour now.\n\nThe berths are in the harbour now.\n"}, "CLAUDE.md", []),
        ({"CLAUDE.md": RULE, "AGENTS.md": RULE}, "CLAUDE.md", []),
        ({"CLAUDE.md": f"## Skills\n\n- {RULE}\n\n## Agents\n\n- {RULE}\n"}, "CLAUDE.md", []),
        ({"CLAUDE.md": f"For agents:\n\n1. Run it.\n2. {RULE}\n\nFor skills:\n\n1. {RULE}\n"}, "CLAUDE.md", []),
        (
            {"CLAUDE.md": f"## Done\n\n- {RULE}\n\n## Done\n\n- {RULE}\n"},
            "CLAUDE.md",
            ["7:3 the same instruction stands in line 3"],
        ),
        (
            {"CLAUDE.md": "@a.md\n", "a.md": f"{RULE}\n\nText.\n\n{RULE}\n"},
            "CLAUDE.md",
            ["1:1 the same instruction stands in a.md:1 and in a.md:5"],
        ),
        (
            {
                "CLAUDE.md": "@a.md\n\nRun these commands before you push the branch:\n\n- `x`\n",
                "a.md": "Run these commands before you push the branch:\n\n- `y`\n",
            },
            "CLAUDE.md",
            [],
        ),
        (
            {
                "CLAUDE.md": "Keep the types of this package in one file.\n",
                "a/CLAUDE.md": "Keep the types of this package in one file.\n",
            },
            "a/CLAUDE.md",
            [],
        ),
        (
            {
                "CLAUDE.md": "Keep the types of the API in one file.\n",
                "a/CLAUDE.md": "Keep the types of the API in one file.\n",
            },
            "a/CLAUDE.md",
            ["1:1 the same instruction stands in CLAUDE.md:1"],
        ),
    ],
)
def test_duplicate_rule(tmp_path, files, path, expected):
    assert found(files, "duplicate-rule", tmp_path, path) == expected


TEXT = "Run `make test` before you say that you are done.\n\nNever push to `main` without a green build.\n"


@pytest.mark.parametrize(
    ("files", "path", "count"),
    [
        ({"CLAUDE.md": TEXT, ".claude/CLAUDE.md": TEXT}, ".claude/CLAUDE.md", 1),
        ({"CLAUDE.md": TEXT, ".claude/CLAUDE.md": TEXT}, "CLAUDE.md", 0),
        ({"CLAUDE.md": TEXT, "a/CLAUDE.md": TEXT}, "a/CLAUDE.md", 1),
        ({"CLAUDE.md": TEXT, "AGENTS.md": TEXT}, "AGENTS.md", 0),
        ({"a/CLAUDE.md": TEXT, "b/CLAUDE.md": TEXT}, "b/CLAUDE.md", 0),
        ({"CLAUDE.md": "@AGENTS.md\n", "a/CLAUDE.md": "@AGENTS.md\n"}, "a/CLAUDE.md", 0),
    ],
)
def test_duplicate_file(tmp_path, files, path, count):
    assert len(found(files, "duplicate-file", tmp_path, path)) == count


def test_a_copy_is_told_to_import_the_other_from_its_own_folder(tmp_path):
    text = "# A\n\n" + "Run the tests of the harbour before each commit, and never push to main.\n" * 2
    write(tmp_path, {"CLAUDE.md": text, ".claude/CLAUDE.md": text})
    rules = ["consistency/duplicate-file"]
    given = [lint_text(text, path, rules, str(tmp_path)).diagnostics for path in ("CLAUDE.md", ".claude/CLAUDE.md")]
    [one] = [one for found in given for one in found]
    assert (one.path, one.place[:2], one.related[0].path) == (".claude/CLAUDE.md", (1, 1), "CLAUDE.md")
    assert one.hint == "delete one of them, or make this one a single line: `@../CLAUDE.md`"


def test_links_are_no_duplicates(tmp_path):
    files = {"AGENTS.md": TEXT}
    repository(tmp_path, files)
    (tmp_path / "CLAUDE.md").symlink_to("AGENTS.md")
    assert found(files, "duplicate-file", tmp_path, "AGENTS.md") == []
    assert found(files, "shadowed", tmp_path, "AGENTS.md") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("AGENTS.md", ["1:1"]),
        ("docs/x.md\n", ["1:1"]),
        ("../up.md", []),
        ("gone.md", []),
        ("@AGENTS.md", []),
        ("See AGENTS.md", []),
        ("CLAUDE.md", []),
        ("docs", []),
        ("", []),
    ],
)
def test_pointer_file(tmp_path, text, expected):
    files = {"CLAUDE.md": text, "AGENTS.md": "x", "docs/x.md": "x"}
    assert [line.split(" ")[0] for line in found(files, "pointer-file", tmp_path)] == expected


@pytest.mark.parametrize(
    ("header", "count"),
    [
        ("---\nalwaysApply: true\n---\n", 1),
        ("---\ndescription: Packages\nglobs:\nalwaysApply: false\n---\n", 1),
        ("---\nglobs: '**/*'\n---\n", 1),
        ("", 1),
        ("---\nglobs: web/**\n---\n", 0),
        ("---\nglobs: ['**/*', '*.go']\n---\n", 0),
    ],
)
@pytest.mark.parametrize("folder", ["", "pkg/"])
def test_a_rule_of_cursor_beside_agents_md(tmp_path, header, count, folder):
    path = f"{folder}.cursor/rules/x.mdc"
    files = {f"{folder}AGENTS.md": "Use pnpm.\n\nIndent with tabs.\n", path: f"{header}- Use npm for dependencies.\n"}
    line = header.count("\n") + 1
    expected = [f"{line}:7 “npm” here, but “pnpm” in {folder}AGENTS.md:1"] * count
    assert found(files, "contradiction", tmp_path, path) == expected
    files[path] = f"{header}- Use pnpm for dependencies.\n"
    assert found(files, "contradiction", tmp_path, path) == []


@pytest.mark.parametrize(
    ("said", "hint"),
    [
        ("../docs/GUIDE.md", "link it to a file that is there, or git rm a/CLAUDE.md"),
        ("agents.md", "ln -sfn AGENTS.md a/CLAUDE.md"),
        ("../docs/AGENTS.md\n", "ln -sfn AGENTS.md a/CLAUDE.md"),
        ("/opt/annika/tide/AGENTS.md", "ln -sfn AGENTS.md a/CLAUDE.md"),
        ("../docs/Plan.md", "ln -sfn ../docs/plan.md a/CLAUDE.md"),
        ("../OLD/notes.md", "ln -sfn ../docs/notes.md a/CLAUDE.md"),
    ],
)
@pytest.mark.parametrize("is_link", [True, False])
def test_a_context_file_that_leads_to_nothing(tmp_path, said, hint, is_link):
    root = repository(tmp_path / "p", {"a/AGENTS.md": "x", "docs/plan.md": "x", "docs/notes.md": "x"})
    if is_link:
        (root / "a/CLAUDE.md").symlink_to(said)
    else:
        (root / "a/CLAUDE.md").write_text(said)
    for arguments in ([], ["a/CLAUDE.md"]):
        answer = cli("check", "--select", "consistency/pointer-file", "--output-format", "json", *arguments, cwd=root)
        (one,) = json.loads(answer.stdout)["findings"]
        assert (one["path"], one["line"], one["column"], one["hint"]) == ("a/CLAUDE.md", 1, 1, hint)


@pytest.mark.parametrize(
    ("link", "said", "count"),
    [
        ("CLAUDE.md", "AGENTS.md\n", 1),
        ("CLAUDE.md", "CLAUDE.md", 1),
        ("CLAUDE.md", "../elsewhere/AGENTS.md", 1),
        (".claude/rules/tide.md", "../../gone/tide.md", 1),
        (".claude/skills/tide", "../../gone/tide", 1),
        (".claude/skills/tide/SKILL.md", "../../../gone.md", 1),
        (".claude/skills", "../gone", 1),
        (".claude/rules", "../gone", 1),
        ("CLAUDE.md", "made/AGENTS.md", 0),
        ("CLAUDE.md", "AGENTS.md", 0),
        (".claude/settings.local.json", "gone.json", 0),
        (".claude/hooks", "../gone", 0),
        ("docs/gone.md", "gone.md", 0),
    ],
)
def test_links_to_nothing(tmp_path, link, said, count):
    root = repository(tmp_path / "p", {"AGENTS.md": "x", ".gitignore": "made/\n"})
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(said)
    answer = cli("check", "--select", "consistency/pointer-file", "--output-format", "json", "--fix", cwd=root)
    assert [one["path"] for one in json.loads(answer.stdout)["findings"]] == [link] * count, answer.stderr
    assert (root / link).is_symlink()


@pytest.mark.parametrize(
    ("files", "path", "count"),
    [
        ({"CLAUDE.md": "x", "AGENTS.md": "y"}, "AGENTS.md", 1),
        ({"CLAUDE.md": "x", "a/AGENTS.md": "y"}, "a/AGENTS.md", 1),
        ({"CLAUDE.md": "x", "AGENTS.md": "z", "a/AGENTS.md": "y"}, "a/AGENTS.md", 0),
        ({"CLAUDE.md": "@AGENTS.md", "AGENTS.md": "y"}, "AGENTS.md", 0),
        ({"CLAUDE.md": "See AGENTS.md", "AGENTS.md": "y"}, "AGENTS.md", 0),
        ({"CLAUDE.md": "x", "AGENTS.md": "x"}, "AGENTS.md", 0),
        ({"AGENTS.md": "y"}, "AGENTS.md", 0),
        ({"a/CLAUDE.md": "x", "AGENTS.md": "y"}, "AGENTS.md", 0),
    ],
)
def test_shadowed(tmp_path, files, path, count):
    assert len(found(files, "shadowed", tmp_path, path)) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See AGENTS.md for all instructions.", ["1:5"]),
        ("Read and follow `AGENTS.md`.", ["1:18"]),
        ("All rules are in [AGENTS.md](AGENTS.md).", ["1:19"]),
        ("@AGENTS.md\n\nSee AGENTS.md.", []),
        ("Keep AGENTS.md in sync.", []),
        ("AGENTS.md is for Codex.", []),
        ("See gone/AGENTS.md.", []),
        ("Do not read AGENTS.md.", []),
        ("When you add a folder, see AGENTS.md.", []),
        ("See each folder's AGENTS.md.", []),
        ("`see AGENTS.md`", []),
    ],
)
def test_mentioned_not_imported(tmp_path, text, expected):
    files = {"CLAUDE.md": text, "AGENTS.md": "y"}
    assert [line.split(" ")[0] for line in found(files, "mentioned-not-imported", tmp_path)] == expected


def test_a_link_to_nothing_is_one_finding(tmp_path):
    root = repository(tmp_path, {"CLAUDE.md": "Run it.\n"})
    (root / "AGENTS.md").symlink_to("gone.md")
    (root / ".claude").mkdir()
    (root / ".claude/rules").symlink_to("../gone")
    answer = cli("check", "--show", "info", "--select", "consistency", "--output-format", "concise", "-q", cwd=root)
    rules, agents = sorted(answer.stdout.splitlines())
    assert rules.startswith(
        ".claude/rules:1:1: error[consistency/pointer-file] a symbolic link to ../gone, which is not"
    )
    assert rules.endswith("(link it to a file that is there, or git rm .claude/rules)")
    assert agents.startswith("AGENTS.md:1:1: error[consistency/pointer-file] a symbolic link to gone.md")


@pytest.mark.parametrize("data", [b"docs/gone.md\0", b"docs/gone.md\0\1\2"])
def test_a_binary_file_is_no_link(tmp_path, data):
    write(tmp_path, {"CLAUDE.md": data})
    assert lint_text(data, rules=["consistency/pointer-file"], root=str(tmp_path)).diagnostics == ()
