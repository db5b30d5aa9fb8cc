"""A bar while the model is asked, where stderr is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext


def bar(total: int) -> AbstractContextManager[Callable[[], None]]:
    """Gives what is to be called once for each of `total` steps."""
    if not sys.stderr.isatty():
        return nullcontext(lambda: None)
    from ctxlint.report.terminal import progress  # rich costs 45 ms

    return progress(total)
