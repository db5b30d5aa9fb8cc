"""SECURITY.md, 5: every input is bounded. What grows with its input is held in tests/test_bounded.py and tests/test_linear.py; here, what does not end."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from helpers import cli, environment, git, repository, write

from ctxlint.base.errors import CtxlintError
from ctxlint.base.redaction import known
from ctxlint.scaffold import templates

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
WITHOUT_END = {
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% set c = b %}{% endfor %}{% endfor %}",
    "a power": "{{ 9 ** (9 ** (9 ** 9)) }}",
}
TEMPLATES = {
    "doubling": "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
    "a product": "{{ 'a' * 10000000000 }}",
    "much text": "{% for a in range(99999) %}{% for b in range(99999) %}abcdefgh{% endfor %}{% endfor %}",
    "itself": "{% include 'claude/CLAUDE.md.j2' %}",
    "deep": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
}


@pytest.mark.parametrize("case", WITHOUT_END)
def test_a_template_without_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    write(tmp_path, {"claude/CLAUDE.md.j2": WITHOUT_END[case]})
    monkeypatch.setattr(templates, "SECONDS", 1)
    with pytest.raises(CtxlintError, match=r"the template claude/CLAUDE\.md\.j2 takes longer than 1 s"):
        templates.Templates(str(tmp_path)).render("claude/CLAUDE.md.j2", {})


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_template_ends(tmp_path: Path, case: str) -> None:
    root = repository(tmp_path, {"ctxlint.toml": '[init]\ntemplates = "t"\n', "t/claude/CLAUDE.md.j2": TEMPLATES[case]})
    done = cli("init", "claude", "--yes", cwd=root)
    assert done.returncode == 2, done.stdout[:300]
    assert "fault" not in done.stderr
    assert "claude/CLAUDE.md.j2" in done.stderr
    assert not (root / "CLAUDE.md").exists()


def test_a_template_of_ones_own_is_rendered(tmp_path: Path) -> None:
    files = {
        "ctxlint.toml": '[init]\ntemplates = "t"\n',
        "t/claude/CLAUDE.md.j2": "# Own\n{% include 'x.j2' %}\n",
        "t/x.j2": "Part.\n",
    }
    root = repository(tmp_path, files)
    assert cli("init", "claude", "--yes", cwd=root).returncode == 0
    assert (root / "CLAUDE.md").read_text() == "# Own\nPart.\n"


@pytest.mark.parametrize("count", [2_500, 5_000])
def test_many_keys_are_hidden(count: int) -> None:
    dice = Random(count)
    text = "".join(f"Use AKIA{''.join(dice.choices(BASE32, k=16))} here.\n" for _ in range(count))
    assert "*" * 16 in known(text).cover(text[:100])


WEIGHED = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, "-P", "-m", "ctxlint", *sys.argv[1:]])
print("peak", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
sys.exit(code)
"""
WORDS = "Read [it](docs/gone.md).\n"


def weighed(root: Path, *arguments: str) -> tuple[int, int, str]:
    """The exit code, the mebibytes that the largest process of the run held, and all it printed."""
    call = [sys.executable, "-c", WEIGHED, *arguments]
    done = subprocess.run(call, cwd=root, env=environment(), capture_output=True, text=True, timeout=120)
    return done.returncode, int(done.stdout.rpartition("peak ")[2]), done.stdout + done.stderr


def stored(root: Path, kind: str, data: bytes) -> str:
    call = ["git", "-C", root, "hash-object", "-t", kind, "-w", "--stdin", "--literally"]
    return subprocess.run(call, input=data, capture_output=True, check=True).stdout.decode().strip()


def tree(entries: dict[str, str]) -> bytes:
    """From "mode name" to the object."""
    return b"".join(name.encode() + b"\0" + bytes.fromhex(entries[name]) for name in sorted(entries))


def commit(root: Path, entries: bytes) -> str:
    return git(root, "commit-tree", stored(root, "tree", entries), "-m", "x").strip()


