"""The page of each rule about sums is its own test: Bad gives its finding and no other, Good gives none."""

from __future__ import annotations

import re

import pytest
from helpers import findings

from ctxlint.rules import MODULES

GROUPS = ("voice", "stages", "estimates")
RULES = [module for module in MODULES if module.RULE.name.split("/")[0] in GROUPS]
IDS = [module.RULE.name for module in RULES]
FRAGMENT = "voice/missing-part"  # an excerpt of a voice has not all its parts


def example(module, heading: str) -> tuple[str, str]:
    match = re.search(rf'## {heading}\n\n```markdown title="([^"]*)"\n(.*?)\n```\n', module.__doc__, re.DOTALL)
    assert match, f"{module.RULE.name}: no {heading}"
    return match[2] + "\n", match[1]


@pytest.mark.parametrize("module", RULES, ids=IDS)
def test_bad_gives_exactly_its_finding(module):
    name = module.RULE.name
    found = [line.split()[1] for line in findings(*example(module, "Bad"))]
    assert [rule for rule in found if rule != FRAGMENT or name == FRAGMENT] == [name]


@pytest.mark.parametrize("module", RULES, ids=IDS)
def test_good_gives_none(module):
    name = module.RULE.name
    found = [line.split()[1] for line in findings(*example(module, "Good"))]
    assert [rule for rule in found if rule != FRAGMENT or name == FRAGMENT] == []
