"""Questions to git. The only file that starts it, and `command` the only place where it is told how.

What is asked about is a stranger's: its `.git` may name programs for nearly everything (SECURITY.md, 1). None of them runs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache, partial
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.patterns import lazy
from ctxlint.base.reading import read_regular

if TYPE_CHECKING:
    import subprocess
    from subprocess import Popen

SETTINGS = {
    "safe.bareRepository": "explicit",  # a folder with HEAD, objects and refs in it is a folder
    "core.fsmonitor": "false",
    "core.hooksPath": os.devnull,
    "log.showSignature": "false",
    "protocol.allow": "never",
    "fetch.prune": "never",  # neither yes nor no: a fetch that git starts for an object it lacks ends as it reads that
    "submodule.recurse": "false",
    "maintenance.auto": "false",
}
GLOBAL = ("--no-pager", "--no-optional-locks")
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": os.urandom(16).hex(),  # none that a repository could name; nothing at all is the name ""
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",  # of what it says, the first line is shown
}
USERS = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM")  # files of the user's own
UNOPENED = lazy(r"(?ms)^warning: could not open directory '(.*?)/': ([^\n]*)$")
WORKTREE = lazy(r"(?m)^\s*worktree\s*=\s*(\S[^\r\n]*)\r?$")
HEAD = lazy(r"ref:[ \t]{0,9}refs/|[0-9A-Fa-f]{40}")
UNOPENED_PARTS = ("hooks", "modules", "lfs", "annex")  # of a `.git`: people link them, and no question opens them
FOREIGN, BROKEN = "its .git is that of another folder", "its .git is not a git repository"
SMALL = 65_536  # bytes
SUBMODULE = "160000"  # the mode of its entry
LISTED = lazy(r"(?:\? |[^?] \d+ [0-9a-f]+ \d\t)([^\0]*)\0")  # a path, with what the index says of it before it
LISTED_WITH_MODE = lazy(r"(?:\? |[^?] (\d+) [0-9a-f]+ \d\t)([^\0]*)\0")
FILTERS = ("clean", "smudge", "process")
PARTIAL = ("config", "--get-regexp", r"^(extensions\.partialclone|remote\..*\.(promisor|partialclonefilter))$")
REMOVALS = ("log", "-M", "--diff-filter=DR", "--name-status", "-z", "--format=%x01%h", "--no-color", "--no-ext-diff", "--no-textconv")  # fmt: skip

MOST_NAMED = 500  # paths on one command line
SECONDS = 60  # the longest that an answer may take
MEBIBYTE = 1 << 20
MOST = 256 * MEBIBYTE  # bytes of an answer: of a list, some two million files
MEMORY = 1024 * MEBIBYTE  # bytes that git may hold, where the system can keep it to that
PIECE = 65_536  # bytes: what a pipe holds
AT_ONCE = 512  # bytes that a pipe takes without waiting wherever it takes one (POSIX)
TOO_LONG = f"git answers with more than {MOST // MEBIBYTE} MiB"


class Command(NamedTuple):
    """What to start, where, and with which environment."""

    args: list[str]
    folder: str
    environment: dict[str, str]


@cache
def top_level(directory: str) -> str | None:
    """The nearest folder at or above `directory` (absolute) that holds a `.git`."""
    if os.path.exists(os.path.join(directory, ".git")):
        return directory
    parent = os.path.dirname(directory)
    return None if parent == directory else top_level(parent)


def list_files(directory: str, unread: dict[str, str] | None = None) -> list[str] | None:
    """Paths below `directory`, relative to it, that git tracks or would track; None if git cannot say.

    `unread` is told of the folders that git could not open, and why. Names that are not UTF-8 come back with surrogate
    escapes, as os.listdir gives them. A path that is being merged comes more than once. A folder that is a repository of
    its own, or a submodule, is one path with a slash at its end: what is in it git does not tell.
    """
    top = top_level(directory)
    if top is None:
        return None
    inside = os.path.relpath(os.path.realpath(directory), os.path.realpath(top)).replace(os.sep, "/")
    limited = [] if inside == os.curdir else ["--", inside]
    done = _finished(top, ["ls-files", "-co", "-st", "--exclude-standard", "-z", *limited])
    if done is None:
        return None
    if unread is not None and done.stderr:
        closed = UNOPENED.findall(os.fsdecode(done.stderr))  # git names them from its top
        unread.update((os.path.relpath(folder, inside).replace(os.sep, "/"), why) for folder, why in closed)
    listed = os.fsdecode(done.stdout)
    paths: list[str] = LISTED.findall(listed)
    if SUBMODULE in listed:
        modes = LISTED_WITH_MODE.findall(listed)
        paths = [_as_folder(path, top) if mode == SUBMODULE else path for mode, path in modes]
    return [path[len(inside) + 1 :] for path in paths] if limited else paths


def _as_folder(path: str, top: str) -> str:
    """A submodule's path with a slash, unless something else stands in its place."""
    place = os.path.join(top, path)
    return f"{path}/" if os.path.isdir(place) and not os.path.islink(place) else path


