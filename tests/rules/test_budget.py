"""The budget rules and parts/chain-incomplete: limits, chains, and what stays silent."""

from __future__ import annotations

import json
import re

import pytest
from helpers import cli, findings, repository, write

from ctxlint.base.model import Severity
from ctxlint.engine.registry import BY_NAME

LINE = "Nothing to see on this line.\n"
PRICE = r", with claude-sonnet-[\d-]+ \$\d\.\d+ in the first turn and \$\d\.\d+ in each later one"


def found(files: dict[str, str], path: str, rule: str, root) -> list[str]:
    """ "line:col message" of each finding of the rule in one file of a tree."""
    lines = findings(files[path], path, [rule], files, root)
    return [f"{place} {re.sub(PRICE, ', $', message)}" for place, _, message in (line.split(" ", 2) for line in lines)]


def reported(root, rule: str, *arguments: str) -> list[str]:
    answer = cli("check", "--select", rule, "--show", "info", "--output-format", "json", *arguments, cwd=root)
    assert answer.returncode in (0, 1), answer.stderr
    return [f"{f['path']}:{f['line']}:{f['column']}" for f in json.loads(answer.stdout)["findings"]]


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("CLAUDE.md", LINE * 200, []),
        ("CLAUDE.md", LINE * 201, ["201:1 201 lines, about 2,332 tokens, $; the advice is at most 200 lines"]),
        ("CLAUDE.md", "<!--\n" + LINE * 100 + "-->\n" + LINE * 150, []),
        ("AGENTS.md", LINE * 300, []),
        ("skills/a/SKILL.md", LINE * 500, []),
        ("skills/a/SKILL.md", LINE * 501, ["501:1 501 lines, about 5,812 tokens, $; the advice is at most 500 lines"]),
    ],
)
def test_long_file(tmp_path, path, text, expected):
    assert found({path: text}, path, "budget/long-file", tmp_path) == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("CLAUDE.md", "x" * 40_000, []),
        (
            "CLAUDE.md",
            "x" * 40_001,
            ["1:1 40,001 characters, about 16,001 tokens, $; the advice is at most 40,000 characters"],
        ),
        ("CLAUDE.md", "<!-- " + "x" * 40_001 + " -->\n", []),
        ("a/SKILL.md", "---\nname: a\n---\n" + "x" * 16_251, []),
        ("a/SKILL.md", "---\nname: a\n---\n" + "x" * 27_082, []),
        (
            "a/SKILL.md",
            "---\nname: a\n---\n" + "x" * 27_086,
            ["4:1 about 8,335 tokens, $; the advice is at most 5,000 tokens"],
        ),
    ],
)
def test_oversized_file(tmp_path, path, text, expected):
    assert found({path: text}, path, "budget/oversized-file", tmp_path) == expected


def test_heavy_launch_counts_imports_and_names_the_heaviest(tmp_path):
    files = {"CLAUDE.md": "@a.md\n@b.md\n", "a.md": "a" * 40_000, "b.md": "b" * 5_000, ".claude/rules/r.md": "r" * 100}
    assert found(files, "CLAUDE.md", "budget/heavy-launch", tmp_path) == [
        "1:1 4 files load at the start: about 18,045 tokens, $; the advice is at most 10,000. Heaviest: a.md 16,000, b.md 2,000, .claude/rules/r.md 40"
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"CLAUDE.md": "x" * 25_000},
        {"CLAUDE.md": "x" * 41_600},  # 10,000 are within the error of the estimate
        {"CLAUDE.md": "read `a.md` when asked", "a.md": "a" * 99_000},
        {"CLAUDE.md": "x", ".claude/rules/p.md": "---\npaths: src/**\n---\n" + "p" * 99_000},
        {"CLAUDE.md": "```\n@a.md\n```\n", "a.md": "a" * 99_000},
        {"CLAUDE.md": "<!--\n" + "x" * 99_000 + "\n-->\n"},
    ],
)
def test_light_launch(tmp_path, files):
    assert found(files, "CLAUDE.md", "budget/heavy-launch", tmp_path) == []


def test_one_finding_for_a_chain_that_is_heavy_from_above(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "x" * 42_000, "a/CLAUDE.md": "y" * 500, "a/AGENTS.md": "z"})
    assert reported(tmp_path, "budget/heavy-launch") == ["CLAUDE.md:1:1"]
    assert reported(tmp_path, "budget/heavy-launch", "a/CLAUDE.md") == []
    assert reported(tmp_path, "budget/heavy-launch", "CLAUDE.md") == ["CLAUDE.md:1:1"]


