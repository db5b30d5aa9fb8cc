"""What each tool loads, in order: a table of trees, each with the source of the order it shows."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from helpers import assert_linear, calls, write

from ctxlint.parse.frontmatter import globs, split
from ctxlint.project import Project
from ctxlint.project.launch import home_of, later, launch
from ctxlint.project.launch.entries import CYCLE, DEAD, DEEP, EXCLUDED, LOADED, MISSING, OUTSIDE, REPEATED, UNREADABLE
from ctxlint.project.launch.visible import visible


def order(root: Path, files: dict[str, str], tool: str, directory: str = "", **options) -> list[str]:
    """ "path reason" of what loads, "path state" of what does not."""
    write(root, files)
    entries = launch(tool, directory, Project(str(root)).files, **options).entries
    return [f"{e.path} {e.reason if e.state == LOADED else e.state}" for e in entries if e.reason != "home"]


MEMORY = "code.claude.com/docs/en/memory"
ORDERS = {
    "from the root down, local after each": (
        MEMORY, "claude", "a/b",
        {"CLAUDE.md": "r", "CLAUDE.local.md": "l", "a/CLAUDE.md": "a", "a/b/.claude/CLAUDE.md": "b", "a/b/c/CLAUDE.md": "c"},
        ["CLAUDE.md ancestor", "CLAUDE.local.md ancestor", "a/CLAUDE.md ancestor", "a/b/.claude/CLAUDE.md start"],
    ),
    "imports behind the file that names them, depth first": (
        MEMORY, "claude", "",
        {"CLAUDE.md": "@a.md\n@c.md\n", "a.md": "see @sub/b.md", "sub/b.md": "b", "c.md": "c"},
        ["CLAUDE.md start", "a.md import", "sub/b.md import", "c.md import"],
    ),
    "four hops": (
        MEMORY, "claude", "",
        {"CLAUDE.md": "@1.md", **{f"{n}.md": f"@{n + 1}.md" for n in range(1, 6)}, "6.md": "x"},
        ["CLAUDE.md start", "1.md import", "2.md import", "3.md import", "4.md import", f"5.md {DEEP}"],
    ),
    "rules without paths at the start": (
        "code.claude.com/docs/en/memory#path-specific-rules", "claude", "",
        {"CLAUDE.md": "r", ".claude/rules/a.md": "a", ".claude/rules/x/b.md": "---\npaths: []\n---\nb", ".claude/rules/p.md": "---\npaths: src/**\n---\np"},
        ["CLAUDE.md start", ".claude/rules/a.md rule", ".claude/rules/x/b.md rule"],
    ),
    "AGENTS.md for want of a CLAUDE.md": (
        "release notes of Claude Code 2.1.277", "claude", "a",
        {"AGENTS.md": "r", "a/AGENTS.md": "a"},
        ["AGENTS.md fallback", "a/AGENTS.md fallback"],
    ),
    "no AGENTS.md under a CLAUDE.md": (
        "release notes of Claude Code 2.1.277", "claude", "a",
        {"CLAUDE.md": "r", "a/AGENTS.md": "a"},
        ["CLAUDE.md ancestor"],
    ),
    "excluded by the settings": (
        "code.claude.com/docs/en/memory#exclude-specific-claude-md-files", "claude", "a",
        {"CLAUDE.md": "r", "a/CLAUDE.md": "a", ".claude/settings.json": '{"claudeMdExcludes": ["**/a/CLAUDE.md"]}'},
        ["CLAUDE.md ancestor", f"a/CLAUDE.md {EXCLUDED}"],
    ),
    "Codex: one file a folder, the override first, none that is empty": (
        "developers.openai.com/codex/guides/agents-md", "codex", "a/b",
        {"AGENTS.md": "r", "a/AGENTS.md": "a", "a/AGENTS.override.md": "o", "a/b/AGENTS.override.md": " ", "a/b/AGENTS.md": "b"},
        ["AGENTS.md ancestor", "a/AGENTS.override.md ancestor", "a/b/AGENTS.md start"],
    ),
    "Codex reads no imports": ("developers.openai.com/codex/guides/agents-md", "codex", "", {"AGENTS.md": "@a.md", "a.md": "a"}, ["AGENTS.md start"]),
    "Cursor: rules that always apply, and AGENTS.md": (
        "cursor.com/docs/context/rules", "cursor", "",
        {
            ".cursor/rules/a.mdc": "---\nalwaysApply: true\n---\na", ".cursor/rules/g.mdc": "---\nglobs: *.ts\nalwaysApply: false\n---\ng",
            ".cursor/rules/n.mdc": "never", ".cursor/rules/plain.md": "---\nalwaysApply: true\n---\n", "AGENTS.md": "r",
        },
        [".cursor/rules/a.mdc always", "AGENTS.md start"],
    ),
    "Copilot: the repository, what applies to all, the nearest AGENTS.md": (
        "docs.github.com/copilot/customizing-copilot", "copilot", "a",
        {
            ".github/copilot-instructions.md": "c", ".github/instructions/all.instructions.md": '---\napplyTo: "**"\n---\nx',
            ".github/instructions/py.instructions.md": "---\napplyTo: '**/*.py'\n---\nx", "AGENTS.md": "r", "a/AGENTS.md": "a",
        },
        [".github/copilot-instructions.md start", ".github/instructions/all.instructions.md always", "a/AGENTS.md start"],
    ),
    "Gemini: from the root down, five hops": (
        "github.com/google-gemini/gemini-cli/blob/main/docs/cli/gemini-md.md", "gemini", "a",
        {"GEMINI.md": "@1.md", "a/GEMINI.md": "a", **{f"{n}.md": f"@{n + 1}.md" for n in range(1, 7)}, "7.md": "x"},
        ["GEMINI.md ancestor", *(f"{n}.md import" for n in range(1, 6)), f"6.md {DEEP}", "a/GEMINI.md start"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ORDERS)
def test_loading_order(name, tmp_path):
    _source, tool, directory, files, expected = ORDERS[name]
    assert order(tmp_path, files, tool, directory) == expected


def test_what_is_wrong_with_an_import_is_shown_in_place(tmp_path):
    files = {"CLAUDE.md": "@a.md\n@gone.md\n@~/notes.md\n@../up.md\n@someone said\n@a.md\n", "a.md": "@CLAUDE.md"}
    assert order(tmp_path, files, "claude") == [
        "CLAUDE.md start",
        "a.md import",
        f"CLAUDE.md {CYCLE}",
        f"gone.md {MISSING}",
        f"~/notes.md {OUTSIDE}",
        f"../up.md {OUTSIDE}",
        f"a.md {REPEATED}",
    ]


def test_what_is_nearly_an_import_is_shown_as_missing(tmp_path):
    """A full stop too many, a folder; not a handle, an alias of a path or a package."""
    files = {"CLAUDE.md": "@docs/a.md.\n@docs/\n@someone.\n@/lib/x\n@types/node\n", "docs/a.md": "a"}
    assert order(tmp_path, files, "claude") == ["CLAUDE.md start", f"docs/a.md. {MISSING}", f"docs {UNREADABLE}"]


def test_an_import_knows_its_line(tmp_path):
    write(tmp_path, {"CLAUDE.md": "# A\n\ntext @a.md\n", "a.md": "a"})
    entry = launch("claude", "", Project(str(tmp_path)).files).entries[-1]
    assert (entry.origin, entry.line, entry.depth) == ("CLAUDE.md", 3, 1)


def test_home_is_named_and_never_opened(tmp_path):
    write(tmp_path, {"CLAUDE.md": "x"})
    first = launch("claude", "", Project(str(tmp_path)).files).entries[0]
    assert (first.path, first.state, first.text) == ("~/.claude/CLAUDE.md", OUTSIDE, "")


def test_a_link_out_of_the_project_is_not_opened(tmp_path):
    write(tmp_path, {"secret.md": "secret", "r/CLAUDE.md": "@in.md"})
    (tmp_path / "r/in.md").symlink_to("../secret.md")
    assert order(tmp_path / "r", {}, "claude") == ["CLAUDE.md start", f"in.md {OUTSIDE}"]


def test_links_to_one_file_load_once(tmp_path):
    write(tmp_path, {"AGENTS.md": "x"})
    (tmp_path / "CLAUDE.md").symlink_to("AGENTS.md")
    (tmp_path / ".claude").mkdir()
    (tmp_path / ".claude/CLAUDE.md").symlink_to("../AGENTS.md")
    assert order(tmp_path, {}, "claude") == ["CLAUDE.md start", f".claude/CLAUDE.md {REPEATED}"]


def test_local_files_can_be_left_out(tmp_path):
    files = {"CLAUDE.local.md": "l", "AGENTS.md": "a"}
    assert order(tmp_path, files, "claude") == ["CLAUDE.local.md start"]
    assert order(tmp_path, files, "claude", local=False) == ["AGENTS.md fallback"]


@pytest.mark.parametrize(("limit", "cut"), [(0, [10, 5]), (4, [6, 5]), (10, [0, 5]), (12, [0, 3]), (100, [0, 0])])
def test_codex_cuts_off(tmp_path, limit, cut):
    write(tmp_path, {"AGENTS.md": "0123456789", "a/AGENTS.md": "abcde"})
    entries = launch("codex", "a", Project(str(tmp_path)).files, limit).loaded
    assert [entry.cut for entry in entries] == cut
    assert sum(len(entry.text) for entry in entries) == 15 - sum(cut)


LATER = {
    "claude": {
        "a/CLAUDE.md": "nested", "a/.claude/CLAUDE.md": "nested", ".claude/rules/p.md": "paths", "a/.claude/rules/q.md": "nested",
        ".claude/skills/s/SKILL.md": "skill",
    },
    "codex": {"a/AGENTS.md": "below"},
    "cursor": {".cursor/rules/g.mdc": "globs", ".cursor/rules/d.mdc": "ask", "a/AGENTS.md": "nested"},
    "copilot": {".github/instructions/py.instructions.md": "globs", "a/AGENTS.md": "nested"},
    "gemini": {"a/GEMINI.md": "nested"},
}  # fmt: skip


@pytest.mark.parametrize("tool", LATER)
def test_what_loads_on_demand(tool, tmp_path):
    files = {
        "CLAUDE.md": "r", "AGENTS.md": "r", "GEMINI.md": "r", "a/CLAUDE.md": "a", "a/.claude/CLAUDE.md": "a", "a/AGENTS.md": "a",
        "a/GEMINI.md": "a", ".claude/rules/p.md": "---\npaths:\n  - **/*.ts\n---\np", ".claude/rules/now.md": "x",
        "a/.claude/rules/q.md": "q", ".claude/skills/s/SKILL.md": "---\nname: s\ndescription: Does it.\n---\nlong body",
        ".cursor/rules/g.mdc": "---\nglobs: *.ts, *.tsx\n---\n", ".cursor/rules/d.mdc": "---\ndescription: x\n---\n", ".cursor/rules/n.mdc": "x",
        ".github/instructions/py.instructions.md": "---\napplyTo: '**/*.py'\n---\nx",
    }  # fmt: skip
    write(tmp_path, files)
    reader = Project(str(tmp_path)).files
    found = {entry.path: entry for entry in later(launch(tool, "", reader), reader, files)}
    assert {path: entry.reason for path, entry in found.items()} == LATER[tool]
    if tool == "claude":
        assert found[".claude/skills/s/SKILL.md"].text == "s: Does it."
        assert found[".claude/rules/p.md"].globs == ("**/*.ts",)


def on_demand(root: Path, files: dict[str, str], tool: str) -> list[str]:
    write(root, files)
    reader = Project(str(root)).files
    return [f"{e.path} {e.state}" for e in later(launch(tool, "", reader), reader, files)]


def test_what_loads_on_demand_knows_what_is_loaded_already(tmp_path):
    files = {"CLAUDE.md": "@s.md @c/CLAUDE.md", "a/CLAUDE.md": "@../s.md @../t.md", "b/CLAUDE.md": "@../t.md"}
    assert on_demand(tmp_path, files | {"c/CLAUDE.md": "c", "s.md": "s", "t.md": "t"}, "claude") == [
        f"a/CLAUDE.md {LOADED}",
        f"s.md {REPEATED}",
        f"t.md {LOADED}",
        f"b/CLAUDE.md {LOADED}",
        f"t.md {LOADED}",  # the one may be read without the other
        f"c/CLAUDE.md {REPEATED}",
    ]


def test_codex_takes_one_file_of_a_folder_below(tmp_path):
    files = {"a/AGENTS.md": "a", "a/AGENTS.override.md": "o", "b/AGENTS.md": "b", "b/AGENTS.override.md": " "}
    assert on_demand(tmp_path, files, "codex") == [f"a/AGENTS.override.md {LOADED}", f"b/AGENTS.md {LOADED}"]


@pytest.mark.parametrize(
    ("paths", "state"),
    [
        ("src/[ab]/*.ts", LOADED),
        ("src/[ab/*.ts", DEAD),
        ("{a,b}" * 9, LOADED),
        ("{a,b}" * 10, DEAD),
        ("{a,b}" * 100_000, DEAD),
        ("{" * 100_000, LOADED),
        ("{a,{b,c}}/**", LOADED),
        (", ".join(["{a,b}" * 9] * 2), DEAD),
    ],
)  # fmt: skip
def test_globs_that_match_nothing(tmp_path, paths, state):
    """code.claude.com/docs/en/memory: more than 1,000 patterns, or a bracket that is not closed."""
    assert on_demand(tmp_path, {".claude/rules/r.md": f"---\npaths: {paths}\n---\nr"}, "claude") == [
        f".claude/rules/r.md {state}"
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("*.ts", ("*.ts",)),
        ("*.ts, src/{a,b}/*.js", ("*.ts", "src/{a,b}/*.js")),
        ("[\"a/**\", 'b']", ("a/**", "b")),
        ('"**/*.py"  # all', ("**/*.py",)),
        ("'**/*.py,src/{a,b}/**'", ("**/*.py", "src/{a,b}/**")),
        ('"*.ts, *.tsx"  # both', ("*.ts", "*.tsx")),
        ("\n  - a\n  - 'b'\n- c", ("a", "b", "c")),
        ("[]", ()),
        ("null", ()),
        ("", ()),
        ("[", ()),
    ],
)
def test_globs_are_read_leniently(value, expected):
    keys, body = split(f"---\npaths: {value}\n---\nbody")
    assert globs(keys["paths"]) == expected
    assert body == "body"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\n<!-- x -->\nb\n", "a\nb\n"),
        ("a\n<!-- x\ny -->\nb\n", "a\nb\n"),
        ("<!-- x --> b\n", "b\n"),
        ("a <!-- x --> b\n", "a <!-- x --> b\n"),
        ("```\n<!-- x -->\n```\n", "```\n<!-- x -->\n```\n"),
        ("a\n<!-- never closed\nb\n", "a\n<!-- never closed\nb\n"),
    ],
)
def test_comments_do_not_count_for_claude(text, seen):
    assert visible(text, "claude", "CLAUDE.md") == seen
    assert visible(text, "codex", "AGENTS.md") == text


@pytest.mark.parametrize(
    ("path", "home"),
    [
        ("CLAUDE.md", ("claude", "")),
        ("a/.claude/CLAUDE.md", ("claude", "a")),
        ("a/.claude/rules/x/y.md", ("claude", "a")),
        ("a/AGENTS.md", ("codex", "a")),
        (".cursor/rules/x.mdc", ("cursor", "")),
        (".github/copilot-instructions.md", ("copilot", "")),
        ("GEMINI.md", ("gemini", "")),
        (".claude/agents/x.md", None),
        ("docs/x.md", None),
    ],
)
def test_the_chain_a_file_belongs_to(path, home):
    assert home_of(path) == home


# Bad input


def test_a_folder_and_a_pipe_in_place_of_a_file(tmp_path):
    (tmp_path / "CLAUDE.md").mkdir()
    os.mkfifo(tmp_path / "AGENTS.md")
    assert order(tmp_path, {}, "claude") == [f"CLAUDE.md {UNREADABLE}", f"AGENTS.md {UNREADABLE}"]


@pytest.mark.parametrize(
    "settings",
    [
        "",
        "{",
        "[]",
        "null",
        '{"claudeMdExcludes": 3}',
        '{"claudeMdExcludes": [1, null, "[", "{" ]}',
        "[" * 100_000 + '"claudeMdExcludes"',
    ],
)
def test_nonsense_in_the_settings_does_no_harm(tmp_path, settings):
    assert order(tmp_path, {"CLAUDE.md": "x", ".claude/settings.json": settings}, "claude") == ["CLAUDE.md start"]


def test_braces_that_expand_to_a_million(tmp_path):
    bomb = "{a,b}" * 20
    files = {
        "CLAUDE.md": "x",
        ".claude/settings.json": f'{{"claudeMdExcludes": ["{bomb}"]}}',
        ".claude/rules/b.md": f"---\npaths: {bomb}\n---\nx",
    }
    assert calls(lambda: order(tmp_path, files, "claude")) < 50_000
    assert order(tmp_path, files, "claude") == ["CLAUDE.md start"]


def test_a_chain_of_4000_files_makes_calls_that_grow_with_it(tmp_path):
    def prepare(count):
        files = {f"d/{n}.md": f"@{n + 1}.md\n" for n in range(count)}
        files["CLAUDE.md"] = "".join(f"@d/{n}.md\n" for n in range(count))
        folder = tmp_path / str(count)
        assert sum(line.endswith(" import") for line in order(folder, files, "claude")) == count
        return lambda: order(folder, {}, "claude")

    assert_linear(prepare, 4000)


def test_a_binary_and_a_name_that_cannot_be(tmp_path):
    write(tmp_path, {"CLAUDE.md": "@a.md\n@b\0c.md\n", "a.md": b"\0\1\2"})
    assert order(tmp_path, {}, "claude")[:1] == [f"CLAUDE.md {UNREADABLE}"]
    write(tmp_path, {"CLAUDE.md": "@a.md\n"})
    assert order(tmp_path, {}, "claude") == ["CLAUDE.md start", f"a.md {UNREADABLE}"]
