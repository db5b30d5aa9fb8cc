"""How long ctxlint takes and how much memory: a Markdown table of medians, all from one run.

python bench/speed.py [--repeat N] [--corpus DIR | --skip-corpus] [--before CHECKOUT]

Installs the project and agnix into an environment of their own, in a temporary folder that is removed afterwards.
It prints the bars beside the figures and asserts none of them. With `--before` each command of ours runs beside the same
one of another checkout of the project, such as a worktree of an earlier commit.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter
from typing import NamedTuple

from corpus import ROOT, environment, laid_out, repositories

CORPUS_ROUNDS = 3
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
ENVIRONMENT = environment()
BARE, VERSION, ONE_FILE, CORPUS, AGNIX = "python -c pass", "--version", "one file", "corpus", "agnix"
SINCE = "--new-since"
LOAD = "load"
LOAD_ROUNDS = 10
BEFORE = "before: "
NO_WORSE = 1.02
CLEAN = """\
# Harbour

Booking of berths for marinas: one service, one database, one web page for the harbour master.

## Rules

- Prices are whole cents. Never store a price as a float: the nightly audit compares sums and fails.
- A booking covers nights, not days: a boat that comes on Friday and leaves on Sunday has two nights.
- Do not write to the ledger outside the booking module, otherwise the invoices lose their numbers.
- Name tests after the case they show, such as “two boats ask for the same berth”.

## Done

Run `python -m unittest` before you say that you are done: it exits with 0. If a test fails twice for the same reason, stop and say so.
"""


class Run(NamedTuple):
    seconds: float
    code: int
    memory: int  # bytes, of the largest process


class Tools(NamedTuple):
    python: str
    ctxlint: str
    agnix: str
    before: str = ""  # ctxlint of another checkout


Runs = Mapping[str, Sequence[Run]]


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="ctxlint-speed-") as scratch:
        tools = installed(Path(scratch), options.before)
        runs = start_up(tools, one_file(tools, Path(scratch) / "one"), options.repeat)
        if options.skip_corpus:
            print(report(tools, runs, 0, options.repeat))
            return
        with laid_out(options.corpus) as folder:
            checkouts = repositories(folder)
            rounds = min(options.repeat, CORPUS_ROUNDS)
            runs = {**runs, **load(tools, checkouts, options.repeat), **corpus(tools, checkouts, rounds)}
            print(report(tools, runs, len(checkouts), options.repeat))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure start-up, one file, the corpus and memory.")
    parser.add_argument("--repeat", type=positive, default=30, metavar="N", help="rounds; the corpus gets at most 3")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="a corpus that is already unpacked")
    parser.add_argument("--skip-corpus", action="store_true", help="measure start-up and one file only")
    parser.add_argument("--before", type=Path, metavar="CHECKOUT", help="another checkout, to compare with")
    return parser.parse_args()


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def installed(folder: Path, before: Path | None) -> Tools:
    python, ctxlint, agnix = environment_with(folder / "venv", ["python", "ctxlint", "agnix"], ROOT, "agnix")
    return Tools(python, ctxlint, agnix, *(environment_with(folder / "before", ["ctxlint"], before) if before else ()))


def environment_with(venv: Path, programs: Sequence[str], *packages: str | Path) -> list[str]:
    """Paths of the programs in a new environment that has the packages."""
    subprocess.run([sys.executable, "-m", "venv", venv], check=True, env=ENVIRONMENT)
    pip = [venv / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, *packages], check=True, env=ENVIRONMENT)
    return [str(venv / "bin" / name) for name in programs]


def one_file(tools: Tools, folder: Path) -> Path:
    """A git repository that holds one CLAUDE.md with nothing to complain about, at any level."""
    folder.mkdir()
    (folder / "CLAUDE.md").write_text(CLEAN, "utf-8")
    for command in (["init", "--quiet"], ["add", "--all"]):
        subprocess.run(["git", *command], cwd=folder, check=True, env=ENVIRONMENT)
    check = [tools.ctxlint, "check", "--quiet", "--show", "info", "--fail-on", "info"]
    if subprocess.run(check, check=False, cwd=folder, env=ENVIRONMENT).returncode:
        sys.exit("the CLAUDE.md of this benchmark is not clean")
    return folder


def start_up(tools: Tools, folder: Path, rounds: int) -> Runs:
    commands = {
        BARE: [tools.python, "-c", "pass"],
        VERSION: [tools.ctxlint, "--version"],
        ONE_FILE: [tools.ctxlint, "check"],
    }
    runs = interleaved({**commands, **before(tools, commands)}, [folder], rounds + 1)
    if any(run.code for kept in runs.values() for run in kept):
        sys.exit("a command of the benchmark failed")
    return {name: kept[1:] for name, kept in runs.items()}  # the first round warms the caches


def corpus(tools: Tools, checkouts: Sequence[Path], rounds: int) -> Runs:
    run([tools.agnix, "--version"], checkouts[0])
    since = [tools.ctxlint, "check", "--new-since", "HEAD"]
    commands = {CORPUS: [tools.ctxlint, "check"], SINCE: since, AGNIX: [tools.agnix]}
    return interleaved({**commands, **before(tools, commands)}, checkouts, rounds)


def load(tools: Tools, checkouts: Sequence[Path], rounds: int) -> Runs:
    """`ctxlint load` in the checkout with the most files, beside the interpreter."""
    largest = max(checkouts, key=lambda checkout: sum(len(names) for _, _, names in os.walk(checkout)))
    commands = {LOAD: [tools.ctxlint, "load"], f"{LOAD} {BARE}": [tools.python, "-c", "pass"]}
    runs = interleaved({**commands, **before(tools, commands)}, [largest], min(rounds, LOAD_ROUNDS) + 1)
    return {name: kept[1:] for name, kept in runs.items()}


def before(tools: Tools, commands: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The commands of ours, as the other checkout runs them."""
    ours = {name: command for name, command in commands.items() if tools.before and command[0] == tools.ctxlint}
    return {f"{BEFORE}{name}": [tools.before, *command[1:]] for name, command in ours.items()}


