"""How the time of a check grows with its input: each shape at n, 2n, 4n and 8n.

    python bench/growth.py [--source DIR] [--bar RATIO] [SHAPE…]

Prints a Markdown table: processor seconds beyond those of a small file, and the ratio of the last doubling. A linear
shape stays near 2; one that is cut off, near 1. Each run is a process of its own that may take 30 seconds and 3 GB.
`--source` names another checkout's `src`, to compare. To be run with an interpreter that has the dependencies of the
project.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from corpus import ROOT, environment

LONGEST, MEMORY = 30, 3 << 30
STEPS = (1, 2, 4, 8)
NOISE = 0.15  # seconds: below, a ratio says nothing
Files = Mapping[str, str]
TABLE = "|a|b|\n|-|-|\n"


class Shape(NamedTuple):
    make: Callable[[int], Files]
    size: int  # the n of the first column
    arguments: tuple[str, ...] = ("check", "--show", "info", "--output-format", "concise", ".")


def repeated(piece: str, before: str = "", after: str = "", size: int = 25_000, path: str = "CLAUDE.md") -> Shape:
    """`piece` again and again, `size` characters of it; `{i}` in it is a running number."""
    count = max(size // len(piece), 1)
    numbered = "{i}" in piece

    def make(n: int) -> Files:
        body = "".join(piece.replace("{i}", str(i)) for i in range(n)) if numbered else piece * n
        return {path: before + body + after}

    return Shape(make, count)


def manifest(name: str, make: Callable[[int], str], size: int, text: str = "Run `make test`, `npm run x`.\n") -> Shape:
    return Shape(lambda n: {"CLAUDE.md": text, name: make(n)}, size)


def configured(make: Callable[[int], str], size: int, **files: str) -> Shape:
    return Shape(lambda n: {"CLAUDE.md": "Run it.\n", "ctxlint.toml": make(n), **files}, size)


def scripts(n: int) -> dict[str, dict[str, str]]:
    return {"scripts": {f"s{i}": "echo" for i in range(n)}}


def mutual(n: int) -> Files:
    names = [f"f{i}.md" for i in range(n)]
    body = "".join(f"@{name}\n" for name in names)
    return {"CLAUDE.md": body, **dict.fromkeys(names, body)}


def imported(n: int) -> Files:
    return {"CLAUDE.md": "".join(f"@d/x{i}.md\n" for i in range(n)), "d/x0.md": "Text.\n"}


def imported_there(n: int) -> Files:
    there = {f"d/x{i}.md": "Text.\n" for i in range(n)}
    return {"CLAUDE.md": "".join(f"@{name}\n" for name in there), **there}


def schema(pattern: str, text: str) -> Callable[[int], Files]:
    rules = '[kinds.adr]\nfiles = ["adr.md"]\nschema = "s.json"\n'
    body = json.dumps({"properties": {"title": {"pattern": pattern}}})
    return lambda n: {"ctxlint.toml": rules, "s.json": body, "adr.md": f"# {text * n}!\n\nText.\n"}


SHAPES: Mapping[str, Shape] = {
    # imports
    "@d/xN.md, missing": Shape(imported, 500),
    "@d/xN.md, there": Shape(imported_there, 100),
    "files that import each other": Shape(mutual, 10),
    # comments and directives
    "`<!-- `": repeated("<!-- "),
    "`<!-- ` in lines": repeated("a <!-- \n"),
    "`<!-- ctxlint: `": repeated("<!-- ctxlint: "),
    "`<!-- ctxlint: ` and blanks": repeated(" ", "<!-- ctxlint: a"),
    "ignores": repeated("<!-- ctxlint: ignore[wording/hedge] x -->\nMaybe try to do it.\n\n"),
    "ignores at line ends": repeated("Maybe try it. <!-- ctxlint: ignore[wording/hedge] x -->\n"),
    "disables": repeated("<!-- ctxlint: disable[wording/hedge] x -->\nMaybe try to do it.\n\n"),
    "disables and enables": repeated(
        "<!-- ctxlint: disable[wording/hedge] -->\nMaybe try.\n\n<!-- ctxlint: enable[wording/hedge] -->\n\n"
    ),
    "unknown names, one directive": repeated("wording/hedg{i},", "<!-- ctxlint: ignore[", "] -->\nText.\n"),
    "unknown verbs": repeated("<!-- ctxlint: ignor{i} -->\n\n"),
    "known names, one directive": repeated("wording/hedge,", "<!-- ctxlint: ignore[", "] -->\nText.\n"),
    "file-ignores": repeated("<!-- ctxlint: file-ignore[wording/hedge] -->\n\n"),
    "directives in frontmatter": repeated("# ctxlint: ignore[wording/hedge]\n", "---\n", "a: b\n---\nText.\n"),
    "directives in code spans": repeated("`<!-- ctxlint: ignore[wording/hedge] -->` "),
    "directives in fences": repeated("```\n<!-- ctxlint: ignore[wording/hedge] -->\n```\n"),
    "ignores in one table": repeated("|a|b| <!-- ctxlint: ignore[wording/hedge] -->\n", TABLE),
    # commands
    "`pipx pipx …`": repeated("pipx ", "`", "`\n"),
    "`npm npm …`": repeated("npm ", "`", "`\n"),
    "`kubectl kubectl …`": repeated("kubectl ", "`", "`\n"),
    "`python python …`": repeated("python ", "`", "`\n"),
    "`./ ./ …`": repeated("./a/", "`", "`\n"),
    "`pipx …` in a fence": repeated("pipx ", "```sh\n", "\n```\n"),
    "`a && a && …`": repeated("a && ", "`", "a`\n"),
    "`make a && …` in a fence": repeated("make a && ", "```sh\n", "a\n```\n"),
    "`cd a && …` in a fence": repeated("cd a && ", "```sh\n", "make x\n```\n"),
    "lines of a fence": repeated("make x\n", "```sh\n", "```\n"),
    "lines that end in \\": repeated("make x \\\n", "```sh\n", "```\n"),
    "npm run": repeated("Run `npm run x{i}`.\n\n"),
    "quotes in a command": repeated("'\"", "`echo ", "`\n"),
    "curl | sh": repeated("curl x | ", "```sh\n", "sh\n```\n"),
    # prose
    "one paragraph": repeated("Use the harbour list {i} for each berth. "),
    "one paragraph in lines": repeated("Use the harbour list {i} for each berth.\n"),
    "one paragraph of choices": repeated("Use tabs in file {i}. Use npm. "),
    "equal instructions": repeated("- Always run the tests of the harbour before you commit.\n"),
    "equal paragraphs": repeated("Always run the tests of the harbour before you commit.\n\n"),
    "equal, two lists": repeated("## A{i}\n\n- Always run the tests of the harbour before you commit.\n\n"),
    "choices": repeated("- Use tabs for file {i}.\n- Use npm.\n"),
    "contrary choices": repeated("- Use tabs in `a{i}.py`.\n- Use spaces in `b{i}.py`.\n"),
    "always, never": repeated("- Always use foo{i}.\n- Never use foo{i}.\n"),
    "shouting": repeated("- NEVER do it.\n- You MUST do it. SHOULD not.\n"),
    "shouting in one line": repeated("NEVER do it. "),
    "SHOULD once, then MUST": repeated("MUST do it\n", "SHOULD "),
    "line of 1 MB": repeated("word ", size=125_000),
    "line without blanks": repeated("w", size=125_000),
    "line of dots": repeated("."),
    "line of blanks": repeated(" ", "a", "b\n"),
    "line of quotes": repeated('"'),
    "quotes": repeated('"a '),
    "apostrophes": repeated("it's "),
    "commas": repeated("a, "),
    "dashes": repeated("- ", "a "),
    "`see see see`": repeated("see AGENTS.md and "),
    "`if if if`": repeated("if "),
    "`when ask`": repeated("ask "),
    "hedges": repeated("maybe "),
    "parentheses": repeated("("),
    "placeholders": repeated("[TODO] "),
    "`{{`": repeated("{{"),
    "`<your`": repeated("<your "),
    "Node 22": repeated("- Node 22.\n"),
    "Node 22, a package.json": Shape(
        lambda n: {
            "CLAUDE.md": "- Node 22.\n" * n,
            "package.json": json.dumps({"engines": {"node": "20"}, **scripts(20 * n)}),
        },
        100,
    ),
    "models": repeated("- Use claude-3-opus-2024022{i}.\n"),
    "characters": repeated("\u200b"),
    "emoji": repeated("\U0001f468\u200d"),
    "combining marks": repeated("\u0301"),
    "hex": repeated("0a"),
    "base64": repeated("QUJD"),
    "AKIA": repeated("AKIA"),
    "keys": repeated("api_key = "),
    # Markdown
    "`[`": repeated("["),
    "`![`": repeated("!["),
    "`[a](`": repeated("[a]("),
    "`[a](b`": repeated("[a](b "),
    "`[a](<b`": repeated("[a](<b "),
    "`[a`": repeated("[a "),
    "`[a][`": repeated("[a]["),
    "`]`": repeated("]"),
    "links": repeated("[a{i}](b{i}.md) "),
    "links, lines": repeated("- [a{i}](b{i}.md)\n"),
    "links to one file": repeated("- [a{i}](docs/guide.md)\n"),
    "images": repeated("![a](b.png) "),
    "`![![a](b)](c)`": repeated("![", "", "a" + "](b)" * 50),
    "`**`": repeated("**"),
    "`*a `": repeated("*a "),
    "`_a `": repeated("_a "),
    "`**a` lines": repeated("**a\n"),
    "`|`": repeated("|"),
    "`|a` under a header": repeated("|a", TABLE),
    "wide table": Shape(lambda n: {"CLAUDE.md": "|a" * n + "\n" + "|-" * n + "\n" + "|b" * n + "\n"}, 3_000),
    "wide header, many rows": Shape(lambda n: {"CLAUDE.md": "|a" * n + "\n" + "|-" * n + "\n" + "|b\n" * n}, 300),
    "long table": repeated("|a|b|\n", TABLE),
    "long table of paths": repeated("|`src/a{i}.py`|b|\n", TABLE),
    "backticks": repeated("`"),
    "growing backticks": Shape(lambda n: {"CLAUDE.md": "".join("`" * i + "a" for i in range(1, n))}, 80),
    "backticks, blanks": repeated("` "),
    "`> `": repeated("> "),
    "`> ` lines": repeated("> a\n"),
    "nested quotes": Shape(lambda n: {"CLAUDE.md": "".join("> " * (i % 30) + "a\n" for i in range(n))}, 500),
    "nested lists": Shape(lambda n: {"CLAUDE.md": "".join("  " * i + "- a\n" for i in range(n))}, 25),
    "nested lists, one line": repeated("- "),
    "long list": repeated("- a\n"),
    "long loose list": repeated("- a\n\n"),
    "long ordered list": repeated("{i}. a\n"),
    "list in quotes": repeated("> - a\n"),
    "`<a>`": repeated("<a>"),
    "`<a `": repeated("<a "),
    "`<a>` lines": repeated("<a>\n"),
    "`</a>`": repeated("</a"),
    "`<`": repeated("<"),
    "`<?`": repeated("<?"),
    "`<!A`": repeated("<!A "),
    "`<![CDATA[`": repeated("<![CDATA["),
    "labels": repeated("<constraints>\na\n</constraints>\n"),
    "autolinks": repeated("<https://a.b/c{i}> "),
    "link definitions": repeated("[a{i}]: b{i}.md\n"),
    "equal link definitions": repeated("[a]: b.md\n"),
    "uses of definitions": repeated("[a] ", "[a]: b.md\n\n"),
    "footnotes": repeated("[^{i}] "),
    "footnote definitions": repeated("[^{i}]: text\n"),
    "equal headings": repeated("## Rules\n\n"),
    "equal headings, text": repeated("## Rules\n\nText.\n\n"),
    "headings": repeated("## Rules {i}\n\nText.\n\n"),
    "headings, deeper": repeated("# A\n## B\n### C\n#### D\n"),
    "anchors": repeated("[a](#x{i}) ", "# A\n\n"),
    "anchors and headings": repeated("## A{i}\n\n[a](#b{i})\n\n"),
    "setext": repeated("a\n---\n"),
    "`===`": repeated("=", "a\n"),
    "`---`": repeated("---\n"),
    "fences": repeated("```\na\n```\n"),
    "open fences": repeated("```a\n"),
    "growing fences": Shape(lambda n: {"CLAUDE.md": "\n".join("`" * (i + 3) for i in range(n))}, 50),
    "nested fences": repeated("````md\n```sh\na\n```\n````\n"),
    "entities": repeated("&amp;"),
    "backslashes": repeated("\\"),
    "blank lines": repeated("\n", "a", "b"),
    "indented code": repeated("    a\n\n"),
    "carriage returns": repeated("\r"),
    "tabs": repeated("\t", "- a"),
    "paths": repeated("`src/a{i}/b.py` "),
    "path of many parts": repeated("a/", "`", "b.py`\n"),
    "path of many dots": repeated("../", "`", "b.py`\n"),
    "link of many dots": repeated("../", "[a](", "b.md)\n"),
    "braces in a path": repeated("{a,b}", "`src/", "/c.py`\n"),
    "urls": repeated("https://example.com/a{i} "),
    "e-mail": repeated("a@b."),
    "`@`": repeated("@"),
    "`@a `": repeated("@a "),
    "`@a.md` in one line": repeated("@a{i}.md "),
    "`**@a`": repeated("*", "", "@a.md"),
    "`@a` and words": repeated("@a b.md "),
    # frontmatter
    "frontmatter, keys": repeated("k{i}: v\n", "---\n", "---\nText.\n"),
    "frontmatter, never closed": repeated("k{i}: v\n", "---\n"),
    "frontmatter, deep": repeated("[", "---\na: ", "\n---\nText.\n", path=".claude/skills/a/SKILL.md"),
    "frontmatter, deep blocks": Shape(
        lambda n: {".claude/skills/a/SKILL.md": "---\n" + "".join(" " * i + "a:\n" for i in range(n)) + "---\nText.\n"},
        60,
    ),
    "frontmatter, aliases": Shape(
        lambda n: {
            ".claude/skills/a/SKILL.md": "---\na0: &a0 [x]\n"
            + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, n))
            + "---\nText.\n"
        },
        10,
    ),
    "frontmatter, comments": repeated("#\n", "---\n", "a: b\n---\nText.\n"),
    "frontmatter, blanks": repeated("\n", "---\n", "a: b\n---\nText.\n"),
    "frontmatter, quotes": repeated('"', "---\na: ", "\n---\nText.\n", path=".claude/skills/a/SKILL.md"),
    "frontmatter, globs": repeated("{a,b}", '---\nglobs: "', '"\n---\nText.\n', size=50, path=".cursor/rules/a.mdc"),
    "frontmatter, stars": repeated("*a", '---\nglobs: "', '"\n---\nText.\n', path=".cursor/rules/a.mdc"),
    "frontmatter, `**/`": repeated("**/", '---\nglobs: "', 'a"\n---\nText.\n', path=".cursor/rules/a.mdc"),
    # numbers
    "`1 + 1 + …`": repeated("1 + ", "# A\n\nTotal: ", "1 = 5 minutes\n", path="CONTEXT.md"),
    "`1 x 1 x …`": repeated("1 x ", "# A\n\n## Cost\n\n", "1 = $5\n", path="CONTEXT.md"),
    "digits": repeated("1", "# A\n\n## Cost\n\n- $", "\n", path="CONTEXT.md"),
    "amounts": repeated("$1.00 ", "# A\n\n## Cost\n\n- a: ", "\n", path="CONTEXT.md"),
    "amounts in a list": repeated("- a{i}: $1.00\n", "# A\n\n## Cost\n\n", "- Total: $3\n", path="CONTEXT.md"),
    "amounts in a table": repeated("|a{i}|$1|\n", "# A\n\n## Cost\n\n|a|cost|\n|-|-|\n", path="CONTEXT.md"),
    "amounts in a wide table": Shape(
        lambda n: {"CONTEXT.md": "# A\n\n## Cost\n\n" + "|cost" * n + "\n" + "|-" * n + "\n" + "|$1" * n + "\n"},
        1_000,
    ),
    "percentages": repeated("50% ", "# A\n\n## Tone (weighted)\n\n", path="VOICE.md"),
    "percentages in a list": repeated("- a{i}: 50%\n", "# A\n\n## Tone (weighted)\n\n", path="VOICE.md"),
    "percentages in lines": repeated("50% a{i}\n", "# A\n\n## Tone (weighted)\n\n", path="VOICE.md"),
    "percentages in a table": repeated("|a{i}|50%|\n", "# A\n\n## Tone (weighted)\n\n|a|w|\n|-|-|\n", path="VOICE.md"),
    "banned words": repeated("- “w{i}”\n", "# Voice\n\n## Banned words\n\n", path="VOICE.md"),
    "stages": repeated("## Stage {i}: A (Haiku)\n\nInput: a{i}\n\nOutput: b{i}\n\n", "# A\n\n", path="CONTEXT.md"),
    "equal stages": repeated("## Stage 1: A\n\nInput: a\n\nOutput: b\n\n", "# A\n\n", path="CONTEXT.md"),
    "stages in a table": repeated(
        "|{i}|A|haiku|in|out|\n", "# A\n\n## Stages\n\n|stage|name|tier|input|output|\n|-|-|-|-|-|\n", path="CONTEXT.md"
    ),
    "stages in a list": repeated("1. **Stage {i}** (haiku): a\n", "# A\n\n## Stages\n\n", path="CONTEXT.md"),
    "inputs": repeated("the output of stage {i}, ", "# A\n\n## Stage 1: A\n\nInput: ", "\n", path="CONTEXT.md"),
    "success criteria": repeated("- a{i} is good\n", "# A\n\n## Success Criteria\n\n", path="CONTEXT.md"),
    "parts": repeated("## Constraints\n\n- a\n\n", "# A\n\n", path="CONTEXT.md"),
    "bold parts": repeated("**Constraints:** a\n\n", "# A\n\n", path="CONTEXT.md"),
    "glossary": repeated("**Term{i}**: a thing.\n\n", "# A\n\n", path="CONTEXT.md"),
    "areas": repeated("- a{i}: b, c, d\n", "# A\n\n## Areas\n\n", path="CONTEXT.md"),
    "versions": repeated("1.", "Use Node ", "1.\n"),
    "`>=1 <2`": repeated(">=1 ", "Use Node ", ".\n"),
    "tree": repeated("├── a{i}\n", "```\n", "```\n"),
    "blanks in a heading": repeated(" ", "# A\n\n## Stage 1", "x\n\nText.\n", path="CONTEXT.md"),
    "blanks in a cell": repeated(" ", "# A\n\n## Cost\n\n|a|cost|\n|-|-|\n|a|1", "x|\n", path="CONTEXT.md"),
    "blanks in a line of figures": repeated(" ", "# A\n\n## Cost\n\n- Total", "$1 x\n", path="CONTEXT.md"),
    "blanks in a weight": repeated(" ", "# Voice\n\n## Tone (weighted)\n\n- 50%", "x\n", path="VOICE.md"),
    "blanks in a version": repeated(" ", "Use Node", "x.\n", path="CLAUDE.md"),
    # manifests
    "Makefile, targets": manifest("Makefile", lambda n: "".join(f"t{i}: t{i + 1}\n\techo\n" for i in range(n)), 5_000),
    "Makefile, `\\`": manifest("Makefile", lambda n: "a: \\\n" * n, 10_000),
    "Makefile, variables": manifest(
        "Makefile", lambda n: "A0 = x\n" + "".join(f"A{i} = $(A{i - 1}) $(A{i - 1})\n" for i in range(1, n)), 10
    ),
    "Makefile, `$(`": manifest("Makefile", lambda n: "A = " + "$(" * n + "\n$(A): x\n", 5_000),
    "Makefile, define": manifest("Makefile", lambda n: "define a\n" * n, 5_000),
    "Makefile, includes": manifest("Makefile", lambda n: "include x.mk\n" * n, 5_000),
    "Makefile, ifs": manifest("Makefile", lambda n: "ifdef A\n" * n, 5_000),
    "Makefile of 4 MB": manifest("Makefile", lambda n: f"#{'a' * 60}\nt: x\n" * n, 7_000),
    "justfile": manifest("justfile", lambda n: "".join(f"r{i} a='b':\n    echo\n" for i in range(n)), 5_000),
    "justfile, quotes": manifest("justfile", lambda n: "a := " + "'" * n + "\n", 10_000),
    "justfile, imports": manifest("justfile", lambda n: "import 'x.just'\n" * n, 5_000),
    "package.json, scripts": manifest("package.json", lambda n: json.dumps(scripts(n)), 10_000),
    "package.json, deep": manifest("package.json", lambda n: '{"scripts": ' + '{"a":' * n, 20_000),
    "package.json, deep, closed": manifest(
        "package.json", lambda n: '{"scripts": ' + '{"a":' * n + "1" + "}" * n + "}", 20_000
    ),
    "package.json, digits": manifest("package.json", lambda n: '{"a": ' + "1" * n + "}", 100_000),
    "package.json, workspaces": manifest("package.json", lambda n: '{"workspaces": ["' + "{a,b}" * n + '"]}', 5),
    "package.json, stars": manifest("package.json", lambda n: '{"workspaces": ["' + "*a" * n + 'b"]}', 1000),
    "pyproject.toml, dotted": manifest("pyproject.toml", lambda n: ".".join("a" * n) + " = 1\n", 1_000),
    "pyproject.toml, table": manifest("pyproject.toml", lambda n: "[" + ".".join("a" * n) + "]\n", 1_000),
    "pyproject.toml, deep": manifest("pyproject.toml", lambda n: "a = " + "[" * n + "]" * n + "\n", 2_000),
    "Cargo.toml, members": manifest("Cargo.toml", lambda n: "[workspace]\nmembers = [" + '"a/*",' * n + "]\n", 2_000),
    "Cargo.toml, dotted": manifest("Cargo.toml", lambda n: ".".join("a" * n) + " = 1\n", 1_000),
    "mise.toml, tables": manifest("mise.toml", lambda n: "".join(f"[tasks.t{i}]\nrun='a'\n" for i in range(n)), 2_000),
    "Taskfile.yml": manifest("Taskfile.yml", lambda n: "tasks:\n" + "".join(f"  t{i}: a\n" for i in range(n)), 1_000),
    "Taskfile.yml, deep": manifest("Taskfile.yml", lambda n: "tasks: " + "[" * n, 2_000),
    "Taskfile.yml, aliases": manifest(
        "Taskfile.yml",
        lambda n: "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [{','.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, n)),
        10,
    ),
    "tox.ini": manifest("tox.ini", lambda n: "[tox]\nenvlist = " + "{a,b}" * n + "\n", 4),
    "tox.ini, sections": manifest("tox.ini", lambda n: "".join(f"[testenv:a{i}]\n" for i in range(n)), 3_000),
    "noxfile.py": manifest("noxfile.py", lambda n: "(" * n, 5_000, "Run `nox -s a`.\n"),
    "noxfile.py, sessions": manifest(
        "noxfile.py",
        lambda n: "".join(f"@nox.session\ndef s{i}(s):\n  pass\n" for i in range(n)),
        2_000,
        "`nox -s a`\n",
    ),
    "Rakefile": manifest("Rakefile", lambda n: "namespace :a do\n" * n, 3_000, "Run `rake a`.\n"),
    "build.gradle": manifest("build.gradle", lambda n: "task a {\n" * n, 3_000, "Run `gradle a`.\n"),
    "pom.xml": manifest("pom.xml", lambda n: "<a>" * n, 10_000, "Run `mvn test -Pa`.\n"),
    ".pre-commit-config.yaml": manifest(
        ".pre-commit-config.yaml", lambda n: "repos:\n" + "- repo: a\n" * n, 1_000, "Run `pre-commit run a`.\n"
    ),
    # configuration
    "configuration, dotted key": configured(lambda n: ".".join("a" * n) + " = 1\n", 2_000),
    "configuration, dotted table": configured(lambda n: "[" + ".".join("a" * n) + "]\nb = 1\n", 2_000),
    "configuration, dotted, quoted": configured(lambda n: ".".join(["'a'"] * n) + " = 1\n", 2_000),
    "configuration, dotted, blanks": configured(lambda n: " . ".join("a" * n) + " = 1\n", 2_000),
    "configuration, inline dotted": configured(lambda n: "x = {" + ".".join("a" * n) + " = 1}\n", 2_000),
    "configuration, deep array": configured(lambda n: "select = " + "[" * n + "]" * n + "\n", 2_000),
    "configuration, deep tables": configured(lambda n: "select = " + "{a=" * n + "1" + "}" * n + "\n", 2_000),
    "configuration, selectors": configured(lambda n: "select = [" + '"wording/hedge",' * n + "]\n", 1_000),
    "configuration, unknown": configured(lambda n: "".join(f"a{i} = 1\n" for i in range(n)), 1_000),
    "configuration, braces": configured(lambda n: 'exclude = ["' + "{a,b}" * n + '"]\n', 5),
    "configuration, nested braces": configured(lambda n: 'exclude = ["' + "{a," * n + "}" * n + '"]\n', 500),
    "configuration, stars": configured(lambda n: 'exclude = ["' + "*a" * n + 'b"]\n', 1_000, **{"a" * 200: ""}),
    "configuration, `**/`": configured(
        lambda n: 'exclude = ["' + "**/" * n + 'b"]\n', 1_000, **{"a/" * 100 + "a.md": ""}
    ),
    "configuration, globs": configured(lambda n: "exclude = [" + "".join(f'"a{i}",' for i in range(n)) + "]\n", 1_000),
    "configuration, kinds": configured(
        lambda n: "".join(f'[kinds.a{i}]\nfiles = ["a{i}.md"]\n' for i in range(n)), 200
    ),
    "configuration, per-file": configured(
        lambda n: "[per-file-ignores]\n" + "".join(f'"a{i}" = ["wording"]\n' for i in range(n)), 500
    ),
    "schema, `^(a+)+$`": Shape(schema("^(a+)+$", "a"), 10),
    "schema, `^(a|a)*$`": Shape(schema("^(a|a)*$", "a"), 10),
    "schema, `a*a*a*a*b`": Shape(schema("a*a*a*a*b", "a"), 50),
    "schema, `(a*)*`": Shape(schema("^(a*)*$", "a"), 10),
    # files outside git
    ".gitignore, stars": Shape(
        lambda n: {"CLAUDE.md": "Text.\n", ".gitignore": "*a" * n + "b\n", "a" * 200: "", "x/" + "a" * 200: ""}, 3
    ),
    ".gitignore, `**/`": Shape(
        lambda n: {"CLAUDE.md": "Text.\n", ".gitignore": "**/" * n + "b\n", "a/" * 60 + "a": ""}, 3
    ),
    ".gitignore, patterns": Shape(
        lambda n: {
            "CLAUDE.md": "Text.\n",
            ".gitignore": "".join(f"a{i}*\n" for i in range(n)),
            **{f"d/f{i}": "" for i in range(100)},
        },
        500,
    ),
    ".gitignore, one long": Shape(lambda n: {"CLAUDE.md": "Text.\n", ".gitignore": "a" * n + "\n"}, 100_000),
    ".gitignore, brackets": Shape(lambda n: {"CLAUDE.md": "Text.\n", ".gitignore": "[" * n + "\n"}, 5_000),
    # size
    "CLAUDE.md of 20 MB": repeated("Use the harbour list for each berth.\n\n", size=2_500_000),
    "CONTEXT.md of 20 MB": repeated("Use the harbour list for each berth.\n\n", size=2_500_000, path="CONTEXT.md"),
    "import of 20 MB": Shape(
        lambda n: {"CLAUDE.md": "@a.md\n", "a.md": "Use the harbour list for each berth.\n\n" * n}, 65_000
    ),
}


def main() -> None:
    options = arguments()
    environ = environment(PYTHONPATH=str(Path(options.source).resolve()))
    bare = min(seconds({"CLAUDE.md": "Text.\n"}, SHAPES["`[`"].arguments, environ)[0] for _ in range(3))
    print("| shape | n | " + " | ".join(f"{step}n" for step in STEPS) + " | last ratio |\n|-|-|-|-|-|-|-|")
    for name, shape in SHAPES.items():
        if not options.shapes or any(word in name for word in options.shapes):
            print(row(name, shape, environ, bare), flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--source", default=ROOT / "src")
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help="only those whose name holds one of these")
    return parser.parse_args()


def row(name: str, shape: Shape, environ: Mapping[str, str], bare: float) -> str:
    times: list[float] = []
    cells: list[str] = []
    for step in STEPS:
        spent, note = seconds(shape.make(shape.size * step), shape.arguments, environ)
        times.append(max(spent - bare, 0.0))
        cells.append(note or f"{times[-1]:.2f}")
        if note:
            break
    ratio = f"{times[-1] / times[-2]:.1f}" if len(times) > 1 and times[-2] > NOISE else ""
    cells += [""] * (len(STEPS) - len(cells))
    return f"| {name} | {shape.size} | {' | '.join(cells)} | {ratio} |".replace("||", "| |")


def seconds(files: Files, arguments: tuple[str, ...], environ: Mapping[str, str]) -> tuple[float, str]:
    """Processor seconds of a run over `files`, and what went wrong with it."""
    with tempfile.TemporaryDirectory(prefix="ctxlint-growth-") as folder:
        for name, text in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="")
        started = resource.getrusage(resource.RUSAGE_CHILDREN)
        note = run(folder, arguments, environ)
        ended = resource.getrusage(resource.RUSAGE_CHILDREN)
        return ended.ru_utime + ended.ru_stime - started.ru_utime - started.ru_stime, note


def run(folder: str, arguments: tuple[str, ...], environ: Mapping[str, str]) -> str:
    command = [sys.executable, "-P", "-m", "ctxlint", *arguments]
    try:
        done = subprocess.run(
            command,
            check=False,
            cwd=folder,
            env=environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=LONGEST,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
        )
    except subprocess.TimeoutExpired:
        return f"> {LONGEST} s"
    if done.returncode not in (0, 1, 2):
        return f"code {done.returncode}"
    if b"internal fault" in done.stderr or b"Traceback" in done.stderr:
        return done.stderr.decode()[:60].replace("\n", " ").replace("|", "/")
    return ""


if __name__ == "__main__":
    main()
