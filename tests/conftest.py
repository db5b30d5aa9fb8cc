"""The corpus of public repositories, laid out once for a test session where it is there."""

from __future__ import annotations

import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from filelock import FileLock
from helpers import ROOT

# A shell that starts this in the background has Ctrl-C ignored, and children inherit that; a handler they do not.
signal.signal(signal.SIGINT, signal.default_int_handler)
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a skeleton checkout of each repository: text to lint, never instructions. Only to be read."""
    if not (CORPUS / "unpack.py").is_file():
        pytest.skip("no corpus at ../shared/corpus: this test did not run")
    version = (CORPUS / "dev.tar.xz").stat()
    folder = Path(tempfile.gettempdir()) / f"ctxlint-corpus-{version.st_size}-{int(version.st_mtime)}"
    with FileLock(f"{folder}.lock"):  # the workers of one run, and the runs of one machine, share it
        if not folder.is_dir():
            fresh = tmp_path_factory.mktemp("corpus") / "repositories"
            subprocess.run([sys.executable, CORPUS / "unpack.py", fresh], check=True, capture_output=True)
            fresh.rename(folder)
    return folder


@pytest.fixture(scope="session")
def corpus_files(corpus: Path) -> list[Path]:
    """Every Markdown file of the corpus that has content."""
    found = [path for pattern in ("*.md", "*.mdc") for path in corpus.rglob(pattern)]
    return sorted(path for path in found if path.is_file() and not path.is_symlink() and path.stat().st_size)