def refusal(directory: str) -> str:
    """Why git does not answer here, in its own words; empty if it does."""
    import subprocess

    top = top_level(directory) or directory
    if top in _silent:
        return _silent[top]
    if objection := _objection(top):
        return objection
    try:
        done = _run(command(directory, ["ls-files", "--", ".git"]), b"", SECONDS)  # reads all, prints nothing
    except subprocess.TimeoutExpired:
        return _too_slow()
    except OverflowError:
        return TOO_LONG
    except OSError:
        return "git is not installed"
    said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
    return "" if done.returncode == 0 else f"git: {said.removeprefix('fatal: ') or done.returncode}"


def ask(directory: str, question: Sequence[str], seconds: float | None = None) -> str | None:
    """What git prints, as text; None if it fails or is not there. Raises TimeoutError after `seconds`, if given."""
    printed = answer(directory, *question, seconds=seconds)
    return None if printed is None else os.fsdecode(printed)


def answer(
    directory: str,
    *question: str,
    input: bytes = b"",
    seconds: float | None = None,
    settings: Mapping[str, str] | None = None,
) -> bytes | None:
    """What git prints when it reads `input`; None if it fails, takes too long, prints too much or is not there.

    `settings` are added to those that hold for every question. Raises TimeoutError after `seconds`, if given.
    """
    done = _finished(directory, question, input, settings, seconds)
    return done.stdout if done else None


