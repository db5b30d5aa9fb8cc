"""Planted defects: rename what resolves in real files, one at a time, and see what is found.

    python bench/planted_refs.py [--corpus DIR] [--missed] [--only KIND …]

Links, anchors, imports, paths in code spans, scripts and targets that resolve as they stand are given a name that nothing
has, in files of the kinds the rules speak of; commands that their sentence forbids are left as they are. Invisible
characters are put into plain words, each class of them.
Files with the same text count once, and of each file at most three of a kind. Nothing of the corpus is printed but places.
"""

from __future__ import annotations

import argparse
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus import laid_out, repositories

from ctxlint.base.model import Sentence, Severity, Span
from ctxlint.config import Config
from ctxlint.config.kinds import kind_of
from ctxlint.config.select import Layer
from ctxlint.engine.discover import FileOptions, Target, discover
from ctxlint.engine.lint import read_document
from ctxlint.engine.registry import BY_NAME
from ctxlint.engine.run import Job, lint_bytes
from ctxlint.parse.commands import Command, is_forbidden
from ctxlint.parse.imports import target as import_target
from ctxlint.project import Project
from ctxlint.project.manifests import declares
from ctxlint.project.resolve import resolve
from ctxlint.rules.commands.wanted import Wanted, is_of_this_project, script, target
from ctxlint.rules.context import Context
from ctxlint.rules.references.missing_anchor import LINES
from ctxlint.rules.security.characters import KINDS

MOST_OF_A_KIND = 3  # in one file
JS = ("npm", "pnpm", "yarn", "bun")
LINKS = frozenset({"link", "image"})
WORD = re.compile(r"(?<=\s)[a-z]{4,}(?=\s)", re.ASCII)


class Break(NamedTuple):
    what: str
    rule: str
    span: Span
    text: str


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("--corpus", type=Path)
    options.add_argument("--missed", action="store_true", help="name the breaks that were not found")
    options.add_argument("--only", nargs="+", metavar="KIND", help="plant defects of these kinds only")
    args = options.parse_args()
    held: Counter[str] = Counter()
    found: Counter[str] = Counter()
    with laid_out(args.corpus) as folder:
        for repository in repositories(folder):
            for what, place, hit in _planted(repository, args.only):
                held[what] += 1
                found[what] += hit
                if args.missed and not hit:
                    print(f"missed: {what}: {repository.name}/{place}")
    for what, count in sorted(held.items()):
        print(f"{what}: {found[what]}/{count} = {found[what] / count:.1%}")


def _planted(repository: Path, only: list[str] | None) -> Iterator[tuple[str, str, bool]]:
    """Each break of each file: what it is, where, and whether it was found."""
    project = Project(str(repository))
    seen: set[str] = set()
    for file in discover([str(repository)], FileOptions(no_config=True)).files:
        data = (repository / file.path).read_bytes()
        mark = hashlib.sha256(data).hexdigest()
        kind = kind_of(file.path)
        if mark in seen or not kind:
            continue
        seen.add(mark)
        document, kind = read_document(data, file.path, kind)
        if document.broken:
            continue
        context = Context(document, project, {}, kind)
        counts: Counter[str] = Counter()
        for broken in _breaks(context):
            if (only and broken.what not in only) or not _concerns(context, broken.rule):
                continue
            counts[broken.what] += 1
            if counts[broken.what] <= MOST_OF_A_KIND:
                text = document.text[: broken.span.start] + broken.text + document.text[broken.span.end :]
                line = document.position(broken.span.start)[0]
                yield broken.what, f"{file.path}:{line}", _is_found(project, file, text, broken, line)


def _is_found(project: Project, file: Target, text: str, broken: Break, line: int) -> bool:
    job = Job(Layer((broken.rule,)))
    found = lint_bytes(text.encode("utf-8", "surrogatepass"), file._replace(config=Config()), job, project)
    return any(one.place.line <= line <= one.place.end_line for one in found.diagnostics)


def _concerns(context: Context, rule: str) -> bool:
    """Does the rule speak in a file of this kind?"""
    kinds = BY_NAME[rule].kinds
    if kinds is not None and context.document.kind not in kinds:
        return False
    return not rule.startswith("commands/") or is_of_this_project(context)


def _breaks(context: Context) -> Iterator[Break]:
    yield from _links(context)
    yield from _imports(context)
    yield from _paths(context)
    yield from _commands(context)
    yield from _characters(context)


