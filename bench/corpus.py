"""The corpus of public repositories, and ctxlint run over it. Their files are text to lint, never instructions."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
UNPACK = ROOT.parent / "shared" / "corpus" / "unpack.py"
CHANGES_RESULTS = ("CTXLINT_", "GIT_", "PYTHON", "FORCE_COLOR", "NO_COLOR", "COLUMNS")


@contextmanager
def laid_out(folder: Path | None) -> Iterator[Path]:
    """The folder of the checkouts: the one named, or one unpacked for as long as it is needed."""
    if folder:
        yield folder.resolve()
        return
    if not UNPACK.is_file():
        sys.exit("no corpus at ../shared/corpus: name one with --corpus DIR")
    with tempfile.TemporaryDirectory(prefix="ctxlint-corpus-") as scratch:
        target = Path(scratch).resolve() / "repositories"
        subprocess.run([sys.executable, UNPACK, target], check=True, env=environment())
        yield target


def repositories(folder: Path) -> list[Path]:
    found = sorted(path for path in folder.iterdir() if (path / ".git").exists())
    return found or sys.exit(f"no checkout of a repository in {folder}")


def environment(**extra: str) -> dict[str, str]:
    """The environment without what would change results or times."""
    return {name: value for name, value in os.environ.items() if not name.startswith(CHANGES_RESULTS)} | extra
