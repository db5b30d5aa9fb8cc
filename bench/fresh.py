"""How often ctxlint is right on repositories that it was not made with, judged by readers who did not write a rule.

    python bench/fresh.py new OWNER/NAME…             # which of them may be used: in no round before, not in the corpus, not reserved
    python bench/fresh.py draw DIR --seed N > drawn.csv
    python bench/fresh.py join --round N drawn.csv first.csv second.csv [third.csv]

`bench/fresh.md` says how a round goes. `draw` lints every checkout in DIR and prints a sample of its findings. `join` takes
what the readers wrote (columns id and verdict), prints their agreement, lists what goes to a third reader, and once that is
settled adds the labels to bench/fresh_labels.csv. docs/precision.md shows them.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import NamedTuple

import precision
from corpus import ROOT, repositories

LABELS = ROOT / "bench" / "fresh_labels.csv"
KEPT = ROOT.parent / "shared" / "corpus" / "reserved.txt"
VERDICTS = ("right", "meh", "wrong")
DRAWN = ("id", "repository", "path", "line", "column", "rule", "level", "message")


class Label(NamedTuple):
    """One finding and what the readers said of it. The third is empty where the first two agree."""

    round: int
    repository: str
    path: str
    line: int  # 1-based
    rule: str
    level: str  # when it was judged
    first: str
    second: str
    third: str

    @property
    def verdict(self) -> str:
        """Of the majority; meh where all three differ."""
        said = [one for one in (self.first, self.second, self.third) if one]
        verdict, votes = Counter(said).most_common(1)[0]
        return verdict if votes > 1 else "meh"


def read_labels() -> list[Label]:
    if not LABELS.is_file():
        return []
    with LABELS.open(encoding="utf-8", newline="") as file:
        return [Label(**{**row, "round": int(row["round"]), "line": int(row["line"])}) for row in csv.DictReader(file)]


def is_fresh(name: str, used: Iterable[str], kept: Iterable[str]) -> bool:
    folded = name.lower()
    return folded.replace("/", "+", 1) not in used and hashlib.sha256(folded.encode()).hexdigest()[:12] not in kept


def new(names: Sequence[str]) -> None:
    earlier = {label.repository.lower() for label in read_labels()}
    earlier |= {key.repository.lower() for key in precision.read_labels(precision.LABELS.read_text("utf-8"))}
    kept = KEPT.read_text("utf-8").split() if KEPT.is_file() else []
    for name in names:
        print(name if is_fresh(name, earlier, kept) else f"(not fresh) {name}")


def draw(folder: Path, seed: int, per_rule: int, per_repository: int) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(DRAWN)
    rows = [(checkout.name, one) for checkout in repositories(folder) for one in findings(checkout)]
    for number, (name, one) in enumerate(sample(rows, seed, per_rule, per_repository), 1):
        message = one["message"] + (f" ({one['hint']})" if one.get("hint") else "")
        writer.writerow([number, name, one["path"], one["line"], one["column"], one["rule"], one["severity"], message])


def findings(checkout: Path) -> list[dict]:
    return precision.checked_one(checkout, "--show", "info")["findings"]


def sample(rows: Sequence[tuple[str, dict]], seed: int, per_rule: int, per_repository: int) -> list[tuple[str, dict]]:
    groups: dict[str, list[tuple[str, dict]]] = defaultdict(list)
    for row in rows:
        groups[row[1]["rule"]].append(row)
    chosen = []
    for rule, found in sorted(groups.items()):
        taken: Counter[str] = Counter()
        for name, one in Random(f"{seed} {rule}").sample(found, len(found)):
            if sum(taken.values()) < per_rule and taken[name] < per_repository:
                taken[name] += 1
                chosen.append((name, one))
    return sorted(chosen, key=lambda row: (row[0], row[1]["path"], row[1]["line"], row[1]["rule"]))


def join(round_: int, drawn: Path, readers: Sequence[Path]) -> int:
    first, second, third = [*map(verdicts, readers), {}, {}, {}][:3]
    rows = [row for row in read(drawn) if row["id"] in first and row["id"] in second]
    pairs = [(first[row["id"]], second[row["id"]]) for row in rows]
    print(f"{len(rows)} findings, both the same {sum(a == b for a, b in pairs)}, kappa {kappa(pairs):.2f}")
    open_ = [row["id"] for row in rows if first[row["id"]] != second[row["id"]] and row["id"] not in third]
    if open_:
        print("for a third reader:", *open_)
        return 1
    labels = {label[:5]: label for label in read_labels()}
    for row in rows:
        at = row["id"]
        other = third[at] if first[at] != second[at] else ""
        one = Label(round_, row["repository"], row["path"], int(row["line"]), row["rule"], row["level"], first[at], second[at], other)  # fmt: skip
        labels[one[:5]] = one
    with LABELS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(Label._fields)
        writer.writerows(sorted(labels.values()))
    return 0


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def verdicts(path: Path) -> dict[str, str]:
    said = {row["id"]: row["verdict"].strip() for row in read(path)}
    odd = {at: verdict for at, verdict in said.items() if verdict not in VERDICTS}
    return said if not odd else sys.exit(f"{path}: no verdicts: {odd}")


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's, of two readers: 1 where they always agree, 0 where they agree as often as by chance."""
    if not pairs:
        return 1.0
    same = sum(a == b for a, b in pairs) / len(pairs)
    firsts, seconds = (Counter(said) for said in zip(*pairs, strict=True))
    by_chance = sum(firsts[one] * seconds[one] for one in VERDICTS) / len(pairs) ** 2
    return 1.0 if by_chance == 1 else (same - by_chance) / (1 - by_chance)


