"""What the tests run instead of the program says the same as the program."""

from __future__ import annotations

import os

import forked
import pytest
from helpers import environment, repository, started

FILES = {
    "CLAUDE.md": "# A\n\nRead `docs/gone.md` – größer.\n\n- Be careful.\n",
    "package.json": '{"scripts": {"test": "x"}}',
}
CALLS = [
    ("check",),
    ("check", "--show", "info", "--output-format", "json"),
    ("check", "-", "--stdin-filename", "CLAUDE.md"),
    ("check", "--fail-on", "nothing"),
    ("check", "gone"),
    ("load", "--output-format", "json"),
    ("outline", "CLAUDE.md"),
    ("rule",),
    ("config",),
    ("init", "context", "--yes"),
    ("--version",),
    (),
]


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_both_say_the_same(tmp_path, call):
    answers = []
    for run in (started, forked.run):
        root = repository(tmp_path / "same", FILES)
        done = run(call, root, b"Read `docs/gone.md`.\n", environment(HOME=str(tmp_path)))
        made = {path.name: path.read_bytes() for path in root.iterdir() if path.is_file()}
        answers.append((done.returncode, done.stdout, done.stderr, made))
        os.rename(root, tmp_path / run.__module__)
    assert answers[0] == answers[1]
    assert answers[0][1] + answers[0][2]
