"""References: what is found, with line and column, and every guard as a text that must stay silent."""

from __future__ import annotations

import os

import pytest
from helpers import assert_linear, cli, findings, git, lint_text, repository, write

FILES = {
    "docs/guide.md": '# Guide\n\n## What\'s new?\n\n## Setup\n\n## Setup\n\n## `make` *all*\n\n<a id="old"></a>\n\n## Own {#mine}\n',
    "docs/empty.md": "",
    "docs/api.html.md": "x",
    "docs/page.md": "x",
    "src/app/main.py": "x",
    "apps/web/src/hooks/use.ts": "x",
    "packages/ui/src/patterns/nav.tsx": "x",
    "README.md": "x",
    "LICENSE": "x",
    "docs/my guide.md": "x",
    ".gitignore": "dist/\n.env\n.claude/local/\n",
    "logo.png": "x",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return repository(tmp_path_factory.mktemp("refs") / "p", FILES)


def found(root, text, rule, path="CLAUDE.md"):
    return [one.replace(f" references/{rule}", "") for one in findings(text, path, [f"references/{rule}"], root=root)]


# missing-link


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See [it](docs/nope.md).\n", ["1:10 no such file: docs/nope.md"]),
        ("See [it](docs/nope.md#top).\n", ["1:10 no such file: docs/nope.md"]),
        ("- x\n- See [it](<docs/my nope.md>).\n", []),  # whoever writes “my” means any
        ("- x\n- See [it](<docs/no pe.md>).\n", ["2:13 no such file: docs/no pe.md"]),
        ("See [it](<no pe.md#top>).\n", ["1:11 no such file: no pe.md"]),
        ("See [it][a].\n\n[a]: <docs/no pe.md>\n", ["1:5 no such file: docs/no pe.md"]),
        ('See <a href="docs/no pe.md">it</a>.\n', ["1:14 no such file: docs/no pe.md"]),
        ("See [it](mdc:docs/nope.md).\n", ["1:14 no such file: docs/nope.md"]),
        ("See [it](mdc:docs/nope.md#top).\n", ["1:14 no such file: docs/nope.md"]),
        ("See [it](<mdc:no pe.md>).\n", ["1:15 no such file: no pe.md"]),
        ("See [it][a].\n\n[a]: mdc:docs/nope.md\n", ["1:5 no such file: docs/nope.md"]),
        ("![x](img/nope.png)\n", ["1:6 no such file: img/nope.png"]),
        ("See [it][a] and [it][a].\n\n[a]: docs/nope.md\n", ["1:5 no such file: docs/nope.md"]),
        ('See <a href="docs/nope.md">it</a>.\n', ["1:14 no such file: docs/nope.md"]),
        ('<img src="img/nope.png">\n', ["1:11 no such file: img/nope.png"]),
        ("[x](docs/nope%20it.md)\n", ["1:5 no such file: docs/nope it.md"]),
        ("| a |\n|---|\n| [x](docs/nope.md) |\n", ["3:7 no such file: docs/nope.md"]),
        ("[x](docs/nope)\n", ["1:5 no such file: docs/nope"]),
        ("[x](NOTES.md)\n", ["1:5 no such file: NOTES.md"]),
        ("> [x](docs/nope.md)\n", ["1:7 no such file: docs/nope.md"]),
        ("[x](assets/report-template.md)\n", ["1:5 no such file: assets/report-template.md"]),
        ('Read "[it](docs/nope.md)" first.\n', ["1:12 no such file: docs/nope.md"]),
        ('The "old" [it](docs/nope.md) is "new".\n', ["1:16 no such file: docs/nope.md"]),
        ("Use tabs, e.g. in Make. See [it](docs/nope.md).\n", ["1:34 no such file: docs/nope.md"]),
        ("We like [it](docs/nope.md).\n", ["1:14 no such file: docs/nope.md"]),
        ("Read [it](docs/nope.md) while you wait.\n", ["1:11 no such file: docs/nope.md"]),
        ("See the other [guide](docs/nope.md) of this repository.\n", ["1:23 no such file: docs/nope.md"]),
    ],
)
def test_missing_link(root, text, expected):
    assert found(root, text, "missing-link") == expected


