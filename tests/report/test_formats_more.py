"""grouped, json-lines and --statistics."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from helpers import lint_text

from ctxlint.base.model import Severity
from ctxlint.base.resources import folder
from ctxlint.commands.check import command
from ctxlint.engine.run import Run
from ctxlint.report import FORMATS, View, render, statistics

FIRST = "## Scoring weights\n\n- 50% — speed\n- 40% — cost\n\n## Cost\n\n- A: $1\n- B: $2\n- Total: $4\n"
SECOND = "# Steps\n\n## Step 1: A\n\nx\n\n## Step 3: B\n\ny\n"


@pytest.fixture
def view() -> View:
    results = (
        lint_text(FIRST, "CLAUDE.md"),
        lint_text(FIRST + "\nCost: $1 + $1 = $3\n", "a/CLAUDE.md"),
        lint_text(SECOND, "b/SKILL.md"),
    )
    return View(Run(results, ()), Severity.WARNING, False, {"a/CLAUDE.md": "../a/CLAUDE.md"})


def test_grouped_has_one_heading_a_file(view):
    lines = render("grouped", view).split("\n")
    assert lines[0] == "CLAUDE.md:"
    assert lines[1].startswith("    3:3  error[voice/weights-sum] these weights do not add up: 50 + 40 = 90, not 100 (")
    assert lines[2].startswith("  10:10  error[estimates/total]")
    assert [line for line in lines if line.endswith(".md:")] == ["CLAUDE.md:", "../a/CLAUDE.md:", "b/SKILL.md:"]
    assert lines[-1] == "Checked 3 files: 5 errors, 1 warning."


def test_grouped_lines_up_the_places(view):
    lines = [line for line in render("grouped", view).split("\n") if "error[" in line or "warning[" in line]
    by_file = [lines[:2], lines[2:5], lines[5:]]
    for group in by_file:
        assert len({min(line.index(word) for word in ("error[", "warning[") if word in line) for line in group}) == 1


def test_grouped_is_empty_when_quiet_and_clean():
    assert render("grouped", View(Run((lint_text("# x\n"),), ()), Severity.WARNING, False, {}, quiet=True)) == ""


def test_json_lines_are_the_findings_of_json(view):
    lines = [json.loads(line) for line in render("json-lines", view).split("\n")]
    assert lines == json.loads(render("json", view))["findings"]
    assert len(lines) == 6


def test_json_lines_of_a_clean_run_are_nothing():
    assert render("json-lines", View(Run((lint_text("# x\n"),), ()), Severity.INFO, False, {})) == ""


def test_statistics(view):
    lines = statistics.render(view).split("\n")
    assert lines[:4] == [
        "count  rule               files",
        "    3  estimates/total        2",
        "    2  voice/weights-sum      2",
        "    1  stages/numbering       1",
    ]
    assert lines[-1].startswith("Checked 3 files")


def test_statistics_for_scripts(view):
    assert json.loads(statistics.render(view, "json"))[0] == {"count": 3, "rule": "estimates/total", "files": 2}


def test_every_format_is_in_the_configuration():
    schema = json.loads((folder("schemas") / "config.schema.json").read_text("utf-8"))
    assert set(schema["properties"]["output-format"]["enum"]) == set(FORMATS)


def test_on_the_command_line(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "CLAUDE.md").write_text(FIRST, "utf-8")
    runner = CliRunner()
    grouped = runner.invoke(command, ["--output-format", "grouped"], standalone_mode=False)
    assert grouped.output.startswith("CLAUDE.md:\n")
    counted = runner.invoke(command, ["--statistics"], standalone_mode=False)
    assert counted.output.startswith("count  rule")
    assert counted.return_value == 1
    streamed = runner.invoke(command, ["--output-format", "json-lines"], standalone_mode=False)
    assert [json.loads(line)["rule"] for line in streamed.output.splitlines()] == [
        "voice/weights-sum",
        "estimates/total",
    ]
