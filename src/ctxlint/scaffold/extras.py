"""The hook of pre-commit and the workflows of CI: a new file, or lines added to the one that is there."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ctxlint import __version__
from ctxlint.base.errors import CtxlintError
from ctxlint.base.home import HOME
from ctxlint.parse.yaml import load_yaml
from ctxlint.project.bounds import read_file
from ctxlint.scaffold.files import Added, File

if TYPE_CHECKING:
    from ctxlint.scaffold.templates import Templates

PRE_COMMIT = ".pre-commit-config.yaml"
CI = {"github": ".github/workflows/ctxlint.yml", "gitlab": ".gitlab-ci.yml"}
REPOS = re.compile(r"^repos:[ \t]*(?:#[^\n]*)?$", re.MULTILINE)
EMPTY_REPOS = re.compile(r"^repos:[ \t]*\[[ \t]*\][ \t]*$", re.MULTILINE)
ITEM = re.compile(r"^(?P<indent>[ \t]*)- ", re.MULTILINE)
TOP_KEY = re.compile(r"^[^\s#-]", re.MULTILINE)


def values() -> dict[str, Any]:
    return {"version": __version__, "repository": HOME}


def pre_commit(root: str, templates: Templates) -> Added:
    """The hook, at the end of the list of repositories. Raises CtxlintError where that cannot be done safely."""
    path = os.path.join(root, PRE_COMMIT)
    entry = templates.render("ci/pre-commit.yaml.j2", values())
    old = _existing(path)
    if old is None:
        text = "repos:\n" + _indented(entry, "  ")
        return Added(File(path, text.encode()), text)
    if "id: ctxlint" in old:
        return Added(File(path, b""), "", f"{PRE_COMMIT} has the hook already")
    new, added = _with_entry(old, entry)
    before, after = _repositories(old), _repositories(new)
    if before is None or after is None or after[: len(before)] != before or len(after) != len(before) + 1:
        raise CtxlintError(
            f"cannot add to {PRE_COMMIT}: its list of repos was not understood; add this by hand:\n{entry}"
        )
    data = old.encode()
    return Added(File(path, new.encode(), data), added)


def workflow(root: str, host: str, templates: Templates) -> Added:
    """A workflow of its own for GitHub; a job at the end of what is there for GitLab."""
    path = os.path.join(root, *CI[host].split("/"))
    text = templates.render(f"ci/{host}.yml.j2", values())
    old = _existing(path)
    if old is None:
        return Added(File(path, text.encode()), text)
    if host == "github" or re.search(r"^ctxlint:", old, re.MULTILINE):
        return Added(File(path, b""), "", f"{CI[host]} is there already")
    gap = "" if not old else "\n" if old.endswith("\n") else "\n\n"
    return Added(File(path, (old + gap + text).encode(), old.encode()), text)


def _existing(path: str) -> str | None:
    if not os.path.lexists(path):
        return None
    if os.path.islink(path):
        raise CtxlintError(f"{os.path.relpath(path)} is a link: nothing is written through it")
    try:
        return read_file(path, "the file").decode("utf-8")
    except UnicodeDecodeError as problem:
        raise CtxlintError(f"cannot read {os.path.relpath(path)}: {problem}") from problem


def _with_entry(old: str, entry: str) -> tuple[str, str]:
    """Old text with the entry at the end of `repos:`, and the lines that were added."""
    end = "\r\n" if "\r\n" in old else "\n"
    empty = EMPTY_REPOS.search(old)
    if empty:
        added = _indented(entry, "  ").replace("\n", end)
        return old[: empty.start()] + "repos:" + end + added.removesuffix(end) + old[empty.end() :], added
    head = REPOS.search(old.replace("\r\n", "\n"))
    if head is None:
        return old, ""
    start = REPOS.search(old.replace("\r", " "))
    at = start.end() if start else 0
    following = TOP_KEY.search(old, at)
    stop = following.start() if following else len(old)
    item = ITEM.search(old, at, stop)
    added = _indented(entry, item["indent"] if item else "  ").replace("\n", end)
    body = old[:stop].rstrip()
    rest = old[len(body) :]
    return body + end + added + rest.removeprefix(end), added


def _indented(text: str, indent: str) -> str:
    return "".join(indent + line + "\n" for line in text.rstrip("\n").split("\n"))


def _repositories(text: str) -> list[Any] | None:
    try:
        config = load_yaml(text)
    except ValueError:
        return None
    repos = config.get("repos") if isinstance(config, Mapping) else None
    return repos if isinstance(repos, list) else None
