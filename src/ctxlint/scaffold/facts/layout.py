"""What the paths of a project say: languages, folders of code and tests, CI, tools, context files. No file is opened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ctxlint.base.globs import matches
from ctxlint.base.resources import table
from ctxlint.config.kinds import SUFFIXES, kind_of
from ctxlint.data import EXCLUDE

LEAST_SHARE = 0.1  # of the files of code, for a language or a folder to be named
MOST_FOLDERS = 4
DEEPEST_TESTS = 3  # folders


class Fact(NamedTuple):
    name: str
    evidence: str


class Layout(NamedTuple):
    languages: tuple[Fact, ...]
    source: tuple[Fact, ...]  # folders, with a slash at the end
    tests: tuple[Fact, ...]
    ci: tuple[Fact, ...]
    tools: tuple[Fact, ...]  # formatters and linters whose configuration is there
    context: tuple[Fact, ...]  # files that steer agents


def read_layout(paths: tuple[str, ...]) -> Layout:
    """`paths` are relative to the folder that is looked at."""
    code = {path: language for path in paths if (language := _language(path)) and not _foreign(path)}
    tests = _test_folders(code)
    return Layout(
        tuple(_languages(code)),
        tuple(_source_folders(code, tests)),
        tuple(Fact(folder, f"{count} files of code") for folder, count in tests.items()),
        tuple(_named("ci", paths)),
        tuple(_named("tools", paths)),
        tuple(_context(paths)),
    )


def _language(path: str) -> str | None:
    suffix = path.rpartition("/")[2].rpartition(".")[2]
    return _suffixes().get(suffix) if suffix else None


def _suffixes() -> dict[str, str]:
    if not SUFFIX_LANGUAGE:
        languages = table("places")["languages"].items()
        SUFFIX_LANGUAGE.update({suffix: language for language, suffixes in languages for suffix in suffixes})
    return SUFFIX_LANGUAGE


SUFFIX_LANGUAGE: dict[str, str] = {}


def _foreign(path: str) -> bool:
    return any(part in EXCLUDE for part in path.split("/")[:-1])


def _languages(code: dict[str, str]) -> Iterator[Fact]:
    counts = Counter(code.values())
    for language, count in counts.most_common(3):
        if count >= LEAST_SHARE * len(code):
            yield Fact(language, f"{count} of {len(code)} files of code")


def _test_folders(code: dict[str, str]) -> dict[str, int]:
    """The topmost folders that hold tests, the fullest first."""
    names = frozenset(table("places")["folders"]["tests"])
    aside = frozenset(table("places")["folders"]["aside"])
    counts: Counter[str] = Counter()
    for path in code:
        parts = path.split("/")[:-1]
        at = next((i for i, part in enumerate(parts[:DEEPEST_TESTS]) if part.lower() in names), None)
        if at is not None and not aside.intersection(parts[:at]) and not any(p.startswith(".") for p in parts[:at]):
            counts["/".join(parts[: at + 1]) + "/"] += 1
    return dict(sorted(counts.most_common(MOST_FOLDERS))) if len(counts) <= MOST_FOLDERS else _top_only(counts)


def _top_only(counts: Counter[str]) -> dict[str, int]:
    """Of many folders those at the top; where there is none at the top, the fullest."""
    top = {folder: count for folder, count in counts.items() if folder.count("/") == 1}
    return dict(sorted((Counter(top) if top else counts).most_common(MOST_FOLDERS)))


def _source_folders(code: dict[str, str], tests: dict[str, int]) -> Iterator[Fact]:
    aside = frozenset(table("places")["folders"]["aside"]) | frozenset(table("places")["folders"]["tests"])
    own = [path for path in code if not path.startswith(tuple(tests))] if tests else list(code)
    counts = Counter(path.partition("/")[0] for path in own if "/" in path)
    for folder, count in counts.most_common(MOST_FOLDERS):
        if count >= LEAST_SHARE * len(own) and folder.lower() not in aside and not folder.startswith("."):
            yield Fact(_inner(folder, own) + "/", f"{count} files of code")


def _inner(folder: str, paths: list[str]) -> str:
    """src/ with nothing but one package in it is that package."""
    while folder.rpartition("/")[2] in ("src", "lib", "source", "Sources"):
        below = {path[len(folder) + 1 :].partition("/")[0::2] for path in paths if path.startswith(folder + "/")}
        names = {name for name, _ in below}
        if len(names) != 1 or any(not rest for _, rest in below):
            break
        folder += "/" + names.pop()
    return folder


def _named(kind: str, paths: tuple[str, ...]) -> Iterator[Fact]:
    """Names whose files are there. A pattern without a slash holds at the top only."""
    known = frozenset(paths)
    for name, patterns in table("places")[kind].items():
        literal = [pattern for pattern in patterns if "*" not in pattern and pattern in known]
        globs = [pattern for pattern in patterns if "*" in pattern]
        folder = globs[0].rpartition("/")[0] + "/" if globs else ""
        found = literal + [path for path in paths if globs and path.startswith(folder) and _direct(path, folder, globs)]
        if found:
            yield Fact(name, folder if globs and len(found) > 1 else found[0])


def _direct(path: str, folder: str, globs: list[str]) -> bool:
    return "/" not in path[len(folder) :] and matches(globs, path, below=False)


def _context(paths: tuple[str, ...]) -> Iterator[Fact]:
    others = frozenset(table("places")["context"]["files"])
    for path in paths:
        if path.endswith(SUFFIXES) or path in others:
            kind = kind_of(path) if path.endswith(SUFFIXES) else None
            if kind or path in others:
                yield Fact(path, kind.name if kind else "another tool's")
