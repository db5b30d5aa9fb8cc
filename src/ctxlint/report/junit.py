"""JUnit XML: a suite for each file, a failed case for each finding, a passed one for a file without any."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from ctxlint.base.model import Diagnostic
from ctxlint.base.printing import safe
from ctxlint.report.text import told

if TYPE_CHECKING:
    from ctxlint.engine.lint import Result
    from ctxlint.report import View

NO_XML = {code: f"\\u{code:04x}" for code in (0xFFFE, 0xFFFF)}


def render(view: View) -> str:
    shown = {path: list(found) for path, found in groupby(view.shown, key=lambda one: one.path)}
    suites = [_suite(view, result, shown.get(result.path, [])) for result in view.run.results]
    tests = sum(max(1, len(shown.get(result.path, []))) for result in view.run.results)
    head = f'<testsuites name="ctxlint" tests="{tests}" failures="{len(view.shown)}" errors="0">'
    return "\n".join(['<?xml version="1.0" encoding="utf-8"?>', head, *suites, "</testsuites>"])


def _suite(view: View, result: Result, found: list[Diagnostic]) -> str:
    name = _attribute(view.paths.get(result.path, result.path))
    cases = [_case(view, name, one) for one in found] or [
        f"    <testcase name={_attribute(result.kind)} classname={name}/>"
    ]
    head = f'  <testsuite name={name} tests="{len(cases)}" failures="{len(found)}" errors="0" skipped="0">'
    return "\n".join([head, *cases, "  </testsuite>"])


def _case(view: View, path: str, one: Diagnostic) -> str:
    name = _attribute(f"{one.rule} {one.place.line}:{one.place.column}")
    message = told(one, view.paths)
    body = _text(f"line {one.place.line}, column {one.place.column}, {one.severity.label}: {message}")
    hint = f"\n{_text(one.hint)}" if one.hint else ""
    return (
        f'    <testcase name={name} classname={path} file={path} line="{one.place.line}">\n'
        f"      <failure type={_attribute(one.severity.label)} message={_attribute(message)}>{body}{hint}</failure>\n"
        f"    </testcase>"
    )


def _text(text: str) -> str:
    """XML 1.0 holds no control characters, escaped or not."""
    return escape(safe(text).translate(NO_XML))


def _attribute(text: str) -> str:
    return quoteattr(safe(text).translate(NO_XML))
