"""Precision and recall of the rules about paths in code spans, on mentions that were labelled by hand.

    python bench/paths.py LABELS.csv --corpus DIR

LABELS is ../shared/corpus/paths.csv: one mention a row, with its repository, file, line, token and label. A mention counts
as true if its label starts with TRUE. The checkouts have one commit and no older history, so that `references/gone-path`
has nothing to say in them. Nothing of the corpus is printed but places.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from corpus import laid_out

from ctxlint.config import Config
from ctxlint.config.kinds import kind_of
from ctxlint.config.select import Layer
from ctxlint.engine.discover import Target
from ctxlint.engine.run import Job, lint_bytes
from ctxlint.project import Project

RULES = ("references/missing-path", "references/gone-path", "references/case-mismatch")


class Mention(NamedTuple):
    repository: str
    file: str
    line: int
    token: str
    true: bool
    certain: bool
    cause: str


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    options.add_argument("labels", type=Path)
    options.add_argument("--corpus", type=Path)
    args = options.parse_args()
    with laid_out(args.corpus) as folder:
        every = [(mention, reported(folder, mention)) for mention in read(args.labels)]
    hits = [mention for mention, said in every if said]
    right = [mention for mention in hits if mention.true]
    true = [mention for mention, _ in every if mention.true]
    print(f"{len(every)} mentions, {len(true)} true; {len(hits)} reported, {len(right)} of them true")
    print(f"precision {share(len(right), len(hits))}, recall {share(len(right), len(true))}")
    for title, group in (
        ("wrong", [mention for mention in hits if not mention.true]),
        ("missed", [mention for mention in true if mention not in hits]),
    ):
        for mention in group:
            print(
                f"{title}: {mention.repository}/{mention.file}:{mention.line} {'' if mention.certain else '(uncertain)'}"
            )
    causes = Counter(mention.cause for mention, said in every if not said and not mention.true)
    print("silent on:", *(f"  {count} {cause}" for cause, count in causes.most_common()), sep="\n")


def read(labels: Path) -> list[Mention]:
    with labels.open(encoding="utf-8", newline="") as file:
        return [
            Mention(
                row["repo"].replace("/", "+"),
                row["file"],
                int(row["line"]),
                row["token"],
                row["label"].startswith("TRUE"),
                row["certainty"] != "uncertain",
                row["label"],
            )
            for row in csv.DictReader(file)
            if not row["label"].startswith("DEFECT")
        ]


def reported(folder: Path, mention: Mention) -> bool:
    """Is there a finding on the labelled line that points at the labelled token?"""
    root = folder / mention.repository
    kind = kind_of(mention.file)
    assert kind, mention.file
    data = (root / mention.file).read_bytes()
    config = Config(folder=str(root))
    result = lint_bytes(data, Target(str(root), mention.file, kind, config), Job(Layer(RULES)), Project(str(root)))
    wanted = mention.token.rstrip("/").removeprefix("./")
    return any(d.place.line == mention.line and wanted in d.message for d in result.diagnostics)


def share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.0%}" if whole else "none"


if __name__ == "__main__":
    main()
