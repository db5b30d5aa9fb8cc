"""Group parts: what fires, and every guard that must stay silent."""

from __future__ import annotations

import pytest
from good import CONTEXT
from helpers import findings, marked, places

PLACEHOLDER = "parts/placeholder"


@pytest.mark.parametrize(
    ("text", "slot", "place"),
    [
        ("# [Project Name]\n", "[Project Name]", "1:3"),
        ("# [PROJECT_NAME]\n", "[PROJECT_NAME]", "1:3"),
        ("Goal: [describe the goal in a sentence]\n", "[describe the goal in a sentence]", "1:7"),
        ("- Owner: [your name here]\n", "[your name here]", "1:10"),
        ("Goal: <describe the goal>\n", "<describe the goal>", "1:7"),
        ("Goal: {{ purpose }}\n", "{{ purpose }}", "1:7"),
        ("TODO: write this\n", "TODO:", "1:1"),
        ("Text.\n\nOwner: TBD\n", "TBD", "3:8"),
        ("| a |\n|---|\n| TBD |\n", "TBD", "3:3"),
        ("Lorem ipsum dolor\n", "Lorem ipsum", "1:1"),
        ("---\ndescription: TBD\n---\nx\n", "TBD", "2:14"),
        ("Read [PROJECT_NAME] first.\n", "[PROJECT_NAME]", "1:6"),
        ("Call the API at [URL] and /docs.\n", "[URL]", "1:17"),
    ],
)
def test_placeholder_fires(text, slot, place):
    assert marked(text, "CLAUDE.md", PLACEHOLDER) == [slot]
    assert places(text, "CLAUDE.md", [PLACEHOLDER]) == [f"{place} {PLACEHOLDER}"]


@pytest.mark.parametrize(
    "text",
    [
        "Keep the todo list in docs/todo.md.\n",
        "Prices look like $X,XXX.\n",
        "GET /users/[id] and /posts/{postId}\n",
        "Return Promise<T> and Map<string, Order>.\n",
        "- [ ] first\n- [x] second\n",
        "See [your first guide](docs/guide.md) and [the notes][n].\n\n[n]: docs/n.md\n",
        "Run `ctxlint check <your file>`.\n",
        "Usage: tool <file> [options]\n",
        "Replace [PROJECT_NAME] with the real name.\n",
        "Never leave a TODO: in the code.\n",
        "Search for TBD before you commit.\n",
        "Mark what is open as TBD.\n",
        "```\n# [Project Name]\nTBD\n```\n",
        "The status is “TBD”.\n",
        "> Owner: TBD\n",
        "## Examples\n\nOwner: TBD\n",
        "<!-- Owner: TBD -->\n",
        "Statuses: [PASS], [FAIL], [NEEDS_REVIEW]\n",
        "Tickets are named TBD-123 or #TODO.\n",
        "- /qa [URL] opens the page, /compare [URL] [URL] two.\n",
        "Citations [1] and [Smith 2020] and [sic].\n",
        "Use `{{ name }}` in Jinja.\n",
        "A Vec<u8> and a <div>.\n",
        "const title = page({{ title }});\n",
        "function berth() {\nreturn null; // TODO: write it\n}\n",
    ],
)
def test_placeholder_guards(text):
    assert places(text, "CLAUDE.md", [PLACEHOLDER]) == []


PROSE = "Harbour books berths for marinas. Bookings live in a ledger that the office keeps. " * 3
CHECKED = "# Notes\n\nRun `make test` when you are done. Never push to `main`.\n"


def incomplete(root, text, path="AGENTS.md", **files):
    return findings(text, path, ["parts/chain-incomplete"], {**files, path: text}, root)


@pytest.mark.parametrize(
    "line",
    [
        "Read [CLAUDE.md](CLAUDE.md); its rules hold here, too.",
        "See CLAUDE.md first.",
        "The rules are in `CLAUDE.md`.",
        "@CLAUDE.md",
        "CLAUDE.md is canonical.",
        "- **Read first:** [notes](docs/AGENTS.md)",
        "Siehe CLAUDE.md.",
        "详见 CLAUDE.md。",
    ],
)
def test_a_pointer_is_followed(tmp_path, line):
    files = {"CLAUDE.md": CHECKED, "docs/AGENTS.md": "Then read `CLAUDE.md`.\n"}
    assert incomplete(tmp_path, f"# Harbour\n\n{PROSE}\n\n{line}\n", **files) == []


