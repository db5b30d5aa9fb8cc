"""Which file is of which kind, and kinds of one's own from a configuration and a schema."""

from __future__ import annotations

import json
import shutil

import pytest
from helpers import ROOT, cli, repository

from ctxlint.config.kinds import kind_of


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("CLAUDE.md", "claude"),
        ("a/b/CLAUDE.md", "claude"),
        ("CLAUDE.local.md", "claude"),
        (".claude/CLAUDE.md", "claude"),
        ("AGENTS.md", "agents-md"),
        ("AGENTS.override.md", "agents-md"),
        ("GEMINI.md", "agents-md"),
        (".github/copilot-instructions.md", "agents-md"),
        ("CONTEXT.md", "context"),
        ("VOICE.md", "voice"),
        (".claude/skills/x/SKILL.md", "skill"),
        ("skills/x/SKILL.md", "skill"),
        (".claude/agents/a.md", "subagent"),
        (".claude/agents/team/a.md", "subagent"),
        (".claude/commands/x/y.md", "command"),
        (".claude/rules/api.md", "rule"),
        (".cursor/rules/a/b.mdc", "rule"),
        (".github/instructions/py.instructions.md", "rule"),
    ],
)
def test_kinds(path, kind):
    assert kind_of(path).name == kind


@pytest.mark.parametrize(
    "path",
    [
        "claude.md",
        "docs/context.md",
        "docs/voice.md",
        "README.md",
        ".claude/agents/README.md",
        ".claude/agents/_notes.md",
        ".cursor/rules/a.md",
        "CLAUDE.md.bak",
        "skill.md",
    ],
)
def test_what_is_no_context_file(path):
    assert kind_of(path) is None


@pytest.fixture
def records(tmp_path):
    shutil.copytree(ROOT / "examples" / "adr", tmp_path / "adr")
    return repository(tmp_path / "adr", {})


def found(root, *arguments: str) -> list[tuple]:
    answer = cli("check", "--output-format", "json", *arguments, cwd=root)
    assert answer.returncode in (0, 1), answer.stderr
    return [
        (f["path"], f["line"], f["rule"], f["message"], f["severity"]) for f in json.loads(answer.stdout)["findings"]
    ]


SECOND = "docs/adr/0002-queue.md"
ADR = [
    (SECOND, 1, "adr/missing-part", "no status in this decision record", "error"),
    (SECOND, 1, "adr/no-number", "the title “Use a queue” has no number", "error"),
    (SECOND, 7, "adr/few-consequences", "“Consequences” names fewer than two consequences", "error"),
]


def test_a_kind_of_ones_own(records):
    assert found(records) == ADR
    assert found(records, "docs/adr/0001-storage.md") == []


def test_its_rules_are_known_wherever_rules_are(records):
    assert found(records, "--select", "adr/no-number") == [ADR[1]]
    assert found(records, "--ignore", "adr") == []
    answer = cli("check", "--select", "adr/no-numbr", cwd=records)
    assert (answer.returncode, "did you mean “adr/no-number”" in answer.stderr) == (2, True)
    config = records / "ctxlint.toml"
    config.write_text(config.read_text() + '\n[severity]\nadr = "warning"\n"adr/no-number" = "info"\n')
    assert [finding[4] for finding in found(records)] == ["warning", "info", "warning"]


def test_its_findings_can_be_suppressed_and_an_unused_ignore_is_seen(records):
    path = records / SECOND
    path.write_text("<!-- ctxlint: ignore[adr] an old one -->\n" + path.read_text())
    assert [finding[2] for finding in found(records)] == ["adr/few-consequences"]
    first = records / "docs/adr/0001-storage.md"
    first.write_text("<!-- ctxlint: ignore[adr/no-number] none -->\n" + first.read_text())
    assert [f[2] for f in found(records, "docs/adr/0001-storage.md")] == ["files/unused-ignore"]


def test_its_parts_are_in_the_outline(records):
    value = json.loads(cli("outline", "docs/adr/0001-storage.md", cwd=records).stdout)
    assert value["kind"] == "adr"
    assert value["parts"]["consequences"]["items"][0].startswith("Transactions replace")


def test_the_hint_names_the_headings_that_would_carry_a_part(records):
    assert "add a heading such as `## Status`" in cli("check", cwd=records).stdout


def test_a_violation_without_a_rule_belongs_to_the_kind(tmp_path):
    files = {
        "ctxlint.toml": '[kinds.runbook]\nfiles = ["run/*.md"]\nschema = "run.json"\n',
        "run.json": json.dumps({"properties": {"headings": {"minItems": 2}}}),
        "run/a.md": "# A\n",
    }
    assert found(repository(tmp_path, files)) == [
        ("run/a.md", 1, "runbook/schema", "headings needs at least 2, here are 1", "error")
    ]


def test_more_files_for_a_shipped_kind_put_them_under_contract(tmp_path):
    files = {"ctxlint.toml": '[kinds.context]\nfiles = ["briefs/*.md"]\n', "briefs/a.md": "# A\n\n## Purpose\n\nx\n"}
    assert {f[2] for f in found(repository(tmp_path, files))} == {"parts/missing"}


def test_more_headings_for_a_part(tmp_path):
    text = "<!-- ctxlint: kind[context] -->\n# A\n\n## Purpose\n\nx\n\n## Tabu\n\nnever y\n\n## Fertig, sobald\n\n1 test\n\n## Verification\n\nrun; if it fails, ask\n"
    root = repository(tmp_path, {"CONTEXT.md": text})
    assert [f[2] for f in found(root)] == ["parts/missing"]
    (root / "ctxlint.toml").write_text('[headings]\nsuccess = ["Fertig, sobald"]\n')
    assert found(root) == []


def test_an_excluding_configuration_above_keeps_the_folder_out(records):
    outer = records.parent
    (outer / "ctxlint.toml").write_text('exclude = ["adr"]\n')
    (outer / "CLAUDE.md").write_text("Run `make test`.\n")
    shutil.rmtree(records / ".git")
    assert found(outer) == []
