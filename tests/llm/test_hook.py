"""The real pre-commit runs ctxlint-llm by hand, with the packages that its environment gets."""

from __future__ import annotations

import tomllib

from good import CLAUDE
from helpers import ROOT, git, repository
from test_precommit import HOOKS, environment, hooks, pre_commit

assert hooks  # a fixture


def test_the_hook_asks_a_model_when_it_is_called_by_hand(api, tmp_path, hooks, monkeypatch):
    revision = git(hooks, "rev-parse", "HEAD").strip()
    config = f"repos:\n- repo: {hooks}\n  rev: {revision}\n  hooks:\n  - id: ctxlint-llm\n    verbose: true\n"
    root = repository(tmp_path / "r", {".pre-commit-config.yaml": config, "CLAUDE.md": CLAUDE + "\nStay fast.\n"})
    monkeypatch.setattr("test_precommit.environment", lambda **more: environment(**more, **api.env(CTXLINT_CACHE_DIR=str(tmp_path / "c"))))  # fmt: skip
    assert "ctxlint" not in pre_commit(root, tmp_path / "home", "run", "--all-files").stdout
    assert api.bodies == []
    done = pre_commit(root, tmp_path / "home", "run", "--all-files", "--hook-stage", "manual")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "review/vague" in done.stdout
    assert api.bodies


def test_the_hook_brings_what_the_extra_brings():
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]["llm"]
    (hook,) = (hook for hook in HOOKS if hook["id"] == "ctxlint-llm")
    assert hook["additional_dependencies"] == extra