@pytest.mark.parametrize(
    "text",
    [
        "[x](docs/guide.md) [x](docs/guide.md#setup) [x](./docs/guide.md) [x](docs/) [x](LICENSE)",
        "[x](https://example.org/docs/nope.md) [x](mailto:a@b.c) [x](//example.org/a.md) <https://example.org/nope.md>",
        "[x](#setup)",
        "[x](/docs/nope.md) [x](~/nope.md)",
        "[x](../outside.md) [x](../../outside/of/it.md)",
        "[x](url) [x](link) [x](path/to/file.md) [x](...) [x](<path>) [x]({{ url }}) [x](docs/$NAME.md) [x](docs/*.md)",
        "[x](your-file.md) [x](docs/YYYY-MM-DD.md) [x](docs/NNN-title.md)",
        "[x](dist/app.js) [x](.env)",  # ignored by git
        "[x](docs/page.html) [x](docs/page)",  # the source is there
        "[x](wiki/runbook)",  # a page of some other place: no such folder, no extension
        "[x](docs/Guide.md)",  # a rule of its own
        "[x](<docs/my guide.md>) [x](mdc:docs/guide.md) [x](mdc:docs/guide.md#setup) [x](mdc:src/app/main.py)",
        "[x](<path to the file>) [x](<your file.md>) [x](<name of some file.md>) [x](mdc:path/to/file.md) [x](mdc:)",
        "`[x](docs/nope.md)`",
        "```markdown\n[x](docs/nope.md)\n```",
        "<!-- [x](docs/nope.md) -->",
        "❌ [x](docs/nope.md)",
        "- Bad:\n  - [x](docs/nope.md)",
        "## Examples\n\n[x](docs/nope.md)",
        "[x](a\x00b.md)",
        "This skill is for the sibling [tools](docs/tools/) repo.",
        "See [it](docs/nope.md) in another repository.",
        "用于兄弟仓库 [tools](docs/tools/)。",
        'Close with "see [the log](docs/nope.md) for more".',
        "Write “read [a](docs/nope.md) first”.",
        "Link to a page, e.g. [Guide](docs/nope.md).",
        "Name the page (for instance [a](docs/nope.md), [b](docs/nope2.md)).",
        "Verlinke die Seite, z. B. [Guide](docs/nope.md).",
        "Links like [Guide](docs/nope.md) are relative.",
        "链接页面，例如 [Guide](docs/nope.md)。",
        "const found = table[index](docs/nope.md);",
        "Specs live in [specs](docs/specs/) only while a feature is in flight.",
        "The plan stays in [plan](docs/plan.md) until the release.",
        "[Notes](docs/notes.md): just for the life of a branch.",
        "[it](mdc:other-repo/docs/nope.md)",
        "- Example: [it](docs/nope.md) for a page",
        "- 示例：[it](docs/nope.md)",
        "````\n```md\n\n[it](docs/nope.md)",
        "```md\n```sh\nx\n```\n[it](docs/nope.md)\n```\n",
    ],
)
def test_links_that_are_no_mistake(root, text):
    assert found(root, text + "\n", "missing-link") == []


def test_links_of_cursor_start_from_the_root(tmp_path):
    root = repository(tmp_path / "p", {"docs/old.md": "# One\n" + "text\n" * 20, "src/.cursor/rules/x.mdc": "x"})
    git(root, "mv", "docs/old.md", "docs/new.md")
    git(root, "commit", "-qm", "moved")
    text = "See [x](mdc:docs/old.md) and [y](mdc:docs/new.md#two) and [z](mdc:docs/New.md).\n"
    result = lint_text(text, "src/.cursor/rules/x.mdc", ["references"], str(root))
    assert [(d.place.column, d.rule.partition("/")[2], d.hint) for d in result.diagnostics] == [
        (13, "missing-link", "write docs/new.md"),
        (38, "missing-anchor", "link to the file, or to a heading it has"),
        (67, "case-mismatch", "write docs/new.md"),
    ]
    assert [edit.text for edit in result.diagnostics[0].fix.edits] == ["docs/new.md"]


def test_links_from_a_folder_below(root):
    text = "[a](../../docs/guide.md) [b](src/hooks/use.ts) [c](docs/guide.md) [d](../ui/nope.ts)\n"
    assert found(root, text, "missing-link", "apps/web/CLAUDE.md") == ["1:71 no such file: ../ui/nope.ts"]


def test_the_hint_says_where_the_file_is(root):
    (one,) = lint_text("[x](docs/main.py)\n", rules=["references/missing-link"], root=str(root)).diagnostics
    assert (one.hint, one.fix) == ("there is src/app/main.py", None)


def test_what_a_gitignore_of_exceptions_leaves_out_is_missed(tmp_path):
    files = {
        ".gitignore": "/*\n!*.md\n!docs/\n",
        "docs/out/.gitignore": "*\n!.gitignore\n",
        "docs/a.md": "x",
        "CLAUDE.md": "x",
    }
    root = repository(tmp_path / "p", files)
    text = "@src/style.md\n\n[a](src/nope.ts) [b](docs/out/nope.ts)\n"
    assert found(root, text, "missing-link") == ["3:5 no such file: src/nope.ts"]
    assert found(root, text, "missing-import") == ["1:1 no such file: src/style.md"]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("docs/gide.md", "did you mean `docs/guide.md`?"),
        ("docs/guidee.md", "did you mean `docs/guide.md`?"),
        ("docs/giude.md", "did you mean `docs/guide.md`?"),
        ("docs/gold.md", None),
        ("docs/guide.txt", None),
        ("docs/step-2.md", None),  # another number is another page
        ("docs/nots.md", None),  # two are as near
    ],
)
def test_a_slip_of_the_hand_is_answered_with_the_name_that_is_there(tmp_path, written, hint):
    there = dict.fromkeys(("docs/guide.md", "docs/step-1.md", "docs/notes.md", "docs/nits.md"), "x\n")
    repository(tmp_path, {**there, "CLAUDE.md": "", "docs/CLAUDE.md": ""})
    other = "write the path that is there now, or take the line out"
    (one,) = lint_text(f"[x]({written})\n", rules=["references/missing-link"], root=str(tmp_path)).diagnostics
    assert (one.place[:2], one.hint) == ((1, 5), hint or other)
    near, name = (hint or "").replace("docs/", ""), written.removeprefix("docs/")
    (one,) = lint_text(f"[x]({name})\n", "docs/CLAUDE.md", ["references/missing-link"], str(tmp_path)).diagnostics
    assert one.hint == (near or other)


