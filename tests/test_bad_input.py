"""The real command line on what is broken, hostile or odd on disk: it answers, opens nothing outside, runs nothing.

The chain of 10,000 imports is in rules/test_references.py.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import cli, environment, git, repository, write

SECRET = "the-contents-of-the-secret @nope.md [x](nope.md)\n"
LINK = "# Harbour\n\nRead [it](docs/nope.md).\n"
MISSING = ["CLAUDE.md:3:11 references/missing-link no such file: docs/nope.md"]


def check(root: Path, *arguments: str) -> list[str]:
    """`path:line:column rule message` of each finding of the three groups that disk proves."""
    select = "references,commands,security"
    done = cli("check", "--no-config", "--output-format", "json", "--select", select, *arguments, cwd=root)
    assert done.returncode in (0, 1), done.stderr
    assert "secret" not in done.stdout
    found = json.loads(done.stdout)["findings"]
    return [f"{one['path']}:{one['line']}:{one['column']} {one['rule']} {one['message']}" for one in found]


def test_import_cycle(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "@a.md\n", "a.md": "@CLAUDE.md\n"})
    assert check(tmp_path) == [
        "CLAUDE.md:1:1 references/import-cycle a circle of imports: CLAUDE.md → a.md → CLAUDE.md"
    ]


def test_an_import_of_a_folder_a_binary_a_pipe_and_what_lies_outside(tmp_path):
    write(tmp_path, {"outside/secret.md": SECRET})
    root = repository(tmp_path / "p", {"docs/a.md": "x", "image.md": b"\x89PNG\0\xff" * 100})
    os.symlink(tmp_path / "outside" / "secret.md", root / "file.md")
    os.symlink(tmp_path / "outside", root / "folder")
    os.mkfifo(root / "pipe.md")
    lines = ["docs/", "image.md", "/etc/passwd", "~/.ssh/config", "../outside/secret.md", "file.md", "folder/secret.md"]
    text = "".join(f"@{line}\n" for line in [*lines, "folder/nope.md", "pipe.md"])
    write(root, {"CLAUDE.md": f"{text}\n[a](file.md) [b](folder/nope.md) [c](../outside/nope.md) [d](/etc/nope.md)\n"})
    assert check(root) == ["CLAUDE.md:1:1 references/missing-import docs/ is a folder, and an import loads one file"]
    assert "outside the project: not opened" in cli("load", cwd=root).stdout


def test_a_context_file_that_is_a_link_to_the_outside(tmp_path):
    write(tmp_path, {"outside/secret.md": SECRET})
    root = repository(tmp_path / "p", {"README.md": "x"})
    os.symlink(tmp_path / "outside" / "secret.md", root / "CLAUDE.md")
    done = cli("check", cwd=root)
    assert done.returncode == 2
    assert "outside the project: not opened" in done.stderr
    assert "the-contents" not in done.stdout + done.stderr


@pytest.mark.parametrize("with_git", [True, False])
def test_a_path_with_a_newline_or_nul(tmp_path, with_git):
    text = "[a](docs/a%0Ab.md) [b](docs/a%00b.md) [c](docs/a%00c.md) [d](docs/d.md)\n\n@docs/\0.md and `docs/\0/x.md`\n"
    write(tmp_path, {"CLAUDE.md": text, "docs/x.md": "x"})
    if with_git:
        git(tmp_path, "init", "-q")
    assert [one.split()[:2] for one in check(tmp_path) if "missing-link" in one] == [
        [f"CLAUDE.md:1:{column}", "references/missing-link"] for column in (5, 24, 43, 62)
    ]


@pytest.mark.parametrize(
    "package",
    ['{"scripts": {"a": 1,}', '{"scripts": {"a": "' + "x" * 50_000_000 + '"}}', "", "\0\xff"],
    ids=["syntax error", "50 MB", "empty", "binary"],
)
def test_a_package_json_that_cannot_be_read(tmp_path, package):
    write(tmp_path, {"CLAUDE.md": "Run `npm run nope`.\n", "package.json": package})
    assert check(tmp_path) == []
    assert "Not checked: commands/missing-script (package.json" in cli("check", cwd=tmp_path).stdout


def test_nothing_that_a_manifest_says_is_run(tmp_path):
    run = f"touch {tmp_path}/ran"
    files = {
        "CLAUDE.md": "Run `make nope`, `nox -s nope`, `just nope`, `rake nope` and `npm run nope`.\n",
        "Makefile": f"X := $(shell {run})\n$(shell {run})\ninclude $(shell {run})\nall: ; {run}\n",
        "noxfile.py": f"import os\nos.system('{run}')\n",
        "justfile": f"x := `{run}`\nall:\n  {run}\n",
        "Rakefile": f"`{run}`\ntask :all\n",
        "package.json": json.dumps({"scripts": {"prepare": run}}),
        ".git/hooks/post-index-change": f"#!/bin/sh\n{run}\n",
    }
    git(tmp_path, "init", "-q")
    git(tmp_path, "config", "core.fsmonitor", run)
    write(tmp_path, files)
    os.chmod(tmp_path / ".git/hooks/post-index-change", 0o755)
    rules = [one.split()[1] for one in check(tmp_path, "--select", "ALL")]
    assert "commands/missing-script" in rules
    assert not (tmp_path / "ran").exists()


def test_a_repository_without_a_commit(tmp_path):
    git(tmp_path, "init", "-q")
    write(tmp_path, {"CLAUDE.md": LINK, "docs/x.md": "x"})
    assert check(tmp_path) == MISSING


def test_no_repository_and_no_git(tmp_path):
    write(tmp_path, {"CLAUDE.md": LINK, "docs/x.md": "x"})
    assert check(tmp_path) == MISSING
    git(tmp_path, "init", "-q")
    done = subprocess.run(
        [sys.executable, "-m", "ctxlint", "check", "--no-config", "--output-format", "concise"],
        cwd=tmp_path,
        capture_output=True,
        env=environment(PATH="/nowhere"),
        timeout=60,
    )
    printed = done.stdout.decode()
    assert done.returncode == 1, done.stderr
    assert "CLAUDE.md:3:11: error[references/missing-link]" in printed, printed
    assert "Not checked: history, ignored files (git is not installed)" in printed


def test_a_bare_repository_a_clone_of_it_and_a_worktree(tmp_path):
    root = repository(tmp_path / "p", {"CLAUDE.md": LINK, "docs/x.md": "x"})
    git(tmp_path, "clone", "-q", "--bare", str(root), "bare.git")
    assert cli("check", cwd=tmp_path / "bare.git").returncode == 2
    git(tmp_path / "bare.git", "worktree", "add", "-q", str(tmp_path / "side"))
    assert check(tmp_path / "side") == MISSING


def test_a_submodule_fetched_and_not(tmp_path):
    inner = repository(tmp_path / "inner", {"CLAUDE.md": LINK, "docs/x.md": "x"})
    text = "[a](brand/docs/x.md) [b](brand/docs/nope.md) [c](docs/nope.md)\n\n@brand/nope.md\n\nRead `brand/docs/nope.md`.\n"
    root = repository(tmp_path / "p", {"CLAUDE.md": text, "docs/x.md": "x"})
    git(root, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "brand")
    expected = ["CLAUDE.md:1:50 references/missing-link no such file: docs/nope.md"]
    assert check(root, "CLAUDE.md") == expected
    git(root, "submodule", "deinit", "-q", "-f", "brand")
    assert check(root) == expected
    shutil.rmtree(root / ".git" / "modules")
    assert check(root) == expected


def test_names_that_are_not_utf8(tmp_path):
    root = repository(tmp_path, {"CLAUDE.md": "[a](docs/caf%E9.md) [b](docs/caf%E8.md)\n", "docs/x.md": "x"})
    with open(os.fsencode(root) + b"/docs/caf\xe9.md", "wb") as file:
        file.write(b"x")
    (only,) = check(root)
    assert only.startswith("CLAUDE.md:1:25 references/missing-link no such file: docs/caf")


def test_names_that_differ_only_in_case(tmp_path):
    repository(
        tmp_path, {"CLAUDE.md": "[a](docs/X.md) [b](Docs/y.md)\n", "docs/Y.md": "1", "docs/y.md": "2", "docs/x.md": "x"}
    )
    if len(os.listdir(tmp_path / "docs")) < 3:
        pytest.skip("this file system takes upper and lower case for the same")
    assert check(tmp_path) == [
        "CLAUDE.md:1:5 references/case-mismatch docs/X.md is spelled docs/x.md on disk",
        "CLAUDE.md:1:20 references/missing-link no such file: Docs/y.md",  # two files are spelled so, but for the case
    ]
