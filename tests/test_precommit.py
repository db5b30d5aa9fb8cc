"""The real pre-commit runs the hook of this checkout on a repository with nested files."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from good import CLAUDE
from helpers import ROOT, cli, environment, git, repository, write

from ctxlint.config.kinds import kind_of

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


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """Where pre-commit keeps the environment that it installs the hooks into: once for all tests below."""
    return tmp_path_factory.mktemp("home")


def pre_commit(root: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, env=environment(PRE_COMMIT_HOME=str(home)))


def test_the_hook_lints_nested_files_and_only_context_files(tmp_path, hooks, home):
    config = f"repos:\n- repo: {hooks}\n  rev: {git(hooks, 'rev-parse', 'HEAD').strip()}\n  hooks:\n  - id: ctxlint\n"
    root = repository(tmp_path / "r", {".pre-commit-config.yaml": config, "CLAUDE.md": CLAUDE})
    write(root, {"a/b/CLAUDE.md": WARNING, "a/CONTEXT.md": BROKEN, "README.md": "TBD\n", "vendor/CONTEXT.md": BROKEN})
    git(root, "add", "-A")
    done = pre_commit(root, home, "run")
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
    done = pre_commit(root, home, "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def project(tmp_path, hooks) -> Path:
    """A repository without faults that uses the hook, and the one for the whole repository by hand."""
    revision = git(hooks, "rev-parse", "HEAD").strip()
    listed = "  - id: ctxlint\n    args: [--strict]\n  - id: ctxlint-repo\n    alias: repo\n    stages: [manual]\n"
    config = f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n{listed}"
    return repository(
        tmp_path / "r",
        {
            ".pre-commit-config.yaml": config,
            "CLAUDE.md": CLAUDE + "\nHow to release: [steps](docs/x.md).\n",
            "docs/x.md": "# X\n",
        },
    )


def test_what_is_committed_decides_what_is_linted(project, home):
    """One repository through its days: each step is what people do between two commits."""

    def run(*arguments: str, code: int, says: str = "") -> str:
        git(project, "add", "-A")
        done = pre_commit(project, home, "run", *arguments)
        assert done.returncode == code, done.stdout + done.stderr
        assert says in done.stdout
        return done.stdout

    write(project, {"README.md": "TBD\n", "src/notes.md": "TBD\n"})
    run(code=0, says="no files to check")  # files outside the kinds
    write(project, {"vendor/CLAUDE.md": WARNING})
    run(code=0, says="Passed")  # only excluded files
    write(
        project,
        {"a b/ü, %:/CLAUDE.md": WARNING, "-x/CLAUDE.md": CLAUDE + "\nOne.\n", "--help/CLAUDE.md": CLAUDE + "\nTwo.\n"},
    )
    run(code=1, says="a b/ü, %:/CLAUDE.md:3:10")  # hard names, and those that look like options
    git(project, "mv", "a b/ü, %:", "renamed")
    assert "ü" not in run(code=1, says="renamed/CLAUDE.md:3:10")
    (project / "renamed" / "CLAUDE.md").unlink()
    run(code=0)  # deletions name no file
    git(project, "commit", "-qm", "all", "--no-verify")
    git(project, "rm", "-rq", "docs")
    run(code=0, says="no files to check")  # what it breaks is in files that were not touched
    run("--hook-stage", "manual", "repo", code=1, says="references/missing-link")  # the link to docs/x.md
    write(project, {"deep/er/CONTEXT.md": BROKEN})
    run("--all-files", code=1, says="deep/er/CONTEXT.md:1:1")
    run("--hook-stage", "manual", "repo", code=1, says="deep/er/CONTEXT.md:1:1")


def test_called_from_a_folder_below_the_root(project, home):
    write(project, {"a/CLAUDE.md": WARNING})
    git(project, "add", "-A")
    done = pre_commit(project / "a", home, "run")
    assert done.returncode == 1
    assert "--> a/CLAUDE.md:3:10" in done.stdout  # pre-commit itself goes to the root


def test_fixing_at_commit(project, home):
    config = (project / ".pre-commit-config.yaml").read_text().replace("[--strict]", "[--fix, --allow-dirty]")
    write(project, {".pre-commit-config.yaml": config, "a/CLAUDE.md": "The docu\u00admen\u00adtation.\n"})
    git(project, "add", "-A")
    done = pre_commit(project, home, "run")
    assert done.returncode == 1
    assert "files were modified by this hook" in done.stdout
    assert (project / "a" / "CLAUDE.md").read_text() == "The documentation.\n"
    git(project, "add", "-A")
    assert pre_commit(project, home, "run").returncode == 0


def test_files_and_options_in_any_order(tmp_path):
    repository(tmp_path, {"a/CLAUDE.md": WARNING, "b/CLAUDE.md": CLAUDE, "vendor/CLAUDE.md": WARNING})
    names = ["a/CLAUDE.md", "vendor/CLAUDE.md", "b/CLAUDE.md"]
    orders = (["--force-exclude", "--strict", *names], [*names, "--strict", "--force-exclude"], [names[0], "--strict", *names[1:], "--force-exclude"])  # fmt: skip
    answers = [cli("check", *order, cwd=tmp_path) for order in orders]
    assert {(answer.returncode, answer.stdout) for answer in answers} == {(1, answers[0].stdout)}
    assert "vendor" not in answers[0].stdout


def test_a_root_that_is_not_the_current_directory(tmp_path):
    root = repository(tmp_path / "r", {"a/CLAUDE.md": WARNING, "vendor/CLAUDE.md": WARNING, "ctxlint.toml": "extend-exclude = ['b']\n", "b/CLAUDE.md": WARNING})  # fmt: skip
    named = [str(root / name / "CLAUDE.md") for name in ("a", "b", "vendor")]
    answer = cli("check", "--strict", "--force-exclude", *named, cwd=tmp_path)
    assert answer.returncode == 1
    assert "--> r/a/CLAUDE.md:3:10" in answer.stdout
    assert "--> r/b" not in answer.stdout
    assert cli("check", "--strict", "--force-exclude", *named[1:], cwd=tmp_path).returncode == 0


def test_the_hooks_are_what_pre_commit_takes():
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ROOT / ".pre-commit-hooks.yaml"]
    assert subprocess.run(command, capture_output=True).returncode == 0
    by_name = {hook["id"]: hook for hook in HOOKS}
    assert list(by_name) == ["ctxlint", "ctxlint-repo", "ctxlint-llm"]
    assert all(hook["require_serial"] and hook["entry"].startswith("ctxlint check") for hook in HOOKS)
    assert all(by_name[name]["always_run"] and not by_name[name]["pass_filenames"] for name in list(by_name)[1:])
    assert by_name["ctxlint-llm"]["stages"] == ["manual"]


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


def test_the_hook_that_init_writes_runs(tmp_path):
    root = repository(tmp_path / "r", {"README.md": "x\n"})
    assert cli("init", "claude", "--yes", "--pre-commit", cwd=root).returncode == 0
    write(root, {"a/CONTEXT.md": BROKEN})
    git(root, "add", "-A")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "pre_commit", "run"]
    env = environment(PRE_COMMIT_HOME=str(tmp_path / "home"), PATH=path)
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=env)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "a/CONTEXT.md:1:1" in done.stdout