def _finished(
    directory: str,
    question: Sequence[str],
    input: bytes = b"",
    settings: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> subprocess.CompletedProcess[bytes] | None:
    """None if git fails or is not there. Raises TimeoutError after `seconds`, if given."""
    import subprocess

    top = top_level(directory) or directory
    if top in _silent or _objection(top):
        return None
    try:
        done = _run(command(directory, question, settings or {}), input, SECONDS if seconds is None else seconds)
    except subprocess.TimeoutExpired as late:
        if seconds is None:
            _silent[top] = _too_slow()
            return None
        raise TimeoutError from late
    except OverflowError:
        _silent[top] = TOO_LONG
        return None
    except OSError:
        return None
    return None if done.returncode else done


def open_ignores(directory: str) -> Popen[bytes] | None:
    """A process that answers, path by path, which pattern ignores it: four fields, each ended by NUL."""
    import subprocess

    if _objection(top_level(directory) or directory):
        return None
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    try:
        args, folder, environment = command(directory, ["check-ignore", "--stdin", "-z", "--verbose", "--non-matching"])
        del environment["GIT_LITERAL_PATHSPECS"]  # this question knows no other, and refuses to be told
        return subprocess.Popen(args, cwd=folder, env=environment, stdin=pipe, stdout=pipe, stderr=nowhere)
    except OSError:
        return None


def uncommitted(root: str, paths: list[str]) -> list[str] | None:
    """Those of the paths that hold changes git has not committed, new files among them; None if git cannot say."""
    limited = ["--", *paths] if len(paths) < MOST_NAMED else []
    question = ("status", "--porcelain", "-z", "--untracked-files=all", "--no-renames", "--ignore-submodules=all")
    printed = answer(root, *question, *limited, settings=_no_filters(root))
    if printed is None:
        return None
    changed = {entry[3:] for entry in os.fsdecode(printed).split("\0")[:-1]}
    return [path for path in paths if path.replace(os.sep, "/") in changed]


def command(directory: str, question: Sequence[str], settings: Mapping[str, str] | None = None) -> Command:
    """Git in the work tree of `directory`, which it is to look for nowhere else. Raises FileNotFoundError without git."""
    top = top_level(directory) or directory
    fixed = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
    environment = {**_callers(top), **ENVIRONMENT, **_within(top), **_as_environment(settings or {})}
    _checked.add(os.path.join(os.path.realpath(_outermost(top)), ""))
    return Command(
        [_program(os.environ.get("PATH", os.defpath), frozenset(_checked)), *GLOBAL, *fixed, *question],
        top,
        environment,
    )


_checked: set[str] = set()  # what was asked about so far, with all that is above it: no program is taken from there


@cache
def _outermost(directory: str) -> str:
    """The highest folder at or above `directory` that holds a `.git`; itself where none does."""
    top = top_level(directory)
    if top is None:
        return directory
    above = os.path.dirname(top)
    return _outermost(above) if above != top and top_level(above) else top


_silent: dict[str, str] = {}  # work trees in which git did not come to an end, and why: it is not asked again


def _too_slow() -> str:
    return f"git takes longer than {SECONDS} s"


@cache
def _objection(top: str) -> str:
    """Why git is not asked about a folder: its `.git` is made of links, is none, or does not know the folder.

    A work tree is known by the path that its repository keeps, a submodule by the path in its own configuration. All is read
    as git reads it: where git takes a `.git` folder for something else, it looks for a repository above.
    """
    place, real = os.path.join(top, ".git"), os.path.realpath(top)
    if os.path.isdir(place):
        return FOREIGN if _borrows(place) else "" if _is_repository(place) else BROKEN
    there = os.path.realpath(os.path.join(top, _said(place).removeprefix("gitdir: ")))
    if not os.path.isdir(there):
        return "" if os.path.isfile(place) else FOREIGN  # a file that leads to nothing is for git to refuse
    if os.path.join(os.sep, ".git", "modules", "") in there:
        named = WORKTREE.search(_said(os.path.join(there, "config")))
        known = named and os.path.realpath(os.path.join(there, named[1].strip('"'))) == real
        return "" if known and not _borrows(there) else FOREIGN
    common = os.path.realpath(os.path.join(there, _said(os.path.join(there, "commondir"))))
    back = os.path.realpath(os.path.join(there, _said(os.path.join(there, "gitdir"))))
    known = os.path.dirname(there) == os.path.join(common, "worktrees") and back == os.path.join(real, ".git")
    return "" if known and not _borrows(common) else FOREIGN


def _borrows(place: str) -> bool:
    """Does a repository have a part elsewhere? Git keeps no link in it, and would read what one leads to."""
    inside = [entry for entry in _entries(place) if entry.name not in UNOPENED_PARTS]
    while inside:
        if any(entry.is_symlink() for entry in inside):
            return True
        inside = [e for entry in inside if entry.is_dir(follow_symlinks=False) for e in _entries(entry.path)]
    return os.path.islink(place) or os.path.lexists(os.path.join(place, "commondir"))


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _is_repository(place: str) -> bool:
    """Does git take this folder for a repository?"""
    parts = (os.path.join(place, name) for name in ("objects", "refs"))
    return bool(HEAD.match(_said(os.path.join(place, "HEAD")))) and all(os.access(part, os.X_OK) for part in parts)


def _said(path: str) -> str:
    """What a small file of git's says, up to its line ends; nothing where there is none.

    A blank at the end of a path is part of it, and NUL ends one.
    """
    try:
        said = read_regular(path, SMALL)
    except (OSError, ValueError):
        return ""
    return os.fsdecode(said.partition(b"\0")[0].rstrip(b"\r\n"))


def _run(what: Command, input: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Raises OSError, subprocess.TimeoutExpired, and OverflowError for an answer that is too long."""
    import subprocess  # 9 ms that a check of named files does not need

    args, folder, environment = what
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    started = subprocess.Popen(
        args, cwd=folder, env=environment, stdin=pipe if input else nowhere, stdout=pipe, stderr=pipe
    )
    try:
        _limit(started.pid)
        said = _exchange(started, input, seconds) if os.name == "posix" else started.communicate(input, seconds)
        return subprocess.CompletedProcess(args, started.wait(seconds), *said)
    finally:
        started.kill()
        for end in (started.stdin, started.stdout, started.stderr):
            with suppress(OSError):
                if end:
                    end.close()
        started.wait()


def _exchange(started: Popen[bytes], input: bytes, seconds: float) -> tuple[bytes, bytes]:
    """What a process says, and what it complains of; it reads, says and complains in whatever order it likes.

    What it has started itself has to end, too. Raises subprocess.TimeoutExpired, and OverflowError where it says too much.
    """
    import selectors  # loaded with subprocess
    from subprocess import TimeoutExpired
    from time import monotonic

    assert started.stdout
    assert started.stderr
    until = monotonic() + seconds
    out, err = BytesIO(), BytesIO()  # which hand out what they hold without a copy
    with selectors.DefaultSelector() as ends:
        ends.register(started.stdout, selectors.EVENT_READ, partial(_keep, out))
        ends.register(started.stderr, selectors.EVENT_READ, partial(_keep, err))
        if started.stdin:
            ends.register(started.stdin, selectors.EVENT_WRITE, partial(_feed, bytearray(input)))
        while ends.get_map():
            ready = ends.select(max(0, until - monotonic()))
            if monotonic() >= until:  # with or without an answer: it may go on for ever, a little at a time
                raise TimeoutExpired(started.args, seconds)
            for end, _ in ready:
                if not end.data(end.fd):
                    ends.unregister(end.fileobj).fileobj.close()  # type: ignore[union-attr]
    return out.getvalue(), err.getvalue()


def _keep(said: BytesIO, end: int) -> bool:
    """Is there more to come?"""
    piece = os.read(end, PIECE)
    said.write(piece)
    if said.tell() > MOST:
        raise OverflowError
    return bool(piece)


def _feed(left: bytearray, end: int) -> bool:
    """Is there more to be written?"""
    try:
        del left[: os.write(end, left[:AT_ONCE])]
    except BrokenPipeError:  # nobody reads any more
        return False
    return bool(left)


def _limit(process: int) -> None:
    """A few hundred bytes can stand for a tree of a billion files, which git would hold."""
    with suppress(ImportError, AttributeError, OSError, ValueError):
        import resource

        resource.prlimit(process, resource.RLIMIT_DATA, (MEMORY, MEMORY))


@cache
def _program(path: str, checked: frozenset[str]) -> str:
    """Git from an absolute folder of PATH that does not lie in what is being checked, such as node_modules/.bin."""
    name = "git.exe" if os.name == "nt" else "git"
    for folder in filter(os.path.isabs, path.split(os.pathsep)):
        file = os.path.join(folder, name)
        real = os.path.join(os.path.realpath(folder), "")
        if not real.startswith(tuple(checked)) and os.path.isfile(file) and os.access(file, os.X_OK):
            return file
    raise FileNotFoundError(name)


def _callers(top: str) -> dict[str, str]:
    """The environment without the variables that steer git. A hook may have an index of its own for what it commits."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in USERS}
    index = os.path.abspath(os.environ.get("GIT_INDEX_FILE") or os.curdir)
    return {**kept, "GIT_INDEX_FILE": index} if index.startswith(os.path.join(top, ".git", "")) else kept


def _within(top: str) -> dict[str, str]:
    """This folder is the work tree, whatever core.worktree says, and a broken `.git` does not lead to one above."""
    return {"GIT_WORK_TREE": top, "GIT_CEILING_DIRECTORIES": os.path.dirname(top)}


def _no_filters(root: str) -> dict[str, str]:
    """Settings that switch off each filter of any configuration: git would start it to compare a file."""
    listed = ask(root, ["config", "-z", "--name-only", "--get-regexp", r"^filter\."]) or ""
    names = {name.rpartition(".")[0] for name in listed.split("\0") if name}
    off = {f"{name}.{way}": "" for name in names for way in FILTERS}
    return {**off, **{f"{name}.required": "false" for name in names}}


def _as_environment(settings: Mapping[str, str]) -> dict[str, str]:
    """Settings whose names hold any character: `-c` would end the name at the first equals sign."""
    names = {f"GIT_CONFIG_KEY_{at}": name for at, name in enumerate(settings)}
    values = {f"GIT_CONFIG_VALUE_{at}": value for at, value in enumerate(settings.values())}
    return {"GIT_CONFIG_COUNT": str(len(settings)), **names, **values} if settings else {}
