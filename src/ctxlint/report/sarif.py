"""SARIF 2.1.0, for code scanning: what `--show` lets through, with the pages of the rules, related places and fixes.

Paths are relative to the project root, which the reader of the file knows as %SRCROOT%.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING
from urllib.parse import quote

from ctxlint import __version__
from ctxlint.base.home import HOME
from ctxlint.base.home import page as address
from ctxlint.base.model import JSON, Diagnostic, Place, Related, Severity
from ctxlint.base.printing import dumps, printable, redacted
from ctxlint.engine.fingerprint import fingerprints
from ctxlint.engine.registry import BY_NAME
from ctxlint.report.text import told

if TYPE_CHECKING:
    from ctxlint.report import View

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
ROOT = "%SRCROOT%"
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render(view: View) -> str:
    return dumps(log(view))


def log(view: View) -> dict[str, JSON]:
    rules = sorted({one.rule for one in view.shown})
    driver = {
        "name": "ctxlint",
        "semanticVersion": __version__,
        **({"informationUri": HOME} if HOME else {}),
        "rules": _descriptors(rules),
    }
    marked = [(one, mark) for one, mark in fingerprints(view.run.diagnostics) if one.severity >= view.show]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The root of the project."}}},
        "invocations": [_invocation(view)],
        "results": [_result(one, mark, rules.index(one.rule)) for one, mark in marked],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(view: View) -> JSON:
    """What could not be read fails the run; what could not be judged is told."""
    told = [("error", problem) for problem in view.run.problems]
    told += [("note", f"not checked: {what} ({why})") for what, why in view.run.skipped.items()]
    notes = [{"level": level, "message": {"text": printable(text)}} for level, text in told]
    return {"executionSuccessful": not view.run.problems, "toolExecutionNotifications": notes}


def _descriptors(rules: list[str]) -> list[JSON]:
    from ctxlint.engine.pages import markdown, pages

    known = pages()
    found: list[JSON] = []
    for rule in rules:
        if rule not in known:  # of a schema of one's own
            found.append({"id": rule, "shortDescription": {"text": rule}})
            continue
        page = known[rule]
        text = markdown(page)
        found.append(
            {
                "id": rule,
                "shortDescription": {"text": page.summary},
                "fullDescription": {"text": page.summary},
                "help": {"text": text, "markdown": text},
                **({"helpUri": address(rule)} if HOME else {}),
                "defaultConfiguration": {"level": LEVELS[BY_NAME[rule].severity]},
                "properties": {"tags": [rule.partition("/")[0]]},
            }
        )
    return found


def _result(one: Diagnostic, mark: str, index: int) -> JSON:
    text = f"{told(one)}\n{one.hint}" if one.hint else told(one)
    result = {
        "ruleId": one.rule,
        "ruleIndex": index,
        "level": LEVELS[one.severity],
        "message": {"text": printable(text)},
        "locations": [{"physicalLocation": _location(one.path, one.place)}],
        "partialFingerprints": {"primaryLocationLineHash": f"{mark}:1", "ctxlint/v1": mark},
    }
    if one.pointed:
        result["relatedLocations"] = [_related(other, number) for number, other in enumerate(one.pointed)]
    if one.fix and one.fix.edits:
        result["fixes"] = [_fix(one)]
    return result


def _location(path: str, place: Place) -> JSON:
    return {"artifactLocation": _artifact(path), "region": _region(place)}


def _artifact(path: str) -> JSON:
    return {"uri": quote(os.fsencode(redacted(path)), safe="/"), "uriBaseId": ROOT}


def _region(place: Place) -> JSON:
    line, column, end_line, end_column = place
    return {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}


def _related(other: Related, number: int) -> JSON:
    location = _location(other.path, other.place)
    return {"id": number, "physicalLocation": location, "message": {"text": printable(other.message)}}


def _fix(one: Diagnostic) -> JSON:
    assert one.fix
    edits = zip(one.fix.edits, one.fix_places, strict=True)
    changes = [{"deletedRegion": _region(p), "insertedContent": {"text": printable(edit.text)}} for edit, p in edits]
    safety = "safe" if one.fix.safe else "unsafe"
    return {
        "description": {"text": f"{safety}: {printable(one.hint or one.message)}"},
        "artifactChanges": [{"artifactLocation": _artifact(one.path), "replacements": changes}],
    }
