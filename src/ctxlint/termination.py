"""SIGTERM, while other processes work for this one."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from ctxlint.errors import TerminatedError


@contextmanager
def unwinding() -> Iterator[None]:
    """SIGTERM goes the way of Ctrl-C in here: what was started is ended, what is temporary is removed."""
    is_ours = threading.current_thread() is threading.main_thread()
    if not is_ours or signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
        yield
        return
    signal.signal(signal.SIGTERM, _unwind)
    try:
        yield
    finally:
        end_at_once()


def end_at_once() -> None:
    """As it is without `unwinding`, and has to be in the processes that were started."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _unwind(number: int, frame: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)  # a second one must not stop what the first has begun
    raise TerminatedError
