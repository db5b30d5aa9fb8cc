"""SECURITY.md, 5: every input is bounded. What grows with its input is held in tests/test_bounded.py; here, what does not end."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random

import pytest
from helpers import assert_linear, cli, repository

from ctxlint.redaction import Known, known

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
TEMPLATES = {
    "loops in loops": "{% for a in range(99999) %}{% for b in range(99999) %}{% set c = b %}{% endfor %}{% endfor %}",
    "doubling": "{% set ns = namespace(x='ab') %}{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}{{ ns.x }}",
    "a product": "{{ 'a' * 10000000000 }}",
    "a power": "{{ 9 ** (9 ** (9 ** 9)) }}",
    "much text": "{% for a in range(99999) %}{% for b in range(99999) %}abcdefgh{% endfor %}{% endfor %}",
    "itself": "{% include 'claude/CLAUDE.md.j2' %}",
    "deep": "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
}


@pytest.mark.parametrize("case", TEMPLATES)
def test_a_template_ends(tmp_path: Path, case: str) -> None:
    root = repository(tmp_path, {"ctxlint.toml": '[init]\ntemplates = "t"\n', "t/claude/CLAUDE.md.j2": TEMPLATES[case]})
    done = cli("init", "claude", "--yes", cwd=root)
    assert done.returncode == 2, done.stdout[:300]
    assert "fault" not in done.stderr
    assert "claude/CLAUDE.md.j2" in done.stderr
    assert not (root / "CLAUDE.md").exists()


def test_a_template_of_ones_own_is_rendered(tmp_path: Path) -> None:
    files = {
        "ctxlint.toml": '[init]\ntemplates = "t"\n',
        "t/claude/CLAUDE.md.j2": "# Own\n{% include 'x.j2' %}\n",
        "t/x.j2": "Part.\n",
    }
    root = repository(tmp_path, files)
    assert cli("init", "claude", "--yes", cwd=root).returncode == 0
    assert (root / "CLAUDE.md").read_text() == "# Own\nPart.\n"


def test_many_keys_are_hidden_in_time_that_grows_with_the_text() -> None:
    @cache
    def made(count: int) -> tuple[str, Known]:
        dice = Random(count)
        text = "".join(f"Use AKIA{''.join(dice.choices(BASE32, k=16))} here.\n" for _ in range(count))
        return text, known(text)

    for count in (2_500, 5_000, 40_000):
        assert "*" * 16 in made(count)[1].cover(made(count)[0][:100])
    assert_linear(lambda count: made(count)[1].cover(made(count)[0]), 40_000)