def test_case_is_mended_as_the_fix_mends_it(tmp_path):
    repository(tmp_path, {"a/CLAUDE.md": "", "docs/guide.md": "x\n"})
    text = "Read [the guide](../docs/Guide.md) first.\n"
    (one,) = lint_text(text, "a/CLAUDE.md", ["references/case-mismatch"], str(tmp_path)).diagnostics
    assert (one.place[:2], one.hint) == ((1, 18), "write ../docs/guide.md")


# missing-anchor


@pytest.mark.parametrize(
    "fragment",
    ["guide", "whats-new", "setup", "setup-1", "make-all", "old", "mine", "GUIDE", "top", "user-content-setup"],
)
def test_anchors_that_are_there(root, fragment):
    assert found(root, f"[x](docs/guide.md#{fragment})\n", "missing-anchor") == []


def test_missing_anchor(root):
    text = "# One\n\n[x](docs/guide.md#set-up) [x](#two) [x](#one)\n"
    assert found(root, text, "missing-anchor") == [
        "3:5 docs/guide.md has no heading “#set-up”",
        "3:31 CLAUDE.md has no heading “#two”",
    ]


@pytest.mark.parametrize(
    "text",
    [
        'Answer with "more under [Two](#two)".',
        "Link to a heading, e.g. [Two](#two).",
        "Anchors such as [Two](#two) are in small letters.",
        "> Say “as in [Two](#two) above”.",
        "| Say |\n|---|\n| 'see [Two](#two)' |",
    ],
)
def test_anchors_that_are_only_shown(root, text):
    assert found(root, f"# One\n\n{text}\n", "missing-anchor") == []


@pytest.mark.parametrize(
    ("heading", "fragment"),
    [
        ("नौका और घाट", "नौका-और-घाट"),
        ("තොටුපළ ශ්\u200dරී", "තොටුපළ-ශ්රී"),  # GitHub drops the joiner
        ("தோணி கட்டு", "தோணி-கட்டு"),
        ("עוֹגֶן", "עוֹגֶן"),
        ("مَرْسًى", "مَرْسًى"),
        ("Cafe\u0301 am Hafen", "cafe\u0301-am-hafen"),
        ("Cafe\u0301 am Hafen", "caf%C3%A9-am-hafen"),
        ("⚓️ Berth", "%EF%B8%8F-berth"),
        ("⚓️ Berth", "-berth"),
        ("⚓️ Berth", "berth"),
        ("A ❤️ boat", "a-️-boat"),
        ("A ❤️ boat", "a--boat"),
        ("1️⃣ Cast off", "1️⃣-cast-off"),
        ("10 m² of Ⅷ sails", "10-m-of-ⅷ-sails"),
        ("Ⓐ and 🅰 lines", "ⓐ-and-🅰-lines"),
        ("<h2 align='center'>Two <em>masts</em></h2>", "two-masts"),
        ("<h2\n  class='x'\n  id='Mast'>x</h2>", "mast"),
        ("Sails <a NAME=jib></a>", "jib"),
    ],
)
def test_headings_of_every_script(heading, fragment):
    prefix = "" if heading.startswith("<h") else "## "
    text = f"[x](#{fragment}) [x](#nothing-like-it)\n\n{prefix}{heading}\n"
    at = text.index(" [x](#n") + 6
    expected = [f"1:{at} references/missing-anchor CLAUDE.md has no heading “#nothing-like-it”"]
    assert findings(text, "CLAUDE.md", ["references/missing-anchor"]) == expected


def test_the_nearest_heading_is_named_as_github_writes_it():
    result = lint_text("[x](#️-bert)\n\n## ⚓️ Berth\n", "CLAUDE.md", ["references/missing-anchor"])
    assert [d.hint for d in result.diagnostics] == ["the nearest is #️-berth"]


@pytest.mark.parametrize(
    "text",
    [
        "```html\n<h2 id='mast'>x</h2>\n```\n",
        "`<a id='mast'>`\n",
        "<!-- <a id='mast'></a> -->\n",
        "<input name='mast'>\n",
        "<p data-id='mast'>x</p>\n",
        "    ## Mast {#mast}\n",
    ],
)
def test_what_makes_no_anchor(text):
    found = findings(f"[x](#mast)\n\n{text}", "CLAUDE.md", ["references/missing-anchor"])
    assert found == ["1:5 references/missing-anchor CLAUDE.md has no heading “#mast”"]


def test_headings_of_pages(tmp_path):
    page = "<h2 id='Mast'>x</h2>\n<p><a class='x' name=\"jib\"></a></p>\n<!-- <i id='old'></i> -->\n## Sail\n"
    made = {"made.html": "<h2 id='x'>x</h2><script>make()</script>", "form.htm": "<h2 id='{{ name }}'>x</h2>"}
    text = (
        "[x](page.html#Mast) [x](page.html#jib) [x](page.html#old) [x](page.html#sail) [x](made.html#y) [x](form.htm#y)"
    )
    write(tmp_path, {"page.html": page, **made})
    assert found(tmp_path, text, "missing-anchor") == [
        "1:44 page.html has no heading “#old”",
        "1:63 page.html has no heading “#sail”",
    ]


