"""The command line: a group whose verbs are imported when they are called, and the map from outcome to exit code."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import NoReturn, TextIO

import click

from ctxlint import __version__
from ctxlint.base.errors import CLEAN, FAILED, INTERRUPTED, TERMINATED, CtxlintError, TerminatedError
from ctxlint.base.printing import prepare, say

VERBS = {
    "check": "Lint context files.",
    "load": "Show what an agent loads when it starts in a directory, and what it costs.",
    "init": "Write starter files from what is really in the repository.",
    "outline": "Print the parsed outline of a file as JSON, for whoever writes a schema.",
    "rule": "Explain a rule, or list all rules.",
    "calibrate": "Compare models on lines that you have labelled.",
    "config": "Show the configuration in force and where it comes from.",
}
UNWRITABLE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBADF)
ALIASES = {"explain": "rule"}


class Lazy(click.Group):
    """A group that knows its verbs by name and imports `ctxlint.commands.<verb>` for the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        name = ALIASES.get(cmd_name, cmd_name)
        if name not in VERBS:
            return None
        command: click.Command = import_module(f"ctxlint.commands.{name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name and not name.startswith("-") and ALIASES.get(name, name) not in VERBS:
            from ctxlint.base.suggest import did_you_mean

            hint = (
                f"; to lint it: ctxlint check {name}"
                if os.path.exists(name)
                else did_you_mean(name, [*VERBS, *ALIASES])
            )
            raise click.UsageError(f"there is no command “{name}”{hint}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, "-V", "--version", message="ctxlint %(version)s")
def cli() -> None:
    """Lint the files that steer AI coding agents: CLAUDE.md, CONTEXT.md, VOICE.md, AGENTS.md and their neighbours.

    Is each file complete, true, precise, affordable and sound? Exit codes: 0 nothing found at or above --fail-on,
    1 findings, 2 it could not do what was asked.
    """


def main() -> NoReturn:
    """Run the command line and exit with one of the stable codes."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    if sys.stdout is None:  # closed by whoever called: `ctxlint check >&-` asks for the exit code
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    prepare()
    try:
        code = cli.main(arguments, prog_name="ctxlint", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else CLEAN
    except click.exceptions.NoArgsIsHelpError as problem:
        with _heard_or_not():
            problem.show()
        return FAILED
    except click.ClickException as problem:
        return _ended(FAILED, problem.format_message())
    except CtxlintError as problem:
        return _ended(FAILED, *problem.lines)
    except (KeyboardInterrupt, click.Abort):
        return _ended(INTERRUPTED, "interrupted")
    except TerminatedError:
        return _ended(TERMINATED, "terminated")
    except (BrokenPipeError, SystemExit):  # `ctxlint check | head` is no fault; click makes it an exit of its own
        _write_no_more(sys.stdout)
        return CLEAN
    except OSError as problem:
        if problem.filename is not None or problem.errno not in UNWRITABLE:
            return _fault(problem)
        _write_no_more(sys.stdout)
        return _ended(FAILED, f"cannot write the output: {problem.strerror}")
    except Exception as problem:
        return _fault(problem)


def _write_no_more(stream: TextIO) -> None:
    """What is still to be written at the end of the process goes nowhere, and fails no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def _heard_or_not() -> Iterator[None]:
    """The exit code stays what it is where stderr is full."""
    try:
        yield
    except OSError:
        _write_no_more(sys.stderr)


def _ended(code: int, message: str, *more: str) -> int:
    with _heard_or_not():
        say(message, *more)
    return code


def _fault(problem: Exception) -> int:
    import traceback

    from ctxlint.base.home import HOME

    last = traceback.extract_tb(problem.__traceback__)[-1]
    where = f"{os.path.basename(last.filename)}:{last.lineno} in {last.name}"
    place = f": {HOME}/issues" if HOME else "."
    return _ended(FAILED, f"internal fault: {type(problem).__name__}: {problem} ({where})", f"Please report it{place}")
