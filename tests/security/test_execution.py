"""SECURITY.md, 1: nothing of the repository runs. Each trick would leave a file behind."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import cli, git, repository, write

VERBS = (
    ("check",),
    ("check", "CLAUDE.md"),
    ("check", "--fix", "--allow-dirty"),
    ("check", "--fix"),
    ("check", "--diff"),
    ("check", "--new-since", "HEAD"),
    ("check", "--write-baseline"),
    ("load",),
    ("outline", "CLAUDE.md"),
    ("config",),
    ("init", "voice", "--yes"),
    ("init", "--dry-run", "--yes", "--all"),
)
# A dead link asks git for history and ignored files, an ignore of nothing has a fix, a renamed file is looked for.
TEXT = "# Harbour\n\nRead [it](docs/gone.md) and `docs/old.md`.\n\n<!-- ctxlint: ignore[wording/hedge] -->\nUse x.\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = repository(tmp_path / "r", {"CLAUDE.md": TEXT, "docs/a.md": "a\n", "docs/old.md": "one\ntwo\nthree\n"})
    (root / "docs/old.md").rename(root / "docs/new.md")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "second")
    return root


def script(root: Path) -> str:
    """A program that leaves a file, whatever it is called as."""
    path = root.parent / "trick.sh"
    path.write_text(f"#!/bin/sh\ntouch {root.parent}/ran\n")
    path.chmod(0o755)
    return str(path)


def monitor(root: Path) -> None:
    git(root, "config", "core.fsmonitor", script(root))


def hooks(root: Path) -> None:
    names = (
        "post-index-change",
        "pre-commit",
        "post-checkout",
        "reference-transaction",
        "fsmonitor-watchman",
        "pre-auto-gc",
    )
    for name in names:
        shutil.copy(script(root), root / ".git/hooks" / name)
    other = root / "hooks"
    shutil.copytree(root / ".git/hooks", other)
    git(root, "config", "core.hooksPath", str(other))


def filters(root: Path) -> None:
    write(root, {".gitattributes": "*.md filter=a\n*.txt filter=b=c.d\n"})
    for name in ("a", "b=c.d"):
        with (root / ".git/config").open("a") as config:
            run = script(root)
            config.write(
                f'[filter "{name}"]\n\tclean = {run}\n\tsmudge = {run}\n\tprocess = {run}\n\trequired = true\n'
            )
    os.utime(root / "CLAUDE.md", (1, 1))  # git looks into a file whose time is another


def textconv(root: Path) -> None:
    write(root, {".gitattributes": "*.md diff=a\n"})
    git(root, "config", "diff.a.textconv", script(root))
    git(root, "config", "diff.a.command", script(root))
    git(root, "config", "diff.external", script(root))


def aliases(root: Path) -> None:
    for name in (
        "ls-files",
        "log",
        "status",
        "check-ignore",
        "rev-parse",
        "config",
        "diff-index",
        "ls-tree",
        "cat-file",
    ):
        git(root, "config", f"alias.{name}", f"!{script(root)}")


def pager(root: Path) -> None:
    for name in ("core.pager", "pager.log", "pager.config", "core.editor", "interactive.diffFilter"):
        git(root, "config", name, script(root))


def signatures(root: Path) -> None:
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "gpg.program", script(root))
    tree = git(root, "rev-parse", "HEAD^{tree}").strip()
    who = "t <t@example.com> 1700000000 +0000"
    body = f"tree {tree}\nauthor {who}\ncommitter {who}\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n -----END PGP SIGNATURE-----\n\nx\n"
    made = subprocess.run(
        ["git", "-C", root, "hash-object", "-t", "commit", "-w", "--stdin"],
        input=body.encode(),
        capture_output=True,
        check=True,
    )
    git(root, "update-ref", "HEAD", made.stdout.decode().strip())


def promisor(root: Path) -> None:
    """An object that is missing is fetched, with the command that the address names."""
    git(root, "config", "remote.origin.url", f"ext::sh -c {script(root)}")
    git(root, "config", "remote.origin.promisor", "true")
    git(root, "config", "extensions.partialClone", "origin")
    git(root, "config", "core.repositoryFormatVersion", "1")
    git(root, "config", "protocol.ext.allow", "always")
    name = git(root, "rev-parse", "HEAD~1^{tree}").strip()
    (root / ".git/objects" / name[:2] / name[2:]).unlink()


def bare(root: Path) -> None:
    """A repository that is committed as a folder, and whose configuration is found from inside it."""
    inner = root / "docs"
    subprocess.run(["git", "init", "-q", "--bare", str(inner / "x.git")], check=True)
    for name in ("HEAD", "config", "objects", "refs"):
        shutil.move(inner / "x.git" / name, inner / name)
    shutil.rmtree(inner / "x.git")
    text = f"[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = {script(root)}\n"
    (inner / "config").write_text(text)
    git(root, "add", "-A", "-f")
    git(root, "commit", "-qm", "bare")


def submodule(root: Path) -> None:
    other = repository(root.parent / "other", {"a.md": "a\n"})
    git(root, "-c", "protocol.file.allow=always", "submodule", "-q", "add", str(other), "sub")
    git(root, "commit", "-qm", "sub")
    inner = root / "sub"
    monitor(inner)
    git(inner, "config", "filter.a.clean", script(root))
    write(inner, {".gitattributes": "*.md filter=a\n"})
    os.utime(inner / "a.md", (1, 1))
    git(root, "config", "submodule.sub.update", f"!{script(root)}")
    git(root, "config", "diff.submodule", "log")
    git(root, "config", "status.submoduleSummary", "true")


def git_file(root: Path) -> None:
    """A `.git` that is a file, and leads to a folder with settings of its own."""
    there = root.parent / "there"
    (root / ".git").rename(there)
    (root / ".git").write_text(f"gitdir: {there}\n")
    monitor(root)
    git(root, "config", "core.worktree", str(root))


def includes(root: Path) -> None:
    (root / "more.config").write_text(f"[core]\n\tfsmonitor = {script(root)}\n")
    git(root, "config", "include.path", "../more.config")


def program(root: Path) -> None:
    """A git of the checkout, found by a relative folder in PATH."""
    shutil.copy(script(root), root / "git")
    write(root, {"bin/git": (root / "git").read_bytes()})
    (root / "bin/git").chmod(0o755)


def python(root: Path) -> None:
    """Modules that a careless start of Python would import."""
    text = f"open({str(root.parent / 'ran')!r}, 'w')\n"
    names = ("json", "yaml", "venv", "pip", "click", "sitecustomize", "usercustomize", "ctxlint_plugins", "conftest")
    write(root, {f"{name}.py": text for name in names})


TRICKS = (monitor, hooks, filters, textconv, aliases, pager, signatures, promisor, bare, submodule, git_file, includes, program, python)  # fmt: skip


@pytest.mark.parametrize("trick", TRICKS, ids=lambda trick: trick.__name__)
def test_nothing_runs(root: Path, trick: Callable[[Path], None]) -> None:
    trick(root)
    (root.parent / "ran").unlink(missing_ok=True)
    path = f".:bin:{os.environ['PATH']}"
    for verb in VERBS:
        done = cli(*verb, cwd=root, PATH=path, GIT_PAGER=script(root), GIT_EXTERNAL_DIFF=script(root))
        assert done.returncode in (0, 1, 2), done.stderr
        assert "internal fault" not in done.stderr, done.stderr
        assert not (root.parent / "ran").exists(), verb


@pytest.mark.parametrize("verb", [("check", "docs"), ("check", "docs", "--new-since", "HEAD"), ("load", "docs")])
def test_a_bare_repository_that_was_committed_is_a_folder(root: Path, verb: tuple[str, ...]) -> None:
    bare(root)
    write(root, {"docs/CLAUDE.md": "Read [it](nope.md).\n"})
    (root.parent / "ran").unlink(missing_ok=True)
    inside = cli(verb[0], *verb[2:], cwd=root / "docs")
    done = cli(*verb, cwd=root)
    assert not (root.parent / "ran").exists()
    assert "docs/CLAUDE.md" in done.stdout
    assert "CLAUDE.md" in inside.stdout


PLAIN: dict[Callable[[Path], None], str] = {
    bare: "cd docs && git status",
    textconv: "git log -p --ext-diff --textconv",
    signatures: "git log -1",
    promisor: "git log --name-status",
    pager: "script -qec 'git log -1' /dev/null",
    program: "PATH=bin:$PATH; git status",
    python: "python3 -c 'import yaml'",
}


@pytest.mark.parametrize("trick", [trick for trick in TRICKS if trick is not aliases], ids=lambda trick: trick.__name__)
def test_each_trick_would_run(root: Path, trick: Callable[[Path], None]) -> None:
    """The traps are real: whoever asks git without care walks into them. (An alias cannot take the name of a command.)"""
    trick(root)
    (root.parent / "ran").unlink(missing_ok=True)
    with contextlib.suppress(subprocess.TimeoutExpired):  # what was started may not answer
        subprocess.run(
            PLAIN.get(trick, "git status"),
            shell=True,
            cwd=root,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=20,
        )
    assert (root.parent / "ran").exists()


def test_a_git_in_the_checkout_is_not_started(root: Path) -> None:
    """Scripts of npm put node_modules/.bin first, by its absolute path."""
    write(root, {"node_modules/.bin/git": Path(script(root)).read_bytes()})
    (root / "node_modules/.bin/git").chmod(0o755)
    for folder in (root / "node_modules/.bin", Path("/proc/self/cwd/node_modules/.bin")):
        done = cli("check", cwd=root, PATH=f"{folder}:{os.environ['PATH']}")
        assert done.returncode == 1
        assert not (root.parent / "ran").exists()


def test_a_git_in_the_checkout_is_not_started_from_elsewhere(root: Path) -> None:
    """Not for the tree of an earlier revision, which lies in another folder, nor for a repository in the repository."""
    write(root, {"bin/git": Path(script(root)).read_bytes(), "sub/CLAUDE.md": "Read [it](gone.md).\n"})
    (root / "bin/git").chmod(0o755)
    git(root / "sub", "init", "-q")
    path = f"{root}/bin:{os.environ['PATH']}"
    for call, folder in (
        (("check", "--new-since", "HEAD"), root),
        (("check",), root / "sub"),
        (("check", "sub"), root),
    ):
        assert cli(*call, cwd=folder, PATH=path).returncode in (0, 1)
        assert not (root.parent / "ran").exists(), call


OLDER = {  # what is left of the guards where git knows no GIT_NO_LAZY_FETCH
    "both": 'exec {git} "$@"',
    "the protocol": """for word; do shift; case $word in fetch.prune=*) word=a.b=c ;; esac; set -- "$@" "$word"; done; exec {git} "$@\"""",
    "the fetch": 'unset GIT_ALLOW_PROTOCOL; exec {git} "$@"',
}


