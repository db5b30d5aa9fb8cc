"""Work on what a stranger wrote, in a process that is stopped when it takes too long or too much memory."""

from __future__ import annotations

import os
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from ctxlint.base.errors import CtxlintError

MEMORY = 1 << 30  # bytes that the process may ask for, where the system can hold it to that
Made = TypeVar("Made")


def limited(work: Callable[..., Made], *arguments: Any, seconds: float, what: str) -> Made:
    """What `work` returns. Raises CtxlintError, as `work` does, or because it does not end in time or in memory.

    `work` and its arguments are pickled where the system cannot fork.
    """
    from multiprocessing import get_context

    from ctxlint.base.termination import held, unwinding

    context: Any = get_context("fork" if hasattr(os, "fork") else "spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, work, arguments), daemon=True)
    with unwinding():
        try:
            with held():
                process.start()
            theirs.close()
            answer = ours.recv() if ours.poll(seconds) else CtxlintError(f"{what} takes longer than {seconds:g} s")
        except EOFError:
            answer = CtxlintError(f"{what} takes more memory than there is for it")
        finally:
            if process.pid is not None:  # it was started
                process.kill()
                process.join()
    if isinstance(answer, CtxlintError):
        raise answer
    made: Made = answer
    return made


def _answer(pipe: Connection, work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    from ctxlint.base.termination import end_at_once

    end_at_once()
    _bound_memory()
    try:
        answer = work(*arguments)
    except CtxlintError as problem:
        answer = problem
    except (MemoryError, RecursionError):
        os._exit(1)  # the pipe closes without an answer
    pipe.send(answer)


def _bound_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if soft == resource.RLIM_INFINITY else min(soft, MEMORY)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
