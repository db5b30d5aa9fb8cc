"""Files are read within bounds, and nothing is waited for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ctxlint.base.reading import read_regular


def test_so_many_bytes_and_no_more(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    (tmp_path / "b").symlink_to("a")
    assert [read_regular(str(tmp_path / "b"), most) for most in (2, 3, 4)] == [b"ab", b"abc", b"abc"]


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, tmp_path / "none", Path(os.devnull)):
        with pytest.raises(OSError):
            read_regular(str(path), 1)