@pytest.mark.parametrize("left", OLDER)
@pytest.mark.parametrize(
    ("protocol", "key"), [("none", "partialclonefilter x"), ("none", "promisor true"), ("", "promisor true")]
)
def test_an_older_git_fetches_nothing_that_is_missing(root: Path, protocol: str, key: str, left: str) -> None:
    """Whatever is asked, by a protocol that bears any name: that of a command of the repository, or none."""
    older = root.parent / "older"
    older.mkdir()
    wrapper = older / "git"
    wrapper.write_text(f"#!/bin/sh\nunset GIT_NO_LAZY_FETCH\n{OLDER[left].format(git=shutil.which('git'))}\n")
    wrapper.chmod(0o755)
    write(root, {"CLAUDE.md": TEXT})
    for name in (git(root, "rev-parse", "HEAD~1").strip(), git(root, "rev-parse", "HEAD^{tree}").strip()):
        (root / ".git/objects" / name[:2] / name[2:]).unlink()
    more = [f"protocol.{protocol}.allow always"] if protocol else []
    for setting in (
        f"remote.x.url {protocol}::x",
        f"remote.x.{key}",
        f"alias.remote-{protocol} !{script(root)}",
        *more,
    ):
        git(root, "config", *setting.split(maxsplit=1))
    for verb in (("check",), ("check", "--fix"), ("check", "--new-since", "HEAD~1"), ("check", "--new-since", "HEAD")):
        done = cli(*verb, cwd=root, PATH=f"{older}:{os.environ['PATH']}")
        assert not (root.parent / "ran").exists(), verb
        assert "fault" not in done.stderr
        assert verb != ("check",) or "(partial clone: git would fetch from the network)" in done.stdout


def test_what_an_older_git_fetches_would_run(root: Path) -> None:
    """The trap is real."""
    name = git(root, "rev-parse", "HEAD^{tree}").strip()
    (root / ".git/objects" / name[:2] / name[2:]).unlink()
    for setting in ("remote.x.url ::x", "remote.x.promisor true", f"alias.remote- !{script(root)}"):
        git(root, "config", *setting.split(maxsplit=1))
    env = {**os.environ, "GIT_ALLOW_PROTOCOL": ""}
    subprocess.run(["git", "-C", root, "status"], env=env, capture_output=True, check=False)
    assert (root.parent / "ran").exists()
