"""Which script or target a command asks for, and of which tool."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.errors import UnmetError
from ctxlint.base.model import NEAR
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.base.suggest import closest
from ctxlint.parse.commands import Command, excused, is_name
from ctxlint.parse.paths import bases, normal
from ctxlint.project.declared import beside
from ctxlint.project.manifests import Manifest, declares

if TYPE_CHECKING:
    from ctxlint.base.model import Document, Span
    from ctxlint.rules.context import Context

# program -> words before the name of a script, tools, flags that take a value. `uv`, `poetry`, `pdm`, `hatch` and `mise
# run` are not here: they also run programs and tasks that no manifest lists, so that nothing is proven.
SCRIPTS = {
    "npm": (("run", "run-script"), ("npm",), ("--prefix", "-C", "-w", "--workspace")),
    "pnpm": (("run", "run-script"), ("npm",), ("-C", "--dir", "--filter", "-F")),
    "yarn": (("run",), ("npm",), ("--cwd",)),
    "bun": (("run",), ("npm",), ("--cwd", "--filter", "-F")),
    "composer": (("run", "run-script"), ("composer",), ("-d", "--working-dir")),
    "deno": (("task",), ("deno", "npm"), ("--cwd", "-c", "--config")),
}
BARE = {"npm": ("test",)} | dict.fromkeys(
    ("pnpm", "yarn"), ("test", "build", "dev", "lint", "format", "typecheck", "type-check", "watch")
)
TARGETS = {
    "make": ("make", ("-C", "-f", "-j", "-l", "-o", "-W", "-I", "--directory", "--file", "--makefile", "--jobs")),
    "gmake": ("make", ("-C", "-f", "-j", "-I")),
    "just": ("just", ("-f", "--justfile", "-d", "--working-directory", "--set", "--shell")),
    "task": ("task", ("-d", "--dir", "-t", "--taskfile", "-o", "--output", "-C", "--concurrency", "-I", "--interval")),
    "rake": ("rake", ("-f", "--rakefile", "-C", "--directory", "-I", "-r")),
}
NAMED = {"tox": ("tox", ("-e", "--env")), "nox": ("nox", ("-s", "--session", "--sessions", "-e"))}
OWN_FOLDER_ONLY = frozenset(
    "npm pnpm composer make gmake task rake tox nox".split()
)  # look into no manifest but the nearest
PACKAGES = {"npm": ("-w", "--workspace"), "pnpm": ("--filter", "-F")}
FOLDERS = {
    "npm": ("--prefix", "-C"),
    "pnpm": ("-C", "--dir"),
    "composer": ("-d", "--working-dir"),
    "make": ("-C", "--directory"),
    "gmake": ("-C", "--directory"),
    "task": ("-d", "--dir"),
    "rake": ("-C", "--directory"),
}
ELSEWHERE = frozenset(("-f", "--file", "--makefile", "--justfile", "--taskfile", "-t", "--rakefile", "-c", "--config"))
FAR = 8000  # characters that are searched for where a command is to run
EVERYWHERE = frozenset("-r --recursive -ws --workspaces --workspace -w --filter -F --if-present".split())
SLOTS = lazy(r"\[\[LLM:|(?<!\$)\{\{[\w. -]{1,60}\}\}")
PORTABLE = ("skill", "subagent", "command")  # kinds of which many are used in several projects
WHOLE_PROJECT = frozenset({"claude", "agents-md", "context"})  # files about all that lies below their folder
LEADS_ELSEWHERE = lazy(
    lambda: (
        rf"(?im)\bcd\s|\b(?:{alternatives('markers', 'parts_of_a_tree')})\b|^#.*\b(?:{alternatives('tools', 'scopes')})\b"
    )
)
ENGLISH = frozenset(
    "sure it the a an this that these those sense changes use no any up your all with to and from for more them sure, edits progress".split()
)
INFORMATION = frozenset(
    "--list -l --help -h --version --summary --show --evaluate --init -T --tasks --list-all -n --dry-run".split()
)


class Wanted(NamedTuple):
    tools: tuple[str, ...]  # whose manifests answer
    names: tuple[tuple[str, int], ...]  # each name with the index of its word


class Missing(NamedTuple):
    name: str
    span: Span  # the command, up to the name
    manifests: tuple[Manifest, ...]  # those that were asked


def script(command: Command) -> Wanted | None:
    """`npm run build`: the script build."""
    program = command.words[0]
    if program not in SCRIPTS or "--if-present" in command.words:
        return None
    verbs, tools, valued = SCRIPTS[program]
    plain = _plain(command.words, valued) or []
    at = next(iter(plain), 0)
    if command.words[at] in verbs:
        at = plain[1] if len(plain) > 1 else 0
    elif not _is_bare_script(program, command.words[at]):
        return None
    return Wanted(tools, ((command.words[at], at),)) if at and is_name(command.words[at]) else None


def _is_bare_script(program: str, name: str) -> bool:
    """`pnpm build`, `yarn test:unit`: neither a command of the manager nor the name of a program that is installed."""
    return name in BARE.get(program, ()) or (":" in name and program in ("pnpm", "yarn"))


def target(command: Command) -> Wanted | None:
    """`make test lint`: the targets test and lint."""
    words, start = command.words, 0
    if words[:2] == ("bundle", "exec"):
        start = 2
    program = words[start] if start < len(words) else ""
    if program in NAMED:
        return _listed(command, *NAMED[program])
    if program not in TARGETS or INFORMATION.intersection(words):
        return None
    tool, valued = TARGETS[program]
    plain = _plain(words[start:], valued)
    if not plain or words[start + plain[0]] in ENGLISH:
        return None
    indexes = [start + at for at in plain] if tool in ("make", "task") else [start + plain[0]]
    names = tuple((words[at], at) for at in indexes if "=" not in words[at] and "::" not in words[at])
    return Wanted((tool,), names) if names and all(is_name(name) for name, _ in names) else None


def undeclared(context: Context, want: Callable[[Command], Wanted | None]) -> Iterator[Missing]:
    """What the commands of a file ask for and nothing declares. Raises UnmetError in the end if a manifest stood in the way."""
    notes: list[str] = []
    for command in context.commands if is_of_this_project(context) else ():
        wanted = want(command)
        near = _near(context, command, wanted) if wanted else ()
        if not near and _may_be_elsewhere(context, command):
            continue
        for name, index in wanted.names if wanted else ():
            if any(declares(manifest, name) for manifest in near):
                continue
            asked = _meant(context, command, near, _asked(context, command, wanted), name) if wanted else ()
            answers = [declares(manifest, name) for manifest in asked]
            if True in answers or excused(context.document, context.stated, command):
                continue
            notes += [_said(manifest) for manifest in asked if manifest.note]
            if answers and None not in answers:
                yield Missing(name, command.span(index), asked)
                break
    if notes:
        raise UnmetError(notes[0])


def _may_be_elsewhere(context: Context, command: Command) -> bool:
    """A skill runs in the project that it sets up: one that names no folder or package of this one does not mean it."""
    is_named = bool(_folder(context, command)) or _package(command) is not None
    return context.document.kind in PORTABLE and not is_named


def _said(manifest: Manifest) -> str:
    note = manifest.note or ""
    return note if note.startswith(manifest.path) else f"{manifest.path}: {note}"


def _near(context: Context, command: Command, wanted: Wanted) -> tuple[Manifest, ...]:
    """Those where the command runs: mostly they settle it, and nobody has to list the whole tree."""
    if _package(command) is not None:
        return ()
    folder = _folder(context, command)
    found = (context.project.manifests.near(place, *wanted.tools) for place in _places(context, folder))
    if folder:
        return next(filter(None, found), ())
    return tuple(manifest for manifests in found for manifest in manifests)


def _asked(context: Context, command: Command, wanted: Wanted) -> tuple[Manifest, ...]:
    """The manifests of the package or the folder that the command itself names; all where it names none that is there."""
    found = tuple(one for one in context.project.manifests.of(*wanted.tools) if one.tool in wanted.tools)
    package = _package(command)
    if package is not None:
        return tuple(one for one in found if _is_package(one, package)) or found
    folder = _folder(context, command)
    places = _places(context, folder) if folder else ()
    return next(filter(None, (beside(found, place) for place in places)), found)


def _meant(
    context: Context, command: Command, near: tuple[Manifest, ...], asked: tuple[Manifest, ...], name: str
) -> tuple[Manifest, ...]:
    """Only those where the file runs its commands, if no word leads to another that has, or may have, the name."""
    others = [one for one in asked if one not in near and declares(one, name) is not False]
    here = {script.name for one in near for script in one.scripts}
    if not others or here.isdisjoint(_names(context)) or EVERYWHERE.intersection(command.words):
        return asked
    around = _around(context.document, command).lower()
    if LEADS_ELSEWHERE.search(around) or any(_is_named(one, around) for one in others):
        return asked
    return near


@once
def _names(context: Context) -> frozenset[str]:
    """All that the commands of a file ask for where they stand."""
    wanted = [(script(one) or target(one)) for one in context.commands if not one.folder and _package(one) is None]
    return frozenset(name for one in wanted if one for name, _ in one.names)


def _around(document: Document, command: Command) -> str:
    """The section of a command up to its line, and the titles above; in a file that is about something itself, all of it."""
    if document.kind not in WHOLE_PROJECT:
        return document.text[:FAR]
    line = document.line_span(document.position(command.spans[0].start)[0])
    index = document.blocks[command.block].section
    texts = [document.text[max(document.sections[index].span.start, line.end - FAR) : line.end]]
    while index > 0:
        index = document.sections[index].parent
        texts.append(document.sections[index].title)
    return "\n".join(texts)


def _is_named(manifest: Manifest, text: str) -> bool:
    """Do the words, in small letters, name the folder or the package of a manifest?"""
    names = {*posixpath.dirname(manifest.path).lower().split("/"), manifest.name.rpartition("/")[2].lower()} - {""}
    return any(name in text and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)


def _package(command: Command) -> str | None:
    program = command.words[0]
    return _value(command.words, PACKAGES[program]) if program in PACKAGES else None


def _folder(context: Context, command: Command) -> str:
    """The folder that the command names, as it is written; "" if it names none, or looks elsewhere anyway."""
    program = command.words[0]
    if program not in OWN_FOLDER_ONLY:
        return ""
    entered = command.folder if _is_entered_here(context.document, command) else ""
    return posixpath.join(entered or "", _value(command.words, FOLDERS.get(program, ())) or "")


def _places(context: Context, folder: str) -> Iterator[str]:
    """What the folder may mean, from where the file is."""
    places = (normal(base, folder) for base in bases(context.document.path))
    return (place for place in places if place is not None)


def _is_package(manifest: Manifest, wanted: str) -> bool:
    folder = posixpath.dirname(manifest.path)
    return wanted in (manifest.name, manifest.name.rpartition("/")[2]) or posixpath.normpath(wanted) == folder


def _is_entered_here(document: Document, command: Command) -> bool:
    """Does the `cd` stand on the same line? Lines of a fence are often meant one by one."""
    start = command.spans[0].start
    line = document.line_span(document.position(start)[0])
    return document.text.rfind("cd ", max(line.start, start - NEAR), start) >= 0


def _value(words: Sequence[str], flags: Sequence[str]) -> str | None:
    """`--flag value` or `--flag=value`; None without such a flag."""
    for at, word in enumerate(words):
        flag, equals, value = word.partition("=")
        if flag in flags and (equals or at + 1 < len(words)):
            return value if equals else words[at + 1]
    return None


def advice(name: str, manifests: Sequence[Manifest]) -> str:
    """The nearest name there is; else the first of all names."""
    names = list(dict.fromkeys(script.name for manifest in manifests for script in manifest.scripts))
    near = closest(name, names)
    if near:
        return f"write {near}"
    return f"there is {', '.join(names[:8])}" + (" …" if len(names) > 8 else "") if names else "it declares none"


def place(manifests: Sequence[Manifest]) -> str:
    """`Makefile`, or `package.json and 3 more`."""
    rest = f" or {len(manifests) - 1} more" if len(manifests) > 1 else ""
    return manifests[0].path + rest


def _plain(words: Sequence[str], valued: Sequence[str]) -> list[int] | None:
    """Indexes of the words that are no flags, up to `--`. None: another file is named, or names of other packages."""
    found, at = [], 1
    while at < len(words) and words[at] != "--":
        word = words[at]
        flag = word.partition("=")[0]
        if flag in ELSEWHERE:
            return None
        if word.startswith("-"):
            at += flag in valued and "=" not in word
        else:
            found.append(at)
        at += 1
    return found


def _listed(command: Command, tool: str, flags: tuple[str, ...]) -> Wanted | None:
    """`tox -e lint,py312`: the environments behind a flag."""
    for at, word in enumerate(command.words[:-1]):
        if word in flags:
            names = tuple((name, at + 1) for name in command.words[at + 1].split(",") if name)
            return Wanted((tool,), names) if names and all(is_name(name) for name, _ in names) else None
    return None


def is_of_this_project(context: Context) -> bool:
    """Skills, subagents and commands speak of whatever project they are used in, unless they are kept for this one.

    That is where they lie in a folder with a dot (`.claude`, `.agents`), and are not published from another folder too.
    """
    if context.document.kind not in PORTABLE:
        return True
    if SLOTS.search(context.document.text):
        return False  # it writes for another project: what stands around the slots is of that one
    hidden, _, rest = context.document.path.partition("/")
    if not hidden.startswith("."):
        return "/.claude/" in context.document.path
    return all(path.startswith(".") for path in context.project.tree.ending(rest))
