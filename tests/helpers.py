"""What the tests share: lint a text in this process, run the real command line, make a git repository."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

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


def cli(*arguments: str, cwd: Path | str, input: str | bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
    """Run the real command line in a process of its own."""
    data = input if isinstance(input, bytes) else input.encode()
    done = subprocess.run(
        [sys.executable, "-m", "ctxlint", *arguments],
        cwd=cwd,
        input=data,
        capture_output=True,
        env=environment(**env),
        timeout=120,
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Eight times the size takes about eight times the processor time, not sixty-four times.

    Other work on the machine makes single times longer: what is quadratic fails each of three attempts.
    """

    def seconds(amount: int) -> float:
        start = time.process_time()
        work(amount)
        return time.process_time() - start

    seconds(size // 16)
    for _ in range(3):
        small, large = min(seconds(size // 8) for _ in range(2)), seconds(size)
        if large < 1 or large / max(small, 0.02) < 24:
            return
    raise AssertionError(f"{large:.2f} s for {size}, {small:.2f} s for an eighth of it")


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
