"""The tree of an earlier revision in a folder of its own, beside the repository and without a trace in it.

The folder is a repository whose objects are borrowed and whose index is that of the revision, so that every question to
git (which files are there, what is ignored, what history says) is answered as it would have been then. On disk is only
what rules read: Markdown, manifests, configuration; the names of all other files are in the index.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from ctxlint.errors import CtxlintError
from ctxlint.project import git

READ = (".md", ".mdc", ".markdown", ".txt", ".toml", ".json", ".jsonc", ".json5", ".yaml", ".yml", ".cfg", ".ini", ".lock", ".xml", ".mod", ".work", ".gradle", ".kts", ".mk", ".mak", ".just", ".cmake", ".rake", ".gemspec", ".csproj", ".fsproj", ".sln", ".slnx", ".props", ".swift", ".exs", ".conf", ".properties", ".code-workspace", ".ron")  # fmt: skip
READ_PYTHON = ("setup.py", "noxfile.py", "meson.build", "conanfile.py", "tasks.py")
LINK, SUBMODULE = b"120000", b"160000"
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_PREFIX")  # fmt: skip


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
    with _undisturbed(), tempfile.TemporaryDirectory(prefix="ctxlint-", ignore_cleanup_errors=True) as folder:
        repository = _repository(root)
        commit = _commit(repository, revision)
        here = os.path.realpath(folder)
        _borrow(repository, commit, here)
        items = _items(here, commit, revision)
        paths = frozenset(item.path for item in items)
        renamed = _renamed(root, commit) if any(path not in paths for path in wanted) else {}
        needed = {renamed.get(path, path) for path in wanted}
        _check_out(here, [item for item in items if item.path in needed or _is_read(item)])
        yield Snapshot(here, paths, renamed)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Git runs hooks with variables that point at the repository of the commit, whatever folder git is asked about."""
    set_aside = {name: os.environ.pop(name) for name in ELSEWHERE if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(set_aside)


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
        _write(os.path.join(folder, ".git", name), os.fsencode(text))
    for name in ("shallow", "info/exclude"):
        source = os.path.join(repository.common, name)
        if os.path.isfile(source):
            os.makedirs(os.path.join(folder, ".git", "info"), exist_ok=True)
            shutil.copyfile(source, os.path.join(folder, ".git", name))


def _items(folder: str, commit: str, revision: str) -> list[Item]:
    listed = git.answer(folder, "ls-tree", "-r", "-z", "--full-tree", commit)
    if listed is None or git.answer(folder, "read-tree", commit) is None:
        raise CtxlintError(f"git cannot read the tree of {revision}: is this a partial clone?")
    found = []
    for entry in listed.split(b"\0")[:-1]:
        head, _, path = entry.partition(b"\t")
        mode, _, name = head.split(b" ")
        found.append(Item(mode, name, os.fsdecode(path)))
    return [item for item in found if not {"..", ".git"} & set(item.path.lower().split("/"))]


def _renamed(root: str, commit: str) -> dict[str, str]:
    listed = git.answer(root, "diff", "-M", "--name-status", "--diff-filter=R", "--no-ext-diff", "-z", commit)
    fields = os.fsdecode(listed or b"").split("\0")[:-1]
    return dict(zip(fields[2::3], fields[1::3], strict=True))


def _is_read(item: Item) -> bool:
    name = item.path.rpartition("/")[2]
    return item.mode in (LINK, SUBMODULE) or "." not in name or name.endswith(READ) or name in READ_PYTHON


def _check_out(folder: str, items: list[Item]) -> None:
    """Files as they are stored, without filters; links last, so that nothing is written through one."""
    stored = [item for item in items if item.mode != SUBMODULE]
    said = git.answer(folder, "cat-file", "--batch", input=b"".join(item.name + b"\n" for item in stored)) or b""
    at = 0
    links = []
    for item in stored:
        head, _, _ = said[at : at + 200].partition(b"\n")
        if not head.startswith(item.name + b" blob "):
            raise CtxlintError(f"git does not have {item.path} at hand: is this a partial clone?")
        start = at + len(head) + 1
        at = start + int(head.split(b" ")[2]) + 1
        data = said[start : at - 1]
        if item.mode == LINK:
            links.append((item.path, data))
        else:
            _write(os.path.join(folder, item.path), data)
    for path, target in links:
        _link(os.path.join(folder, path), os.fsdecode(target))
    for item in items:
        if item.mode == SUBMODULE:
            os.makedirs(os.path.join(folder, item.path), exist_ok=True)


def _write(path: str, data: bytes) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def _link(path: str, target: str) -> None:
    os.makedirs(os.path.dirname(path), exist_ok=True)
    try:
        os.symlink(target, path)
    except (OSError, ValueError):
        _write(path, os.fsencode(target))  # where the system has no links, git writes them so