def test_a_table_of_contents_under_examples_is_no_example(root):
    text = "# One\n\n## Examples\n\n- [a](#one)\n- [b](#two)\n- [c](docs/guide.md#nope)\n"
    assert found(root, text, "missing-anchor") == ["6:7 CLAUDE.md has no heading “#two”"]


@pytest.mark.parametrize(
    "target",
    [
        "docs/empty.md#x",
        "docs/nope.md#x",
        "src/app/main.py#L10",
        "docs/guide.md#L3-L4",
        "docs/guide.md#:~:text=x",
        "docs/guide.md#{id}",
    ],
)
def test_anchors_that_are_not_judged(root, target):
    assert found(root, f"[x]({target})\n", "missing-anchor") == []


# missing-import


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@docs/nope.md\n", ["1:1 no such file: docs/nope.md"]),
        ("Read @docs/nope.md first\n", ["1:6 no such file: docs/nope.md"]),
        ("- **@docs/nope.md**\n", ["1:5 no such file: docs/nope.md"]),
        ("@./nope.txt\n", ["1:1 no such file: ./nope.txt"]),
        ("@docs/nope.md#part\n", ["1:1 no such file: docs/nope.md"]),
        ("@src/\n", ["1:1 src/ is a folder, and an import loads one file"]),
        ("| @docs/nope.md |\n|---|\n", ["1:3 no such file: docs/nope.md"]),
    ],
)
def test_missing_import(root, text, expected):
    assert found(root, text, "missing-import") == expected


@pytest.mark.parametrize(
    "text",
    [
        "@docs/guide.md @README.md @logo.png @LICENSE",
        "@elmethis/core @scope/package @org/pkg/styles.css @types/node.ts @angular.io",
        "@someone @pytest.mark.unit @dataclass @media @MainActor @app.route @Injectable()",
        "a@example.md mail me at me@example.org",
        "@~/.claude/nope.md @/etc/passwd @C:/nope.md @../../outside.md",
        "@path/to/import.md @your-file.md @<file>.md @{name}.md @docs/*.md",
        "@dist/rules.md @.claude/local/me.md",
        "`@docs/nope.md`",
        "```\n@docs/nope.md\n```",
        "<!-- @docs/nope.md -->",
        "[x](@docs/nope.md)",
        "<span>@docs/nope.md</span>",
        "@docs/Guide.md",
    ],
)
def test_what_is_no_missing_import(root, text):
    assert found(root, text + "\n", "missing-import") == []


def test_an_import_is_relative_to_its_file(root):
    assert found(root, "@docs/guide.md\n", "missing-import", "apps/web/CLAUDE.md") == [
        "1:1 no such file: docs/guide.md"
    ]
    assert found(root, "@../../docs/guide.md\n", "missing-import", "apps/web/CLAUDE.md") == []


def test_an_import_into_a_submodule_cannot_be_judged(tmp_path):
    inner = repository(tmp_path / "inner", {"a.md": "x"})
    root = repository(tmp_path / "p", {})
    git(root, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "brand")
    assert found(root, "@brand/nope.md\n\n[x](brand/nope.md)\n", "missing-import") == []
    assert found(root, "@brand/nope.md\n\n[x](brand/nope.md)\n", "missing-link") == []


# broken-import-syntax


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("See @docs/guide.md.\n", "See @docs/guide.md\n"),
        ("See @docs/guide.md, then go.\n", "See @docs/guide.md , then go.\n"),
        ("See @docs/guide.md: it.\n", "See @docs/guide.md : it.\n"),
        ("(see @docs/guide.md)\n", "(see @docs/guide.md )\n"),
        ("(@docs/guide.md)\n", "( @docs/guide.md )\n"),
        ("“@docs/guide.md”\n", "“ @docs/guide.md ”\n"),
        ("@docs/my guide.md is it\n", "@docs/my\\ guide.md is it\n"),
        ('@"docs/my guide.md"\n', "@docs/my\\ guide.md\n"),
        ("- See @'docs/guide.md'.\n", "- See @docs/guide.md\n"),
        ("See @“docs/guide.md”, then go.\n", "See @docs/guide.md , then go.\n"),
        ("**@`docs/guide.md`**\n", "**@docs/guide.md**\n"),
        ('See @"docs\\my guide.md"\n', "See @docs/my\\ guide.md\n"),
        ("Style: @docs\\guide.md.\n", "Style: @docs/guide.md\n"),
        ("See @.\\docs\\guide.md, then go.\n", "See @./docs/guide.md , then go.\n"),
        ("@docs\\my\\ guide.md\n", "@docs/my\\ guide.md\n"),
        ("@docs\\\\guide.md\n", "@docs/guide.md\n"),
        ("@docs/a\\_b.md\n", "@docs/a_b.md\n"),
        ("| a |\n|---|\n| @docs\\guide.md |\n", "| a |\n|---|\n| @docs/guide.md |\n"),
    ],
)
def test_broken_import_syntax(tmp_path, text, fixed):
    write(tmp_path, {"docs/guide.md": "x", "docs/my guide.md": "x", "docs/a_b.md": "x"})
    (one,) = lint_text(text, rules=["references/broken-import-syntax"], root=str(tmp_path)).diagnostics
    assert text[one.span.start] == "@"
    assert one.fix.safe
    for edit in reversed(one.fix.edits):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == fixed
    assert lint_text(fixed, rules=["references"], root=str(tmp_path)).diagnostics == ()


