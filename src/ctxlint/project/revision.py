"""The tree of an earlier revision in a folder of its own, beside the repository and without a trace in it.

The folder is a repository whose objects are borrowed and whose index is that of the revision, so that every question to
git (which files are there, what is ignored, what history says) is answered as it would have been then. On disk is only
what rules read: the context files, what loads with them, what they mention, and manifests. The names of all other files
are in the index.
"""

from __future__ import annotations

import os
import posixpath
import re
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import unquote

from ctxlint.base.errors import CtxlintError
from ctxlint.project import git
from ctxlint.project.bounds import MEGABYTE, read_file
from ctxlint.project.declared import LARGEST
from ctxlint.project.launch import home_of
from ctxlint.project.manifests import manifest_names
from ctxlint.project.manifests.lockfile import MANAGERS

INCLUDED = (".mk", ".mak", ".just", "config.toml")  # what manifests include
PROSE = (".md", ".mdc", ".markdown", ".txt")
MENTION = re.compile(r"[^\s`'\"<>()\[\]{},;|]+")
WITH_BLANKS = re.compile(r"@((?:[^\s\\]|\\ )+)|<([^<>\n]{1,300})>")  # `@my\ file.md`, `[a](<my file.md>)`
LAUNCHED = ("/.claude/settings.json", "/.claude/settings.local.json")  # they leave context files out
HOPS = 6  # from a context file through what it mentions
MEMORY = "/dev/shm"
MOST_FILES = 1_000_000  # of a tree
MOST = 256 * MEGABYTE  # of what is laid out
LARGEST_OF_GIT = 16 * MEGABYTE  # of its files that are borrowed
LINK, SUBMODULE = b"120000", b"160000"


class Repository(NamedTuple):
    """Where the parts of a repository lie."""

    root: str
    common: str
    objects: str
    shallow: bool
    sha256: bool


class Item(NamedTuple):
    mode: bytes
    name: bytes  # of the object
    path: str


class Snapshot(NamedTuple):
    root: str  # absolute
    paths: frozenset[str]
    renamed: Mapping[str, str]  # path now -> path then


@contextmanager
def snapshot(root: str, revision: str, wanted: Collection[str]) -> Iterator[Snapshot]:
    """The tree of `revision`, with the files `wanted` in it. Raises CtxlintError if git does not have it."""
    with _temporary() as folder:
        repository = _repository(root)
        commit = _commit(repository, revision)
        here = os.path.realpath(folder)
        _borrow(repository, commit, here)
        items = _items(here, commit, revision)
        paths = frozenset(item.path for item in items)
        renamed = _renamed(root, commit) if any(path not in paths for path in wanted) else {}
        needed = {renamed.get(path, path) for path in wanted}
        _check_out(here, items, needed)
        yield Snapshot(here, paths, renamed)


def _temporary() -> tempfile.TemporaryDirectory[str]:
    """In memory where the system offers that: on disk, removing a few hundred folders takes longer than linting."""
    memory = os.path.isdir(MEMORY) and os.access(MEMORY, os.W_OK) and not os.environ.get("TMPDIR")
    return tempfile.TemporaryDirectory(prefix="ctxlint-", dir=MEMORY if memory else None, ignore_cleanup_errors=True)


def _repository(root: str) -> Repository:
    question = ("--git-common-dir", "--is-shallow-repository", "--show-object-format", "--git-path", "objects")
    said = git.answer(root, "rev-parse", *question)
    if said is None:
        raise CtxlintError(f"--new-since needs a git repository, and {root} is none that git can read")
    common, shallow, form, objects = os.fsdecode(said).split("\n")[:4]
    return Repository(
        root, os.path.join(root, common), os.path.join(root, objects), shallow == "true", form == "sha256"
    )


