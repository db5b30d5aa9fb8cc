"""check --fix and check --diff."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from difflib import unified_diff

from ctxlint.base.printing import say
from ctxlint.base.redaction import Known, known
from ctxlint.commands.check.options import Checked
from ctxlint.engine.rewrite import Change, planned, write
from ctxlint.engine.run import run
from ctxlint.report.text import plural

UNUSUAL = re.compile(r'[\x00-\x1f"\\\x7f]')
LINES = re.compile(r"[^\n]*\n|[^\n]+")


def fix(checked: Checked) -> Checked:
    """Fix the files, say so, and lint them again."""
    options, files, outcome = checked.options, checked.targets.files, checked.run
    changes = planned(files, outcome, options.job, options.unsafe_fixes)
    if not changes:
        return checked
    left = list(write(changes, options.allow_dirty))
    for change in left:
        say(f"{change.target.path}: changed while it was being fixed; left as it is")
    made = [change for change in changes if change not in left]
    if made and not options.quiet:
        say(f"fixed {_counted(made)}")
    again = run(files, options.job)
    return checked._replace(run=again._replace(unread=outcome.unread, problems=outcome.problems))


def diff(checked: Checked) -> str:
    """What fixing would change, as `git apply` and `patch -p1` take it."""
    options = checked.options
    changes = planned(checked.targets.files, checked.run, options.job, options.unsafe_fixes)
    if changes and not options.quiet:
        say(f"would fix {_counted(changes)}")
    projects = checked.run.projects  # they have read what loads together with what is changed
    return "".join(
        line for change in changes for line in _diff(change, projects[change.target.root].secrets())
    ).removesuffix("\n")


def _counted(changes: Sequence[Change]) -> str:
    return f"{plural(sum(len(change.done) for change in changes), 'finding')} in {plural(len(changes), 'file')}"


def _diff(change: Change, others: Sequence[Known]) -> Iterator[str]:
    path = os.path.relpath(change.real, os.path.realpath(os.curdir)).replace(os.sep, "/")
    if b"\0" in change.before:  # UTF-16, say: as git puts it
        yield f"Binary files {_quoted(f'a/{path}')} and {_quoted(f'b/{path}')} differ\n"
        return
    secrets = known(_text(change.before)).plus(others)
    before, after = (LINES.findall(secrets.cover(_text(data))) for data in (change.before, change.after))
    for line in unified_diff(before, after, _quoted(f"a/{path}"), _quoted(f"b/{path}")):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "backslashreplace")


def _quoted(path: str) -> str:
    """A name as git writes it: in quotation marks, or with a tab behind it, where its end would be lost."""
    if not UNUSUAL.search(path):
        return path + "\t" * (" " in path)
    return '"' + UNUSUAL.sub(lambda m: f"\\{ord(m[0]):03o}" if m[0] not in '"\\' else f"\\{m[0]}", path) + '"'
