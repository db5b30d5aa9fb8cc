"""The one exception that reaches the top, and the two that the runner catches."""


class CtxlintError(Exception):
    """What was asked could not be done; the message says why and what to do. Exit code 2."""


class UnmetError(Exception):
    """What a rule needs cannot be had here; the message is the reason. The rule is skipped, and the report says so."""


class LaterError(Exception):
    """This process must not ask: the file is to be linted once more by the one that started it."""
