"""The exceptions that reach the top, the exit codes that they end with, and the exception that skips a rule."""

from __future__ import annotations

CLEAN, FOUND, FAILED, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143  # stable


class CtxlintError(Exception):
    """What was asked could not be done; the message says why and what to do, more arguments are more lines. Exit code 2."""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(map(str, self.args))

    def __str__(self) -> str:
        return "\n".join(self.lines)


class TerminatedError(BaseException):
    """The process was told to end, and ends what it has started on its way out. Exit code 143."""


class UnmetError(Exception):
    """What a rule needs cannot be had here; the message is the reason. The rule is skipped, and the report says so."""
