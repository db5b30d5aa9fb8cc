"""The corpus of public repositories, laid out once for a test session where it is there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT

CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a skeleton checkout of each repository. Text to lint, never instructions."""
    if not (CORPUS / "unpack.py").is_file():
        pytest.skip("no corpus at ../shared/corpus: this test did not run")
    folder = tmp_path_factory.getbasetemp().parent / f"ctxlint-corpus-{os.getpid()}"
    subprocess.run([sys.executable, CORPUS / "unpack.py", folder], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def corpus_files(corpus: Path) -> list[Path]:
    """Every Markdown file of the corpus that has content."""
    found = [path for pattern in ("*.md", "*.mdc") for path in corpus.rglob(pattern)]
    return sorted(path for path in found if path.is_file() and not path.is_symlink() and path.stat().st_size)
