"""How git is listened to: to the end, but not for ever and not without measure."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ctxlint.project import git

ON_AND_ON = "while True: print('x' * 999)"
BOTH = "import sys\nfor _ in range(2000):\n print('o' * 99)\n print('e' * 99, file=sys.stderr)"
ECHO = "import sys\nsys.stdout.buffer.write(sys.stdin.buffer.read())"
DEAF = "import os\nos.close(0)\nprint('done')"


def run(program: str, input: bytes = b"", seconds: float = 30) -> subprocess.CompletedProcess[bytes]:
    return git._run(git.Command([sys.executable, "-c", program], ".", {}), input, seconds)


def test_an_answer_that_never_pauses_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(git, "PIECE", 1)  # there is always more to read
    with pytest.raises(subprocess.TimeoutExpired):
        run(ON_AND_ON, seconds=1)


def test_what_is_said_and_complained_of_by_turns_comes_whole():
    done = run(BOTH)
    assert (done.stdout, done.stderr) == ((b"o" * 99 + b"\n") * 2000, (b"e" * 99 + b"\n") * 2000)


def test_a_long_question_is_asked_whole():
    question = bytes(range(256)) * 4000
    assert run(ECHO, question).stdout == question


def test_a_question_that_nobody_reads_is_no_fault():
    assert run(DEAF, b"x" * 1_000_000).stdout == b"done\n"


def test_an_answer_without_measure_is_refused(monkeypatch):
    monkeypatch.setattr(git, "MOST", 100_000)
    with pytest.raises(OverflowError):
        run(ON_AND_ON)
