"""`init --yes --all` in every repository of the corpus: it exits 0, check finds prompts only, every command is declared."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from helpers import cli, git

from ctxlint.config.kinds import kind_of, spelled
from ctxlint.scaffold.facts import gather

COMMANDS = re.compile(r"^- (?:Install|Build|Test|Lint|Format|Check types|Check everything|Run): (?P<list>.*)$", re.M)
CODE = re.compile(r"(`+)(.+?)\1")
pytestmark = pytest.mark.corpus


def without_context_files(root: Path) -> None:
    """A commit in which no file steers an agent."""
    paths = git(root, "ls-files", "-z").split("\0")[:-1]
    gone = [path for path in paths if kind_of(path) or spelled(path) or path in ("ARCHITECTURE.md", "PATTERNS.md")]
    for path in gone:
        (root / path).unlink(missing_ok=True)
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "context files moved away")


def test_init_all(corpus, tmp_path):
    wrong: list[str] = []
    for source in sorted(corpus.iterdir()):
        root = tmp_path / source.name
        git(tmp_path, "clone", "-q", "--no-local", str(source), str(root))
        without_context_files(root)
        done = cli("init", "--yes", "--all", cwd=root)
        checked = cli("check", "--output-format", "json", "--no-config", cwd=root)
        wrong += [f"{source.name}: init {done.returncode} {done.stderr}"] if done.returncode else []
        wrong += [f"{source.name}: check {checked.returncode} {checked.stderr}"] if checked.returncode else []
        wrong += [f"{source.name}: {found}" for found in _findings(checked.stdout or '{"findings": []}')]
        wrong += [f"{source.name}: {command} is not declared" for command in _undeclared(root)]
    assert wrong == []


def _findings(report: str) -> list[str]:
    found = [f for f in json.loads(report)["findings"] if f["severity"] != "info"]
    return [f"{f['path']}:{f['line']} {f['rule']} {f['message']}" for f in found if f["rule"] != "parts/placeholder"]


def _undeclared(root: Path) -> list[str]:
    """Commands in AGENTS.md that no file proves; the file that proves each must be there."""
    facts = gather(str(root))
    known = {command.text: command.evidence for command in facts.commands}
    text = (root / "AGENTS.md").read_text()
    written = [code[2] for line in COMMANDS.finditer(text) for code in CODE.finditer(line["list"])]
    paths = git(root, "ls-files").splitlines()
    return [c for c in written if c not in known or not _proves(known[c], paths)]


def _proves(evidence: str, paths: list[str]) -> bool:
    named = re.split(r"[:,]", evidence)[0].strip()
    return named in paths or " is a dependency" in evidence or evidence.startswith("[")
