"""The scripts in bench/ find what they import from the code that they measure."""

from __future__ import annotations

import ast

import pytest
from helpers import ROOT

SCRIPTS = sorted((ROOT / "bench").glob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.stem)
def test_what_a_script_imports_is_there(script):
    found = [node for node in ast.walk(ast.parse(script.read_text("utf-8"))) if isinstance(node, ast.ImportFrom)]
    ours = [node for node in found if (node.module or "").startswith("ctxlint")]
    for node in ours:
        names = ", ".join(alias.name for alias in node.names)
        exec(f"from {node.module} import {names}", {})
    assert all(node.level == 0 for node in ours)