def section(levels: Mapping[str, str]) -> str:
    """The part of docs/precision.md. `levels`: rule -> its level now; labels at another level count there all the same."""
    labels = read_labels()
    if not labels:
        return ""
    head = "| rule | level now | rounds | labelled | right | meh | wrong | right, 95 % interval | |\n|---|---|---|--:|--:|--:|--:|--:|---|"
    groups: dict[str, list[Label]] = defaultdict(list)
    for label in labels:
        groups[label.rule].append(label)
    rows = [row(rule, levels.get(rule, "gone"), found) for rule, found in sorted(groups.items())]
    return "\n".join(["\n## Fresh repositories\n", INTRODUCTION, "", *rounds(labels), "", head, *rows, ""])


INTRODUCTION = """\
Repositories that no rule was made with, judged by two readers who had not seen the rules, apart from each other, and a
third where they differ: right (true, and a maintainer would want to know), meh (true, and nobody would act on it), wrong.
An error needs 97 % right; a warning 75 % right and 95 % right or meh; advice 60 % right or meh. `bench/fresh.md` says how a
round goes, `bench/fresh_labels.csv` holds the verdicts, without a word of the files."""


def rounds(labels: Sequence[Label]) -> Iterator[str]:
    yield "| round | repositories | level | labelled | right | right or meh | kappa |\n|--:|--:|---|--:|--:|--:|--:|"
    for number in sorted({label.round for label in labels}):
        those = [label for label in labels if label.round == number]
        agreed = kappa([(label.first, label.second) for label in those])
        for level in ("error", "warning", "info"):
            found = [label.verdict for label in those if label.level == level]
            if found:
                right, either = found.count("right"), len(found) - found.count("wrong")
                cells = [number, len({one.repository for one in those}), level, len(found), share(right, len(found)), share(either, len(found)), f"{agreed:.2f}"]  # fmt: skip
                yield f"| {' | '.join(map(str, cells))} |"


def share(part: int, whole: int) -> str:
    return f"{part / whole:.0%} ({precision.interval(part, whole)})"


def row(rule: str, level: str, labels: Sequence[Label]) -> str:
    counts = Counter(label.verdict for label in labels)
    numbers = ", ".join(map(str, sorted({label.round for label in labels})))
    few = "fewer than 20 labels" if len(labels) < precision.FEWEST else ""
    cells = [f"`{rule}`", level, numbers, len(labels), *(counts[verdict] for verdict in VERDICTS), precision.interval(counts["right"], len(labels)), few]  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the rules on fresh repositories.")
    verbs = parser.add_subparsers(dest="command", required=True)
    one = verbs.add_parser("new")
    one.add_argument("names", nargs="+", metavar="OWNER/NAME")
    one = verbs.add_parser("draw")
    one.add_argument("folder", type=Path)
    one.add_argument("--seed", type=int, required=True)
    one.add_argument("--per-rule", type=int, default=10)
    one.add_argument("--per-repository", type=int, default=2, help="findings of one rule")
    one = verbs.add_parser("join")
    one.add_argument("--round", type=int, required=True)
    one.add_argument("drawn", type=Path)
    one.add_argument("readers", type=Path, nargs="+")
    given = parser.parse_args()
    match given.command:
        case "new":
            new(given.names)
        case "draw":
            draw(given.folder, given.seed, given.per_rule, given.per_repository)
        case "join":
            return join(given.round, given.drawn, given.readers)
    return 0


if __name__ == "__main__":
    sys.exit(main())
