"""The pages of docs/: each exists, is reached from the README, leads nowhere wrong, and its commands run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from good import CLAUDE, CONTEXT
from helpers import ROOT, cli, git, repository, write

PAGES = ("adopting", "ci", "configuration", "custom-kinds", "init", "load", "stability")
FENCE = re.compile(r"^```bash\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
WRITTEN = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def commands(page: Path) -> list[list[str]]:
    """The calls of ctxlint that stand alone on a line of a shell fence."""
    lines = [line for fence in FENCE.findall(page.read_text("utf-8")) for line in fence.splitlines()]
    return [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("ctxlint ")]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    targets = [page.parent / target for target in LINK.findall(page.read_text("utf-8"))]
    assert [str(target) for target in targets if not target.exists()] == []


@pytest.mark.parametrize("page", [page for page in WRITTEN if commands(page)], ids=lambda page: page.name)
def test_the_commands_of_a_page_run(tmp_path, page):
    """One after the other in a clone that has what they name."""
    files = {"CLAUDE.md": CLAUDE, "Makefile": "test:\n\ttrue\nlint:\n\ttrue\n", "docs/adr/0001-storage.md": "# S\n", "packages/api/a.py": ""}  # fmt: skip
    source = repository(tmp_path / "source", files)
    git(tmp_path, "clone", "-q", source.as_uri(), "clone")
    asked = commands(page)
    for arguments in asked:
        if page.name == "init.md":  # each from the start: a second run would find the files of the first
            git(tmp_path / "clone", "clean", "-qfd")
            write(tmp_path / "clone", {"CONTEXT.md": CONTEXT} if "--complete" in arguments else {})
        done = cli(*arguments, cwd=tmp_path / "clone")
        assert done.returncode in (0, 1), f"{arguments}: {done.stderr}"


def links(page: Path) -> set[Path]:
    return {(page.parent / target).resolve() for target in LINK.findall(page.read_text("utf-8"))}


@pytest.mark.parametrize("page", PAGES)
def test_the_readme_leads_to_every_page_in_two_steps(page):
    near = links(ROOT / "README.md")
    beyond = {target for step in near if step.suffix == ".md" for target in links(step)}
    assert (ROOT / "docs" / f"{page}.md") in near | beyond
