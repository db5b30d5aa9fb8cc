"""The rules of the group wording: a fixture for each family and each guard, and what holds for all of them."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from helpers import ROOT, findings, lint_text, marked, places
from hypothesis import given, settings
from hypothesis import strategies as st

from ctxlint.base.model import Diagnostic, Severity, Span
from ctxlint.base.resources import table
from ctxlint.engine.pages import pages
from ctxlint.engine.registry import BY_NAME
from ctxlint.parse import parse
from ctxlint.parse.instructions import orders
from ctxlint.project import Project
from ctxlint.rules.context import Context
from ctxlint.rules.wording import lexical

GROUP = ["wording"]

# One line for each family: the line, the column, the rule, the words
FAMILIES = [
    ("- Follow best practices.", 10, "platitude", "best practices"),
    ("- All code must respect industry standards.", 25, "platitude", "industry standards"),
    ("- Write clean, maintainable code.", 9, "platitude", "clean, maintainable code"),
    ("- Provide helpful error messages.", 11, "platitude", "helpful error messages"),
    ("- Be careful and thorough.", 6, "platitude", "careful and thorough"),
    ("- Keep functions small and focused.", 18, "platitude", "small and focused"),
    ("- Ensure maintainability.", 10, "platitude", "maintainability"),
    ("- Make sure everything works.", 13, "platitude", "everything works"),
    ("- Verify that the importer works as expected.", 15, "platitude", "the importer works as expected"),
    ("- Use good judgment.", 3, "platitude", "Use good judgment"),
    ("- Make the page beautiful.", 8, "platitude", "the page beautiful"),
    ("- Handle errors appropriately.", 10, "platitude", "errors appropriately"),
    ("- Cover edge cases.", 9, "platitude", "edge cases"),
    ("- Avoid over-engineering.", 9, "platitude", "over-engineering"),
    ("- Write modules that are easy to read.", 26, "platitude", "easy to read"),
    ("- Ensure that the page is user-friendly.", 27, "platitude", "user-friendly"),
    ("- Split modules with clearly defined boundaries.", 22, "platitude", "clearly defined boundaries"),
    ("- Focus on what matters.", 12, "platitude", "what matters"),
    ("- Pay attention to performance.", 3, "platitude", "Pay attention to"),
    ("- Meaningful variable names", 3, "platitude", "Meaningful variable names"),
    ("- Test your changes.", 8, "platitude", "your changes"),
    ("- Produce safe outputs.", 11, "platitude", "safe outputs"),
    ("- Apply enterprise-grade engineering.", 9, "platitude", "enterprise-grade engineering"),
    ("- Reuse fixtures where possible.", 18, "escape-clause", "where possible"),
    ("- Update the changelog if needed.", 24, "escape-clause", "if needed"),
    ("- Split files when it makes sense.", 15, "escape-clause", "when it makes sense"),
    ("- Keep as much as possible.", 8, "escape-clause", "as much as possible"),
    ("- Skip no test unless there is a good reason.", 16, "escape-clause", "unless there is a good reason"),
    ("- Adjust the depth depending on the context.", 20, "escape-clause", "depending on the context"),
    ("- Signed images where feasible", 17, "escape-clause", "where feasible"),
    ("- Verwende Fixtures, falls nötig.", 22, "escape-clause", "falls nötig"),
    ("- Vérifie les liens si possible.", 21, "escape-clause", "si possible"),
    ("- Resolve conflicts carefully.", 21, "manner-only", "carefully"),
    ("- Ensure the queue is properly configured.", 23, "manner-only", "properly configured"),
    ("- Check that the page renders correctly.", 23, "manner-only", "renders correctly"),
    ("- Thoroughly review the diff.", 3, "manner-only", "Thoroughly"),
    ("- Write commits in a consistent way.", 17, "manner-only", "in a consistent way"),
    ("- [ ] Offline state handled gracefully", 21, "manner-only", "handled gracefully"),
    ("- Prüfe die Eingaben sorgfältig.", 22, "manner-only", "sorgfältig"),
    ("- Add the appropriate label.", 7, "vague-scope", "the appropriate label"),
    ("- Run relevant tests.", 7, "vague-scope", "relevant tests"),
    ("- Remove unnecessary queries.", 10, "vague-scope", "unnecessary queries"),
    ("- Choose the right data structure.", 10, "vague-scope", "the right data structure"),
    ("- Summarize key findings.", 13, "vague-scope", "key findings"),
    ("- The API must be robust.", 19, "unmeasured-quality", "robust"),
    ("- [ ] The layout is intuitive", 21, "unmeasured-quality", "intuitive"),
    ("- [ ] Comprehensive error handling", 7, "unmeasured-quality", "Comprehensive error handling"),
    ("- Rotate the tokens regularly.", 21, "vague-time", "regularly"),
    ("- Regularly audit the roles.", 3, "vague-time", "Regularly"),
    ("- Fix the build as soon as possible.", 17, "vague-time", "as soon as possible"),
    ("- Prüfe die Rollen regelmäßig.", 20, "vague-time", "regelmäßig"),
    ("- Add sufficient coverage.", 7, "vague-quantity", "sufficient coverage"),
    ("- Make small commits.", 8, "vague-quantity", "small commits"),
    ("- Keep nesting to a minimum.", 16, "vague-quantity", "to a minimum"),
    ("- Ask before major changes.", 14, "vague-quantity", "major changes"),
    ("- Test on different devices.", 11, "vague-quantity", "different devices"),
    ("- Write a detailed description.", 9, "vague-quantity", "a detailed description"),
    ("- Try to avoid mocks.", 3, "hedge", "Try to"),
    ("- Consider snapshot tests.", 3, "hedge", "Consider"),
    ("- Versuche, Mocks zu vermeiden.", 3, "hedge", "Versuche, Mocks zu"),
    ("- Feel free to rename it.", 3, "hedge", "Feel free to"),
    ("- Generally avoid globals.", 3, "hedge", "Generally"),
    ("- Never log passwords etc.", 23, "open-ended", "etc."),
    ("- Prüfe Passwörter usw.", 20, "open-ended", "usw."),
    ("- Optimize the queries.", 3, "bare-comparative", "Optimize"),
    ("- Write faster tests.", 9, "bare-comparative", "faster tests"),
    ("- Build the form with clear labels.", 23, "platitude", "clear labels"),
    ("- Understand the codebase before editing.", 3, "platitude", "Understand the codebase"),
    ("- Follow SOLID principles.", 10, "platitude", "SOLID principles"),
    ("- Avoid clutter.", 9, "platitude", "clutter"),
    ("- Balance speed and depth.", 11, "platitude", "speed and depth"),
    ("- Check for security issues.", 13, "platitude", "security issues"),
    ("- Design the queue with growth in mind.", 20, "platitude", "with growth in mind"),
    ("- Review the patch for readability.", 24, "platitude", "readability"),
    ("- Reuse fixtures where you can.", 18, "escape-clause", "where you can"),
    ("- Catch no error unless it adds value.", 18, "escape-clause", "unless it adds value"),
    ("- Split the file if you think it is best.", 18, "escape-clause", "if you think it is best"),
    ("- Name the file when it materially helps.", 17, "escape-clause", "when it materially helps"),
    ("- Open the relevant guide.", 8, "vague-scope", "the relevant guide"),
    ("- Report anything relevant.", 10, "vague-scope", "anything relevant"),
    ("- Pick a font suitable for the audience.", 15, "vague-scope", "suitable for the audience"),
    ("- Keep the docs up to date.", 17, "vague-time", "up to date"),
    ("- Test the importer early on.", 21, "vague-time", "early on"),
    ("- Write the right amount of prose.", 9, "vague-quantity", "the right amount of prose"),
    ("- Split the branch when the diff gets large.", 39, "vague-quantity", "large"),
    ("- Split the branch if several people edit it.", 23, "vague-quantity", "several people"),
    ("- Prefer fewer mocks.", 10, "bare-comparative", "fewer mocks"),
]


@pytest.mark.parametrize(("line", "column", "rule", "words"), FAMILIES)
def test_a_family_is_found_where_it_stands(line, column, rule, words):
    text = f"# Notes\n\n{line}\n"
    assert f"3:{column} wording/{rule}" in places(text, rules=GROUP)
    assert words in marked(text, "CLAUDE.md", f"wording/{rule}")


def reporting(line: str) -> set[int]:
    """The entries whose own pattern finds something in a line that nothing beside it settles."""
    context = Context(parse(f"# Notes\n\n{line}\n".encode(), "CLAUDE.md", "claude"), Project("/nowhere"))
    document = context.document
    found = set()
    for sentence in context.sentences:
        given, criterion = orders(sentence.text), lexical._is_criterion(document, sentence)
        fragment = not (given.given or criterion) and lexical._is_fragment(document, sentence)
        for number in lexical._numbers(sentence.text):
            entry = lexical._entry(number)
            for match in lexical._places(entry, sentence, given, criterion, fragment):
                if not lexical._is_settled(entry, document, sentence, Span(*lexical._it(match))):
                    found.add(number)
    return found


def test_every_entry_is_shown_by_a_family():
    found = {number for line, _, _, _ in FAMILIES for number in reporting(line)}
    assert found == set(range(len(table("wording")["entry"])))


@pytest.mark.parametrize("number", range(len(table("wording")["entry"])))
def test_an_entry_compiles_and_is_whole(number):
    data = table("wording")["entry"][number]
    assert set(data) <= {"rule", "words", "opening", "pattern", "at", "unless", "say", "write", "hint", "source"}
    assert data["source"]
    assert f"wording/{data['rule']}" in BY_NAME
    assert ("write" in data) or ("hint" in data)
    assert lexical._entry(number).at in ("order", "after", "any", "criterion", "fragment")


GUARDS = {
    "a command behind": "- Test your changes with `make test`.",
    "an end that is named": "- Produce safe outputs: no HTML tags.",
    "a thing that is named": "- Use enterprise-grade engineering laptops for the load test.",
    "a number with a unit": "- Keep functions small: under 40 lines.",
    "a code span": "- Update `mkdocs.yml` if needed.",
    "a path": "- Add relevant tests to tests/unit/test_a.py.",
    "a named API": "- Handle errors properly in parse_config().",
    "a link": "- Follow the best practices in [our guide](docs/guide.md).",
    "examples": "- Add the appropriate label (bug, feature, docs).",
    "examples behind such as": "- Log important events such as logins and refunds.",
    "sub-items": "- Follow best practices.\n  - No global state.\n  - One class a file.",
    "a list behind a colon": "Follow best practices:\n\n- No global state.\n",
    "a reference": "- Follow the best practices listed below.",
    "an explanation behind a colon": "- Write clean code: no dead branches and no commented-out lines.",
    "an explanation behind a dash": "- Handle errors gracefully - show the cause and a retry button.",
    "the means": "- Resolve conflicts carefully by keeping both sides.",
    "the rule that picks out": "- Run the relevant tests based on the changed package.",
    "a condition that says more": "- Add an index if needed by the query planner.",
    "what to do otherwise": "- Reuse the session if possible, otherwise open one.",
    "a condition that explains itself": "- Create the folder if needed.",
    "a larger model": "- Escalate to Opus if needed.",
    "a quoted phrase": '- Never answer "handle errors appropriately".',
    "words spoken about": "- Replace vague words like appropriate and relevant.",
    "instead of": "- Name the file instead of relevant files.",
    "rather than": "- Name the test to run rather than relevant tests.",
    "Bad:": "- Bad: Handle errors appropriately.",
    "a cross": "- ❌ Handle errors appropriately.",
    "Bad: and Good: in one paragraph": "Compare both.\nBad: Handle errors appropriately.",
    "an item of a bad list": "Avoid:\n\n- Handle errors appropriately.\n- Write clean code.\n",
    "below an item that shows something wrong": "- Don't:\n  - Write clean code.\n",
    "a ban list": "## Words to avoid\n\n- Use appropriate names.\n",
    "an example section": "## Examples\n\n- Write clean code.\n",
    "a heading": "## Write clean code",
    "a block quote": "> Write clean code.",
    "a comment": "<!-- Write clean code. -->",
    "code": "```text\nWrite clean code.\n```",
    "before and after": "| Before | After |\n|---|---|\n| Write clean code. | No dead branches. |\n",
    "a table header": "| Write clean code |\n|---|\n| x |\n",
    "a question": "- Should we write clean code?",
    "a statement": "- The parser handles errors gracefully.",
    "a description of the past": "- Errors were handled appropriately.",
    "a noun that looks like a verb": "- Test coverage is good.",
    "a lone word": "- The appropriate committee met.",
    "if applicable in brackets": "- Write the ticket number (if applicable).",
    "a field to fill in": "- Write [reference to best practices if applicable].",
    "a bold lead-in that is spelled out": "- **Handle errors gracefully.** Show the cause and a retry button.",
    "a list with two items": "- Never log passwords, tokens, etc.",
    "consider whether": "- Consider whether the index is used.",
    "a comparison with its measure": "- Prefer better than 2 s.",
    "a summary under the title": "# Harbour\n\nBuild clean, maintainable code.\n\n## Rules\n\n- Run `make`.\n",
    "German": "- Die Fehler werden angemessen behandelt und bei Bedarf gemeldet.",
    "a quotation in Japanese": "- 例えば「Handle errors. Write clean code.」は書かない。",
    "these best practices": "- Suggest changes that follow these best practices.",
    "the trigger of a skill": "- Use when the author must check for best practices.",
    "an idiom": "- Implement defense in depth.",
    "an explanation behind not": "- Write clear errors, not codes.",
    "a contrast in the criterion": "- The score must be clean, not flattering.",
    "the means of an understanding": "- Understand the codebase by reading the tests first.",
    "consider what is there": "- Consider every missing or invalid argument.",
    "an attempt that is an action": "- Attempt to run the suite.",
    "a comparison with a limit": "- Must enhance a page that is visible.",
    "what is broken up": "- Break the task into smaller pieces.",
    "a condition about finding": "- If you find one, name the harbour.",
    "a hyphen before the word": "- Skip non-relevant gates.",
    "separation of concerns": "- Have clear separation of concerns.",
    "a date that is kept": "- Keep the current branch.",
    "in mind, as an aside": "- Keep in mind that the port is closed.",
    "Japanese": "- 適切にエラーを処理してください。",
}

# What has the words of an order and gives none, and beside it what gives one
NO_ORDERS = {
    "a list of triggers": "Use this skill when you need to:\n\n- Improve response times.",
    "a list of triggers, of a command": "Run it whenever the user asks to:\n\n- Write clean code.",
    "a list of failures": "The review fails if any of these holds:\n\n- Errors must be handled properly.",
    "a list of failures, in German": "Brich ab, wenn:\n\n- Handle errors gracefully.",
    "a list of conditions in the list": "- Stop when:\n  - Everything must be robust.",
    "a section of triggers": "## When to use\n\n- Improve response times.",
    "a section of use cases": "## Use cases\n\n- Optimize the queries.",
    "a section of failures": "## Red flags\n\n- Meaningful variable names",
    "failure modes": "## 3. Failure modes\n\n- Handle errors appropriately.",
    "a condition of failure": "- Reject the patch if errors must be handled properly.",
    "a trigger in a sentence": "- Invoke this agent proactively when the user must follow best practices.",
    "what a command does": "| Command | Action |\n|---|---|\n| fast | Improve performance |",
    "what a kind of commit is for": "| Emoji | Code |\n|---|---|\n| ⚡ | Improve performance |",
    "what a subagent does": "| Subagent | When |\n|---|---|\n| tester | Write clean code |",
    "what something is for": "| Step | Purpose |\n|---|---|\n| 1 | Write clean code |",
    "what something is for, in French": "| Étape | Objectif |\n|---|---|\n| 1 | Write clean code |",
}
ORDERS = [
    ("In each commit:\n\n- Write clean code.", "5:9 wording/platitude"),
    ("Check if:\n\n- Errors must be handled properly.", "5:26 wording/manner-only"),
    ("## When the build is red\n\n- Handle errors gracefully.", "5:10 wording/platitude"),
    ("- When the build is red:\n  - Stop.\n- Write clean code.", "5:9 wording/platitude"),
    ("| Step | Action |\n|---|---|\n| 1 | Write clean code |", "5:13 wording/platitude"),
    ("- Use relevant tests when the build is red.", "3:7 wording/vague-scope"),
    ("| Rule | Summary |\n|---|---|\n| F.3 | Write clean code |", "5:15 wording/platitude"),
    ("## Pitfalls\n\n- **Flaky tests**: Use proper waits.", "5:24 wording/vague-scope"),
]

# What the same sentence completes, and what it leaves open
COMPLETED = [
    "- Write a clear commit message explaining the change.",
    "- Use clear headings starting with H2.",
    "- Add comprehensive tests covering all transports.",
    "- Keep components small and focused on one concern.",
    "- Provide a helpful summary listing what was skipped.",
    "- Choose the right serializer matching the version.",
    "- Add the appropriate label if the patch drops a column.",
    "- Write comprehensive tests unless the file is generated.",
    "- Add the appropriate label, naming the team.",
    "- Ensure that the lint output is clean.",
    "- [ ] Type check is clean",
    "- The compiler output must be clean.",
]
LEFT_OPEN = [
    ("- Follow best practices when writing the parser.", 10, "platitude"),
    ("- Write clean code before merging the branch.", 9, "platitude"),
    ("- Write clean code if possible.", 9, "platitude"),
    ("- Write clean code. Starting with H2 is fine.", 9, "platitude"),
    ("- Ensure that the layout is clean.", 29, "platitude"),
    ("- Add comprehensive tests for the transports.", 7, "platitude"),
]

# Manners, and words that only look like them
NO_MANNER = [
    "- Update the changelog as well.",
    "- Update the changelog as well, and the tests.",
    "- Close the sale well before the season.",
    "- Keep the price well within the limit.",
]

# Escape clauses that what stands beside them decides, and those that it does not
DECIDED = [
    "- Add an index if needed. It is needed when a query scans the table.",
    "- Add an index if needed. Only queries of the report count.",
    "- Add an index if needed. Do not add one for the log.",
    "- Use a table where appropriate. For example, three options side by side.",
    "- Add an index if needed.\n- Needed means: a query scans the table.",
    "- An index is needed when a query scans the table.\n- Add an index if needed.",
    "- Add an index if needed.\n- Otherwise leave the table alone.",
    "- Rename it when appropriate.\n- Appropriate: the name is taken.",
]
UNDECIDED = [
    ("- Add an index if needed. Write tests.", "3:16"),
    ("- Add an index if needed.\n- If the build fails, stop.", "3:16"),
    ("- Add an index if needed.\n- Rename it as needed.", "3:16"),
    ("- Add an index if needed.\n\nOnly then.", "3:16"),
]


@pytest.mark.parametrize("case", NO_ORDERS)
def test_what_has_the_words_of_an_order_and_gives_none(case):
    assert findings(f"# Notes\n\n{NO_ORDERS[case]}\n", rules=GROUP) == []


@pytest.mark.parametrize(("text", "place"), ORDERS)
def test_what_gives_an_order_beside_them(text, place):
    assert place in places(f"# Notes\n\n{text}\n", rules=GROUP)


@pytest.mark.parametrize("text", [*COMPLETED, *NO_MANNER, *DECIDED])
def test_the_words_around_it_settle_the_matter(text):
    assert findings(f"# Notes\n\n{text}\n", rules=GROUP) == []


@pytest.mark.parametrize(("line", "column", "rule"), LEFT_OPEN)
def test_the_rest_of_the_sentence_leaves_it_open(line, column, rule):
    assert f"3:{column} wording/{rule}" in places(f"# Notes\n\n{line}\n", rules=GROUP)


@pytest.mark.parametrize(("text", "place"), UNDECIDED)
def test_what_stands_beside_an_escape_clause_leaves_it_open(text, place):
    assert f"{place} wording/escape-clause" in places(f"# Notes\n\n{text}\n", rules=GROUP)


def test_well_is_a_manner():
    assert places("- Write the summary well.\n", rules=GROUP) == ["1:21 wording/manner-only"]


@pytest.mark.parametrize("case", GUARDS)
def test_a_guard_keeps_silent(case):
    text = GUARDS[case] if GUARDS[case].startswith("# ") else f"# Notes\n\n{GUARDS[case]}\n"
    assert findings(text, rules=GROUP) == []


def test_voice_and_glossary_may_speak_of_manners():
    assert findings("# Voice\n\nBe warm and concise.\n", "VOICE.md", GROUP) == []


def test_a_rewrite_is_made_of_the_words_of_the_sentence():
    (one,) = lint_text("- Reuse fixtures where possible.\n", rules=GROUP).diagnostics
    assert one.message == "“where possible”: who decides whether it is? The model may always say no"
    assert one.hint == "put a condition that can be checked in its place"
    (one,) = lint_text("- Try to avoid mocks.\n", rules=GROUP).diagnostics
    assert one.hint == "write: `Avoid mocks.`"


def test_words_are_reported_once():
    assert len(places("x\n\n- Follow industry best practices.\n", rules=GROUP)) == 1


def test_a_long_sentence_is_not_repeated():
    text = "- Try to avoid the fixtures " + "of the harbour and of the pier and of the berth " * 4 + "in tests.\n"
    (one,) = lint_text(text, rules=GROUP).diagnostics
    assert one.hint == "delete `Try to`"


def test_a_hint_asks_in_words_for_what_only_the_author_knows():
    """Or gives the very words: never a sentence with a gap in it."""
    for data in table("wording")["entry"]:
        told = data.get("hint", data.get("write"))
        assert not any(gap in told for gap in ("<", "‹", "…>", "“", "  "))
        assert ("write" in data) != ("hint" in data)


def test_wording_is_advice():
    assert {rule.severity for name, rule in BY_NAME.items() if name.startswith("wording/")} == {Severity.INFO}


# One phrase, one finding


def of_words(text: str, path: str = "CLAUDE.md") -> list[Diagnostic]:
    return [one for one in lint_text(text, path).diagnostics if one.rule.startswith(("wording/", "parts/"))]


@pytest.mark.parametrize("line", [line for line, *_ in FAMILIES])
def test_the_line_of_a_family_has_one_finding(line):
    assert len(of_words(f"# Notes\n\n{line}\n")) == 1


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Optimize performance.", ["3:12 wording/platitude"]),
        ("- Improve code quality.", ["3:11 wording/platitude"]),
        ("- Enhance readability.", ["3:11 wording/platitude"]),
        ("- Optimize the queries.", ["3:3 wording/bare-comparative"]),
        ("- Run relevant tests early and often.", ["3:7 wording/vague-scope"]),
        ("- Keep things simple; do not overcomplicate.", ["3:15 wording/platitude", "3:30 wording/platitude"]),
        ("- Run relevant tests if needed.", ["3:7 wording/vague-scope", "3:22 wording/escape-clause"]),
    ],
)
def test_one_phrase_has_one_finding(line, expected):
    assert [f"{one.place.line}:{one.place.column} {one.rule}" for one in of_words(f"# Notes\n\n{line}\n")] == expected


@pytest.mark.parametrize("name", [name for name in pages() if name.startswith(("wording/", "parts/"))])
def test_in_the_examples_of_a_page_no_two_rules_report_the_same_words(name):
    bad = pages()[name].text.partition("\n## Bad\n")[2].partition("\n## Good\n")[0]
    for path, text in re.findall(r'^`{3,}\w+ title="([^"]+)"\n(.*?)^`{3,}', bad, re.MULTILINE | re.DOTALL):
        found = of_words(text, path)
        for one, other in combinations(found, 2):
            apart = one.span.end <= other.span.start or other.span.end <= one.span.start
            assert apart or one.rule == other.rule, (one.rule, other.rule, one.excerpt)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- IMPORTANT: close the gate.\n" * 11, ["1:3 wording/shouting"]),
        ("- IMPORTANT: close the gate.\n", ["1:3 parts/no-consequence"]),
    ],
)
def test_a_file_that_shouts_is_not_asked_for_each_reason(text, expected):
    assert places(text, rules=["wording/shouting", "parts/no-consequence"]) == expected


# Options


def configured(tmp_path, table: str, text: str) -> list[str]:
    from helpers import cli, repository

    repository(tmp_path, {"ctxlint.toml": table, "CLAUDE.md": text})
    done = cli("check", "--select", "wording", "--show", "info", "--output-format", "concise", "-q", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr
    return done.stdout.splitlines()


def test_allowed_words_are_not_reported(tmp_path):
    text = "- Follow best practices.\n- Run relevant tests.\n"
    assert len(configured(tmp_path / "a", "", text)) == 2
    assert len(configured(tmp_path / "b", '[wording]\nallow = ["Best Practices"]\n', text)) == 1
    assert len(configured(tmp_path / "c", '[wording]\nallow = ["practice"]\n', text)) == 2  # not a whole word


def test_extra_phrases_are_reported(tmp_path):
    extra = '[wording]\nextra = ["ship it", {words = "by close of play", rule = "wording/vague-time", hint = "name the hour"}]\n'
    lines = configured(tmp_path, extra, "- Review, then ship it.\n- Answer by close of play.\n- They ship it.\n")
    assert [re.search(r"CLAUDE.md:(\d+:\d+).*\[(.*)\]", line).groups() for line in lines] == [
        ("1:16", "wording/platitude"),
        ("2:10", "wording/vague-time"),
    ]


def test_options_of_a_wrong_shape_are_refused(tmp_path):
    from helpers import cli, repository

    repository(tmp_path, {"ctxlint.toml": '[wording]\nextra = [{rule = "wording/hedge"}]\n', "CLAUDE.md": "x\n"})
    assert cli("check", cwd=tmp_path).returncode == 2


# Shouting

LOUD = "- ALWAYS close the gate.\n"
CALM = "- Close the gate.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (LOUD * 11, ["1:3 wording/shouting"]),
        (LOUD * 10, []),
        (LOUD * 11 + CALM * 70, []),
        (CALM * 40 + LOUD * 11, ["41:3 wording/shouting"]),
        ("- **Always** close the gate.\n" * 30, []),
        ("- Close the API of the HTTP gate.\n" * 30, []),
        ("- ⚠️ Close the gate.\n" * 11, ["1:3 wording/shouting"]),
        ("Keywords as in RFC 2119.\n\n" + "- You MUST close the gate.\n" * 20, []),
        ("- You MUST close it.\n- You SHOULD lock it.\n" * 11, []),
        ("- Write `ALWAYS` here.\n" * 20, []),
    ],
)
def test_shouting(text, found):
    assert places(text, rules=["wording/shouting"]) == found


# What holds for all


VAGUE = [line for line, _, rule, _ in FAMILIES if not line.startswith("- [ ]")]
CONCRETE = [
    "within 200 ms", "in 3 files", "at most 12 lines", "twice in 5 minutes", "`make test`", "`src/a.py`",
    "docs/guide.md", "./scripts/run.sh", "src/app/main.ts",
]  # fmt: skip


@given(st.sampled_from(VAGUE), st.sampled_from(CONCRETE))
@settings(deadline=None, max_examples=200)
def test_something_concrete_clears_a_sentence(line, concrete):
    bare = line.rstrip(".")
    assert findings(f"# Notes\n\n{bare} {concrete}.\n", rules=GROUP) == []


PIECES = st.sampled_from(
    [line.removeprefix("- ") for line in VAGUE]
    + [
        "- ",
        "\n",
        "\n\n",
        "> ",
        "`code` ",
        "**",
        "| a | b |\n|---|---|\n",
        "Bad: ",
        "If it rains, ",
        "and ",
        ", ",
        "# ",
        "“",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(deadline=None, max_examples=200)
def test_a_finding_stands_inside_an_instruction(text):
    document = parse(text.encode(), "CLAUDE.md", "claude")
    context = Context(document, Project("/nowhere"))
    for match in lexical.matches(context):
        assert any(s.span.start <= match.span.start < match.span.end <= s.span.end for s in context.sentences)
        assert document.slice(match.span).strip()


def test_other_kinds_of_our_own_text_are_silent():
    for path in sorted((ROOT / "docs").glob("*.md")):
        assert findings(path.read_text("utf-8"), "CLAUDE.md", GROUP) == [], path
    assert findings((ROOT / "README.md").read_text("utf-8"), "CLAUDE.md", GROUP) == []


def test_orders():
    assert orders("When it rains, close the gate and lock it.").starts == (15, 34)
    assert orders("Test coverage is good.").given is False
    assert orders("Agents must be quick.").be == 12
    assert orders("Never push.").given is True
    assert orders("Never push.").starts == ()
