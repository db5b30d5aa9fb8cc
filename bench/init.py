"""How long `ctxlint init --yes` takes in a repository of 10,000 paths, as a multiple of the bare interpreter.

python bench/init.py [PATHS]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 15
FILES = {
    "package.json": '{"scripts": {"test": "vitest run", "build": "tsc", "lint": "eslint ."}}',
    "pnpm-lock.yaml": "a: 1",
    "pyproject.toml": "[tool.pytest.ini_options]\na = 1\n",
    "Makefile": "test:\n\tpytest\n",
}


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make(root, count)
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(seconds([sys.executable, "-c", "pass"], root))
            ours.append(seconds([sys.executable, "-m", "ctxlint", "init", "--yes"], root))
            for name in ("CLAUDE.md", "CONTEXT.md"):
                (root / name).unlink()
    ratio = median(ours) / median(bare)
    print(f"{count:,} paths: {median(ours) * 1000:.0f} ms, {ratio:.1f} x the bare {median(bare) * 1000:.0f} ms")


def make(root: Path, count: int) -> None:
    for name, text in FILES.items():
        (root / name).write_text(text)
    for number in range(count - len(FILES)):
        path = root / f"src/module{number // 100}/file{number}.ts"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-C", str(root)]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], check=True)


def seconds(command: list[str], root: Path) -> float:
    started = perf_counter()
    subprocess.run(command, cwd=root, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - started


if __name__ == "__main__":
    main()
