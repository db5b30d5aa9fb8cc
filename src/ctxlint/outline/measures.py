"""By what a line of success criteria can be checked: numbers with units, comparisons, commands, files, yes/no tests."""

from __future__ import annotations

import re

from ctxlint.base.patterns import lazy

NUMBER = r"[<>≤≥=~±]?\s*[$€£]?\d[\d.,]*(?:\s*[-–]\s*\d[\d.,]*)?"
PATTERNS = (
    lazy(rf"{NUMBER}\+?\s*(?:[%×€$]|\w+)"),  # any word is a unit
    lazy(r"[<>≤≥]=?\s*\d[\d.,]*|\d[\d.,]*\s*\+|[$€£]\s?\d[\d.,]*|\bp\d{2}\b"),
    lazy(
        r"\b(?:at (?:least|most)|no (?:more|less|fewer|later|longer) than|(?:more|less|fewer|greater|better|faster|lower|higher|shorter|longer|larger|smaller) than"
        r"|under|below|above|within|up to|exceeds?|equals?|same as|identical|unchanged|matches|match(?:es|ed|ing)?"
        r"|zero|none|no (?:\w+ ){0,3}?(?:errors?|warnings?|failures?|regressions?|findings?|differences?|duplicates?|todos?|issues?|violations?|changes?|left|remain\w*)"
        r"|one|two|three|four|five|six|seven|eight|nine|ten|twelve|every|all|each|only|exactly|mindestens|höchstens|weniger als|mehr als|alle|jede[rs]?|keine?)\b",
        re.IGNORECASE,
    ),
    lazy(r"`+[^`\n]+`+"),
    lazy(r"\b(?:exit(?:s|ed)?(?: code| status)?(?: with)? \d+|status \d{3}|HTTP \d{3})\b", re.IGNORECASE),
    lazy(
        r"\b[\w-]+(?:/[\w.-]+)+\b|\b[\w-]+\.(?:md|py|ts|tsx|js|go|rs|json|ya?ml|toml|html|css|sql|csv|txt|pdf|png|svg|sh)\b"
    ),
    lazy(
        r"\b(?:pass(?:es|ed|ing)?|fail(?:s|ed)?|exists?|present|absent|returns?|prints?|outputs?|shows?|contains?|includes?|names?|lists?|links?"
        r"|compiles?|builds?|runs?|loads?|opens?|renders?|merged|deployed|published|green|approved|signed off|accepts?|rejects?|raises?|responds?"
        r"|can (?:explain|run|find|name|answer|repeat|state|use|read|do|complete|reproduce|install|open|follow)|is (?:documented|covered|tested|removed|empty|true|false)"
        r"|bestehen|besteht|läuft|vorhanden|gibt .* zurück)\b",
        re.IGNORECASE,
    ),
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