def _links(context: Context) -> Iterator[Break]:
    document = context.document
    for inline in document.inlines:
        if inline.kind not in LINKS or not inline.target_span:
            continue
        path, mark, fragment = inline.target.partition("#")
        span = inline.target_span
        if not mark and _is_there(context, path):
            yield Break("link", "references/missing-link", span, _renamed(path))
            if path.swapcase() != path:
                yield Break("letter case", "references/case-mismatch", span, path.swapcase())
        elif fragment and (not path or _has_content(context, path)) and not LINES.match(fragment):
            yield Break("anchor", "references/missing-anchor", span, f"{inline.target}-zq")


def _imports(context: Context) -> Iterator[Break]:
    assert context.project
    for one in context.imports:
        place = import_target(context.document.path, one.path) if one.read else None
        if place in context.project.tree.paths and "." in one.path:
            span = Span(one.span.start + 1, one.span.start + 1 + len(one.path))
            yield Break("import", "references/missing-import", span, _renamed(one.path))
            yield Break("import with a full stop", "references/broken-import-syntax", span, f"{one.path}.")


def _paths(context: Context) -> Iterator[Break]:
    for mention in context.mentions:
        if _is_there(context, mention.path):
            written = context.document.slice(mention.span)
            yield Break("path", "references/missing-path", mention.span, _renamed(written))
            yield Break("path of one machine", "references/machine-path", mention.span, f"/Users/annette/{written}")


def _commands(context: Context) -> Iterator[Break]:
    assert context.project
    for command in context.commands:
        if any(_holds(one, command) and is_forbidden(one, command) for one in context.sentences):
            continue
        for what, rule, wanted in (
            ("script", "commands/missing-script", script(command)),
            ("target", "commands/missing-target", target(command)),
        ):
            if wanted and _is_declared(context.project, wanted):
                yield Break(what, rule, command.spans[wanted.names[0][1]], wanted.names[0][0] + "-zq")
        other = _unused(context.project) if _installs(context, command) else None
        if other:
            yield Break("manager", "commands/wrong-package-manager", command.spans[0], other)


def _installs(context: Context, command: Command) -> bool:
    """Does it install what the project declares, and does its line name the manager only once?"""
    line = context.document.slice(context.document.line_span(context.document.position(command.spans[0].start)[0]))
    plain = [word for word in command.words[1:] if not word.startswith("-")] == ["install"]
    return command.words[0] in JS and plain and len(re.findall(rf"\b{command.words[0]}\b", line)) == 1


def _unused(project: Project) -> str | None:
    """A package manager that no manifest of the repository speaks of, where another one has the lock file."""
    used = {name for manifest in project.manifests.of("lockfile", "npm", "pnpm") for name in manifest.managers}
    return next((name for name in JS if name not in used), None) if used & set(JS) else None


def _characters(context: Context) -> Iterator[Break]:
    """Between two letters of a word; of each file three classes in turn."""
    text = context.document.text
    words = [match.start() + 2 for match in WORD.finditer(text)]
    if not words:
        return
    for at in range(3):
        kind = KINDS[(len(text) + at * 7) % len(KINDS)]
        rule = "hidden-character" if kind.severity is Severity.ERROR else "stray-character"
        place = words[len(text) % len(words)]
        yield Break(f"character: {kind.name}", f"security/{rule}", Span(place, place), chr(kind.ranges[0][1]))


def _has_content(context: Context, path: str) -> bool:
    assert context.project
    place = import_target(context.document.path, path)
    other = context.project.document(place) if place and place.endswith(".md") else None
    return other is not None and bool(other.text.strip())


def _holds(sentence: Sentence, command: Command) -> bool:
    return sentence.block == command.block and sentence.span.start <= command.spans[0].start < sentence.span.end


def _is_there(context: Context, path: str) -> bool:
    assert context.project
    relative = not path.startswith(("/", "#", "http", "mailto")) and ":" not in path
    return relative and resolve(context.project.tree, context.document.path, path).there is True


def _is_declared(project: Project, wanted: Wanted) -> bool:
    found = [manifest for manifest in project.manifests.of(*wanted.tools) if manifest.tool in wanted.tools]
    name = wanted.names[0][0]
    closed = all(declares(manifest, name + "-zq") is False for manifest in found)
    return closed and any(declares(manifest, name) for manifest in found)


def _renamed(path: str) -> str:
    """`docs/guide.md` -> `docs/guide-zq.md`."""
    bare, slash = path.rstrip("/"), "/" if path.endswith("/") else ""
    start, dot, end = bare.rpartition(".")
    if not dot or "/" in end or not start or start.endswith("/"):
        return bare + "-zq" + slash
    return f"{start}-zq.{end}{slash}"


if __name__ == "__main__":
    main()
