"""Regular expressions that somebody else wrote: what may take for ever is refused, the rest runs where it can be stopped.

A pattern of a repository's own schema is searched for in texts of the same repository. One with a repeat inside a repeat
(`^(a+)+$`) or a back-reference can take years over thirty characters. Python's own parser shows the structure.
"""

from __future__ import annotations

import atexit
import json
import re
import subprocess
import sys
import warnings
from functools import cache, lru_cache
from threading import Timer
from typing import Any

SECONDS = 1.0
REPEATS = ("MAX_REPEAT", "MIN_REPEAT")
NEVER_BACK = ("ATOMIC_GROUP", "POSSESSIVE_REPEAT")
WORKER = """
import json, re, sys
print(flush=True)
for line in sys.stdin:
    pattern, text = json.loads(line)
    print(int(re.search(pattern, text) is not None), flush=True)
"""


class TooSlowError(Exception):
    """A search was stopped."""


def refusal(pattern: str) -> str | None:
    """Why a pattern is not to be run; None if it may be."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            re.compile(pattern)
            return _refused(_parsed(pattern), inside=False)
    except (re.error, OverflowError, RecursionError) as problem:
        return f"is no pattern that Python reads ({problem})"


def _parsed(pattern: str) -> Any:
    from re import _parser  # type: ignore[attr-defined]  # the structure of a pattern is nowhere else to be had

    return _parser.parse(pattern)


def _refused(items: Any, inside: bool) -> str | None:
    """`inside`: in a repeat that may be taken more than once."""
    for operation, operand in items:
        name = str(operation)
        if name.startswith("GROUPREF"):
            return "has a back-reference"
        lowest, highest, *_ = operand if name.endswith("REPEAT") else (1, 1)
        if inside and name in REPEATS and highest > 1 and lowest != highest:
            return "has a repeat inside a repeat; an inner one may be written ++, so that it does not go back"
        if why := _refused_in(operand, (inside or highest > 1) and name not in NEVER_BACK):
            return why
    return None


def _refused_in(operand: Any, inside: bool) -> str | None:
    """The patterns inside of an operand: it is one, or a tuple or list that holds some."""
    if type(operand).__name__ == "SubPattern":
        return _refused(operand, inside)
    parts = operand if isinstance(operand, (tuple, list)) else ()
    return next((why for part in parts if (why := _refused_in(part, inside))), None)


@lru_cache(maxsize=4096)
def found(pattern: str, text: str) -> bool:
    """Is there a match anywhere? Raises TooSlowError after a second."""
    worker = _worker()
    assert worker.stdin
    assert worker.stdout
    watch = Timer(SECONDS, worker.kill)
    watch.start()
    try:
        worker.stdin.write(json.dumps([pattern, text]) + "\n")
        worker.stdin.flush()
        answer = worker.stdout.readline()
    except OSError:
        answer = ""
    finally:
        watch.cancel()
    if not answer:
        _worker.cache_clear()
        worker.wait()
        raise TooSlowError
    return answer == "1\n"


@cache
def _worker() -> subprocess.Popen[str]:
    """A process that searches, and says so once it has started: its start takes none of the time."""
    command = [sys.executable, "-I", "-S", "-c", WORKER]
    worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="ascii")
    assert worker.stdout
    worker.stdout.readline()
    atexit.register(worker.kill)
    return worker
