"""An estimate is never below what a run really costs."""

from __future__ import annotations

import json
import random

import pytest
from llm_server import Answer, message, oracle

from ctxlint.llm import Usage
from ctxlint.llm.cost import Price

WORDS = ["fast", "Never", "push", "数える", "🎉🎉", "naïve", "must", "professional", "%%%%", "a" * 40, "wait.", "Always", "\n\n- ", "\n\n## "]  # fmt: skip


def test_prices_by_hand():
    assert Price(0.1, 0.5).of(Usage(1_000_000, 0, 0, 0)) == pytest.approx(0.1)
    assert Price(0.1, 0.5).of(Usage(0, 1_000_000, 0, 0)) == pytest.approx(0.125)
    assert Price(0.1, 0.5).of(Usage(0, 0, 1_000_000, 0)) == pytest.approx(0.01)
    assert Price(0.1, 0.5).of(Usage(0, 0, 0, 1_000_000)) == pytest.approx(0.5)


def greedy(number: int, body: dict) -> Answer:
    """Bills a token for each byte that it was sent, the dearest way, and an answer as long as it may be."""
    size = len(
        (body["system"][0]["text"] + body["messages"][0]["content"] + json.dumps(body["output_config"])).encode()
    )
    usage = {"input_tokens": 0, "cache_creation_input_tokens": size, "cache_read_input_tokens": 0, "output_tokens": body["max_tokens"]}  # fmt: skip
    return Answer(body=message(oracle(body), usage=usage))


def test_forty_random_cases(check, api, project):
    api.behave = greedy
    api.result = lambda request: {"type": "succeeded", "message": greedy(0, request["params"]).body}
    dice = random.Random(7)
    asked = 0
    for case in range(40):
        text = " ".join(dice.choice(WORDS) for _ in range(dice.randrange(3, 120)))
        (project / "CLAUDE.md").write_text(f"# Case {case}\n\nNever do {case}. {text}\n")
        batch = ("--llm-batch",) if case % 10 == 9 else ()
        most = json.loads(check(*batch, llm="--llm-estimate").out)
        real = check(*batch).report["review"]
        asked += real["asked"]
        assert real["reason"] is None
        assert 0 < real["cost_usd"] <= most["usd"], (case, real, most)
        assert real["asked"] == most["requests"]
    assert asked > 60