def test_a_folder_that_makes_it_heavy(tmp_path):
    """What stands in a folder below the root does not load at the start, and is not said to."""
    files = {"CLAUDE.md": "x" * 36_000, "a/CLAUDE.md": "y" * 6_000}
    repository(tmp_path, files)
    assert reported(tmp_path, "budget/heavy-launch") == ["a/CLAUDE.md:1:1"]
    assert found(files, "a/CLAUDE.md", "budget/heavy-launch", tmp_path) == [
        "1:1 2 files load for work in a/: about 16,800 tokens, $; the advice is at most 10,000. Heaviest: CLAUDE.md 14,400, a/CLAUDE.md 2,400"
    ]
    files = {"CLAUDE.md": "x" * 99_000, "a/CLAUDE.md": "y"}
    said = found(files, "CLAUDE.md", "budget/heavy-launch", tmp_path / "b")
    assert said[0].startswith("1:1 this file loads at the start: about 39,600 tokens, $; the advice is at most 10,000.")


def test_too_many_instructions_over_the_chain(tmp_path):
    orders = "".join(f"- Check number {n} of the list.\n" for n in range(100))
    files = {"CLAUDE.md": f"@a.md\n\n{orders}", "a.md": orders.replace("Check", "Never skip")}
    assert found(files, "CLAUDE.md", "budget/too-many-instructions", tmp_path) == [
        "1:1 200 lines with instructions load at the start, 100 of them in CLAUDE.md, all paid for in each turn; the advice is at most 150"
    ]
    files = {"CLAUDE.md": orders, "a/CLAUDE.md": orders.replace("Check", "Never skip")}
    assert found(files, "a/CLAUDE.md", "budget/too-many-instructions", tmp_path / "a")[0].startswith(
        "1:1 200 lines with instructions load for work in a/, 100 of them in"
    )
    files = {"CLAUDE.md": "".join(f"- The number {n} is odd.\n" for n in range(300))}
    assert found(files, "CLAUDE.md", "budget/too-many-instructions", tmp_path / "b") == []


@pytest.mark.parametrize(
    ("files", "path", "expected"),
    [
        ({"AGENTS.md": "x" * 32_768}, "AGENTS.md", []),
        ({"AGENTS.md": "x" * 32_000 + "\n" + "y" * 800}, "AGENTS.md", ["2:768"]),
        ({"AGENTS.md": "ä" * 17_000}, "AGENTS.md", ["1:16385"]),
        ({"AGENTS.md": "x" * 30_000, "a/AGENTS.md": "y" * 3_000}, "a/AGENTS.md", ["1:2769"]),
        ({"AGENTS.md": "x" * 30_000, "a/AGENTS.md": "y" * 3_000}, "AGENTS.md", []),
        ({"AGENTS.md": "x" * 33_000, "a/AGENTS.md": "y" * 3_000}, "a/AGENTS.md", []),
        ({"AGENTS.md": "x" * 33_000, "AGENTS.override.md": "y"}, "AGENTS.md", []),
        ({"a/AGENTS.md": "x" * 33_000, "a/SKILL.md": "y"}, "a/AGENTS.md", []),
        ({"MEMORY.md": "x\n" * 200}, "MEMORY.md", []),
        ({"MEMORY.md": "x\n" * 201}, "MEMORY.md", ["201:1"]),
        ({"MEMORY.md": "x" * 25_601}, "MEMORY.md", ["1:25601"]),
        ({"CLAUDE.md": "x" * ((4 << 20) + 1)}, "CLAUDE.md", ["1:1"]),
        ({"CLAUDE.md": "x" * 99_000}, "CLAUDE.md", []),
    ],
)
def test_truncated(tmp_path, files, path, expected):
    assert [line.split(" ")[0] for line in found(files, path, "budget/truncated", tmp_path)] == expected


BRIEF = "# Page\n\nToken budget: {}\n\n## References\n\n- [guide](guide.md)\n"


