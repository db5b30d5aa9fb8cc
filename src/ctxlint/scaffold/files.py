"""Files written all together or not at all: nothing is overwritten, and on any fault what was made is removed again."""

from __future__ import annotations

import contextlib
import os
import signal
import stat
import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import FrameType, TracebackType
from typing import NamedTuple, TypeVar

from ctxlint.base.errors import CtxlintError
from ctxlint.base.reading import read_regular

BACKUP = ".bak"
T = TypeVar("T")


class File(NamedTuple):
    """What is to be written. `replaces`: the bytes that are there now and may be replaced; None: nothing may be there."""

    path: str  # absolute
    data: bytes
    replaces: bytes | None = None
    backup: bool = False  # keep what is replaced beside it


class Added(NamedTuple):
    file: File
    text: str  # what was added, to be shown
    conflict: str | None = None  # why it cannot be


def write_all(files: Sequence[File], root: str) -> list[str]:
    """Write every file below `root`. Returns the backups made. Raises CtxlintError; then nothing is left behind."""
    with _Undo() as undo, _Patience() as patience:
        try:
            pending = [(_prepare(file, root, undo), file) for file in patience.each(files)]
            backups = [_keep(file, undo) for file in files if file.backup and file.replaces is not None]
            for temporary, file in patience.each(pending):
                _commit(temporary, file, undo)
        except OSError as problem:
            where = os.path.relpath(os.fsdecode(problem.filename)) if problem.filename else "the files"
            where = os.path.relpath(files[0].path) if ".ctxlint-" in where else where
            raise CtxlintError(f"cannot write {where}: {problem.strerror}; nothing was written") from problem
        undo.done()
    return backups


class _Undo:
    """What to take back, newest first, unless all went well. Ctrl-C counts as a fault."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.folders: list[str] = []
        self.temporary: list[str] = []
        self.replaced: list[tuple[str, bytes, int]] = []

    def __enter__(self) -> _Undo:
        return self

    def done(self) -> None:
        self.made, self.folders, self.replaced = [], [], []

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        for path in (*self.temporary, *reversed(self.made)):
            with contextlib.suppress(OSError):
                os.unlink(path)
        for path, data, mode in reversed(self.replaced):
            with contextlib.suppress(OSError):
                Path(path).write_bytes(data)
                os.chmod(path, mode)
        for path in reversed(self.folders):
            with contextlib.suppress(OSError):
                os.rmdir(path)


class _Patience:
    """Ctrl-C waits until the file at hand is written and noted, so that nothing is made that is not taken back."""

    def __init__(self) -> None:
        self.interrupted = False

    def __enter__(self) -> _Patience:
        self.main = threading.current_thread() is threading.main_thread()
        self.before = signal.signal(signal.SIGINT, self._note) if self.main else None
        return self

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.interrupted = True

    def each(self, items: Iterable[T]) -> Iterator[T]:
        for item in items:
            yield item
            if self.interrupted:
                raise KeyboardInterrupt

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self.main:
            signal.signal(signal.SIGINT, self.before)


def inside(path: str, root: str) -> bool:
    """Does the path lie below the root, links followed? Judged by the nearest folder above it that exists."""
    above = os.path.dirname(path)
    while not os.path.lexists(above):
        above = os.path.dirname(above)
    real, top = os.path.realpath(above), os.path.realpath(root)
    return real == top or real.startswith(os.path.join(top, ""))


def _prepare(file: File, root: str, undo: _Undo) -> str:
    """The data in a temporary file beside its place, so that only the renaming is left."""
    if not os.path.isdir(root):
        raise CtxlintError(f"the folder {root} is gone; nothing was written")
    if not inside(file.path, root):
        raise CtxlintError(f"{os.path.relpath(file.path)} leads out of the project {root}; nothing was written")
    _make_folders(os.path.dirname(file.path), undo)
    temporary = os.path.join(os.path.dirname(file.path), f".ctxlint-{os.getpid()}-{len(undo.temporary)}.tmp")
    undo.temporary.append(temporary)
    with open(temporary, "xb") as stream:
        stream.write(file.data)
        stream.flush()
        os.fsync(stream.fileno())
    if file.replaces is not None:
        os.chmod(temporary, stat.S_IMODE(os.stat(file.path).st_mode))
    return temporary


def _make_folders(folder: str, undo: _Undo) -> None:
    missing = []
    while not os.path.isdir(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    for path in reversed(missing):
        os.mkdir(path)
        undo.folders.append(path)


def _keep(file: File, undo: _Undo) -> str:
    """A copy of what will be replaced, under a name that is free."""
    import shutil  # 10 ms that only --force needs

    target, number = file.path + BACKUP, 1
    while os.path.lexists(target):
        number += 1
        target = f"{file.path}{BACKUP}{number}"
    undo.made.append(target)
    shutil.copy2(file.path, target, follow_symlinks=False)
    return target


def _commit(temporary: str, file: File, undo: _Undo) -> None:
    if file.replaces is not None:
        if read_regular(file.path, len(file.replaces) + 1) != file.replaces:
            raise CtxlintError(f"{os.path.relpath(file.path)} was changed meanwhile; nothing was written")
        undo.replaced.append((file.path, file.replaces, stat.S_IMODE(os.stat(file.path).st_mode)))
        os.replace(temporary, file.path)
        return
    try:
        os.link(temporary, file.path)  # fails where something has come to be there meanwhile
    except FileExistsError as problem:
        raise CtxlintError(f"{os.path.relpath(file.path)} came to be there meanwhile; nothing was written") from problem
    except OSError:  # a file system without hard links
        if os.path.lexists(file.path):
            raise
        os.rename(temporary, file.path)
    undo.made.append(file.path)
