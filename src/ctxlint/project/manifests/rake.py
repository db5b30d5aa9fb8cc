"""Rakefiles: tasks and namespaces that are written literally."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values

FILES = ("Rakefile", "rakefile", "Rakefile.rb", "rakefile.rb")

TASK = re.compile(r"(\s*)(?:multi)?task\b\s*\(?\s*(.*)")
NAMESPACE = re.compile(r"(\s*)namespace\b\s*\(?\s*(.*)")
NAME = re.compile(r""":(\w+[?!]?)|:?(["'])((?:(?!\2|#\{).)*)\2|(\w+):(?!:)""")
MAKER = re.compile(r"\s*(?:\w+\s*=\s*)?([A-Z][\w:]*?)Task\.new\b\s*\(?\s*(.*)")
GEM_TASKS = re.compile(r"""\s*require\s*\(?["']bundler/gem_tasks["']""")
UNKNOWN = re.compile(r"\s*(?:load|import)\b")
DEEPEST = 20  # namespaces
LOOP = re.compile(r"\.each\w*\b|\bdefine_method\b|\bfor\b")
BUNDLED = ("build", "build:checksum", "clean", "clobber", "install", "install:local", "release")
MADE = {"Rake::Test": "test", "RSpec::Core::Rake": "spec", "RuboCop::Rake": "rubocop", "Cucumber::Rake::": "cucumber"}


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    names: dict[str, str] = {"default": ""}
    spaces: list[tuple[str, str]] = []  # indent and name
    more = False
    for line in values.text_of(path, read).split("\n"):
        code = line if "#{" in line else line.partition("#")[0]
        while spaces and code.rstrip() == spaces[-1][0] + "end":
            spaces.pop()
        more |= _take(code, names, spaces)
    yield Manifest("rake", path, scripts=values.names(names), open=more)


def _take(line: str, names: dict[str, str], spaces: list[tuple[str, str]]) -> bool:
    """Add the tasks that a line makes; True if it may make others."""
    prefix = "".join(f"{name}:" for _, name in spaces)
    if GEM_TASKS.match(line):
        names.update(dict.fromkeys(BUNDLED, ""))
        return True
    if space := NAMESPACE.match(line):
        name = _name(space[2])
        if len(spaces) < DEEPEST:
            spaces.append((space[1], name or "?"))
        return name is None or len(spaces) == DEEPEST
    if task := TASK.match(line):
        return _add(names, prefix, _name(task[2]))
    if made := MAKER.match(line):
        return _add(names, prefix, _name(made[2]) or MADE.get(made[1])) or made[1] == "RuboCop::Rake"
    return bool(UNKNOWN.match(line) or LOOP.search(line) or _takes_from_elsewhere(line))


def _takes_from_elsewhere(line: str) -> bool:
    library = "require" in line and ("/task" in line or "/rake" in line)
    return library or "load_tasks" in line or "install_tasks" in line


def _add(names: dict[str, str], prefix: str, name: str | None) -> bool:
    """Add a name, if it is literal; True if it is not."""
    if name:
        names[prefix + name] = ""
    return not name


def _name(text: str) -> str | None:
    found = NAME.match(text)
    return (found[1] or found[3] or found[4]) if found else None
