"""SECURITY.md, 1: the action, and the workflows that are handed out, run nothing of the checkout before they have to."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT, cli, repository, write

WORKFLOWS = [ROOT / "action.yml", *sorted((ROOT / "examples/ci").glob("github*.yml"))]
PINNED = re.compile(r"[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
OURS = re.compile(r"<owner>/ctxlint@v\d+\.\d+\.\d+")


def written(root: Path) -> Path:
    """The workflow that `init --ci github` writes."""
    repository(root, {"README.md": "x\n"})
    assert cli("init", "claude", "--yes", "--ci", "github", cwd=root).returncode == 0
    return root / ".github/workflows/ctxlint.yml"


def test_actions_are_pinned_by_hash(tmp_path: Path) -> None:
    for path in (*WORKFLOWS, written(tmp_path / "r")):
        used = re.findall(r"uses: (.*)", path.read_text())
        assert used, path
        assert all(PINNED.fullmatch(one) or OURS.match(one) for one in used), (path, used)


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    """Offline audits. Our own action is named by its version in examples: its hash is known when it is released."""
    folder = tmp_path / "z/.github/workflows"
    folder.mkdir(parents=True)
    written(tmp_path / "r").rename(folder / "written.yml")
    for path in WORKFLOWS[1:]:
        (folder / path.name).write_text(OURS.sub("ctxlint/ctxlint@" + "0" * 40, path.read_text()))
    (tmp_path / "z/action.yml").write_text(WORKFLOWS[0].read_text())
    program = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [program, "--offline", "--no-progress", "--strict-collection", tmp_path / "z"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No findings to report" in done.stdout + done.stderr


@pytest.mark.parametrize("modules", [("venv.py", "pip.py", "ensurepip.py", "json.py"), ("pip/__init__.py",)])
def test_the_action_imports_nothing_of_the_checkout(tmp_path: Path, modules: tuple[str, ...]) -> None:
    """The real script, in a checkout that holds what Python would import first; pip is stopped before it asks a registry."""
    checkout = tmp_path / "checkout"
    write(checkout, {module: f"open({str(tmp_path / 'ran')!r}, 'w')\n" for module in modules})
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    names = ("EXTRAS", "PATHS", "CONFIGURATION", "ARGS", "ANNOTATIONS", "SARIF")
    env = {f"CTXLINT_{name}": "" for name in names}
    env |= {
        "CTXLINT_ACTION": str(tmp_path / "nowhere"),
        "CTXLINT_VERSION": "",
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
    }
    env |= {
        "CTXLINT_PYTHON": sys.executable,
        "RUNNER_TEMP": str(temporary),
        "PIP_NO_INDEX": "1",
        "GITHUB_OUTPUT": str(tmp_path / "out"),
    }
    done = subprocess.run(
        ["bash", ROOT / ".github/action.sh"], cwd=checkout, env=env, capture_output=True, text=True, timeout=300
    )
    assert (temporary / "ctxlint/bin/python").exists(), done.stderr
    assert done.returncode != 0
    assert not (tmp_path / "ran").exists()