@pytest.mark.parametrize(
    ("budget", "size", "expected"),
    [
        (
            "1,000 tokens",
            10_000,
            ["3:1 the budget is 1,000 tokens, but this file and the 1 files it names are about 4,029"],
        ),
        ("4k tokens", 10_000, []),
        ("2500 tokens", 10_000, []),  # within the error of the estimate
        ("2k", 10_000, ["3:1 the budget is 2,000 tokens, but this file and the 1 files it names are about 4,027"]),
        ("5000 tokens", 10_000, []),
        ("a few tokens", 10_000, []),
    ],
)
def test_overstated_budget(tmp_path, budget, size, expected):
    files = {"CONTEXT.md": BRIEF.format(budget), "guide.md": "x" * size}
    got = found(files, "CONTEXT.md", "budget/overstated-budget", tmp_path)
    assert [line.rpartition(" ")[0] for line in got] == [line.rpartition(" ")[0] for line in expected]


TREE = "```\nsrc/\n" + "".join(f"├── f{n}.py\n" for n in range(15)) + "```\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# A\n\n{TREE}", ["3:1 a drawing of 16 lines of the directory tree"]),
        (TREE.replace("├── f14.py\n", ""), []),
        ("```\nstart\n" + "├── then ask whether it is so\n" * 20 + "```\n", []),
        ("- a 1.2\n" * 6, []),
    ],
)
def test_derivable_tree(tmp_path, text, expected):
    assert found({"CLAUDE.md": text}, "CLAUDE.md", "budget/derivable", tmp_path) == expected


def test_derivable_dependencies(tmp_path):
    names = ["react", "vite", "zod", "axios", "redux"]
    manifest = json.dumps({"dependencies": dict.fromkeys(names, "^1.2.3")}, indent=1)
    text = "Stack:\n\n" + "".join(f"- {name} 1.2.3\n" for name in names)
    got = found({"CLAUDE.md": text, "package.json": manifest}, "CLAUDE.md", "budget/derivable", tmp_path)
    assert got == ["3:1 5 dependencies copied from package.json: react, vite, zod, …"]
    assert found({"CLAUDE.md": text.replace("1.2.3", "9.9.9")}, "CLAUDE.md", "budget/derivable", tmp_path) == []


TALK = "The office keeps the prices in a table of its own. " * 4


@pytest.mark.parametrize(
    ("files", "path", "count"),
    [
        ({"CLAUDE.md": TALK}, "CLAUDE.md", 1),
        ({"CLAUDE.md": "Books berths."}, "CLAUDE.md", 0),
        ({"CLAUDE.md": "@AGENTS.md", "AGENTS.md": f"Run `make test`. Never push. {TALK}"}, "CLAUDE.md", 0),
        ({"CLAUDE.md": "@AGENTS.md", "AGENTS.md": f"Run `make test`. Never push. {TALK}"}, "AGENTS.md", 0),
        ({"CLAUDE.md": f"Never push. {TALK}\n\n```bash\nnpm test\n```\n"}, "CLAUDE.md", 0),
        ({"CLAUDE.md": f"Run `make test`. {TALK}"}, "CLAUDE.md", 1),
        ({"CLAUDE.md": f"Run `make test`. Never push. {TALK}", "a/CLAUDE.md": TALK}, "a/CLAUDE.md", 0),
    ],
)
def test_chain_incomplete(tmp_path, files, path, count):
    assert len(found(files, path, "parts/chain-incomplete", tmp_path)) == count


def test_limits_are_configured_and_zero_is_one(tmp_path):
    names = (
        "claude-lines", "claude-characters", "skill-lines", "skill-tokens", "launch-tokens", "instructions", "codex-bytes",
        "memory-lines", "memory-bytes", "tree-lines",
    )  # fmt: skip
    write(tmp_path, {"ctxlint.toml": "[budget]\n" + "".join(f"{name} = 0\n" for name in names)})
    files = dict.fromkeys(("CLAUDE.md", "AGENTS.md", "a/SKILL.md", "MEMORY.md", "a/CONTEXT.md"), "Run it.\n")
    repository(tmp_path, files)
    rules = reported(tmp_path, "budget")
    assert {"CLAUDE.md:1:1", "AGENTS.md:1:1", "a/SKILL.md:1:1", "MEMORY.md:1:1"} <= set(rules)
    write(tmp_path, {"ctxlint.toml": "[budget]\nclaude-line = 3\n"})
    assert "claude-line" in cli("check", cwd=tmp_path).stderr


def test_size_is_a_warning_only_where_a_tool_cuts_off_or_skips():
    """A stated budget that the file breaks itself is no size but a contradiction."""
    loud = {name for name, rule in BY_NAME.items() if name.startswith("budget/") and rule.severity > Severity.INFO}
    assert loud == {"budget/truncated", "budget/overstated-budget"}
