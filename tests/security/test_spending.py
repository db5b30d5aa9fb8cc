"""SECURITY.md, 4: the repository cannot spend, and what the API answers is data."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest
from helpers import cli, repository

from ctxlint.base.errors import CtxlintError
from ctxlint.data.models import resolve, table
from ctxlint.llm import Usage
from ctxlint.llm.cost import price_of
from ctxlint.llm.haiku import NAME, _one_line, _usage
from ctxlint.llm.options import options

TEXT = "# A\n\nHandle errors as needed. Keep it short where you can. Never push to main.\n"


@pytest.mark.parametrize(
    ("asked", "allowed", "flag", "budget"),
    [(None, None, None, 1.0), (50, None, None, 1.0), (0.2, None, None, 0.2), (50, "3", None, 3.0), (2, "3", None, 2.0), (50, "3", 7.0, 7.0), (0.1, None, 7.0, 7.0), (50, "0", None, 0.0)],
)  # fmt: skip
def test_a_repository_spends_what_the_user_allows(
    monkeypatch: pytest.MonkeyPatch, asked: float | None, allowed: str | None, flag: float | None, budget: float
) -> None:
    monkeypatch.delenv("CTXLINT_LLM_BUDGET", raising=False)
    if allowed is not None:
        monkeypatch.setenv("CTXLINT_LLM_BUDGET", allowed)
    tables = {"llm": {"budget-usd": asked}} if asked is not None else {}
    assert options(tables, budget=flag).budget == budget


@pytest.mark.parametrize("said", ["much", "nan", "inf", "-1"])
def test_a_budget_is_a_number(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("CTXLINT_LLM_BUDGET", said)
    with pytest.raises(CtxlintError, match=r"CTXLINT_LLM_BUDGET = .* is no number of dollars"):
        options({})


def test_a_repository_lowers_no_price() -> None:
    haiku = resolve("haiku")
    assert haiku
    assert price_of(haiku, (0.0, 0.0)) == (haiku.price, haiku.price_out)
    dear = price_of(haiku, (1000.0, 2000.0))
    assert dear == (1000.0, 2000.0)
    dearest = max(model.price for model in table().models if model.price is not None)
    unknown = price_of(None, (0.0001, 0.0001))
    assert unknown
    assert unknown.input == dearest
    assert price_of(None, (0.0001, None)) is None


def test_the_estimate_uses_the_table(tmp_path: Path) -> None:
    plain = repository(tmp_path / "a", {"CLAUDE.md": TEXT})
    cheap = repository(tmp_path / "b", {"CLAUDE.md": TEXT, "ctxlint.toml": "[llm]\nprice-in = 0.0\nprice-out = 0.0\n"})
    call = ("check", "--llm-estimate", "--output-format", "json")
    costs = [
        json.loads(cli(*call, cwd=root, CTXLINT_CACHE_DIR=str(tmp_path / "c")).stdout)["usd"] for root in (plain, cheap)
    ]
    assert costs[0] == costs[1] > 0


def test_votes_are_five_at_most(tmp_path: Path) -> None:
    root = repository(tmp_path, {"CLAUDE.md": TEXT, "ctxlint.toml": "[llm]\nvotes = 6\n"})
    done = cli("check", cwd=root)
    assert done.returncode == 2
    assert "llm.votes: votes is 6, at most 5 is allowed" in done.stderr
    assert options({"llm": {"votes": 15}}).votes == 5


def test_a_budget_of_nothing_asks_nobody(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": TEXT, "ctxlint.toml": "[llm]\nbudget-usd = 1000\n"})
    env = {
        "ANTHROPIC_BASE_URL": "http://127.0.0.1:9",
        "ANTHROPIC_API_KEY": "any",
        "CTXLINT_CACHE_DIR": str(tmp_path / "c"),
    }
    done = cli("check", "--llm-required", cwd=root, CTXLINT_LLM_BUDGET="0.000001", **env)
    assert done.returncode == 2
    assert "more than the budget of $1e-06: --llm-budget, or name fewer files" in done.stderr
    assert "cannot be reached" in cli("check", "--llm-budget", "1", "--llm-required", cwd=root, **env).stderr


# What the API answers


@pytest.mark.parametrize("name", ["../../x", "a/b", "", "a" * 200, "a\nb", "a.json"])
def test_the_name_of_a_batch_is_a_name(name: str) -> None:
    assert not NAME.fullmatch(name)


def test_an_answer_that_echoes_the_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a-key-of-no-shape")
    monkeypatch.setenv("ANTHROPIC_AUTH_TOKEN", "token of a gateway")
    assert _one_line("bad key a-key-of-no-shape\nor token of a gateway") == "bad key [redacted] or [redacted]"


def test_usage_below_zero_is_none() -> None:
    class Said:
        input_tokens = -5_000_000
        cache_creation_input_tokens = "7"
        cache_read_input_tokens = 3
        output_tokens = None

    assert _usage(Said()) == Usage(0, 0, 3, 0)


def test_usage_beyond_all_counting_is_bounded() -> None:
    from types import SimpleNamespace

    said = SimpleNamespace(input_tokens=10**400, output_tokens=7)
    assert _usage(said) == Usage(10_000_000, 0, 0, 7)
    dollars = price_of(table().models[0], (1.0, 1.0))
    assert dollars is not None
    assert dollars.of(_usage(said)) < 1000


def test_the_cache_is_its_owners(tmp_path: Path) -> None:
    from ctxlint.llm import cache

    place = tmp_path / "new" / "llm"
    cache.put(place, "ab" + "0" * 62, "text")
    made = [tmp_path / "new", place, place / "ab"]
    assert [stat.S_IMODE(path.stat().st_mode) for path in made] == [0o700] * 3
    (file,) = (place / "ab").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_answer_is_as_long_as_was_asked_for() -> None:
    from types import SimpleNamespace

    from ctxlint.llm import UnansweredError
    from ctxlint.llm.haiku import _reply

    def message(length: int) -> object:
        block = SimpleNamespace(type="text", text="x" * length)
        return SimpleNamespace(content=[block], stop_reason="end_turn", usage=SimpleNamespace(input_tokens=1))

    assert len(_reply(message(6400), 100).text) == 6400
    with pytest.raises(UnansweredError, match="longer than what was asked for"):
        _reply(message(6401), 100)


def test_what_is_counted_is_sent_without_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """`load --exact` sends a file to be counted, letter for letter but for its keys."""
    import anthropic

    from ctxlint.llm.haiku import remote_counter

    sent: list[str] = []

    class Messages:
        def count_tokens(self, *, model: str, messages: list[dict[str, str]]) -> object:
            sent.extend(one["content"] for one in messages)
            return type("Count", (), {"input_tokens": 7})()

    monkeypatch.setattr(anthropic, "Anthropic", lambda **_: type("Client", (), {"messages": Messages()})())
    key = "AKIA" + "QZ7RT4KXWB2MNV6J"
    assert remote_counter("claude-haiku-5-5").count(f"Use {key} now.\n") == 7
    assert sent == [f"Use AKIA{'*' * 16} now.\n"]


def test_a_model_without_a_price_costs_as_the_dearest() -> None:
    dearest = max(model.price for model in table().models if model.price is not None)
    without = [model for model in table().models if model.price is None or model.price_out is None]
    assert without
    for model in without:
        price = price_of(model, (0.000001, 0.000001))
        assert price
        assert price.input == dearest