@pytest.mark.parametrize(
    "text",
    [
        "@docs/guide.md",
        "See @docs/nope.md.",
        "me@docs/guide.md.",
        "`@docs/guide.md.`",
        "@docs/guide.md\\ x",
        "@README.",
        "@someone.",
        '@"docs/nope.md"',
        "`@'docs/guide.md'`",
        '@"docs/guide.md',
        "@docs\\nope.md",
        "`@docs\\guide.md`",
        "@C:\\docs\\guide.md",
        "@someone\\",
    ],
)
def test_imports_that_are_read_or_lead_nowhere_either_way(root, text):
    assert found(root, text + "\n", "broken-import-syntax") == []


@pytest.mark.parametrize("path", [".claude/commands/moor.md", ".claude/skills/tide/SKILL.md"])
def test_what_commands_and_skills_embed(root, path):
    text = "Follow @docs/guide.md and @docs/nope.md and @docs/guide.md.\n"
    assert findings(text, path, ["references"], root=root) == [
        "1:27 references/missing-import no such file: docs/nope.md",
        "1:45 references/broken-import-syntax Claude Code does not load docs/guide.md: “.” is taken for a part of its path",
    ]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".claude/commands/moor.md", "Read @somewhere/else.md, @NOPE.md and @$ARGUMENTS and @docs/$1.md"),
        (".claude/commands/moor.md", "Write the plan to @docs/plan.md"),
        (".claude/commands/moor.md", "If it exists, read @docs/nope.md"),
        (".claude/commands/moor.md", 'Read @"docs/guide.md"'),
        ("apps/web/.claude/commands/moor.md", "Read @src/hooks/use.ts"),
        ("skills/tide/SKILL.md", "Read @docs/nope.md"),
        (".claude/agents/tide.md", "Read @docs/nope.md"),
    ],
)
def test_what_commands_and_skills_do_not_embed(root, path, text):
    rules = ["references/missing-import", "references/broken-import-syntax"]
    assert findings(text + "\n", path, rules, root=root) == []


# cycles and depth


def test_import_cycle(tmp_path):
    write(tmp_path, {"CLAUDE.md": "x @a.md\n", "a.md": "@b.md", "b.md": "`@a.md` @./CLAUDE.md @a.md"})
    assert found(tmp_path, "x @a.md\n", "import-cycle") == [
        "1:3 a circle of imports: CLAUDE.md → a.md → b.md → CLAUDE.md"
    ]


def test_a_file_that_imports_itself_and_one_beside_a_cycle(tmp_path):
    write(tmp_path, {"CLAUDE.md": "@a.md", "a.md": "@a.md"})
    assert found(tmp_path, "@a.md\n", "import-cycle") == []
    write(tmp_path, {"CLAUDE.md": "@CLAUDE.md"})
    assert found(tmp_path, "@CLAUDE.md\n", "import-cycle") == ["1:1 a circle of imports: CLAUDE.md → CLAUDE.md"]


def chain(count, last="end"):
    return {f"f{n}.md": f"@f{n + 1}.md\n" if n < count else last for n in range(1, count + 1)}


def test_import_depth(tmp_path):
    write(tmp_path, {"CLAUDE.md": "@f1.md\n", **chain(5)})
    assert found(tmp_path, "@f1.md\n", "import-depth") == [
        "1:1 f5.md is not loaded: it is 5 imports away (CLAUDE.md → f1.md → f2.md → f3.md → f4.md → f5.md)"
    ]
    write(tmp_path, {"CLAUDE.md": "@f1.md\n@f2.md\n"})
    assert found(tmp_path, "@f1.md\n@f2.md\n", "import-depth") == []


def test_a_chain_of_10000_imports(tmp_path):
    write(tmp_path, {"CLAUDE.md": "@f1.md\n", **chain(10_000)})
    result = lint_text("@f1.md\n", rules=["references"], root=str(tmp_path))
    assert [one.rule for one in result.diagnostics] == ["references/import-depth"]
    write(tmp_path, {"f10000.md": "@CLAUDE.md\n"})
    (one,) = lint_text("@f1.md\n", rules=["references/import-cycle"], root=str(tmp_path)).diagnostics
    assert one.message == "a circle of imports: CLAUDE.md → f1.md → … 9998 more … → f10000.md → CLAUDE.md"


def test_calls_grow_with_the_chain(tmp_path):
    def prepare(count):
        write(tmp_path / str(count), {"CLAUDE.md": "@f1.md\n", **chain(count)})
        return lambda: lint_text("@f1.md\n", rules=["references"], root=str(tmp_path / str(count)))

    assert_linear(prepare, 4_000)


