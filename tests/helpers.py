"""What the tests share: lint a text in this process, run the real command line, make a git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import FrameType

import forked

from ctxlint.config import Config
from ctxlint.config.kinds import kind_of
from ctxlint.config.select import Layer
from ctxlint.engine.discover import Target
from ctxlint.engine.lint import Result
from ctxlint.engine.registry import BY_NAME
from ctxlint.engine.run import Job, lint_bytes

ROOT = Path(__file__).parent.parent
GIT = [
    "git",
    "-c",
    "user.name=t",
    "-c",
    "user.email=t@example.com",
    "-c",
    "init.defaultBranch=main",
    "-c",
    "core.hooksPath=/dev/null",
]


def lint_text(
    text: str | bytes, path: str = "CLAUDE.md", rules: Iterable[str] | None = None, root: str = "/nowhere"
) -> Result:
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    kind = kind_of(path)
    assert kind, path
    layer = Layer(tuple(rules) if rules is not None else None)
    return lint_bytes(data, Target(root, path, kind, Config(folder=root)), Job(layer))


def findings(
    text: str | bytes,
    path: str = "CLAUDE.md",
    rules: Iterable[str] | None = None,
    files: Mapping[str, str] | None = None,
    root: Path | None = None,
) -> list[str]:
    """ "line:col rule message" of each finding. With `files`, they are written below `root` first."""
    if files is not None:
        assert root is not None
        write(root, files)
    result = lint_text(text, path, rules, str(root or "/nowhere"))
    return [f"{d.place.line}:{d.place.column} {d.rule} {d.message}" for d in result.diagnostics]


def places(text: str | bytes, path: str = "CLAUDE.md", rules: Iterable[str] | None = None) -> list[str]:
    """ "line:col rule" of each finding."""
    return [f"{d.place.line}:{d.place.column} {d.rule}" for d in lint_text(text, path, rules).diagnostics]


def marked(text: str, path: str, rule: str) -> list[str]:
    """The texts that findings of a rule point at."""
    result = lint_text(text, path, [rule])
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    return [plain[d.span.start : d.span.end] for d in result.diagnostics]


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    for name, content in files.items():
        target = root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())


def environment(**extra: str) -> dict[str, str]:
    """The environment without what would change the output."""
    dropped = ("CTXLINT_", "FORCE_COLOR", "NO_COLOR", "GIT_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    return {**kept, "COLUMNS": "100", **extra}


def cli(
    *arguments: str, cwd: Path | str, input: str | bytes = b"", anew: bool = False, **env: str
) -> subprocess.CompletedProcess[str]:
    """Run the real command line in a process of its own; `anew` or with a PYTHONPATH, in an interpreter of its own."""
    data = input if isinstance(input, bytes) else input.encode()
    start = started if anew or "PYTHONPATH" in env else forked.run
    done = start(arguments, cwd, data, environment(**env))
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def started(
    arguments: tuple[str, ...], cwd: Path | str, data: bytes, env: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """The command line in an interpreter of its own."""
    command = [sys.executable, "-m", "ctxlint", *arguments]
    return subprocess.run(command, cwd=cwd, input=data, capture_output=True, env=env, timeout=120)


def calls(work: Callable[[], object]) -> int:
    """How often `work` calls a function, of Python or of C: the same each time, on every machine."""
    made = 0

    def note(frame: FrameType, event: str, argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


def assert_linear(prepare: Callable[[int], Callable[[], object]], size: int) -> None:
    """Eight times the size makes about eight times the calls, not sixty-four times."""
    prepare(size // 16)()  # compiles and imports
    small, large = calls(prepare(size // 8)), calls(prepare(size))
    assert large <= 12 * small + 200, f"{large} calls for {size}, {small} for an eighth of it"


def git(root: Path, *arguments: str) -> str:
    return subprocess.run([*GIT, "-C", str(root), *arguments], check=True, capture_output=True, text=True).stdout


def watched_git(folder: Path) -> tuple[dict[str, str], Path]:
    """The environment in which each start of git is noted, a line each, and the file it is noted in."""
    real = shutil.which("git")
    folder.mkdir()
    log = folder / "log"
    (folder / "git").write_text(f'#!/bin/sh\necho "$@" >> {log}\nexec {real} "$@"\n')
    (folder / "git").chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}, log


def repository(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """A git repository with one commit that holds `files`."""
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q")
    write(root, files)
    git(root, "add", "-A", "-f")
    git(root, "commit", "-q", "--allow-empty", "-m", "first")
    return root


__all__ = [
    "BY_NAME",
    "ROOT",
    "cli",
    "environment",
    "findings",
    "git",
    "lint_text",
    "marked",
    "places",
    "repository",
    "watched_git",
    "write",
]