def _commit(repository: Repository, revision: str) -> str:
    said = git.answer(repository.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if said:
        return said.decode().strip()
    if repository.shallow:
        raise CtxlintError(f"this shallow clone does not hold {revision}; fetch it: {_deepen(revision)}")
    raise CtxlintError(f"--new-since: git knows no revision “{revision}”")


def _deepen(revision: str) -> str:
    """The command that would fetch a revision into a shallow clone."""
    if re.fullmatch(r"[0-9a-f]{40}|[0-9a-f]{64}", revision):
        return f"git fetch --depth=1 origin {revision}"
    if branch := re.fullmatch(r"origin/([\w./-]+)", revision):
        return f"git fetch --depth=1 origin {branch[1]}:refs/remotes/origin/{branch[1]}"
    if steps := re.fullmatch(r"(?:HEAD|@)(?:~(\d*)|(\^+))", revision):
        return f"git fetch --deepen={steps[1] or len(steps[2] or '^')}"
    return "git fetch --unshallow"


def _borrow(repository: Repository, commit: str, folder: str) -> None:
    """A repository with the objects of another one, at `commit`."""
    form = "\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n"
    plain = "\trepositoryformatversion = 0\n"
    files = {
        "HEAD": f"{commit}\n",
        "config": f"[core]\n\tbare = false\n{form if repository.sha256 else plain}",
        "objects/info/alternates": f"{os.path.abspath(repository.objects)}\n",
        "refs/heads/.keep": "",
    }
    for name, text in files.items():
        os.makedirs(os.path.dirname(os.path.join(folder, ".git", name)), exist_ok=True)
        _write(os.path.join(folder, ".git", name), os.fsencode(text))
    for name in ("shallow", "info/exclude"):
        source = os.path.join(repository.common, name)
        if os.path.isfile(source):
            os.makedirs(os.path.join(folder, ".git", "info"), exist_ok=True)
            _write(os.path.join(folder, ".git", name), read_file(source, largest=LARGEST_OF_GIT))


def _items(folder: str, commit: str, revision: str) -> list[Item]:
    listed = git.answer(folder, "ls-tree", "-r", "-z", "--full-tree", commit)
    if listed is not None and listed.count(b"\0") > MOST_FILES:
        raise CtxlintError(f"the tree of {revision} has more than {MOST_FILES:,} files: it is not compared with")
    if listed is None or git.answer(folder, "read-tree", commit) is None:
        why = git.refusal(folder) or "is this a partial clone?"
        raise CtxlintError(f"git cannot read the tree of {revision}: {why}")
    found = []
    for entry in listed.split(b"\0")[:-1]:
        head, _, path = entry.partition(b"\t")
        mode, _, name = head.split(b" ")
        found.append(Item(mode, name, os.fsdecode(path)))
    return [item for item in found if not {"..", ".git"} & set(item.path.lower().split("/"))]


def _renamed(root: str, commit: str) -> dict[str, str]:
    """By the index: to look at the files themselves, git would start the filters of the repository."""
    question = ("diff-index", "--cached", "-M", "--name-status", "--diff-filter=R", "--no-ext-diff", "-z", commit)
    listed = git.answer(root, *question)
    fields = os.fsdecode(listed or b"").split("\0")[:-1]
    return dict(zip(fields[2::3], fields[1::3], strict=True))


def _check_out(folder: str, items: list[Item], needed: Collection[str]) -> None:
    """Write the needed files, what they mention, and what rules read anyway. Links last: nothing goes through one."""
    by_path = {item.path: item for item in items if item.mode not in (LINK, SUBMODULE)}
    names = frozenset(name for name in manifest_names() if not name.startswith("*")) - MANAGERS.keys()
    suffixes = (*INCLUDED, *(name[1:] for name in manifest_names() if name.startswith("*")))
    pending = {path for path in by_path if path.rpartition("/")[2] in names or path.endswith(suffixes)}
    pending |= {path for path in by_path if home_of(path) or f"/{path}".endswith(LAUNCHED)}
    pending |= by_path.keys() & set(needed)
    written: set[str] = set()
    left = MOST
    for _ in range(HOPS):
        mentioned: set[str] = set()
        for item, data, size in _blobs(folder, [by_path[path] for path in sorted(pending)], left):
            _write(_place(folder, item.path), data, size)
            left -= len(data)
            if item.path.endswith(PROSE):
                mentioned.update(_mentions(item.path, data.decode("utf-8", "replace"), by_path))
        written |= pending
        pending = mentioned - written
        if not pending:
            break
    for item, data, size in _blobs(folder, [item for item in items if item.mode == LINK], left):
        _link(_place(folder, item.path), data, size)
    for item in items:
        if item.mode == SUBMODULE:
            os.mkdir(_place(folder, item.path))


def _mentions(path: str, text: str, known: Collection[str]) -> Iterator[str]:
    """The known paths that a text may mean: from its own folder, from the root, or from any folder between."""
    folder = posixpath.dirname(path)
    bases = [folder]
    while folder:
        folder = posixpath.dirname(folder)
        bases.append(folder)
    words = {match[0] for match in MENTION.finditer(text)}
    words |= {(match[1] or match[2]).replace("\\ ", " ") for match in WITH_BLANKS.finditer(text)}
    for word in words:
        name = unquote(word.partition("#")[0]).lstrip("@/").rstrip(".:!?*")
        for base in bases if name else ():
            candidate = posixpath.normpath(posixpath.join(base, name))
            if candidate in known:
                yield candidate


def _blobs(folder: str, items: list[Item], most: int) -> Iterator[tuple[Item, bytes, int]]:
    """Files as they are stored, without filters, and their sizes. Of one that no reader would take, the size alone.

    Raises CtxlintError for more than `most` bytes in all.
    """
    sizes = _sizes(folder, items)
    if sum(size for size in sizes if size <= LARGEST) > most:
        raise CtxlintError(f"what is read of the tree of that revision is more than {MOST // MEGABYTE} MiB")
    wanted = [item.name + b"\n" for item, size in zip(items, sizes, strict=True) if size <= LARGEST]
    said = git.answer(folder, "cat-file", "--batch", input=b"".join(wanted)) if wanted else b""
    at = 0
    for item, size in zip(items, sizes, strict=True):
        if size > LARGEST:
            yield item, b"", size
            continue
        head = b"%s blob %d\n" % (item.name, size)
        if not said or not said.startswith(head, at):
            raise _missing(item)
        at += len(head) + size + 1
        yield item, said[at - size - 1 : at - 1], size


def _sizes(folder: str, items: list[Item]) -> list[int]:
    """The bytes of each file. Raises CtxlintError for one that git does not have."""
    if not items:
        return []
    said = git.answer(folder, "cat-file", "--batch-check", input=b"".join(item.name + b"\n" for item in items)) or b""
    lines = said.splitlines() or [b""] * len(items)
    for item, line in zip(items, lines, strict=True):
        if not line.startswith(item.name + b" blob "):
            raise _missing(item)
    return [int(line.split(b" ")[2]) for line in lines]


def _missing(item: Item) -> CtxlintError:
    return CtxlintError(f"git does not have {item.path} at hand: is this a partial clone?")


def _write(path: str, data: bytes, size: int = 0) -> None:
    """A new file: one that is there, or that a link leads to, is never written. A hole stands for what is too large."""
    with open(path, "xb") as file:
        file.write(data)
        if size > LARGEST:
            file.truncate(LARGEST + 1)


def _link(path: str, target: bytes, size: int) -> None:
    try:
        os.symlink(os.fsdecode(target), path)
    except (OSError, ValueError):
        _write(path, target, size)  # where the system has no links, git writes them so


def _place(folder: str, path: str) -> str:
    """Where a path of the tree is laid out, in a folder that was made here and that no link leads out of.

    Raises CtxlintError where the tree would have it otherwise, or would have two things in one place.
    """
    place = os.path.join(folder, path)
    parent = os.path.dirname(place)
    if os.path.realpath(parent) != parent or os.path.lexists(place):
        raise CtxlintError(f"the tree of that revision has two things at {path}, or something below a link")
    try:
        os.makedirs(parent, exist_ok=True)
    except OSError as problem:
        raise CtxlintError(f"the tree of that revision has something below {path}, which is no folder") from problem
    return place