def test_what_is_imported_may_be_anything(tmp_path):
    write(tmp_path, {"secret.txt": "@CLAUDE.md"})
    root = repository(
        tmp_path / "p",
        {"CLAUDE.md": "x", "a.bin": b"\x00\xff@CLAUDE.md", "docs/x.md": "x", "bad.md": b"\xff @CLAUDE.md"},
    )
    os.symlink(tmp_path / "secret.txt", root / "out.md")
    os.mkfifo(root / "pipe.md")
    text = "@a.bin @docs @docs/ @out.md @/etc/passwd @~/.ssh/id_rsa @../secret.txt @pipe.md @x\\\ny.md @\x00.md\n"
    rules = {one.rule for one in lint_text(text, rules=["references"], root=str(root)).diagnostics}
    assert "references/import-cycle" not in rules  # what lies outside and what is no text is not opened


# missing-path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read `docs/nope.md`.", ["1:7 nowhere in the project: docs/nope.md"]),
        ("Read `docs/nope.md:12`.", ["1:7 nowhere in the project: docs/nope.md"]),
        ("Components are in `src/parts/`.", ["1:20 nowhere in the project: src/parts"]),
        ("| what | where |\n|---|---|\n| x | `src/nope.py` |", ["3:8 nowhere in the project: src/nope.py"]),
        ("- **Start here:** `docs/nope.md`", ["1:20 nowhere in the project: docs/nope.md"]),
        (
            "Read `docs/nope.md`, see [the manual](https://example.org/manual/intro).",
            ["1:7 nowhere in the project: docs/nope.md"],
        ),
        (
            "`docs/nope.md` since [#12](https://github.com/harbour/tools/pull/12)",
            ["1:2 nowhere in the project: docs/nope.md"],
        ),
        (
            "From [tools](https://github.com/harbour/tools). Read `docs/nope.md`.",
            ["1:55 nowhere in the project: docs/nope.md"],
        ),
        ("Read [above](#x) and [`docs/nope.md`](#y).", ["1:24 nowhere in the project: docs/nope.md"]),
        ("Read `docs/nope.md` during review.", ["1:7 nowhere in the project: docs/nope.md"]),
        ("During review read `docs/nope.md`.", ["1:21 nowhere in the project: docs/nope.md"]),
        ("Read `docs/nope.md` only during a release.", ["1:7 nowhere in the project: docs/nope.md"]),
        (
            "The guides live in `docs/nope.md` and are read during review.",
            ["1:21 nowhere in the project: docs/nope.md"],
        ),
        ("Legacy routes are handled in `src/nope.py`.", ["1:31 nowhere in the project: src/nope.py"]),
        ("Naming conventions: see `docs/nope.md`.", ["1:26 nowhere in the project: docs/nope.md"]),
        ("If you change a route, update `docs/nope.md`.", ["1:32 nowhere in the project: docs/nope.md"]),
        ("Do not guess; read `docs/nope.md`.", ["1:21 nowhere in the project: docs/nope.md"]),
        ("Each new command adds a line to `docs/nope.md`.", ["1:34 nowhere in the project: docs/nope.md"]),
    ],
)
def test_missing_path(root, text, expected):
    assert found(root, text + "\n", "missing-path") == expected


@pytest.mark.parametrize(
    "code",
    """docs/guide.md ./docs/guide.md docs/ src/app/main.py:12 main.py app/main.py hooks/use.ts patterns/nav.tsx guide.md
    docs/*.md src/** src/{a,b}.py src/<name>.py src/[id]/page.tsx src/$NAME/x.py docs/%X%.md src/.../main.py
    docs/YYYY-MM-DD.md docs/NNN-x.md docs/00N_x.sql src/path/to/file.py src/your-page/page.tsx src/my-thing.py src/ExampleThing.ts
    src/test_EventNameHere.py src/foo.py src/xxx_service.proto docs/example.md docs/20260206000001_add.sql src/a.template.sh docs/feature.md
    /api/users /docs/nope.md ~/x/y.md /Users/x/y.md C:/x.md /slash-command feat/12-x.md origin/main docs/2677-branch docs/update-stats
    github.com/a/b charm.land/lipgloss/v2 @scope/pkg @/lib/x.ts google/model.pro application/json and/or a/b
    dist/app.js .env dist/ node_modules/x/ nowhere/x.md .goose/recipes/ src/x.unknownext src/main --flag=src/x.py ../outside/x.md""".split(),
)
def test_code_that_is_no_missing_path(root, code):
    assert found(root, f"Read `{code}`.\n", "missing-path") == []


