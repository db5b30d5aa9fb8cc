"""A report on its way out: to the screen, or whole into a file."""

from __future__ import annotations

import os
import stat

from ctxlint.base.errors import CtxlintError
from ctxlint.base.printing import cleaned, redacted, write
from ctxlint.engine.discover import root_of
from ctxlint.project.bounds import refuse_way_out

FORMS = {
    **dict.fromkeys(("json", "json-lines", "sarif", "gitlab"), "json"),
    "junit": "xml",
    "github": "commands",
}  # of the output formats, for `printing`; the others are text


def put(text: str, path: str | None, form: str = "text", *, color: bool = False) -> None:
    """Print a report, or write it to the file at `path`. `color`: colours are set in it. Raises CtxlintError."""
    if path:
        to_be_applied = form == "patch" and _is_plain(path)  # a terminal, a log or a pipe gets what may be shown
        shown = redacted(text) if to_be_applied else cleaned(text, form, color=color)
        save(path, (shown + "\n" if text else "").encode("utf-8", "backslashreplace"))
    elif text:
        write(text, form, color=color)


def save(path: str, data: bytes) -> None:
    """Write a file whole or not at all, and through no link. A device or a pipe gets what it is given.

    Raises CtxlintError.
    """
    from ctxlint.base import atomic

    root, place = root_of(os.getcwd()), os.path.abspath(path)  # `a/../b` is b, wherever a link a leads
    refuse_way_out(place, root)
    inside = os.path.relpath(os.path.dirname(place), root)
    through = not inside.startswith(os.pardir) and os.path.join(os.path.realpath(root), inside)
    if through and os.path.realpath(os.path.dirname(place)) != os.path.normpath(through):
        raise CtxlintError(f"{path} leads through a link: nothing is written there")
    try:
        if os.path.islink(place) and _is_plain(place):
            raise CtxlintError(f"{path} is a link to {os.readlink(place)}: nothing is written through it")
        if _is_plain(place):
            atomic.write(place, data)
            return
        with open(place, "wb") as file:
            file.write(data)
    except OSError as problem:
        raise CtxlintError(f"cannot write {path}: {problem.strerror}") from problem
    except ValueError as problem:
        raise CtxlintError(f"cannot write {path!r}: {problem}") from problem


def _is_plain(path: str) -> bool:
    """A regular file, or nothing yet."""
    return not os.path.exists(path) or stat.S_ISREG(os.stat(path).st_mode)
