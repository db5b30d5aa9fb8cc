"""Patterns that every supported Python reads alike: possessive quantifiers go wrong in 3.11.2, which Debian 12 has."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from re import _constants, _parser
from typing import Any

import pytest
from helpers import ROOT

from ctxlint.base.patterns import STEERING

SOURCE = ROOT / "src" / "ctxlint"
ODD = {_constants.POSSESSIVE_REPEAT, _constants.ATOMIC_GROUP}


def is_odd(text: str) -> bool:
    """Read as a pattern, does it hold a possessive quantifier or an atomic group?"""
    try:
        return any(op in ODD for op in operations(_parser.parse(text, re.VERBOSE if "\n" in text else 0)))
    except (re.error, OverflowError, RecursionError):
        return False


def operations(parsed: Any) -> Iterator[Any]:
    if isinstance(parsed, _constants._NamedIntConstant):
        yield parsed
    elif isinstance(parsed, (_parser.SubPattern, list, tuple)):
        for part in parsed:
            yield from operations(part)


def texts(code: str) -> Iterator[str]:
    """Every text in a source but docstrings; what is put into one is taken for a letter."""
    tree = ast.parse(code)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, documented))
    docs = {id(first.value) for body in bodies for first in body[:1] if isinstance(first, ast.Expr)}
    parts = {id(part) for n in ast.walk(tree) if isinstance(n, ast.JoinedStr) for part in n.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not {id(node)} & (docs | parts):
            yield node.value


LONGEST = 200  # characters: a longer pattern is a list of words, and those stand under data/
SYNTAX = re.compile(r"\(\?|\[\^|\\[A-Za-z]|\|")  # in patterns, not in what people read


def is_long(text: str) -> bool:
    """Is it a pattern that is too long for the code?"""
    return len(text) > LONGEST and SYNTAX.search(text) is not None


def values(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from values(inner)


@pytest.mark.parametrize("pattern", [r"a++", r"(?:a|b)*+c", r"x{2,3}+", r"(?>a|ab)c", r"(?<!y)\d?+"])
def test_what_is_looked_for_is_found(pattern):
    assert is_odd(pattern)
    assert not is_odd(re.sub(r"([+*}?])\+", r"\1", pattern).replace("(?>", "(?:"))


PROSE = {"has a repeat inside a repeat; an inner one may be written ++, so that it does not go back"}


def test_no_pattern_of_the_code_is_possessive():
    found = {text for path in SOURCE.rglob("*.py") for text in texts(path.read_text("utf-8")) if is_odd(text)}
    assert found <= PROSE


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("word|" * 41, True),
        (r"\bword\b " * 23, True),
        ("word|" * 39, False),
        ("What a person reads, however long it is, names no pattern. " * 9, False),
    ],
)
def test_what_is_too_long_is_found(text, long):
    assert is_long(text) == long
    assert any(is_long(found) for found in texts(f"A = lazy(lambda: rf'{text}{{B}}')")) == long


def test_no_pattern_of_the_code_is_long():
    found = [text for path in SOURCE.rglob("*.py") for text in texts(path.read_text("utf-8")) if is_long(text)]
    assert found == [STEERING]


def test_no_pattern_of_a_table_is_possessive():
    tables = {path.name: tomllib.loads(path.read_text("utf-8")) for path in (SOURCE / "data").glob("*.toml")}
    assert tables
    written = [(name, text) for name, table in tables.items() for text in values(table)]
    lists = [(name, "|".join(text.splitlines())) for name, text in written if "\n" in text]
    assert [(name, text) for name, text in written + lists if is_odd(text)] == []