@pytest.mark.parametrize(
    "text",
    [
        "Do not read `docs/nope.md`.",
        "Do _not_ read `docs/nope.md`.",
        "Never touch `docs/nope.md`.",
        "- `docs/nope.md` (wrong for this)",
        "`docs/nope.md` was 4,564 lines; it is now split.",
        "`docs/nope.md` no longer holds it.",
        "There is no `docs/nope.md`.",
        "Agents work without `docs/nope.md`.",
        "1. Create `docs/nope.md`",
        "The build writes `docs/nope.md`.",
        "Client: `src/client/` (generated)",
        "Build output goes to `src/static/`.",
        "Read `docs/nope.md` if present.",
        "Do not follow `docs/nope.md`.",
        "The old rules were described in `docs/nope.md`.",
        "Add a page, and write what it adds to it, such as `docs/nope.md`.",
        "In that repository see `docs/nope.md`.",
        "The user's project holds `docs/nope.md`.",
        "For example `docs/nope.md`.",
        "Files are named `docs/nope.md`.",
        "> Read `docs/nope.md`.",
        "# Guide (`docs/nope.md`)",
        "## Output\n\n`docs/nope.md` is it.",
        "## Examples\n\nRead `docs/nope.md`.",
        "The tool creates these files:\n\n- `docs/nope.md`",
        "- Creates:\n  - `docs/nope.md`",
        "| Output | x |\n|---|---|\n| `docs/nope.md` | y |",
        "| `docs/nope.md` | generated |\n|---|---|\n| `docs/nope.md` | generated by the build |",
        "不要读 `docs/nope.md`。",
        "生成 `docs/nope.md`。",
        "```\nRead `docs/nope.md`\n```",
        "Read docs/nope.md.",
        "See [`docs/nope.md`](https://example.org/docs/nope.md).",
        "See [`docs/nope.md`][1].\n\n[1]: https://example.org/nope",
        "See [`src/nope.py`](src/app/main.py).",
        "The order comes from `src/nope.py` in [tools](https://github.com/harbour/tools).",
        "It follows `src/nope.py` of <https://gitlab.com/harbour/tools/-/blob/main/README.md>.",
        "It follows `src/nope.py` (https://github.com/harbour/tools).",
        "| repository | file |\n|---|---|\n| [tools](https://codeberg.org/harbour/tools) | `src/nope.py` |",
        "In [tools](https://github.com/harbour/tools):\n\n- `src/nope.py`",
        "- [tools](https://www.npmjs.com/package/tools)\n  - `src/nope.py`",
        "It is `src/nope.py` of [tools][t].\n\n[t]: https://github.com/harbour/tools/tree/main",
        "The specs of a feature live in `docs/nope/` only while it is built.",
        "Plans are kept in `docs/nope/` during a sprint.",
        "Specs stay in `docs/nope/` for the duration of a feature.",
        "Notes sit in `docs/nope/`, but only as long as somebody works on them.",
        "`docs/nope/`: plans of features in flight",
        "- `docs/nope/` — only during a migration",
        "Drafts live temporarily in `docs/nope/`.",
        "Keep plans in `docs/nope/` while the feature is open.",
        "Pläne liegen in `docs/nope/`, solange daran gebaut wird.",
        "Los planes viven en `docs/nope/` mientras dure el trabajo.",
        "开发期间，规格放在 `docs/nope/`。",
    ],
)
def test_sentences_that_excuse_a_path(root, text):
    assert found(root, text + "\n", "missing-path") == []


def test_a_path_from_a_folder_on_the_way(root):
    text = (
        "See `src/hooks/use.ts`, `web/src/hooks/use.ts`, `packages/ui/src/patterns/nav.tsx` and `../../docs/nope.md`.\n"
    )
    assert found(root, text, "missing-path", "apps/web/src/CLAUDE.md") == [
        "1:89 nowhere in the project: ../../docs/nope.md"
    ]


def test_skills_speak_of_other_projects(root):
    assert found(root, "Read `docs/nope.md`.\n", "missing-path", ".claude/skills/x/SKILL.md") == []


# machine-path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Run `/Users/annette/work/run.sh`.", ["1:6 a path on one person's disk: /Users/annette"]),
        ("See [it](/Users/annette/a.md).", ["1:10 a path on one person's disk: /Users/annette"]),
        ("```bash\ncd /home/annette/work && make\n```", ["2:4 a path on one person's disk: /home/annette"]),
        ("Not every file is built. Run `/home/annette/a.sh`.", ["1:31 a path on one person's disk: /home/annette"]),
        ("Do not edit `/Users/annette/a.md`, it is made.", ["1:14 a path on one person's disk: /Users/annette"]),
        (r"Open C:\Users\Annette\x.md now", ["1:6 a path on one person's disk: C:\\Users\\Annette"]),
    ],
)
def test_machine_path(root, text, expected):
    assert found(root, text + "\n", "machine-path") == expected


@pytest.mark.parametrize(
    "text",
    [
        "`/Users/you/x.md` `/Users/<name>/x` `/Users/$USER/x` `/home/runner/work/x` `/home/vscode/x` `/home/node/app` `/Users/yourname/x`",
        r"`C:\Users\<you>\x` `C:\Users\runneradmin\x`",
        "`https://example.org/Users/annette/x` `src/Users/annette/x.ts` `/home/dashboard` `~/home/annette/x`",
        "Never hard-code `/Users/annette/work`.",
        "An absolute path such as `/Users/annette/work` leaks the name.",
        "## Example\n\n`/Users/annette/work/x.sh`",
        "Do not commit paths like `/Users/annette/work`.",
        "Do not paste `/Users/annette/work` into a page.",
        "Avoid `/home/annette/work`.",
        "Example output: `/Users/annette/work/x.sh`",
        "Match `/home/annette/` and report it.",
        "❌ `/Users/annette/work/x.sh`",
        "Copy it: `scp build.tar.gz web-server:/home/tidewatch/www/`",
        "rsync -a out/ deploy@web.example.org:/home/tidewatch/www/",
    ],
)
def test_paths_of_nobody(root, text):
    assert found(root, text + "\n", "machine-path") == []


# case-mismatch


