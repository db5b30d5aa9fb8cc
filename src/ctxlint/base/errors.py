"""The exceptions that reach the top, and the one that skips a rule."""


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