@pytest.mark.parametrize(
    "line",
    [
        "Only what is specific to Codex lives here.",
        "This file covers only the import of tides.",
        "Codex-specific notes.",
        "This file supplements the handbook.",
        "Diese Datei enthält nur, was Codex braucht.",
        "本文件仅包含 Codex 的说明。",
    ],
)
def test_a_declared_scope_is_no_gap(tmp_path, line):
    assert incomplete(tmp_path, f"# Harbour\n\n{PROSE}\n\n{line}\n") == []


@pytest.mark.parametrize(
    ("line", "lacks"),
    [
        ("CLAUDE.md is read by Claude.", "no command that checks the work and no boundary"),
        ("Never read CLAUDE.md.", "no command that checks the work"),
        ("See docs/nope.md.", "no command that checks the work and no boundary"),
        ("See https://example.org/CLAUDE.md.", "no command that checks the work and no boundary"),
        ("This file tells agents how to work here.", "no command that checks the work and no boundary"),
        ("Only signed commits are taken.", "no command that checks the work and no boundary"),
        ("See docs/AGENTS.md.", "no command that checks the work and no boundary"),
        ("See [the history](docs/way.md).", "no command that checks the work and no boundary"),
    ],
)
def test_a_gap_that_no_pointer_fills(tmp_path, line, lacks):
    files = {"CLAUDE.md": CHECKED, "docs/AGENTS.md": "The way is long.\n", "docs/way.md": CHECKED}
    (one,) = incomplete(tmp_path, f"# Harbour\n\n{PROSE}\n\n{line}\n", **files)
    assert one.startswith(f"1:1 parts/chain-incomplete what loads at the project root names {lacks}")


@pytest.mark.parametrize("path", [".claude/agents/a.md", ".claude/commands/c.md", "skills/x/SKILL.md"])
def test_forms_that_an_agent_fills_in_are_no_leftovers(path):
    text = "# Report\n\n- Impact: [describe the impact]\n- Name: {{ name }}\n"
    assert places(text, path, [PLACEHOLDER]) == []
    assert places("# [Skill Name]\n\nTODO: write it\n", path, [PLACEHOLDER]) == [
        f"1:3 {PLACEHOLDER}",
        f"3:1 {PLACEHOLDER}",
    ]


@pytest.mark.parametrize(
    "path",
    [
        "templates/CLAUDE.md", "src/template/AGENTS.md", "pkg/project-templates/CLAUDE.md", "boilerplate/go/CLAUDE.md",
        "skeleton/AGENTS.md", "{{cookiecutter.slug}}/CLAUDE.md", "plantillas/CLAUDE.md", "_templates/.claude/CLAUDE.md",
    ],
)  # fmt: skip
def test_a_template_is_not_filled_in(path):
    text = "# [Project Name]\n\nTitle: {{title}}\n\nTODO: write it\n"
    assert places(text, path, [PLACEHOLDER]) == []


@pytest.mark.parametrize("path", ["docs/CLAUDE.md", "templating/CLAUDE.md", "contemplate/CLAUDE.md"])
def test_elsewhere_a_slot_is_left_over(path):
    assert places("Title: {{title}}\n", path, [PLACEHOLDER]) == [f"1:8 {PLACEHOLDER}"]


@pytest.mark.parametrize(
    "title",
    ["Example plugin", "Sample API service", "Anti-patterns", "Bad Bank", "Before and after", "Beispiel-Dienst"],
)
def test_a_title_that_speaks_of_an_example_silences_no_file(title):
    text = f"# {title}\n\n## Owner\n\nTBD\n\n## Example\n\nTBD\n"
    assert places(text, rules=[PLACEHOLDER]) == [f"5:1 {PLACEHOLDER}"]
    assert places(f"{title}\n=====\n\nTBD\n", rules=[PLACEHOLDER]) == [f"4:1 {PLACEHOLDER}"]
    assert places(f"## Note\n\nx\n\n# {title}\n\nTBD\n", rules=[PLACEHOLDER]) == [f"7:1 {PLACEHOLDER}"]