@pytest.mark.parametrize(
    ("text", "expected", "fixed"),
    [
        (
            "[x](docs/Guide.md#setup)\n",
            "1:5 docs/Guide.md is spelled docs/guide.md on disk",
            "[x](docs/guide.md#setup)\n",
        ),
        ("@Docs/guide.md\n", "1:2 Docs/guide.md is spelled docs/guide.md on disk", "@docs/guide.md\n"),
        (
            "Read `src/App/main.py`.\n",
            "1:7 src/App/main.py is spelled src/app/main.py on disk",
            "Read `src/app/main.py`.\n",
        ),
    ],
)
def test_case_mismatch(root, text, expected, fixed):
    assert found(root, text, "case-mismatch") == [expected]
    (one,) = lint_text(text, rules=["references"], root=str(root)).diagnostics
    assert one.rule == "references/case-mismatch"
    assert one.fix.safe
    (edit,) = one.fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == fixed


@pytest.mark.parametrize(
    ("path", "beside", "right"),
    [
        ("claude.md", "README.md", "CLAUDE.md"),
        ("Claude.md", "notes.md", "CLAUDE.md"),
        ("CLAUDE.MD", "AGENTS.md", "CLAUDE.md"),
        ("agents.md", "readme.md", "AGENTS.md"),
        ("pkg/Agents.md", "pkg/main.py", "AGENTS.md"),
        ("pkg/Gemini.md", "pkg/README.md", "GEMINI.md"),
        (".claude/claude.md", ".claude/notes.md", "CLAUDE.md"),
        ("Claude.local.md", "README.md", "CLAUDE.local.md"),
        (".claude/skills/tide/skill.md", "README.md", "SKILL.md"),
        ("plugins/x/skills/tide/Skill.md", "plugins/x/skills/tide/notes.md", "SKILL.md"),
        (".github/Copilot-Instructions.md", "README.md", "copilot-instructions.md"),
        ("docs/agents.md", "docs/x.py", None),
        ("website/en/claude.md", "README.md", None),
        ("guide/agents.md", "guide/tools.md", None),
        ("agents.md", "index.md", None),
        ("claude.md", "CLAUDE.md", None),
        ("pkg/skill.md", "README.md", None),
        ("context.md", "README.md", None),
    ],
)
def test_the_name_of_a_context_file(tmp_path, path, beside, right):
    root = repository(tmp_path / "p", {beside: "x\n", path: "Read [x](gone.md).\n"})
    for arguments in ([], [path]):
        answer = cli("check", "--select", "references", "--output-format", "concise", *arguments, cwd=root)
        found = [line for line in answer.stdout.splitlines() if line.startswith(f"{path}:")]
        if right is None:
            assert found == []
            continue
        assert [line.partition(" ")[0] for line in found] == [f"{path}:1:1:", f"{path}:1:10:"]
        assert f"the tools look for {right}: " in found[0]
        assert found[0].endswith(f"(git mv {path} {path.rpartition('/')[0]}{'/' * ('/' in path)}{right})")


def test_case_mismatch_from_a_folder_below(root):
    text = "[x](../../docs/Guide.md)\n"
    (one,) = lint_text(text, "apps/web/CLAUDE.md", ["references/case-mismatch"], root=str(root)).diagnostics
    (edit,) = one.fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == "[x](../../docs/guide.md)\n"


@pytest.mark.parametrize(
    "text",
    [
        "[x](docs/guide.md)",
        "File names are lower case: `docs/GUIDE.md`.",
        "`docs/GUIDE.md` is not read.",
        "[x](DIST/app.js)",
    ],
)
def test_case_that_is_no_mistake(root, text):
    assert found(root, text + "\n", "case-mismatch") == []


# all together


def test_files_that_are_linted_in_several_processes_find_the_same(tmp_path, monkeypatch):
    from ctxlint.engine import run
    from ctxlint.engine.discover import FileOptions, discover

    texts = {f"d{n}/CLAUDE.md": f"See [it](nope.md) and `docs/n{n}.md`.\n" for n in range(12)}
    root = repository(tmp_path / "p", {**texts, "docs/x.md": "x"})
    monkeypatch.chdir(root)
    targets = discover((), FileOptions(no_config=True))
    alone = run.run(targets.files, run.Job(), targets.listed)
    monkeypatch.setattr(run, "WORTH_A_PROCESS", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    together = run.run(targets.files, run.Job(), targets.listed)
    assert together.diagnostics == alone.diagnostics
    assert len(alone.diagnostics) == 24


def test_calls_grow_with_long_lines(tmp_path):
    write(tmp_path, {"docs/x.md": "x"})

    def prepare(count):
        path = "docs/" * count
        text = f"@{'a/' * count}\n\n`{path}x.md`\n\n[x]({path}y.md)\n\n{'(@a' * count}\n"
        return lambda: lint_text(text, rules=["references", "commands"], root=str(tmp_path))

    assert_linear(prepare, 20_000)


def test_an_import_from_the_root_in_a_file_below_says_what_to_write(tmp_path):
    write(tmp_path, {"docs/nope.md": "x"})
    text = "@docs/nope.md\n"
    (one,) = lint_text(text, ".claude/rules/a.md", ["references/missing-import"], str(tmp_path)).diagnostics
    assert one.hint == "write `@../../docs/nope.md`: an import starts from the folder of its file"
