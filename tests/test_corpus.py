"""ctxlint check in every repository of the corpus: it holds what it promises, whatever the files say."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from filelock import FileLock
from helpers import ROOT, cli
from jsonschema import Draft202012Validator

from ctxlint.base.model import Severity
from ctxlint.rules.security.characters import scan

pytestmark = pytest.mark.corpus

SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8")))
LINE_END = re.compile(r"\r\n|\r|\n")
NOTHING = "found no context file"
OF_STRUCTURE = ("parts/", "voice/", "stages/", "estimates/")
FREE_FORM = ("CLAUDE.md", "AGENTS.md")
PROVEN = ("references/", "commands/", "security/")  # on disk, or in the characters of the file
DEFECTS = {  # repository, file, rule -> lines that a person found to be wrong
    ("SuperClaude-Org+SuperClaude_Framework", "AGENTS.md", "commands/missing-script"): [15, 27],
    ("SuperClaude-Org+SuperClaude_Framework", "AGENTS.md", "commands/missing-target"): [37, 37],
    ("SuperClaude-Org+SuperClaude_Framework", "CLAUDE.md", "commands/missing-target"): [83, 292],
    ("ericbuess+claude-code-docs", "CLAUDE.md", "references/missing-import"): [20, 21, 22],
    ("AlexLee00+ai-agent-system", "AGENTS.md", "references/machine-path"): [13, *range(22, 28), 31, *range(40, 44)],
}


class Checked(NamedTuple):
    repository: Path
    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        return json.loads(self.out) if self.out else {"files": [], "findings": []}


@pytest.fixture(scope="module")
def checked(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Checked]:
    """Of every repository; the workers of one run share it."""
    repositories = sorted(path for path in corpus.iterdir() if path.is_dir())
    shared = tmp_path_factory.getbasetemp().parent / f"checked-{os.environ.get('PYTEST_XDIST_TESTRUNUID', os.getpid())}"
    with FileLock(f"{shared}.lock"):
        if not shared.exists():
            shared.write_text(json.dumps([check(path)[1:] for path in repositories]))
    return [Checked(path, *answer) for path, answer in zip(repositories, json.loads(shared.read_text()), strict=True)]


def check(repository: Path) -> Checked:
    done = cli("check", "--no-config", "--output-format", "json", cwd=repository)
    return Checked(repository, done.returncode, done.stdout, done.stderr)


def findings(checked: list[Checked]) -> Iterator[tuple[Path, dict[str, Any]]]:
    for one in checked:
        for finding in one.report["findings"]:
            yield one.repository, finding


def test_every_repository_is_there(checked):
    assert len(checked) == 80
    assert sum(len(one.report["files"]) for one in checked) > 2000


def test_the_exit_code_says_what_happened(checked):
    for one in checked:
        errors = any(finding["severity"] == "error" for finding in one.report["findings"])
        expected = 2 if NOTHING in one.err else 1 if errors else 0
        assert one.code == expected, (one.repository.name, one.code, one.err)


def test_no_fault(checked):
    for one in checked:
        assert "Traceback" not in one.err, (one.repository.name, one.err)
        assert "internal fault" not in one.err, (one.repository.name, one.err)


def test_the_report_keeps_to_its_schema(checked):
    for one in checked:
        assert one.out or NOTHING in one.err, (one.repository.name, one.err)
        if one.out:
            problems = [f"{error.json_path}: {error.message}" for error in SCHEMA.iter_errors(one.report)]
            assert not problems, (one.repository.name, problems[:5])


def test_every_span_lies_in_its_file(checked):
    for repository, finding in findings(checked):
        edits = finding["fix"]["edits"] if finding["fix"] else []
        for place in (finding, *edits):
            assert inside(repository / finding["path"], place), (repository.name, finding)
        for place in finding["related"]:
            assert inside(repository / place["path"], place), (repository.name, finding)


def inside(path: Path, place: dict[str, Any]) -> bool:
    """Do the line and the column of both ends exist, the first no later than the second?"""
    lines = LINE_END.split(path.read_bytes().decode("utf-8", "replace"))
    start, end = (place["line"], place["column"]), (place["end_line"], place["end_column"])
    return start <= end and all(
        1 <= line <= len(lines) and column <= len(lines[line - 1]) + 1 for line, column in (start, end)
    )


def test_no_error_for_the_structure_that_an_instruction_file_chose(checked):
    blamed = [
        f"{repository.name} {finding['path']}:{finding['line']} {finding['rule']}"
        for repository, finding in findings(checked)
        if finding["severity"] == "error"
        and finding["rule"].startswith(OF_STRUCTURE)
        and os.path.basename(finding["path"]) in FREE_FORM
    ]
    assert blamed == []


@pytest.mark.parametrize(("repository", "path", "rule"), DEFECTS)
def test_known_defects_are_found(checked, repository, path, rule):
    found = [
        at["line"]
        for place, one in findings(checked)
        if (place.name, one["path"], one["rule"]) == (repository, path, rule)
        for at in (one, *(other for other in one["related"] if other["path"] == path))
    ]
    assert sorted(found) == DEFECTS[repository, path, rule]


def test_a_file_full_of_paths_of_other_projects_is_silent(checked):
    """AGENTS.md of a tool that sets up projects names dozens of paths, none of which is its own."""
    (one,) = [one for one in checked if one.repository.name == "github+spec-kit"]
    assert "AGENTS.md" in {file["path"] for file in one.report["files"]}
    said = [one["rule"] for one in one.report["findings"] if one["path"] == "AGENTS.md"]
    assert [rule for rule in said if rule.startswith(PROVEN)] == []


def test_nothing_hides_in_harmless_files(checked, corpus_files):
    assert [one for _, one in findings(checked) if one["rule"].startswith("security/")] == []
    marks = (
        (path, mark) for path in corpus_files for line in scan(path.read_text("utf-8-sig", "replace")) for mark in line
    )
    assert [path for path, mark in marks if mark.severity is Severity.ERROR] == []
