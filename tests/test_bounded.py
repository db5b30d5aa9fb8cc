"""What is small and odd ends quickly, and what cannot be read is said with its place: exit code 2, never a fault."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from helpers import assert_linear, calls, cli, lint_text, write

from ctxlint.base import bounded_patterns
from ctxlint.project import Project

CONCISE = ("--output-format", "concise", "-q")
ADR = '[kinds.adr]\nfiles = ["adr.md"]\nschema = "s.json"\n'


def fault(tmp_path, files: dict[str, str], *arguments: str) -> str:
    """What is said on exit code 2, without the folder."""
    write(tmp_path, {"CLAUDE.md": "Run it.\n", "adr.md": "# A\n\nText.\n", **files})
    answer = cli("check", *arguments, cwd=tmp_path)
    assert answer.returncode == 2, answer.stdout + answer.stderr
    assert "internal fault" not in answer.stderr
    assert "Traceback" not in answer.stderr
    return answer.stderr.replace(f"{tmp_path}/", "").removeprefix("ctxlint: ").rstrip("\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (".".join("a" * 50_000) + " = 1\n", "ctxlint.toml:1: a key of more than 100 parts"),
        ("x = 1\n[" + " . ".join(["'a b'"] * 5_000) + "]\n", "ctxlint.toml:2: a key of more than 100 parts"),
        ("x = {" + ".".join(['"a.b"'] * 5_000) + " = 1}\n", "ctxlint.toml:1: a key of more than 100 parts"),
        ("select = " + "[" * 9_000 + "]" * 9_000 + "\n", "ctxlint.toml: nested too deeply"),
        ("select = " + "{a=" * 9_000 + "1" + "}" * 9_000 + "\n", "ctxlint.toml: nested too deeply"),
        ("show = 1979-05-27\n", "ctxlint.toml: show: show is \"1979-05-27\", but may only be error or warning or info"),
        ("show = 07:32:00\n", "ctxlint.toml: show: show is \"07:32:00\", but may only be error or warning or info"),
        (f"show = 0x{'f' * 9_000}\n", "ctxlint.toml: a whole number is too long: Exceeds the limit (4300 digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit"),
        ("show = nan\n", "ctxlint.toml: show: show is NaN, but may only be error or warning or info"),
    ],
)  # fmt: skip
def test_odd_configuration(tmp_path, text, expected):
    assert fault(tmp_path, {"ctxlint.toml": text}) == expected


def test_a_long_text_with_dots_in_the_configuration_is_no_key(tmp_path):
    text = f'[headings]\nsuccess = ["{"a." * 90}", "{". " * 500}"]\n# {"x. " * 90}\n'
    write(tmp_path, {"CLAUDE.md": "Run it.\n", "ctxlint.toml": text})
    assert cli("check", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tool = 5\n# [tool.ctxlint]\n", "pyproject.toml: tool is no table"),
        ("[tool]\nctxlint = []\n# [tool.ctxlint]\n", "pyproject.toml: tool.ctxlint is no table"),
    ],
)
def test_a_pyproject_without_tables(tmp_path, text, expected):
    assert fault(tmp_path, {"pyproject.toml": text}) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"$ref": "#"}, "s.json: a $ref leads back to itself, or the value is nested too deeply"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}, "s.json: a $ref leads back to itself, or the value is nested too deeply"),
        ({"$dynamicRef": "#"}, "s.json: a $ref leads back to itself, or the value is nested too deeply"),
        ({"$ref": "#/x-a", "x-a": 5}, "s.json: #/$ref: “#/x-a” leads to no schema"),
        ({"properties": {"title": {"$ref": "#/x-a/0"}}, "x-a": ["type"]}, "s.json: #/properties/title/$ref: “#/x-a/0” leads to no schema"),
        ({"$ref": "#/nowhere"}, "s.json: #/$ref: cannot resolve “#/nowhere”"),
        ({"$ref": "https://example.com/a"}, "s.json: #/$ref: cannot resolve “https://example.com/a”"),
        ({"x-rule": "adr/{a}"}, "s.json: #/x-rule: 'adr/{a}' is no name of a rule"),
        ({"x-rule": "adr/a\nb"}, "s.json: #/x-rule: 'adr/a\\nb' is no name of a rule"),
        ({"pattern": "^(a+)+$"}, "s.json: #/pattern: the pattern “^(a+)+$” has a repeat inside a repeat; an inner one may be written ++, so that it does not go back"),
        ({"patternProperties": {"(a*)*": {}}}, "s.json: #/patternProperties: the pattern “(a*)*” has a repeat inside a repeat; an inner one may be written ++, so that it does not go back"),
        ({"allOf": [{"items": {"pattern": r"(a)\1"}}]}, r"s.json: #/allOf/0/items/pattern: the pattern “(a)\1” has a back-reference"),
        ({"$ref": "#/x-lib", "x-lib": {"pattern": "(?:a{2,}b?)*"}}, "s.json: #/x-lib/pattern: the pattern “(?:a{2,}b?)*” has a repeat inside a repeat; an inner one may be written ++, so that it does not go back"),
        ({"pattern": "a{99999999999}"}, "s.json is not a JSON Schema: a pattern in it: the repetition number is too large"),
        ({"patternProperties": {"a": {}}, "unevaluatedProperties": False}, "s.json: #: patternProperties and unevaluatedProperties cannot both be used; use additionalProperties"),
        ({"properties": {"title": {"pattern": "^(a|a)*$"}}}, "s.json: the pattern “^(a|a)*$” takes more than a second"),
        ({"patternProperties": {"^t(i|i)*(t|t)*(l|l)*(e|e)*$": {}, "^(title|t|i|t|l|e|(a|a)*)$": {}}, "properties": {"title": {"pattern": "(a|a)*(a|a)*!!"}}}, "s.json: the pattern “(a|a)*(a|a)*!!” takes more than a second"),
    ],
)  # fmt: skip
def test_odd_schemas(tmp_path, schema, expected):
    files = {"ctxlint.toml": ADR, "s.json": json.dumps(schema), "adr.md": f"# {'a' * 60}!\n\nText.\n"}
    assert fault(tmp_path, files).removeprefix("ctxlint.toml: ") == expected


def test_patterns_that_are_no_danger_work_as_before(tmp_path):
    schema = {
        "properties": {"title": {"pattern": r"^[a-z]+(?:-[a-z]++)*$", "x-rule": "adr/title", "x-message": "bad title"}},
        "patternProperties": {"^kind$": {"const": "adr"}},
        "x-rule": "adr/shape",
    }
    closed = {"additionalProperties": False, "patternProperties": {"^[a-z]+$": {}}, "x-message": "closed"}
    files = {"ctxlint.toml": ADR, "s.json": json.dumps(schema), "adr.md": "# Ab c\n\nText.\n", "CLAUDE.md": "Run it.\n"}
    write(tmp_path, files)
    answer = cli("check", "--output-format", "concise", "-q", "adr.md", cwd=tmp_path)
    assert answer.stdout == "adr.md:1:1: error[adr/title] bad title\n"
    write(tmp_path, {"adr.md": "# ab-c\n\nText.\n"})
    assert cli("check", "--output-format", "concise", "-q", "adr.md", cwd=tmp_path).stdout == ""
    write(tmp_path, {"s.json": json.dumps(closed)})
    assert cli("check", "--output-format", "concise", "-q", "adr.md", cwd=tmp_path).stdout == ""
    write(tmp_path, {"s.json": json.dumps({**closed, "patternProperties": {"^[a-s]+$": {}}})})
    assert "closed" in cli("check", "--output-format", "concise", "-q", "adr.md", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    "pattern", [r"^\d{4}-\d{2}$", r"(\d{2}-){3}", "^(a|b)+$", "(ab?)+", "(?:a++b)*", "(?>a+)*", "a*b*", "(a+)?", "^$"]
)
def test_patterns_that_may_run(pattern):
    assert bounded_patterns.refusal(pattern) is None


@pytest.mark.parametrize(
    "pattern", ["(a+)+", "(a*?b)*", "((a{1,})b){2}", "(?=(a+)+)", "(?:(?:a|b*))+", r"(.)\1", r"(a)?(?(1)b|c)", "(?P<a>b)(?P=a)", "("]
)  # fmt: skip
def test_patterns_that_may_not(pattern):
    assert bounded_patterns.refusal(pattern)


def test_a_search_that_was_stopped_leaves_the_next_one_alone():
    assert bounded_patterns.found("a|ü$", "bü")
    with pytest.raises(bounded_patterns.TooSlowError):
        bounded_patterns.found("^(a|a)*$", "a" * 60 + "b")
    assert not bounded_patterns.found("a", "b\n\ud800")


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("CLAUDE.md", "Claude Code skips a file above 4,194,304 bytes"),
        ("CONTEXT.md", "no file is read above 4,194,304 bytes"),
        ("AGENTS.md", "no file is read above 4,194,304 bytes"),
    ],
)
def test_a_file_above_4_mib_is_not_read(tmp_path, path, said):
    write(tmp_path, {path: "Maybe try it: TODO.\n\n" * 1_000_000})
    expected = f"{path}:1:1: warning[budget/truncated] 21,000,000 bytes: {said} (shorten it, or move the rest to files that are read on demand)\n"  # fmt: skip
    for arguments in ([], [path], ["-", "--stdin-filename", path]):
        text = (tmp_path / path).read_bytes() if "-" in arguments else b""
        answer = cli("check", *CONCISE, *arguments, cwd=tmp_path, input=text)
        assert (answer.returncode, answer.stdout) == (0, expected)


def test_an_import_above_4_mib_is_not_read(tmp_path):
    write(tmp_path, {"CLAUDE.md": "@a.md\n", "a.md": "Use npm. Use pnpm.\n" * 1_000_000})
    assert cli("check", *CONCISE, cwd=tmp_path).stdout == ""


@pytest.mark.parametrize("line", ["*a" * 30 + "b", "**/" * 30 + "b", "a" * 100_000, "*a*a*a*a*/" * 3 + "b"])
def test_patterns_of_gitignore_outside_git(tmp_path, line):
    long = "a" * 200
    write(tmp_path, {".gitignore": f"{line}\nx*\n", "CLAUDE.md": "Maybe try it.\n", "xy/CLAUDE.md": "Maybe try it.\n"})
    write(tmp_path, {f"{'a/' * 60}{long}": "", f"d/{long}": "", f"{long}/CLAUDE.md": "Maybe try it.\n"})
    assert "Checked 2 files" in cli("check", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("path", "before", "piece", "after"),
    [
        ("CLAUDE.md", "", "<!-- ", ""),
        ("CLAUDE.md", "", "<!-- ctxlint: ", ""),
        ("CLAUDE.md", "<!-- ctxlint: a", "  ", "b"),
        ("CLAUDE.md", "<!-- ctxlint: ignore[", "wording/hedge,", "] -->\nText.\n"),
        ("CLAUDE.md", "<!-- ctxlint: ignore[", "wording/hegde,", "] -->\nText.\n"),
        ("CLAUDE.md", "---\n", "# ctxlint: ignore[wording/hedge]\n", "a: b\n---\nText.\n"),
        ("CLAUDE.md", "", "<!-- ctxlint: disable[wording/hedge] -->\nMaybe try it.\n\n", ""),
        ("CLAUDE.md", "", "`<!-- ctxlint: ignore[wording/hedge] -->` ", ""),
        ("CLAUDE.md", "`", "pipx ", "`\n"),
        ("CLAUDE.md", "```sh\n", "make a && ", "a\n```\n"),
        ("CLAUDE.md", "", "see AGENTS.md and ", ""),
        ("CLAUDE.md", "", "[a](b.md) ", ""),
        ("CLAUDE.md", "", "`src/a/b.py` ", ""),
        ("CLAUDE.md", "|a|b|\n|-|-|\n", "|`src/a.py`|b|\n", ""),
        ("CLAUDE.md", "", "Run `npm run x`.\n\n", ""),
        ("CLAUDE.md", "", "> Run `npm run x`.\n", ""),
        ("CLAUDE.md", "> ", "`npm run x` ", ""),
        ("CLAUDE.md", "> ```sh\n", "> npm run x\n", "> ```\n"),
        ("CLAUDE.md", "", "@a b.md ", ""),
        ("CLAUDE.md", "", "Use tabs, and run `npm i`. Never use spaces. ", ""),
        ("CLAUDE.md", "", "## A\n\n[a](#b)\n\n", ""),
        ("CONTEXT.md", "# A\n\n## Stage 1", " ", "x\n\nText.\n"),
        ("CONTEXT.md", "# A\n\n## Cost\n\n|a|cost|\n|-|-|\n|a|1", " ", "x|\n"),
        ("VOICE.md", "# Voice\n\n## Tone (weighted)\n\n- 50%", " ", "x\n"),
    ],
)
def test_calls_grow_with_length_and_not_with_its_square(tmp_path, path, before, piece, after):
    write(tmp_path, {"AGENTS.md": "Text.\n", "src/x.py": "", "package.json": '{"scripts": {"y": "z"}}'})

    def prepare(length: int) -> Callable[[], object]:
        text = before + piece * (length // len(piece)) + after
        return lambda: lint_text(text, path, None, str(tmp_path))

    assert_linear(prepare, 20_000)


def test_a_claim_of_a_version_asks_the_manifest_once(tmp_path, monkeypatch):
    scripts = {f"s{number}": "echo" for number in range(20_000)}
    write(tmp_path, {"package.json": json.dumps({"engines": {"node": "20"}, "scripts": scripts})})
    read, real = [], Project.read_bytes
    monkeypatch.setattr(Project, "read_bytes", lambda self, path, size: read.append(path) or real(self, path, size))
    assert len(lint_text("- Node 22.\n" * 400, rules=["claims/version"], root=str(tmp_path)).diagnostics) == 400
    assert read.count("package.json") == 1


def test_files_that_import_each_other(tmp_path):
    """A circle from each of them, found in one search: sixteen times the edges make no sixty-four times the calls."""

    def made(count: int) -> int:
        folder = tmp_path / str(count)
        names = [f"f{number}.md" for number in range(count)]
        text = "".join(f"@{name}\n" for name in names)
        write(folder, {"CLAUDE.md": text, **dict.fromkeys(names, text + "@CLAUDE.md\n")})
        found = []
        total = calls(lambda: found.append(lint_text(text, rules=["references/import-cycle"], root=str(folder))))
        assert len(found[0].diagnostics) == count
        return total

    made(5)
    assert made(80) < 20 * made(20)


def test_more_than_a_hundred_mistakes_in_comments_are_not_listed():
    text = "<!-- ctxlint: ignore[" + ",".join(f"a/{number}" for number in range(250)) + "] -->\nText.\n"
    found = lint_text(text, rules=["files/unknown-ignore"]).diagnostics
    assert len(found) == 101
    assert (found[-1].place.line, found[-1].place.column) == (1, 22 + text[21:].index("a/100"))
    assert found[-1].message == "more than 100 mistakes in comments for ctxlint: the others are not listed"


def test_nested_disables_are_used_where_a_finding_stands_in_them():
    text = (
        "<!-- ctxlint: disable[parts/placeholder] -->\n\nVersion: TBD\n\n<!-- ctxlint: disable[parts] -->\n\n"
        "Version: TBD\n\n<!-- ctxlint: enable[parts/placeholder] -->\n\nVersion: TBD\n\n"
        "<!-- ctxlint: enable[parts] -->\n\n<!-- ctxlint: disable[parts/placeholder] -->\n\nRun it.\n"
    )
    result = lint_text(text, rules=["parts/placeholder", "files/unused-ignore"])
    assert [(d.place.line, d.rule) for d in result.diagnostics] == [(15, "files/unused-ignore")]
    assert result.suppressed == 3
