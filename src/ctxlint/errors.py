"""The one exception that reaches the top."""


class CtxlintError(Exception):
    """What was asked could not be done; the message says why and what to do. Exit code 2."""
