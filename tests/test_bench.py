"""The scripts in bench/ find what they import from the code that they measure, and count as they say."""

from __future__ import annotations

import ast
import hashlib
from collections import Counter

import fresh
import pytest
from helpers import ROOT, write

SCRIPTS = sorted((ROOT / "bench").glob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_what_a_script_imports_is_there(script):
    found = [node for node in ast.walk(ast.parse(script.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in found if (node.module or "").startswith("ctxlint")]
    for node in ours:
        names = ", ".join(alias.name for alias in node.names)
        exec(f"from {node.module} import {names}", {})
    assert all(node.level == 0 for node in ours)


# A round on fresh repositories


def found(rule: str, line: int) -> dict[str, object]:
    return {"rule": rule, "path": "CLAUDE.md", "line": line}


def test_a_sample_takes_little_of_one_repository_and_of_one_rule():
    rows = [(name, found(rule, line)) for name in "abcdefgh" for rule in ("x/y", "x/z") for line in range(5)]
    chosen = fresh.sample(rows, seed=1, per_rule=10, per_repository=2)
    counts = Counter((name, one["rule"]) for name, one in chosen)
    assert max(counts.values()) == 2
    assert Counter(one["rule"] for _, one in chosen) == {"x/y": 10, "x/z": 10}
    assert chosen == fresh.sample(rows, seed=1, per_rule=10, per_repository=2)
    assert chosen != fresh.sample(rows, seed=2, per_rule=10, per_repository=2)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        (("right", "right", ""), "right"),
        (("right", "wrong", "wrong"), "wrong"),
        (("meh", "wrong", "meh"), "meh"),
        (("right", "wrong", "meh"), "meh"),
    ],
)
def test_the_majority_of_three(said, verdict):
    assert fresh.Label(1, "a+b", "CLAUDE.md", 1, "x/y", "warning", *said).verdict == verdict


def test_agreement_beyond_chance():
    assert fresh.kappa([("right", "right"), ("wrong", "wrong")]) == 1
    assert fresh.kappa([("right", "wrong"), ("wrong", "right")]) == -1
    assert fresh.kappa([("right", "right"), ("right", "wrong"), ("wrong", "right"), ("wrong", "wrong")]) == 0


def test_what_may_be_used():
    reserved = hashlib.sha256(b"owner/kept").hexdigest()[:12]
    assert fresh.is_fresh("Owner/Name", {"owner+other"}, [reserved])
    assert not fresh.is_fresh("Owner/Other", {"owner+other"}, [reserved])
    assert not fresh.is_fresh("Owner/Kept", set(), [reserved])


def test_readers_are_joined_once_they_are_settled(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(fresh, "LABELS", tmp_path / "labels.csv")
    drawn = "id,repository,path,line,column,rule,level,message\n1,a+b,CLAUDE.md,3,1,x/y,warning,m\n2,a+b,CLAUDE.md,4,1,x/y,info,m\n"
    said = {"first": "1,right\n2,meh\n", "second": "1,right\n2,wrong\n", "third": "2,wrong\n"}
    write(tmp_path, {"drawn.csv": drawn, **{f"{name}.csv": f"id,verdict\n{text}" for name, text in said.items()}})
    readers = [tmp_path / "first.csv", tmp_path / "second.csv"]
    assert fresh.join(1, tmp_path / "drawn.csv", readers) == 1
    assert "for a third reader: 2" in capsys.readouterr().out
    assert fresh.read_labels() == []
    assert fresh.join(1, tmp_path / "drawn.csv", [*readers, tmp_path / "third.csv"]) == 0
    assert [(label.line, label.verdict) for label in fresh.read_labels()] == [(3, "right"), (4, "wrong")]
    assert "| `x/y` | warning | 1 | 2 | 1 | 0 | 1 |" in fresh.section({"x/y": "warning"})
