"""The lists of which patterns are built: each is read, and none matches by accident."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from helpers import ROOT

from ctxlint.base import resources
from ctxlint.base.resources import alternatives, table

TABLES = ("markers", "briefs", "names", "tools")


def lists() -> Iterator[tuple[str, ...]]:
    for name in TABLES:
        for key, value in table(name).items():
            yield from ((name, key, inner) for inner in value) if isinstance(value, dict) else ((name, key),)


def test_line_ends_and_bars_part_a_list(tmp_path, monkeypatch):
    (tmp_path / "data").mkdir()
    (tmp_path / "data/demo.toml").write_text("sizes = '''\nlarge|mid size\nsmall\n'''\n[of]\none = 'a|b'\n", "utf-8")
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    assert alternatives("demo", "sizes") == "large|mid size|small"
    assert alternatives("demo", "of", "one") == "a|b"


@pytest.mark.parametrize("keys", list(lists()), ids=" ".join)
def test_a_list_is_a_pattern_that_no_empty_text_matches(keys):
    assert re.compile(alternatives(*keys), re.IGNORECASE).fullmatch("") is None


def test_each_list_has_a_reader():
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/ctxlint").rglob("*.py"))
    # the fields of a stage are read together; what the runs of a tool check is read by the name of the tool
    named = {(keys[1] if len(keys) == 3 else keys[-1]).removesuffix("_check") for keys in lists()}
    assert {name for name in named if not re.search(rf"[\"']{name}[\"']", code)} == set()
