"""The questions of init on a real terminal."""

from __future__ import annotations

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers import environment, repository

pty = pytest.importorskip("pty")

FILES = {"pyproject.toml": "[tool.pytest.ini_options]\na = 1\n", "uv.lock": "#"}
PATIENCE = 30  # seconds


# Takes the terminal as its own, says so, and becomes ctxlint. Nothing of the test run is in that process.
START = (
    "import fcntl, os, sys, termios\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.executable, [sys.executable, '-m', 'ctxlint', *sys.argv[1:]])\n"
)


class Terminal:
    """ctxlint at the other end of a pseudo-terminal."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.end, theirs = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", START, *arguments],
            cwd=root,
            env=environment(TERM="dumb"),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        self.seen, self.at = "", 0

    def wait_for(self, text: str) -> None:
        """Read until `text` is printed behind what was waited for before."""
        until = time.monotonic() + PATIENCE
        while text not in self.seen[self.at :]:
            assert time.monotonic() < until, self.seen
            assert self.read(), self.seen
        self.at = self.seen.index(text, self.at) + len(text)

    def read(self) -> bool:
        if not select.select([self.end], [], [], PATIENCE)[0]:
            return False
        try:
            data = os.read(self.end, 65536)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.seen += data.decode("utf-8", "replace").replace("\r\n", "\n")
        return bool(data)

    def type(self, text: str) -> None:
        os.write(self.end, text.encode())

    def interrupt(self) -> None:
        """Ctrl-C, as a person presses it: again when nothing happens.

        One that comes between the printing of a prompt and the reading of the answer is only noted by input().
        """
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.type("\x03")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(3)
                return

    def close(self) -> int:
        """Exit code."""
        while self.read():
            pass
        os.close(self.end)
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()


def names(root: Path) -> set[str]:
    return {path.relative_to(root).as_posix() for path in root.rglob("*") if ".git" not in path.parts}


def test_four_questions(tmp_path):
    root = repository(tmp_path / "harbour", FILES)
    terminal = Terminal(root, "init")
    for question, answer in (
        ("What does this project do", "Books berths – in Kåseberga\n"),
        ("What must never be touched", "`db/`: tides are lost\n"),
        ("known: uv run pytest exits 0", "\n"),
        ("When must an agent stop", "a price changes\n"),
    ):
        terminal.wait_for(question)
        terminal.wait_for("> ")
        terminal.type(answer)
    assert terminal.close() == 0, terminal.seen
    text = (root / "CLAUDE.md").read_text()
    assert "\nBooks berths – in Kåseberga\n" in text
    assert "- Never touch: `db/`: tides are lost\n" in text
    assert "- Stop and ask: a price changes\n" in text
    assert "- uv" not in text
    assert "Next:" in terminal.seen


@pytest.mark.parametrize("answered", [0, 1, 3])
def test_interrupted_at_a_question(answered, tmp_path):
    root = repository(tmp_path / "r", FILES)
    before = names(root)
    terminal = Terminal(root, "init", "--all")
    for _ in range(answered):
        terminal.wait_for("> ")
        terminal.type("an answer\n")
    terminal.wait_for("> ")
    terminal.type("half an ans")
    terminal.interrupt()
    assert terminal.close() == 130, terminal.seen
    assert names(root) == before


def test_interrupted_while_writing(tmp_path):
    """A signal at whatever moment: either all is there, or nothing."""
    for delay in (0.05, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6):
        root = repository(tmp_path / f"r{delay}", FILES)
        before = names(root)
        terminal = Terminal(root, "init", "--all", "--yes")
        time.sleep(delay)
        terminal.process.send_signal(signal.SIGINT)
        code = terminal.close()
        if code == 0:
            assert {"CLAUDE.md", "AGENTS.md", ".claude/skills/verify-work/SKILL.md"} <= names(root)
        elif names(root) != before:  # all was written before the signal came
            assert "wrote" in terminal.seen or ".claude/skills/verify-work/SKILL.md" in names(root)
        assert not [name for name in names(root) if name.endswith(".tmp")]


def test_end_of_input(tmp_path):
    root = repository(tmp_path / "r", FILES)
    before = names(root)
    terminal = Terminal(root, "init")
    terminal.wait_for("> ")
    terminal.type("\x04")
    assert terminal.close() == 130
    assert names(root) == before


@pytest.mark.parametrize(("answer", "first"), [("y", "@AGENTS.md\n\n# Mine\n"), ("n", "# Mine\n")])
def test_the_import_is_offered(answer, first, tmp_path):
    root = repository(tmp_path / "r", {**FILES, "CLAUDE.md": "# Mine\n"})
    terminal = Terminal(root, "init", "agents-md")
    for _ in range(4):
        terminal.wait_for("> ")
        terminal.type("\n")
    terminal.wait_for("Add the line @AGENTS.md")
    terminal.type(f"{answer}\n")
    assert terminal.close() == 0, terminal.seen
    assert (root / "CLAUDE.md").read_text() == first
    assert (root / "AGENTS.md").exists()