def interleaved(commands: Mapping[str, Sequence[str]], folders: Sequence[Path], rounds: int) -> dict[str, list[Run]]:
    """Every command in every folder, in an order that is drawn anew each time, so that noise and neighbours hit all alike."""
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    drawn = Random(rounds)
    for _ in range(rounds):
        for folder in folders:
            for name in drawn.sample(list(commands), len(commands)):
                runs[name].append(run(commands[name], folder))
    return runs


def run(command: Sequence[str], folder: Path) -> Run:
    nothing = subprocess.DEVNULL
    started = perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=ENVIRONMENT, stdin=nothing, stdout=nothing, stderr=nothing)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, process.returncode, usage.ru_maxrss * MAXRSS_UNIT)


def report(tools: Tools, runs: Runs, checkouts: int, rounds: int) -> str:
    bare, version, one = (median(run.seconds for run in runs[name]) for name in (BARE, VERSION, ONE_FILE))
    lines = [
        "| | median | beside | median | ratio | bar |",
        "|---|--:|---|--:|--:|--:|",
        row("`ctxlint --version`", version, "`python -c pass`", bare, 5),
        row("`ctxlint check`, one CLAUDE.md", one, "`python -c pass`", bare, 16),
    ]
    if checkouts:
        ours, since, theirs = (median(sums(runs[name], checkouts)) for name in (CORPUS, SINCE, AGNIX))
        there, nothing = (median(run.seconds for run in runs[name]) for name in (LOAD, f"{LOAD} {BARE}"))
        lines += [
            row("`ctxlint load`, largest checkout", there, "`python -c pass`", nothing, 30),
            row(f"{checkouts} × `ctxlint check`", ours, f"{checkouts} × `agnix`", theirs, 8),
            row(f"{checkouts} × `check --new-since HEAD`", since, f"{checkouts} × `ctxlint check`", ours, 3),
            f"| peak memory | {peak(runs[CORPUS])} | `agnix` | {peak(runs[AGNIX])} | | 150 MB |",
        ]
    else:
        lines.append(f"| peak memory, one CLAUDE.md | {peak(runs[ONE_FILE])} | | | | 150 MB |")
    lines += [
        row(f"`ctxlint`, {name}", *medians(runs, name, checkouts), NO_WORSE)
        for name in runs
        if f"{BEFORE}{name}" in runs
    ]
    return "\n".join([*lines, "", *small_print(tools, runs, checkouts, rounds)])


def medians(runs: Runs, name: str, checkouts: int) -> tuple[float, str, float]:
    """Seconds of a command, what it stands beside, and the seconds of that."""
    whole = checkouts if name in (CORPUS, SINCE) else 1
    now, then = (median(sums(runs[key], whole)) for key in (name, f"{BEFORE}{name}"))
    return now, "the same, before", then


def row(what: str, seconds: float, beside: str, reference: float, bar: float) -> str:
    ratio = seconds / reference
    digits = 1 if bar > NO_WORSE else 3
    return f"| {what} | {duration(seconds)} | {beside} | {duration(reference)} | {ratio:.{digits}f} × | {bar} × |"


def duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 1 else f"{seconds * 1000:.1f} ms"


def sums(runs: Sequence[Run], checkouts: int) -> list[float]:
    """Seconds of each round over all checkouts."""
    return [sum(run.seconds for run in runs[start : start + checkouts]) for start in range(0, len(runs), checkouts)]


def peak(runs: Sequence[Run]) -> str:
    return f"{max(run.memory for run in runs) / 1e6:.0f} MB"


def small_print(tools: Tools, runs: Runs, checkouts: int, rounds: int) -> list[str]:
    python = ".".join(map(str, sys.version_info[:3]))
    names = [output([tools.ctxlint, "--version"]), f"Python {python}", f"{os.cpu_count()} cores"]
    if not checkouts:
        return [f"{', '.join(names)}; {rounds} rounds."]
    names.insert(1, output([tools.agnix, "--version"]))
    return [
        f"{', '.join(names)}; {rounds} rounds, {len(runs[CORPUS]) // checkouts} over the corpus.",
        f"`--new-since` in the repository where it is slowest: {slowest(runs, checkouts):.1f} × the plain check.",
        "Memory is that of the largest single process.",
        f"Exit codes over the corpus: ctxlint {codes(runs[CORPUS])}; agnix {codes(runs[AGNIX])}.",
    ]


def slowest(runs: Runs, checkouts: int) -> float:
    """The largest ratio of one repository, of the medians of its rounds."""
    plain, since = ([median(r.seconds for r in runs[name][at::checkouts]) for at in range(checkouts)] for name in (CORPUS, SINCE))  # fmt: skip
    return max(b / a for a, b in zip(plain, since, strict=True))


def output(command: Sequence[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, env=ENVIRONMENT).stdout.strip()


def codes(runs: Sequence[Run]) -> str:
    return ", ".join(f"{code} ({count} times)" for code, count in sorted(Counter(run.code for run in runs).items()))


if __name__ == "__main__":
    main()
