"""The rules of the group `parts` that only name what the schema of a kind says: their checks are in schemas/.

Each rule has its page in data/pages/parts/.
"""

from __future__ import annotations

from ctxlint.base.model import Severity
from ctxlint.rules.context import BRIEF, IN_COPY, PART, Rule

SEVERITIES = {
    "missing": Severity.ERROR,
    "empty": Severity.ERROR,
    "no-boundary": Severity.WARNING,
    "no-escalation": Severity.WARNING,
    "no-failure-signal": Severity.WARNING,
    "no-validation-signal": Severity.WARNING,
    "unmeasurable-success": Severity.WARNING,
    "no-brief": Severity.INFO,
}

LACKS = {"missing": PART, "no-brief": BRIEF}

RULES = tuple(
    Rule(f"parts/{name}", severity, frozenset({"context"}), lacks=LACKS.get(name, ""), one=(IN_COPY,))
    for name, severity in SEVERITIES.items()
)
