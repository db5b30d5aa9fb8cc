"""Lint a text in-process, as a run would."""

from __future__ import annotations

from ctxlint.kinds import kind_of
from ctxlint.lint import Context, Result, lint, read
from ctxlint.rules import BY_NAME, RULES


def result(text: str, path: str = "CLAUDE.md", rules: list[str] | None = None) -> Result:
    kind = kind_of(path)
    assert kind is not None, path
    document, kind = read(text.encode("utf-8", "surrogatepass"), path, kind)
    return lint(Context(document, kind=kind), RULES, frozenset(rules or BY_NAME), {}, ignores=True)


def findings(text: str, path: str = "CLAUDE.md", rules: list[str] | None = None, **files: str) -> list[str]:
    """line:col rule message, of the file alone; `files` are for rules that look beyond it."""
    assert not files, "no rule here looks beyond its file"
    return [f"{d.place.line}:{d.place.column} {d.rule} {d.message}" for d in result(text, path, rules).diagnostics]
