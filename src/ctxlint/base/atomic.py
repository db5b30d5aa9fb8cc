"""A file is written whole or not at all."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable


def write(path: str, data: bytes, still: Callable[[], bool] = lambda: True, *, private: bool = False) -> bool:
    """Put `data` in the place of the file at `path`, with its mode and owner, unless `still` says no at the last moment.

    `private`: for its owner only. Raises OSError, and then the file is as it was.
    """
    folder, name = os.path.split(os.path.realpath(path))
    real = os.path.join(folder, name)
    handle, temporary = tempfile.mkstemp(prefix=f".{name[:100]}.", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        if not private:  # as mkstemp made it
            _keep_mode(real, temporary)
        if not still():
            os.unlink(temporary)
            return False
        os.replace(temporary, real)
    except BaseException:
        _remove(temporary)
        raise
    return True


def _keep_mode(real: str, temporary: str) -> None:
    try:
        status = os.stat(real)
    except OSError:  # a new file
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(temporary, 0o666 & ~mask)
        return
    os.chmod(temporary, stat.S_IMODE(status.st_mode))
    if hasattr(os, "chown") and (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
        try:
            os.chown(temporary, status.st_uid, status.st_gid)
        except OSError:
            return  # only its owner may give a file away


def _remove(path: str) -> None:
    try:
        os.unlink(path)
    except OSError:
        return
