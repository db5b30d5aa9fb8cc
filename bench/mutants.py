"""Which mistakes in `src` the tests see: seeded mutants, each a small change of one expression.

    python bench/mutants.py [--count 300] [--seed 1] [--first N] [--checkout DIR]

A mutant is killed when a test fails: first those of its room, then those of the rooms that use it, then all the others
but the corpus. Prints the mutants that live, one a line, and how many were killed. `--checkout` takes the tests of another
checkout, such as an earlier one, with the source of this one: is each mutant that they kill killed here, too? Each
mutant takes from seconds to minutes; 300 of them take hours. To be run with an interpreter that has the dependencies of
the project.
"""

from __future__ import annotations

import argparse
import ast
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from corpus import ROOT, environment

SOURCE = ROOT / "src" / "ctxlint"
SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.In: ast.NotIn,
    ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add,
}  # fmt: skip
EARLY = ("rules", "engine", "commands", "report", "project", "scaffold", "llm")


class Mutant(NamedTuple):
    path: str  # below src/ctxlint
    line: int  # 1-based
    was: str
    text: str  # the whole file, changed


def mutant(path: Path, at: int) -> Mutant:
    """The one at a node, counted as `ast.walk` meets them."""
    tree = ast.parse(path.read_text("utf-8"))
    node = next(one for number, one in enumerate(ast.walk(tree)) if number == at)
    was, change = ast.unparse(node), change_of(node)
    assert change
    change(node)
    return Mutant(str(path.relative_to(SOURCE)), node.lineno, was, ast.unparse(tree))


def change_of(node: ast.AST) -> Callable[[Any], object] | None:
    match node:
        case ast.Compare(ops=[first, *_]) if type(first) in SWAPS:
            return lambda it: it.ops.__setitem__(0, SWAPS[type(first)]())
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if type(op) in SWAPS:
            return lambda it: setattr(it, "op", SWAPS[type(op)]())
        case ast.Constant(value=bool(value)):
            return lambda it: setattr(it, "value", not value)
        case ast.Constant(value=int(value)):
            return lambda it: setattr(it, "value", value + 1)
        case ast.If() | ast.IfExp():
            return lambda it: setattr(it, "test", ast.UnaryOp(ast.Not(), it.test))
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            return lambda it: setattr(it, "value", ast.Constant(None))
    return None


def drawn(count: int, seed: int) -> Iterator[Mutant]:
    files = sorted(path for path in SOURCE.rglob("*.py") if "__pycache__" not in path.parts)
    places = [
        (path, at)
        for path in files
        for at, node in enumerate(ast.walk(ast.parse(path.read_text("utf-8"))))
        if change_of(node)
    ]
    return (mutant(path, at) for path, at in Random(seed).sample(places, count))


def stages(path: str, tests: Path) -> list[list[str]]:
    """The folders and files of tests, in the order in which they are tried."""
    room = path.partition("/")[0]
    first = [tests / room] if (tests / room).is_dir() else []
    then = [tests / name for name in EARLY if name != room]
    last = sorted(one for one in tests.iterdir() if one.is_dir() or one.name.startswith("test_"))
    rest = [
        one for one in last if one not in (*first, *then) and one.name not in ("fixtures", "__pycache__", "test_ci.py")
    ]
    return [[str(one) for one in stage] for stage in (first, then, rest) if stage]


def killed(mutant: Mutant, source: Path, checkout: Path) -> bool:
    place = source / "src" / "ctxlint" / mutant.path
    whole = place.read_text("utf-8")
    place.write_text(mutant.text, "utf-8")
    call = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-x",
        "--timeout",
        "60",
        "-p",
        "no:cacheprovider",
        "-m",
        "not corpus and not live",
    ]
    env = environment(PYTHONPATH=str(source / "src"), PYTHONDONTWRITEBYTECODE="1")
    try:
        return any(
            subprocess.run([*call, *stage], cwd=checkout, env=env, capture_output=True, check=False).returncode
            in (1, 2)
            for stage in stages(mutant.path, checkout / "tests")
        )
    finally:
        place.write_text(whole, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, help="only so many of those drawn")
    parser.add_argument("--checkout", type=Path, default=ROOT)
    given = parser.parse_args()
    chosen = [*islice(drawn(given.count, given.seed), given.first)]
    with tempfile.TemporaryDirectory(prefix="ctxlint-mutants-") as folder:
        source = Path(folder)
        for name in ("src", "schemas", "templates"):
            shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
        alive = 0
        for one in chosen:
            if not killed(one, source, given.checkout.resolve()):
                alive += 1
                print(f"alive: {one.path}:{one.line} {one.was.splitlines()[0][:90]}", flush=True)
    print(
        f"{len(chosen) - alive} of {len(chosen)} mutants killed (seed {given.seed}, {os.path.basename(given.checkout.resolve())})"
    )


if __name__ == "__main__":
    main()
