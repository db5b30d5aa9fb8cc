"""Regular expressions that are compiled when they are first used.

All rules together hold some three hundred; compiling them takes longer than linting a file that needs a tenth of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

# C0 but tab and line ends, C1, and what reorders, hides or breaks: bidirectional marks, zero-width characters, fillers,
# line and paragraph separators, tags, and halves of surrogate pairs (names of files that are not UTF-8 carry them).
STEERING = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)


class _Lazy:
    """Stands in for a pattern, and keeps each method of it that was asked for."""

    def __init__(self, source: str | Callable[[], str], flags: int) -> None:
        self._source, self._flags = source, flags

    @property
    def pattern(self) -> str:
        return self._source if isinstance(self._source, str) else self._source()

    def __getattr__(self, name: str) -> Any:
        method = self.__dict__[name] = getattr(re.compile(self.pattern, self._flags), name)
        return method


def without(pattern: re.Pattern[str], closer: str, text: str) -> str:
    """`text` without what matches; no match ends behind the last `closer`, so that what is never closed costs nothing."""
    end = text.rfind(closer) + len(closer)
    return pattern.sub("", text[:end]) + text[end:] if end >= len(closer) else text


def lazy(pattern: str | Callable[[], str], flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """The same as `re.compile`, later. An invalid pattern is found by the tests, which use every one.

    A pattern that is built from a table is given as the function that builds it.
    """
    return cast("re.Pattern[str]", _Lazy(pattern, int(flags)))
