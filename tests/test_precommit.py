"""The real pre-commit runs the hook of this checkout on a repository with nested files."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from good import CLAUDE
from helpers import ROOT, environment, git, repository, write

from ctxlint.kinds import kind_of

WARNING = "# A\n\nVersion: TBD\n"
BROKEN = "# T\n\n## Purpose\n\nBuild it.\n\n## Constraints\n\n- Never push.\n"
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


@pytest.fixture(scope="module")
def hooks(tmp_path_factory) -> Path:
    """A repository that holds the hooks of this checkout, installed nowhere yet."""
    source = tmp_path_factory.mktemp("hooks")
    listed = subprocess.run(
        ["git", "-C", ROOT, "ls-files", "-co", "--exclude-standard", "-z"], check=True, capture_output=True
    )
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (
            name.startswith(("src/", "schemas/", "templates/", "pyproject", "README", "LICENSE", ".pre-commit-hooks"))
            and (ROOT / name).is_file()
        ):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, source / name)
    return repository(source, {})


def pre_commit(root: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment(PRE_COMMIT_HOME=str(home)))


def test_the_hook_lints_nested_files_and_only_context_files(tmp_path, hooks):
    config = f"repos:\n- repo: {hooks}\n  rev: {git(hooks, 'rev-parse', 'HEAD').strip()}\n  hooks:\n  - id: ctxlint\n"
    root = repository(tmp_path / "r", {".pre-commit-config.yaml": config, "CLAUDE.md": CLAUDE})
    write(root, {"a/b/CLAUDE.md": WARNING, "a/CONTEXT.md": BROKEN, "README.md": "TBD\n", "vendor/CONTEXT.md": BROKEN})
    git(root, "add", "-A")
    done = pre_commit(root, tmp_path / "home", "run")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "a/CONTEXT.md:1:1" in done.stdout
    assert "a/b/CLAUDE.md:3:10" in done.stdout
    assert "README" not in done.stdout
    assert "vendor/CONTEXT.md:1" not in done.stdout
    git(root, "commit", "-qm", "all", "--no-verify")
    write(
        root,
        {
            "a/CONTEXT.md": BROKEN
            + "\n## Success\n\n- 1 test passes\n\n## Feedback\n\nIf it fails, check it, then ask.\n"
        },
    )
    git(root, "add", "-A")
    done = pre_commit(root, tmp_path / "home", "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "path",
    ["CLAUDE.md", "a/CLAUDE.local.md", "AGENTS.md", "x/AGENTS.override.md", "GEMINI.md", "CONTEXT.md", "x/VOICE.md", "s/SKILL.md", ".github/copilot-instructions.md",
     ".claude/agents/a/b.md", ".claude/commands/c.md", "x/.claude/rules/r.md", ".cursor/rules/a/b.mdc", ".github/instructions/x.instructions.md"],
)  # fmt: skip
def test_the_pattern_of_the_hook_finds_every_kind(path):
    assert kind_of(path)
    assert all(re.search(hook["files"], path) for hook in HOOKS if "files" in hook)


@pytest.mark.parametrize("path", ["README.md", "claude.md", "docs/context.md", "CLAUDE.md.bak", ".cursor/rules/a.md"])
def test_the_pattern_of_the_hook_leaves_others_alone(path):
    assert not any(re.search(hook["files"], path) for hook in HOOKS if "files" in hook)
