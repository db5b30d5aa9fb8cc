"""Planted defects: break every weight list, total and stage list of a corpus in one way, and see what is found.

    python bench/planted_sums.py CORPUS [--labels LABELS.csv]

CORPUS is a folder of repositories. Context files are read as what they are, every other Markdown file as a CLAUDE.md,
because real lists are rare. Files with the same text count once. Of what the corpus holds, a list is broken if it is one
that the rules judge and right as it stands. LABELS holds
`repository,path,line,rule,verdict` for findings in untouched files that somebody has read; those with the verdict `right`
are no false alarms. Nothing of the corpus is printed but paths, lines and messages of ours.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import itertools
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from ctxlint.base.model import Span
from ctxlint.config.kinds import by_name, kind_of
from ctxlint.engine.lint import Settings, lint, read_document
from ctxlint.engine.registry import RULES
from ctxlint.outline import Outline
from ctxlint.outline.stages.stage import is_decomposition
from ctxlint.project import Project
from ctxlint.rules.context import Context

NAMES = frozenset(rule.name for rule in RULES if rule.name.split("/")[0] in ("voice", "stages", "estimates"))
KINDS = frozenset({"context", "subagent", "skill", "command", "claude"})  # in which stages and totals are judged
SUFFIXES = (".md", ".mdc")


class Break(NamedTuple):
    what: str  # weights, totals, numbers twice, numbers with a gap, fields
    rule: str
    span: Span
    text: str


class File(NamedTuple):
    repository: str
    path: str
    kind: str
    data: bytes


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("corpus", type=Path)
    options.add_argument("--labels", type=Path)
    options.add_argument("--missed", action="store_true", help="name the breaks that were not found")
    args = options.parse_args()
    right = _labelled_right(args.labels) if args.labels else set()
    there: Counter[str] = Counter()
    held: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: list[str] = []
    files = 0
    for file in _files(args.corpus):
        files += 1
        context, before = _linted(file)
        for line, rule, message in before:
            if (file.repository, file.path, str(line), rule) not in right:
                alarms.append(f"{file.repository}/{file.path}:{line} {rule} {message}")
        there += _lists(context.outline)
        known = Counter(rule for _, rule, _ in before)
        for broken in _breaks(context.document.text, context.outline, known):
            held[broken.what] += 1
            text = context.document.text
            mended = file._replace(data=(text[: broken.span.start] + broken.text + text[broken.span.end :]).encode())
            hit = Counter(rule for _, rule, _ in _linted(mended)[1])[broken.rule] > known[broken.rule]
            found[broken.what] += hit
            if args.missed and not hit:
                line = context.document.position(broken.span.start)[0]
                print(f"missed: {broken.what}: {file.repository}/{file.path}:{line}")
    return _report(files, there, held, found, alarms)


def _lists(outline: Outline) -> Counter[str]:
    """What a file holds, judged or not."""
    return Counter(
        {
            "lists of weights": sum(len(weights.entries) > 1 for weights in outline.weights),
            "lists of stages": sum(len(stages.stages) > 1 for stages in outline.stages),
            "totals": sum(len(estimate.totals) for estimate in outline.estimates),
        }
    )


def _report(files: int, there: Counter[str], held: Counter[str], found: Counter[str], alarms: list[str]) -> int:
    print(f"{files} files hold " + ", ".join(f"{count} {what}" for what, count in sorted(there.items())))
    for what in sorted(held):
        print(f"{what:24} {held[what]:5} broken, {found[what]:5} found: recall {100 * found[what] / held[what]:.1f} %")
    total, hits = sum(held.values()), sum(found.values())
    print(f"{'all':24} {total:5} broken, {hits:5} found: recall {100 * hits / max(total, 1):.1f} %")
    print(f"findings in untouched files that are not labelled right: {len(alarms)}")
    for alarm in alarms:
        print(f"  {alarm}")
    return 0 if hits >= 0.95 * total and not alarms else 1


def _labelled_right(path: Path) -> set[tuple[str, str, str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return {(r["repository"], r["path"], r["line"], r["rule"]) for r in rows if r["verdict"] == "right"}


def _files(corpus: Path) -> Iterator[File]:
    seen = set()
    for path in sorted(corpus.rglob("*")):
        if path.suffix not in SUFFIXES or path.is_symlink() or not path.is_file() or not path.stat().st_size:
            continue
        repository, _, inner = path.relative_to(corpus).as_posix().partition("/")
        data = path.read_bytes()
        kind = kind_of(inner)
        mark = hashlib.sha256(data).hexdigest()
        if mark not in seen:
            seen.add(mark)
            yield File(repository, inner, kind.name if kind else "claude", data)


def _linted(file: File) -> tuple[Context, list[tuple[int, str, str]]]:
    kind = by_name(file.kind)
    assert kind is not None
    document, kind = read_document(file.data, file.path, kind)
    context = Context(document, Project("/nowhere"), kind=kind)
    result = lint(context, RULES, Settings(NAMES))
    return context, [(one.place.line, one.rule, one.message) for one in result.diagnostics]


def _breaks(text: str, outline: Outline, known: Counter[str]) -> Iterator[Break]:
    """One break for each list that the rules call right."""
    yield from _weights(text, outline) if not known["voice/weights-sum"] else ()
    yield from _totals(text, outline) if not known["estimates/total"] else ()
    yield from _stages(text, outline) if not known["stages/numbering"] else ()


def _weights(text: str, outline: Outline) -> Iterator[Break]:
    for weights in outline.weights:
        if (
            len(weights.entries) > 1
            and weights.said
            and weights.closed
            and abs(weights.total - weights.whole) <= weights.whole / 200
        ):
            span = weights.entries[-1].span
            figure = text[span.start : span.end]
            yield Break("weights", "voice/weights-sum", span, _bumped(figure))


def _totals(text: str, outline: Outline) -> Iterator[Break]:
    if not outline.binding or outline.value["kind"] not in KINDS:
        return
    for estimate in outline.estimates:
        for one in estimate.sums:
            span = one.total.span
            figure = text[span.start : span.end]
            digit = next(i for i, c in enumerate(figure) if c.isdigit())
            yield Break("totals", "estimates/total", span, figure[:digit] + "9" + figure[digit:])


def _stages(text: str, outline: Outline) -> Iterator[Break]:
    if not outline.binding or outline.value["kind"] not in KINDS:
        return
    for index, stages in enumerate(outline.stages):
        numbers = [stage.number for stage in stages.stages]
        plain = all(n is not None and n == int(n) and not s.letter for n, s in zip(numbers, stages.stages, strict=True))
        whole = plain and len(numbers) > 2 and all(b == a + 1 for a, b in itertools.pairwise(numbers))
        if not whole or not (stages.carrier == "heading" or is_decomposition(stages)):
            continue
        last, number = stages.stages[-1], int(numbers[-1] or 0)
        twice = (index + len(numbers)) % 2 == 0
        at = text.find(str(number), last.anchor.start, last.anchor.end)
        if at >= 0:
            what = "numbers twice" if twice else "numbers with a gap"
            yield Break(
                what, "stages/numbering", Span(at, at + len(str(number))), str(number - 1 if twice else number + 2)
            )
        if (
            is_decomposition(stages)
            and all("output" in stage.fields for stage in stages.stages)
            and outline.value["kind"] == "context"
        ):
            span = last.fields["output"].span
            yield Break("fields", "stages/missing-field", span, "")


def _bumped(figure: str) -> str:
    """The figure, three units of its last digit larger."""
    value = Decimal(figure)
    return str(value + 3 * Decimal(1).scaleb(int(value.as_tuple().exponent)))


if __name__ == "__main__":
    sys.exit(main())
