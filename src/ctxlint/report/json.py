"""Version 1 of the JSON report; its shape is schemas/report.schema.json. Every severity is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint import __version__
from ctxlint.base.home import page
from ctxlint.base.model import JSON, Diagnostic, Edit, Place, Related, Severity
from ctxlint.base.printing import dumps, printable
from ctxlint.engine.fingerprint import fingerprints
from ctxlint.report.text import told

if TYPE_CHECKING:
    from ctxlint.llm.review import Review
    from ctxlint.report import View


def render(view: View) -> str:
    return dumps(report(view))


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
        **({"load": {**view.load._asdict(), "directory": printable(view.load.directory)}} if view.load else {}),
        **({"review": _review(view, view.review)} if view.review else {}),
    }


def _findings(view: View) -> Iterator[JSON]:
    for one, mark in fingerprints(view.run.diagnostics):
        yield {
            "rule": one.rule,
            "severity": one.severity.label,
            "path": printable(view.paths.get(one.path, one.path)),
            **one.place._asdict(),
            "message": printable(told(one)),
            "hint": printable(one.hint) if one.hint else None,
            "fix": _fix(one),
            "related": [_related(view, other) for other in one.pointed],
            "fingerprint": mark,
            "url": page(one.rule),
        }


def _review(view: View, review: Review) -> JSON:
    return {
        "model": review.model,
        "sections": len(review.answers),
        "asked": review.asked,
        "cached": review.cached,
        "dropped": review.dropped,
        "not_reviewed": [printable(path) for path in review.unreviewed],
        "reason": printable(review.fault) or None,
        "usage": review.usage._asdict(),
        "cost_usd": review.cost,
    }


def _related(view: View, other: Related) -> JSON:
    path = printable(view.paths.get(other.path, other.path))
    return {"path": path, **other.place._asdict(), "message": printable(other.message)}


def _fix(one: Diagnostic) -> JSON:
    if one.fix is None:
        return None
    edits = zip(one.fix.edits, one.fix_places, strict=True)
    store = {"store": one.fix.store} if one.fix.store else {}
    return {"safe": one.fix.safe, "edits": [_edit(edit, place) for edit, place in edits], **store}


def _edit(edit: Edit, place: Place) -> JSON:
    return {**place._asdict(), "text": edit.text}
