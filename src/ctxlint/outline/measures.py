"""By what a line of success criteria can be checked: numbers with units, comparisons, commands, files, yes/no tests."""

from __future__ import annotations

import re

from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives

NUMBER = r"[<>≤≥=~±]?\s*[$€£]?\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?"
PATTERNS = (
    lazy(rf"{NUMBER}\+?\s*(?:[%×€$]|\w+)"),  # any word is a unit
    lazy(r"[<>≤≥]=?\s*\d[\d.,]*|\d[\d.,]*\s*\+|[$€£]\s?\d[\d.,]*|\bp\d{2}\b"),
    lazy(lambda: rf"\b(?:{alternatives('briefs', 'comparisons')})\b", re.IGNORECASE),
    lazy(r"`+[^`\n]+`+"),
    lazy(r"\b(?:exit(?:s|ed)?(?: code| status)?(?: with)? \d+|status \d{3}|HTTP \d{3})\b", re.IGNORECASE),
    lazy(
        r"\b[\w-]+(?:/[\w.-]+)+\b|\b[\w-]+\.(?:md|py|ts|tsx|js|go|rs|json|ya?ml|toml|html|css|sql|csv|txt|pdf|png|svg|sh)\b"
    ),
    lazy(lambda: rf"\b(?:{alternatives('briefs', 'states')})\b", re.IGNORECASE),
    lazy(r"\b(?:given\b.*\bthen|when\b.*\b(?:then|shall)|the (?:system|agent|tool) shall|shall)\b", re.IGNORECASE),
    lazy(r"\?\s*\Z|\[[ xX]\]"),
    lazy(
        r"不超过|至少|少于|多于|大于|小于|全部|通过|存在|返回|無|没有|以内|以上|以下|未満|すべて|成功|合格|모든|이상|이하|통과|не более|не менее|все|проход"
    ),
)


def measures(text: str) -> list[str]:
    """What in `text` can be checked, in its own words; empty where nothing can."""
    found = [match[0].strip() for pattern in PATTERNS for match in pattern.finditer(text)]
    return [m for m in dict.fromkeys(found) if not any(m != other and m in other for other in found)]