@pytest.mark.parametrize(
    "text",
    ["# Examples\n\nTBD\n", "# Notes\n\nx\n\n# Sample report\n\nTBD\n", "# Notes\n\n## Anti-patterns\n\nTBD\n"],
)
def test_a_section_of_examples_is_silent(text):
    assert places(text, rules=[PLACEHOLDER]) == []


def test_an_example_in_a_folder_of_examples_is_one():
    text = "# Example project\n\n[Brief description of the project]\n"
    assert places(text, "examples/CLAUDE.md", [PLACEHOLDER]) == []
    assert places(text, "plugins/example-plugin/CLAUDE.md", [PLACEHOLDER]) == [f"3:1 {PLACEHOLDER}"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("IMPORTANT: use tabs.\n", "1:1"),
        ("- **CRITICAL:** use tabs\n", "1:5"),
        ("⚠️ WARNING: use tabs\n", "1:4"),
        ("> **IMPORTANT**: use tabs\n", "1:5"),
        ("IMPORTANT: use tabs. Run `make fmt` first.\n", "1:1"),
        ("IMPORTANT — use tabs - never blanks.\n", "1:1"),
        ("**CRITICAL**: use tabs. Always ask before a release.\n", "1:3"),
        ("IMPORTANT: use tabs: always.\n\n- and blanks\n", "1:1"),
    ],
)
def test_no_consequence_fires(text, place):
    assert places(text, "CLAUDE.md", ["parts/no-consequence"]) == [f"{place} parts/no-consequence"]


@pytest.mark.parametrize(
    "text",
    [
        "IMPORTANT: use tabs, otherwise make fails.\n",
        "IMPORTANT: use tabs.\nThe build breaks without them.\n",
        "- CRITICAL: use tabs\n  - spaces corrupt the Makefile\n",
        "IMPORTANT: three things:\n\n- tabs, or make fails\n",
        "> IMPORTANT: three things:\n>\n> 1. use tabs\n>\n> This ensures that make runs.\n",
        "IMPORTANT: after each merge:\n\n- use tabs\n",
        "**CRITICAL: before the season:**\n\n1. use tabs\n",
        "⚠️ WARNING: 合并之后：\n\n- use tabs\n",
        "This is an important file.\n",
        "IMPORTANT: use tabs — make reads nothing else.\n",
        "**IMPORTANT** — use tabs - the Makefile is strict.\n",
        "IMPORTANT: use tabs. The Makefile is strict.\n",
        "CRITICAL: restart the worker (it reads its settings once).\n",
        "IMPORTANT: use tabs.\n\nMake has no other way to tell a recipe.\n",
        "- WARNING: never run two imports. They share one lock.\n",
        "⚠️ **WARNING**: wichtig. Das Makefile ist streng.\n",
        "IMPORTANT: See [the notes](notes.md).\n",
        "**IMPORTANT**: Always read `docs/way.md` first.\n",
        "IMPORTANT: Refer to the handbook.\n",
        "The CRITICAL path is short.\n",
        "`IMPORTANT: x`\n",
        "重要なのは IMPORTANT ではない\n",
    ],
)
def test_no_consequence_guards(text):
    assert places(text, "CLAUDE.md", ["parts/no-consequence"]) == []
    assert places("IMPORTANT: use tabs.\n", "CONTEXT.md", ["parts/no-consequence"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\nWe moved in March.\n",
        "# Context\n\n## Purpose\n\nA note.\n",
        "",
    ],
)
def test_a_project_note_is_not_under_contract(text):
    assert [p for p in places(text, "CONTEXT.md") if "parts/" in p] in ([], ["1:1 parts/no-brief"])


