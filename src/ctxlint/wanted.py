"""Which script or target a command asks for, and of which tool."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.project.manifests import Manifest, declares
from ctxlint.shell import Command, is_name
from ctxlint.suggest import closest

if TYPE_CHECKING:
    from ctxlint.lint import Context

# program -> words before the name of a script, reader, flags that take a value
SCRIPTS = {
    "npm": (("run", "run-script"), ("npm",), ("--prefix", "-C", "-w", "--workspace")),
    "pnpm": (("run", "run-script"), ("npm",), ("-C", "--dir", "--filter", "-F")),
    "yarn": (("run",), ("npm",), ("--cwd",)),
    "bun": (("run",), ("npm",), ("--cwd", "--filter", "-F")),
    "composer": (("run", "run-script"), ("composer",), ("-d", "--working-dir")),
    "deno": (("task",), ("deno", "npm"), ("--cwd", "-c", "--config")),
    "mise": (("run", "r"), ("mise",), ("-C", "--cd")),
    "poetry": (("run",), ("python",), ("-C", "--directory", "-P", "--project")),
    "pdm": (("run",), ("python",), ("-p", "--project")),
    "hatch": (("run",), ("hatch", "python"), ("-e", "--env")),
}
TARGETS = {
    "make": ("make", ("-C", "-f", "-j", "-l", "-o", "-W", "-I", "--directory", "--file", "--makefile", "--jobs")),
    "gmake": ("make", ("-C", "-f", "-j", "-I")),
    "just": ("just", ("-f", "--justfile", "-d", "--working-directory", "--set", "--shell")),
    "task": ("task", ("-d", "--dir", "-t", "--taskfile", "-o", "--output", "-C", "--concurrency", "-I", "--interval")),
    "rake": ("rake", ("-f", "--rakefile", "-C", "--directory", "-I", "-r")),
}
NAMED = {"tox": ("tox", ("-e", "--env")), "nox": ("nox", ("-s", "--session", "--sessions", "-e"))}
RUNS_FILES = ("bun", "yarn", "poetry", "pdm", "hatch")  # also run programs of the dependencies, or files
ELSEWHERE = frozenset(("-f", "--file", "--makefile", "--justfile", "--taskfile", "-t", "--rakefile", "-c", "--config"))
ENGLISH = frozenset(
    "sure it the a an this that these those sense changes use no any up your all with to and from for more them sure, edits progress".split()
)
INFORMATION = frozenset(
    "--list -l --help -h --version --summary --show --evaluate --init -T --tasks --list-all -n --dry-run".split()
)


class Wanted(NamedTuple):
    readers: tuple[str, ...]  # modules of project/manifests
    tools: tuple[str, ...]  # the tools whose manifests answer
    names: tuple[tuple[str, int], ...]  # each name with the index of its word
    may_run_files: bool = False


def script(command: Command) -> Wanted | None:
    """`npm run build`: the script build."""
    program = command.words[0]
    if program not in SCRIPTS or "--if-present" in command.words:
        return None
    verbs, readers, valued = SCRIPTS[program]
    plain = _plain(command.words, valued)
    if plain is None or len(plain) < 2 or command.words[plain[0]] not in verbs:
        return None
    name = command.words[plain[1]]
    tools = (program,) if program in ("poetry", "pdm", "hatch") else readers
    return Wanted(readers, tools, ((name, plain[1]),), program in RUNS_FILES) if is_name(name) else None


def target(command: Command) -> Wanted | None:
    """`make test lint`: the targets test and lint."""
    words, start = command.words, 0
    if words[:2] == ("bundle", "exec"):
        start = 2
    if words[:2] == ("cargo", "xtask"):
        return Wanted(("cargo",), ("cargo",), (("xtask", 1),))
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
    return Wanted((tool,), (tool,), names) if names and all(is_name(name) for name, _ in names) else None


def undeclared(context: Context, wanted: Wanted) -> tuple[str, int, tuple[Manifest, ...]] | None:
    """The first name that no manifest of the project declares, with those that were asked. Where one cannot tell: None."""
    assert context.project
    found = [
        manifest
        for manifest in context.project.manifests.of(*wanted.readers)
        if manifest.tool in (*wanted.tools, *wanted.readers)
    ]
    asked = tuple(manifest for manifest in found if manifest.tool in wanted.tools or manifest.note)
    if not asked:
        return None
    for name, index in wanted.names:
        if all(declares(manifest, name) is False for manifest in asked):
            return name, index, asked
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
            return Wanted((tool,), (tool,), names) if names and all(is_name(name) for name, _ in names) else None
    return None
