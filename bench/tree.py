"""How long a check of one CLAUDE.md takes in a tree of 200,000 paths, beside what git takes to list it.

    python bench/tree.py [--paths N] [--repeat N] [--keep DIR]

Makes a repository in a temporary folder (a minute) and prints medians: `git ls-files`, the same question as ctxlint asks
it, the start of the program, and `ctxlint check` of a file without and with references that are not there. The bar is
twice the time of `git ls-files` plus the start. The commands take turns, so that other work slows all alike. To be run
with an interpreter that has the dependencies of the project.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from time import perf_counter

from corpus import ROOT, environment

IN_A_FOLDER = 500
ENVIRONMENT = environment(PYTHONPATH=str(ROOT / "src"))
CTXLINT = [sys.executable, "-P", "-m", "ctxlint"]
SOUND = """\
# Harbour

Read [the guide](pkg1/file1.py) and `pkg2/file2.py`.

- Run `make test` before each commit. Never push to `main`.
"""
BROKEN = SOUND + "- See [it](pkg1/nope.py), `pkg1/nope.py`, `pkg2/File3.py` and `make nope`.\n"
LISTED, ASKED, START, CHECK, FOUND = (
    "git ls-files",
    "git ls-files -co --exclude-standard",
    "ctxlint --version",
    "ctxlint check",
    "ctxlint check, with findings",
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure a check of one file in a large tree.")
    parser.add_argument("--paths", type=int, default=200_000, metavar="N")
    parser.add_argument("--repeat", type=int, default=11, metavar="N")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="where the repository is made, or lies already")
    options = parser.parse_args()
    with nullcontext(options.keep) if options.keep else tempfile.TemporaryDirectory(prefix="ctxlint-tree-") as folder:
        root = Path(folder)
        if not (root / ".git").exists():
            make(root, options.paths)
        print(report(measured(commands(root), root, options.repeat)))


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


def commands(root: Path) -> dict[str, list[str]]:
    check = [*CTXLINT, "check", "--quiet", "--no-config"]
    return {
        LISTED: ["git", "ls-files", "-z"],
        ASKED: ["git", "ls-files", "-co", "--exclude-standard", "-z"],
        START: [*CTXLINT, "--version"],
        CHECK: [*check, str(root / "CLAUDE.md")],
        FOUND: [*check, str(root / "pkg3" / "CLAUDE.md")],
    }


def measured(commands: Mapping[str, Sequence[str]], root: Path, rounds: int) -> dict[str, float]:
    """The medians in seconds; the first round warms the caches."""
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds + 1):
        for name, command in commands.items():
            started = perf_counter()
            done = subprocess.run(command, cwd=root, stdout=subprocess.DEVNULL, check=False, env=ENVIRONMENT)
            times[name].append(perf_counter() - started)
            if done.returncode not in (0, 1):
                sys.exit(f"{name} failed")
    return {name: median(kept[1:]) for name, kept in times.items()}


def report(medians: Mapping[str, float]) -> str:
    lines = [f"{name:38}{seconds * 1000:7.0f} ms" for name, seconds in medians.items()]
    for name in (CHECK, FOUND):
        for git in (LISTED, ASKED):
            ratio = (medians[name] - medians[START]) / medians[git]
            lines.append(f"({name} - start) / {git}: {ratio:.2f} (bar 2)")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