@pytest.mark.parametrize("path", ["CLAUDE.md", "AGENTS.md", "docs/CLAUDE.md", "GEMINI.md"])
def test_nothing_is_required_of_claude_md(path):
    assert places("# A\n\n## Constraints\n\n## Success\n", path) == []
    assert places("@AGENTS.md\n", "CLAUDE.md", ["files", "parts"]) == []


VALIDATES = [
    "Run `make test`.",
    "Compare with the last release.",
    "Read it aloud.",
    "All tests pass.",
    "Check each link.",
]
FAILS = [
    "The output is generic.",
    "A test fails.",
    "If it does not compile, start again.",
    "Red flag: no numbers.",
    "It breaks the build.",
]
ESCALATES = [
    "Ask Ines.",
    "Stop after two tries.",
    "Escalate to Sonnet.",
    "Use Opus only if needed.",
    "A human decides.",
    "Hand it over to the team lead.",
]


def signals(*lines: str) -> list[str]:
    body = "".join(f"- {line}\n" for line in lines)
    text = CONTEXT[: CONTEXT.index("### Failure signals")] + body
    return [place.split("/")[1] for place in places(text, "CONTEXT.md", ["parts"])]


@pytest.mark.parametrize("line", VALIDATES)
def test_words_that_validate(line):
    assert signals(line, FAILS[0], ESCALATES[0]) == []


@pytest.mark.parametrize("line", FAILS)
def test_words_that_name_failure(line):
    assert signals(line, VALIDATES[2], ESCALATES[0]) == []


@pytest.mark.parametrize("line", ESCALATES)
def test_words_that_escalate(line):
    assert signals(line, VALIDATES[2], FAILS[0]) == []


@pytest.mark.parametrize(
    "line",
    [
        "Never push.",
        "Do not touch `db/`.",
        "Only docs/ may change.",
        "At most 3 files.",
        "`api/` is read-only.",
        "Budget: 2 hours",
        "Leave the tests alone.",
        "Kein Commit auf main.",
        "不要推送",
    ],
)
def test_words_that_draw_a_boundary(line):
    text = CONTEXT[: CONTEXT.index("- Time budget")] + f"- {line}\n\n" + CONTEXT[CONTEXT.index("## Part 3") :]
    assert places(text, "CONTEXT.md", ["parts"]) == []


@pytest.mark.parametrize("heading", ["Non-goals", "Don'ts", "Out of scope", "Anti-patterns"])
def test_a_heading_that_forbids_makes_its_lines_boundaries(heading):
    text = (
        CONTEXT[: CONTEXT.index("## Part 2")]
        + f"## {heading}\n\n- A mobile app\n\n"
        + CONTEXT[CONTEXT.index("## Part 3") :]
    )
    assert places(text, "CONTEXT.md", ["parts"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Berths\n\nThe domain language of the harbour.\n\n## Pier\n\nA row.\n\n## Berth\n\nA place.\n\n## Quay\n\nA wall.\n",
        "# Berths\n\nGlossary only.\n\n- **Pier**: a row\n- **Berth**: a place\n- **Quay**: a wall\n",
        "# Berths\n\n## Language\n\n**Pier**:\nA row.\n_Avoid_: jetty\n\n**Berth**:\nA place.\n_Avoid_: slot\n",
    ],
)
def test_a_glossary_is_known_by_what_it_says_of_itself(text):
    assert places(text, "CONTEXT.md", ["parts/no-brief"]) == []


@pytest.mark.parametrize(
    "text",
    [
        "# Berths\n\nThe harbour grows.\n\n## Pier\n\nA row.\n\n## Berth\n\nA place.\n\n## Quay\n\nA wall.\n",
        "# Berths\n\nWords are in the glossary.\n\n## Pier\n\nA row.\n\n## Berth\n\nx\n\n## Quay\n\nThe domain language.\n",
        "# Berths\n\n## Language\n\n**Pier**:\nA row.\n",
    ],
)
def test_a_note_is_no_glossary(text):
    assert places(text, "CONTEXT.md", ["parts/no-brief"]) == ["1:1 parts/no-brief"]
