"""How long a check of one CLAUDE.md takes in a tree of 200,000 paths, beside what git takes to list it.

    python bench/tree.py [--paths N] [--repeat N] [--keep DIR]

Makes a repository in a temporary folder (a minute) and prints medians of elapsed and of processor time: `git ls-files`,
the same question as ctxlint asks it, the start of the program, and `ctxlint check` of a file without and with references
that are not there, in the large tree and in one of 2,000 paths. The bar is twice the time of `git ls-files` plus the
start. The commands take turns; on a busy machine the processor times are the ones to compare. To be run with an
interpreter that has the dependencies of the project.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

from corpus import ROOT, environment

IN_A_FOLDER, SMALL_TREE = 500, 2000
ENVIRONMENT = environment(PYTHONPATH=str(ROOT / "src"))
CTXLINT = [sys.executable, "-P", "-m", "ctxlint"]
SOUND = """\
# Harbour

Read [the guide](pkg1/file1.py) and `pkg2/file2.py`.

- Run `make test` before each commit. Never push to `main`.
"""
BROKEN = SOUND + "- See [it](pkg1/nope.py), `pkg1/nope.py`, `pkg2/File3.py` and `make nope`.\n"
LISTED, ASKED, START = "git ls-files", "git ls-files -co --exclude-standard", "ctxlint --version"
SMALL, CHECK, FOUND = "check, small tree", "check, large tree", "check, large tree, with findings"


class Times(NamedTuple):
    elapsed: float  # seconds
    processor: float


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a check of one file in a large tree.")
    parser.add_argument("--paths", type=int, default=200_000, metavar="N")
    parser.add_argument("--repeat", type=int, default=11, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the repository is made, or lies already")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ctxlint-tree-") as scratch:
        small, large = Path(scratch) / "small", options.keep or Path(scratch) / "large"
        for root, paths in ((small, SMALL_TREE), (large, options.paths)):
            if not (root / ".git").exists():
                make(root, paths)
        print(report(measured(commands(small, large), options.repeat)))


def make(root: Path, paths: int) -> None:
    for number in range(paths // IN_A_FOLDER):
        package = root / f"pkg{number}"
        package.mkdir(parents=True)
        for file in range(IN_A_FOLDER):
            (package / f"file{file}.py").touch()
    (root / "Makefile").write_text("test:\n\ttrue\n", "utf-8")
    for folder, text in ((root, SOUND), (root / "pkg3", BROKEN)):
        (folder / "CLAUDE.md").write_text(text, "utf-8")
    for question in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *question], cwd=root, check=True, env=ENVIRONMENT)


def commands(small: Path, large: Path) -> dict[str, tuple[Path, list[str]]]:
    check = [*CTXLINT, "check", "--quiet", "--no-config"]
    return {
        LISTED: (large, ["git", "ls-files", "-z"]),
        ASKED: (large, ["git", "ls-files", "-co", "--exclude-standard", "-z"]),
        START: (large, [*CTXLINT, "--version"]),
        SMALL: (small, [*check, "CLAUDE.md"]),
        CHECK: (large, [*check, "CLAUDE.md"]),
        FOUND: (large, [*check, "pkg3/CLAUDE.md"]),
    }


def measured(commands: Mapping[str, tuple[Path, Sequence[str]]], rounds: int) -> dict[str, Times]:
    """The medians; the first round warms the caches."""
    times: dict[str, list[Times]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, (root, command) in commands.items():
            times[name].append(timed(root, command))
    return {name: Times(*map(median, zip(*kept[1:], strict=True))) for name, kept in times.items()}


def timed(root: Path, command: Sequence[str]) -> Times:
    used, started = os.times(), perf_counter()
    done = subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=False, env=ENVIRONMENT)
    elapsed, now = perf_counter() - started, os.times()
    if done.returncode not in (0, 1):
        sys.exit(f"{command} failed")
    return Times(elapsed, sum(now[2:4]) - sum(used[2:4]))  # of the children, git among them


def report(medians: Mapping[str, Times]) -> str:
    lines = [
        f"{name:38}{t.elapsed * 1000:6.0f} ms, {t.processor * 1000:5.0f} ms of processor" for name, t in medians.items()
    ]
    for name in (CHECK, FOUND):
        for start in (START, SMALL):
            for git in (LISTED, ASKED):
                ratios = [(medians[name][at] - medians[start][at]) / medians[git][at] for at in (0, 1)]
                lines.append(f"({name} - {start}) / {git}: {ratios[0]:.1f}, of processor {ratios[1]:.1f} (bar 2)")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
