"""Until the release no address and no package is named that somebody else may own, and nothing installs one."""

from __future__ import annotations

import json
import re
import subprocess

import pytest
from helpers import ROOT, cli, repository

from ctxlint.base import home
from ctxlint.report import FORMATS

OURS = re.compile(
    r"github(?:usercontent)?\.com/ctxlint|(?<![<\w])ctxlint/ctxlint@|pip install (?:-\w+ )*['\"]?ctxlint(?=[\[=' \n]|$)"
)
ABOUT_IT = {"docs/release.md", "src/ctxlint/base/home.py"}

released = pytest.mark.skipif(bool(home.HOME), reason="it is released: the addresses are ours")


@released
def test_no_file_names_an_address():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    texts = {name: (ROOT / name).read_text("utf-8", "replace") for name in listed if (ROOT / name).is_file()}
    conditional = {"templates/ci/github.yml.j2", "templates/ci/gitlab.yml.j2"}  # written once there is an address
    found = {name for name, text in texts.items() if not name.startswith("tests/") and OURS.search(text)}
    assert found - conditional <= ABOUT_IT


@released
def test_nothing_that_is_written_or_printed_names_one(tmp_path):
    root = repository(tmp_path, {"CLAUDE.md": "Version: TBD\n\nSee [it](no.md).\n"})
    written = {"voice --pre-commit": ".pre-commit-config.yaml", "context --ci github": ".github/workflows/ctxlint.yml", "patterns --ci gitlab": ".gitlab-ci.yml"}  # fmt: skip
    for arguments, file in written.items():
        done = cli("init", "--yes", *arguments.split(), cwd=root)
        assert done.returncode == 0, done.stderr
        assert "TODO: " in (root / file).read_text()
        assert not OURS.search((root / file).read_text() + done.stdout)
    for form in FORMATS:
        assert not OURS.search(cli("check", "--output-format", form, cwd=root).stdout)


def test_a_rule_is_explained_by_its_command_or_its_page(tmp_path):
    root = repository(tmp_path, {"CLAUDE.md": "Version: TBD\n"})
    (one,) = json.loads(cli("check", "--output-format", "json", cwd=root).stdout)["findings"]
    assert one["url"] == home.page("parts/placeholder")
    if not home.HOME:
        assert cli(*one["url"].split()[1:], cwd=root).stdout.startswith("# parts/placeholder\n")


def test_with_an_address(monkeypatch):
    monkeypatch.setattr(home, "HOME", "https://host.example/us/ctxlint")
    assert home.page("files/empty") == "https://host.example/us/ctxlint/blob/main/docs/rules/files/empty.md"
    assert home.install("llm") == "pip install 'ctxlint[llm]'"
