"""Makefiles: targets, with literal includes followed and literal variables expanded. Nothing is ever run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ctxlint.project.manifests import Manifest, Reader, Script, values

FILES = ("GNUmakefile", "makefile", "Makefile")

MOST_FILES = 50  # included ones
MOST_EXPANDED = 1_000_000  # characters that variables may add, all together
MOST_STEPS = 8  # of variables inside variables

CONTINUATION = re.compile(r"\\\n[ \t]*")
COMMENT = re.compile(r"(?<!\\)#.*")
SIGN = re.compile(r"\$\$|\$?[({]|[)}]|:{1,3}=|[?+!]=|=|&?::?")
BRACKET = re.compile(r"\$\$|\$?[({]|[)}]")
REFERENCE = re.compile(r"\$\(([\w.-]+)\)|\$\{([\w.-]+)\}")
SUBSTITUTION = re.compile(r"\$[({][\w.-]+:[^=(){}$\s]*=([^=(){}$\s]*)[)}]")
TARGET_VARIABLE = re.compile(
    r"\s*(?:(?:export|override|private)\s+)*(?!(?:export|override|private)\s)[^\s:=;#$?+!]+\s*(?::{1,3}|[?+!])?="
)
SPECIAL = re.compile(r"\.[A-Z_]+$")
QUIET = re.compile(r"\$[({](?:info|warning|error)\b")
CHOICE = re.compile(r"\$[({](?:if|or|and)\b")
EVAL = re.compile(r"\$[({]eval\b\s*(?!\s)(?![\w.-]+\s*(?::{1,3}|[?+!])?=)")
CALLED = re.compile(r"\s*\$[({]call\s+([\w.-]+)\s*[,)}]")
WILDCARD = re.compile(r"\$[({]wildcard\s([^(){}$]*)[)}]")
UNREAD = re.compile(r"[$%*]+")
NO_RULES = re.compile(r"(?:^|/)\.env[^/]*$|\.(?:d|env)$")
ASIDE = {"ifeq", "ifneq", "ifdef", "ifndef", "else", "endif", "vpath"}
INCLUDES = {"include", "-include", "sinclude"}
MODIFIERS = {"override", "export", "private"}


@dataclass(slots=True)
class State:
    """What has been read so far of a Makefile and of the files it includes."""

    path: str
    read: Reader
    targets: dict[str, list[str]] = field(default_factory=dict)  # name -> lines of its recipe
    needs: dict[str, list[str]] = field(default_factory=dict)  # name -> prerequisites
    recipe: list[str] = field(default_factory=list)  # of the rule at hand
    variables: dict[str, list[str]] = field(default_factory=dict)
    bodies: dict[str, list[str]] = field(default_factory=dict)  # what stands between define and endef
    patterns: set[str] = field(default_factory=set)  # names of targets of which only a part can be read
    files: set[str] = field(default_factory=set)
    prefix: str = "\t"
    budget: int = MOST_EXPANDED
    open: bool = False


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    state = State(path, read, files={path})
    _file(values.text_of(path, read), state)
    commands = {id(recipe): "\n".join(recipe) for recipe in state.targets.values()}
    scripts = tuple(Script(name, commands[id(recipe)]) for name, recipe in state.targets.items())
    needs = {name: tuple(needed) for name, needed in state.needs.items()}
    patterns = tuple(sorted(state.patterns))
    yield Manifest("make", path, scripts, needs, patterns=patterns, open=state.open)


def _file(text: str, state: State) -> None:
    depth = 0
    body: list[str] = []
    for line in CONTINUATION.sub(" ", text).split("\n"):
        first = "" if line.startswith(state.prefix) else _keyword(line)
        if first == "define":
            depth += 1
            name = line.partition("define")[2].strip(" \t+:?=")
            body = state.bodies.setdefault(name, [])
            _assign(name, "!=", "", state)
        elif depth:
            depth -= first == "endef"
            body += [line] if depth else []
        elif line.startswith(state.prefix):
            state.recipe.append(line[1:].strip())
        elif first:
            _statement(first, COMMENT.sub("", line), state)


def _keyword(line: str) -> str:
    """The first word that is no modifier."""
    words = line.split(None, 3)[:3]
    return next((word for word in words if word not in MODIFIERS), words[0] if words else "")


def _statement(first: str, line: str, state: State) -> None:
    if first in ASIDE:
        return
    if first in INCLUDES:
        _include(line.partition(first)[2], state)
        return
    head, sign, tail = _split(line)
    for evaluated in EVAL.finditer(line):
        _evaluate(CALLED.match(line, evaluated.end()), state)
    if sign.endswith("="):
        _assign(head, sign, tail.strip(), state)
    elif sign:
        _rule(head, tail, state)
    elif first.startswith("$") and not EVAL.search(line):
        state.open |= _may_define(line)


def _evaluate(called: re.Match[str] | None, state: State) -> None:
    """Rules that are made by calling what was defined above: its arguments stay unread, the rest of each name is known."""
    body = state.bodies.get(called[1]) if called else None
    if called is None or body is None:
        state.open = True
    elif body:
        state.bodies[called[1]] = []  # once is enough, and it may call itself
        _file("\n".join(body).replace("$$", "$"), state)


def _split(line: str) -> tuple[str, str, str]:
    """Cut at the first colon or assignment outside brackets."""
    depth = 0
    for mark in SIGN.finditer(line):
        sign = mark[0]
        if sign[-1] in "({":
            depth += 1
        elif sign in ")}":
            depth = max(0, depth - 1)
        elif depth == 0 and sign != "$$":
            return line[: mark.start()], sign, line[mark.end() :]
    return line, "", ""


def _assign(head: str, sign: str, value: str, state: State) -> None:
    """A name that is assigned twice has no literal value: a condition may decide between the two."""
    name = "".join(head.split()[-1:])
    known = state.variables.get(name)
    if name == ".RECIPEPREFIX":
        state.prefix = value[:1] or "\t"
    elif sign == "+=" and known:
        known.append(value)
    elif sign == "?=" and known:
        return
    else:
        unknown = sign == "!=" or (known is not None and sign != "+=")
        state.variables[name] = ["$(shell)" if unknown else value]


def _rule(head: str, tail: str, state: State) -> None:
    state.recipe = []
    names = head.split()
    if names == [".PHONY"]:
        _add(tail, state)
    elif not TARGET_VARIABLE.match(tail):
        state.open |= ".DEFAULT" in names
        command = tail.partition(";")[2].strip()
        state.recipe += [command] if command else []
        _add(head, state)
        needed = _flat(_expand(tail.partition(";")[0], state)).split()
        for name in names:
            state.needs.setdefault(name, []).extend(needed)


def _add(text: str, state: State) -> None:
    """A name with a dot or a slash is a file. Nobody types one of a pattern as a task, so those leave nothing open."""
    for name in _flat(_expand(text, state)).split():
        if UNREAD.search(name):
            state.patterns |= set() if "." in name or "/" in name else {UNREAD.sub("*", name)}
            state.open |= "*" in state.patterns
        elif not SPECIAL.match(name) and not state.targets.get(name):
            state.targets[name] = state.recipe


def _expand(text: str, state: State) -> str:
    def value(found: re.Match[str]) -> str:
        lines = state.variables.get(found[1] or found[2])
        if lines is None or state.budget <= 0:
            return found[0]
        joined = " ".join(lines)
        state.budget -= len(joined) + 1
        return joined if state.budget > 0 else found[0]

    for _ in range(MOST_STEPS):
        wider = REFERENCE.sub(value, text) if "$" in text else text
        if wider == text:
            break
        text = wider
    return text


def _flat(text: str) -> str:
    """Put a bare `$` in the place of each outermost expansion, so that what remains splits at white space."""
    if "$" not in text:
        return text
    text = SUBSTITUTION.sub(r"$\1", text)
    pieces, depth, start = [], 0, 0
    for mark in BRACKET.finditer(text):
        if mark[0][-1] in "({":
            if depth == 0:
                pieces.append(text[start : mark.start()] + "$")
            depth += 1
        elif mark[0] in ")}" and depth:
            depth -= 1
            start = mark.end()
    return "".join(pieces) + (text[start:] if depth == 0 else "")


def _may_define(line: str) -> bool:
    """Can an expansion that stands alone on its line make rules?"""
    line = line.strip()
    calls = any(word in line for word in ("eval", "call", "shell"))
    return not QUIET.match(line) and (calls or not CHOICE.match(line))


def _include(names: str, state: State) -> None:
    """Each file once; of `mk/*.mk` all that fit. Those of dependencies and variables hold no rules, nor is one missed."""
    for name in _flat(WILDCARD.sub(r"\1", _expand(names, state))).split():
        path = values.beside(state.path, name)
        if path in state.files:
            continue
        state.files.add(path)
        literal = not any(sign in name for sign in "$?[~%") and len(state.files) <= MOST_FILES
        text = values.follow(path, state.read) if literal else None
        if text is not None:
            _file(text, state)
        elif not NO_RULES.search(name):
            state.open = True
