"""Version 1 of the JSON report; its shape is schemas/report.schema.json. Every severity is in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator

from ctxlint import __version__
from ctxlint.model import JSON, Diagnostic, Edit, Place, Severity
from ctxlint.report import View
from ctxlint.report.text import printable

URL = "https://github.com/ctxlint/ctxlint/blob/main/docs/rules/{}.md"


def render(view: View) -> str:
    return json.dumps(report(view), ensure_ascii=False, indent=2)


def report(view: View) -> dict[str, JSON]:
    run = view.run
    return {
        "version": 1,
        "tool": {"name": "ctxlint", "version": __version__},
        "summary": {
            "files": len(run.results),
            "errors": run.count(Severity.ERROR),
            "warnings": run.count(Severity.WARNING),
            "infos": run.count(Severity.INFO),
            "suppressed": sum(result.suppressed for result in run.results),
        },
        "files": [{"path": printable(view.paths.get(r.path, r.path)), "kind": r.kind} for r in run.results],
        "skipped": [{"rule": rule, "reason": reason} for rule, reason in run.skipped.items()],
        "findings": list(_findings(view)),
    }


def _findings(view: View) -> Iterator[JSON]:
    for one, mark in fingerprints(view.run.diagnostics):
        yield {
            "rule": one.rule,
            "severity": one.severity.label,
            "path": printable(view.paths.get(one.path, one.path)),
            **one.place._asdict(),
            "message": printable(one.message),
            "hint": printable(one.hint) if one.hint else None,
            "fix": _fix(one),
            "related": [{"path": r.path, **r.place._asdict(), "message": printable(r.message)} for r in one.related],
            "fingerprint": mark,
            "url": URL.format(one.rule),
        }


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with a mark made of rule, path and text, not of its line: 16 hex digits that survive shifted lines."""
    seen: dict[str, int] = {}
    for one in diagnostics:
        key = "\0".join([one.rule, one.path, " ".join(one.excerpt.split()), one.message])
        seen[key] = seen.get(key, 0) + 1
        mark = f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")
        yield one, hashlib.sha256(mark).hexdigest()[:16]


def _fix(one: Diagnostic) -> JSON:
    if one.fix is None:
        return None
    edits = zip(one.fix.edits, one.fix_places, strict=True)
    return {"safe": one.fix.safe, "edits": [_edit(edit, place) for edit, place in edits]}


def _edit(edit: Edit, place: Place) -> JSON:
    return {**place._asdict(), "text": edit.text}
