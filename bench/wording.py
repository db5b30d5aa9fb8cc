"""How often the rules of the group `wording` are right, and how much they miss, on labelled lines.

python bench/wording.py FOLDER                 the figures; FOLDER holds wording.csv and requirements/ds1_annotations.json
python bench/wording.py FOLDER --corpus DIR    and those of bench/wording_labels.csv, and how many warnings a repository shows
python bench/wording.py FOLDER --misses        and the lines of the tuned parts that were judged wrongly

wording.csv: lines of public context files with two readings each: V vague, P partly, C concrete, N no instruction. Half of
them, by a hash of their id, were used for tuning the table, beside reasoning from English; the other half was only counted.

wording_labels.csv: 520 other lines of the corpus, one reading, without their text. 120 were drawn at random over the
repositories, 400 from lines that hold one of some 250 words, before the findings on them were seen. The part `tuned` was
read again to see which classes of expression are missing; the part `held` was labelled when the table was done, and counted.

ARTA DS1: 985 requirements of industry; nothing was tuned on them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import NamedTuple

from corpus import ROOT, repositories

from ctxlint.base.model import Diagnostic, Severity
from ctxlint.config import Config
from ctxlint.config.kinds import by_name, kind_of
from ctxlint.config.select import Layer
from ctxlint.engine.discover import Target
from ctxlint.engine.registry import RULES
from ctxlint.engine.run import Job, lint_bytes

VAGUE = ("V", "P")
CLASSES = ("Subjective_lang.", "Ambiguous_adv._adj.", "Nonverifiable_term", "Superlative", "Comparative")
CLAUDE = by_name("claude")


class Line(NamedTuple):
    id: str
    labels: tuple[str, str]
    text: str
    findings: tuple[Diagnostic, ...]

    @property
    def either(self) -> bool:
        return any(label in VAGUE for label in self.labels)

    @property
    def both(self) -> bool:
        return all(label in VAGUE for label in self.labels)

    def warned(self) -> bool:
        return any(finding.severity >= Severity.WARNING for finding in self.findings)


def main() -> None:
    options = arguments()
    lines = read(options.folder / "wording.csv")
    tuned = [line for line in lines if is_tuned(line.id)]
    parts = {"wording.csv": lines, "tuned on": tuned, "held out": [line for line in lines if not is_tuned(line.id)]}
    if options.corpus:
        parts |= {f"own {part}": read_own(options.corpus, part) for part in ("tuned", "held")}
    figures(parts)
    requirements(options.folder / "requirements" / "ds1_annotations.json")
    if options.corpus:
        warnings_by_repository(options.corpus)
    if options.misses:
        misses([*tuned, *parts.get("own tuned", ())])


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure the group wording on labelled lines.")
    parser.add_argument("folder", type=Path, help="holds wording.csv and requirements/")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="the corpus, unpacked")
    parser.add_argument(
        "--misses", action="store_true", help="print the lines of the tuned parts that are judged wrongly"
    )
    return parser.parse_args()


def figures(parts: Mapping[str, list[Line]]) -> None:
    print(f"{'':40}" + "".join(f"{name:>14}" for name in parts) + f"{'bar':>7}")
    for title, bar, figure in FIGURES:
        print(f"{title:40}" + "".join(f"{shown(*figure(part)):>14}" for part in parts.values()) + f"{bar:>7}")
    for rule in sorted({finding.rule for part in parts.values() for line in part for finding in line.findings}):
        counted = [precision(part, lambda finding: finding.rule == rule) for part in parts.values()]  # noqa: B023
        print(f"  {rule:38}" + "".join(f"{shown(*one):>14}" for one in counted))
    print()


def read(path: Path) -> list[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Line(row["id"], (row["label_a"], row["label_b"]), row["text"], lint_line(row["text"], row["path"]))
            for row in csv.DictReader(file)
        ]


def read_own(corpus: Path, part: str) -> list[Line]:
    """The lines of one part of wording_labels.csv, with their text from the corpus."""
    with (ROOT / "bench" / "wording_labels.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["part"] == part]
    return [one_of(row, line_of(corpus / row["repository"] / row["path"], int(row["line"]))) for row in rows]


def one_of(row: Mapping[str, str], text: str) -> Line:
    name = f"{row['repository']}/{row['path']}:{row['line']}"
    return Line(name, (row["verdict"], row["verdict"]), text, lint_line(text, row["path"]))


def line_of(path: Path, number: int) -> str:
    return path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").split("\n")[number - 1].strip()


def lint_line(text: str, path: str) -> tuple[Diagnostic, ...]:
    """The findings of the group on a file of this name that holds this one line."""
    kind = kind_of(path) or CLAUDE
    assert kind
    target = Target("/nowhere", path, kind, Config(folder="/nowhere"))
    return lint_bytes(f"# Notes\n\n{text}\n".encode(), target, Job(Layer(("wording",)))).diagnostics


def is_tuned(id: str) -> bool:
    return hashlib.sha256(id.encode()).digest()[0] % 2 == 0


# Figures: how many of how many


def precision(lines: Iterable[Line], counts=lambda finding: True) -> tuple[int, int]:
    """Of the findings, those on a line that either reading calls vague or partly vague."""
    judged = [line.either for line in lines for finding in line.findings if counts(finding)]
    return sum(judged), len(judged)


def precision_of_warnings(lines: Iterable[Line]) -> tuple[int, int]:
    return precision(lines, lambda finding: finding.severity >= Severity.WARNING)


def recall_vague(lines: Iterable[Line]) -> tuple[int, int]:
    found = [bool(line.findings) for line in lines if line.labels == ("V", "V")]
    return sum(found), len(found)


def recall(lines: Iterable[Line]) -> tuple[int, int]:
    found = [bool(line.findings) for line in lines if line.both]
    return sum(found), len(found)


FIGURES = (
    ("precision of warnings", "85 %", precision_of_warnings),
    ("precision of all findings", "75 %", precision),
    ("recall of lines that both call vague", "70 %", recall_vague),
    ("recall of lines that both call V or P", "45 %", recall),
)


def shown(right: int, of: int) -> str:
    return f"{right}/{of} {right / of:4.0%}" if of else "0/0"


def requirements(path: Path) -> None:
    """ARTA DS1: a finding is right if its words hold a term that was annotated with one of the classes of vagueness."""
    records = json.loads(path.read_text("utf-8"))
    found = [(record, lint_line(f"- {record['text']}", "CLAUDE.md")) for record in records]
    words = [
        (record, d.excerpt[d.place.column - 1 : d.place.end_column - 1].lower(), d) for record, ds in found for d in ds
    ]
    print(f"ARTA DS1, {len(records)} requirements, {len(words)} findings")
    right = sum(any(term.lower() in said for name in CLASSES for term in record[name]) for record, said, _ in words)
    same = sum(any(record[name] for name in CLASSES) for record, _, _ in words)
    print(f"  the words hold an annotated term           {shown(right, len(words)):>16}")
    print(f"  the requirement holds an annotated term    {shown(same, len(words)):>16}")
    for rule in sorted({d.rule for _, _, d in words}):
        own = [(record, said) for record, said, d in words if d.rule == rule]
        hit = sum(any(term.lower() in said for name in CLASSES for term in record[name]) for record, said in own)
        print(f"    {rule:40} {shown(hit, len(own)):>16}")
    for name in CLASSES:
        marked = [ds for record, ds in found if record[name]]
        print(f"  recall of requirements with {name:20} {shown(sum(map(bool, marked)), len(marked)):>11}")
    marked = [ds for record, ds in found if any(record[name] for name in CLASSES)]
    print(f"  recall of requirements with any of them    {shown(sum(map(bool, marked)), len(marked)):>16}")


def warnings_by_repository(corpus: Path) -> None:
    """How many warnings of the group a repository shows when all of it is checked."""
    from precision import check

    warns = {rule.name for rule in RULES if rule.name.startswith("wording/") and rule.severity >= Severity.WARNING}
    checkouts = repositories(corpus)
    counts = Counter(one.key.repository for one in check(checkouts).found if one.key.rule in warns)
    each = sorted(counts[checkout.name] for checkout in checkouts)
    print(
        f"warnings of the group in {len(each)} repositories: {sum(each)}, median {median(each):g}, bar 3, most {each[-1]}"
    )


def misses(lines: Iterable[Line]) -> None:
    for line in lines:
        if line.both and not line.findings:
            print(f"missed {line.id} {''.join(line.labels)} {line.text}")
        for finding in line.findings:
            if not line.either:
                print(f"wrong  {line.id} {''.join(line.labels)} {finding.rule} {finding.message[:60]} | {line.text}")


if __name__ == "__main__":
    main()