def test_a_file_of_an_earlier_tree_that_no_reader_would_take(tmp_path: Path) -> None:
    """An object of 400 MB that takes up half of one on disk: as a manifest, a context file and a link."""
    root = repository(tmp_path, {"CLAUDE.md": WORDS})
    with (tmp_path / ".git/zeros").open("wb") as file:
        file.truncate(400_000_000)
    large = git(root, "hash-object", "-w", str(tmp_path / ".git/zeros")).strip()
    (tmp_path / ".git/zeros").unlink()
    for entry in ("100644 package.json", "100644 CLAUDE.md", "120000 link"):
        assert_left(root, entry, large)


def assert_left(root: Path, entry: str, large: str) -> None:
    small = stored(root, "blob", WORDS.encode())
    earlier = commit(root, tree({"100644 AGENTS.md": small, entry: large}))
    write(root, {"AGENTS.md": WORDS})
    code, peak, said = weighed(root, "check", "--new-since", earlier)
    assert (code, peak < 300) == (1, True), (peak, said)
    assert said.count("no such file") == 1  # that of AGENTS.md stood there


def test_many_files_of_an_earlier_tree(tmp_path: Path) -> None:
    """One object of 9 MB in many places."""
    root = repository(tmp_path, {"CLAUDE.md": WORDS})
    inner = stored(root, "tree", tree({"100644 package.json": stored(root, "blob", bytes(9_000_000))}))
    earlier = commit(root, tree({f"40000 d{at}": inner for at in range(100, 400)}))
    code, peak, said = weighed(root, "check", "--new-since", earlier)
    assert (code, peak < 300) == (2, True), (peak, said)
    assert "what is read of the tree of that revision is more than 256 MiB" in said


@pytest.mark.parametrize("levels", [5, 8])
def test_a_tree_that_unfolds(tmp_path: Path, levels: int) -> None:
    root = repository(tmp_path, {"CLAUDE.md": WORDS})
    inner = stored(root, "blob", b"x\n")
    for level in range(levels + 1):
        mode = "40000" if level else "100644"
        inner = stored(root, "tree", tree({f"{mode} {at}": inner for at in range(100, 110 + 10 * (level == 5))}))
    earlier = git(root, "commit-tree", inner, "-m", "x").strip()
    code, peak, said = weighed(root, "check", "--new-since", earlier)
    assert (code, peak < 900) == (2, True), (peak, said)
    assert ("has more than 1,000,000 files" if levels == 5 else "git answers with more than 256 MiB") in said


def test_an_index_that_unfolds(tmp_path: Path) -> None:
    """In version 4 a name says only how it differs from the one before."""
    root = repository(tmp_path, {"CLAUDE.md": WORDS})
    folder = "/".join(["d" * 250] * 15)
    blob = git(root, "hash-object", "CLAUDE.md").strip()
    lines = "".join(f"100644 {blob}\t{folder}/{at:06}\n" for at in range(80_000))
    index = ["git", "-C", root, "update-index", "--index-version", "4", "--add", "--index-info"]
    subprocess.run(index, input=lines.encode(), check=True)
    code, peak, said = weighed(root, "check")
    assert (code, peak < 900) == (1, True), (peak, said)
    assert "Not checked: history, ignored files (git answers with more than 256 MiB)" in said


def test_a_history_that_unfolds_is_left(tmp_path: Path) -> None:
    """Git would hold every file of it."""
    root = repository(tmp_path, {"CLAUDE.md": "Read `docs/gone.md`.\n", "docs/a.md": ""})
    inner = stored(root, "blob", b"x\n")
    for level in range(9):
        inner = stored(root, "tree", tree({f"{'40000' if level else '100644'} {at}": inner for at in range(10)}))
    first = git(root, "commit-tree", inner, "-m", "x").strip()
    git(root, "update-ref", "HEAD", git(root, "commit-tree", "HEAD^{tree}", "-p", first, "-m", "x").strip())
    code, peak, said = weighed(root, "check")
    assert code == 0
    assert peak < 1100 or sys.platform != "linux", (peak, said)
    assert "Not checked: references/gone-path (git " in said


def test_a_file_of_git_that_is_borrowed(tmp_path: Path) -> None:
    root = repository(tmp_path, {"CLAUDE.md": WORDS})
    with (root / ".git/info/exclude").open("wb") as file:
        file.truncate(40_000_000)
    done = cli("check", "--new-since", "HEAD", cwd=root)
    assert done.returncode == 2
    assert "info/exclude: it is larger than 16,777,216 bytes" in done.stderr
