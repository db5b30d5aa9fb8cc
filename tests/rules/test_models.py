"""The rules that rest on the dated table of models."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest
from helpers import ROOT, findings, lint_text

from ctxlint.rules.models.ids import looks_unknown, nearest

AGENT = ".claude/agents/a.md"
FRONT = "---\nname: a\ndescription: b\nmodel: {}\n---\n\nRead the diff.\n"


def found(text: str, rule: str, path: str = "CLAUDE.md") -> list[str]:
    return [line.replace(f" {rule} ", " ") for line in findings(text, path, [rule])]


@pytest.mark.parametrize(
    ("text", "path", "place"),
    [
        (FRONT.format("claude-3-opus-20240229"), AGENT, "4:8"),
        (FRONT.format('"claude-2.1"  # old'), AGENT, "4:9"),
        ("Run `claude --model claude-3-haiku-20240307 -p x`.", "CLAUDE.md", "1:21"),
        ("```bash\nANTHROPIC_MODEL=claude-opus-4-1 claude\n```\n", "CLAUDE.md", "2:17"),
        ('```json\n{"model": "claude-sonnet-4-0"}\n```\n', "CLAUDE.md", "2:12"),
    ],
)
def test_retired(text, path, place):
    (line,) = found(text, "models/retired", path)
    assert line.startswith(f"{place} claude-")
    assert line.endswith("(table of 2026-11-20)")


@pytest.mark.parametrize(
    "text",
    [
        FRONT.format("opus"),
        FRONT.format("claude-opus-5-5"),
        FRONT.format("inherit"),
        FRONT.format("claude-sonnet-4-5"),
        "The model claude-3-opus-20240229 is slow.",
        "```bash\n# wrong: claude --model claude-2.1\n```\n",
        "## Examples\n\n```bash\nclaude --model claude-2.1\n```\n",
        "```python\nx(model='claude-2.1')\n```\n",
    ],
)
def test_not_retired(text):
    assert found(text, "models/retired", AGENT if text.startswith("---") else "CLAUDE.md") == []


def test_the_fix_names_the_replacement_and_is_safe():
    (one,) = lint_text(FRONT.format("claude-3-opus-20240229"), AGENT, ["models/retired"]).diagnostics
    assert one.fix and one.fix.safe
    assert one.fix.edits[0].text == "opus"


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Summaries come from claude-3-haiku-20240307.", ["1:21"]),
        ("Summaries come from `claude-3-haiku-20240307`.", ["1:22"]),
        ("Use claude-sonnet-4-5 here.", ["1:5"]),
        ("## Stage 2: summary (claude-3-haiku-20240307)\n\nWrite it.", ["1:22"]),
        ("### Draft (`claude-2.1`)\n\nWrite it.", ["1:13"]),
        ("**Tier:** haiku → claude-3-opus-20240229", ["1:19"]),
        ("If it does not pass, hand over to claude-2.1.", ["1:35"]),
        ("## Changelog of claude-2.1\n\nNothing.", []),
        ("## Example: claude-2.1\n\nNothing.", []),
        ("claude-2.1 → haiku", []),
        ("```python\nx(model='claude-2.1')\n```\n", ["2:10"]),
        (
            "```ts\n// ❌ WRONG\ncall({\n  model: 'claude-2.1',\n})\n\n// ✅ CORRECT\ncall({\n  model: 'claude-2.1',\n})\n```\n",
            ["9:11"],
        ),
        ("Never use claude-2.1.", []),
        ("It was claude-2.1 in spring.", []),
        ("Migrated from claude-2.1 to haiku.", []),
        ("The log said “claude-2.1”.", []),
        ("> claude-2.1 writes.", []),
        ("## Changelog\n\nWritten by claude-2.1.", []),
        ("Use claude-opus-5-5 here.", []),
        ("Run `claude --model claude-2.1`.", []),
    ],
)
def test_stale_mention(text, places):
    assert [line.split(" ")[0] for line in found(text, "models/stale-mention")] == places


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (FRONT.format("sonnet-4.5"), AGENT, ["4:8 there is no model sonnet-4.5 (table of 2026-11-20)"]),
        (FRONT.format("claude-4-5-haiku"), AGENT, ["4:8 there is no model claude-4-5-haiku (table of 2026-11-20)"]),
        ("Use `claude-4-5-haiku`.", "CLAUDE.md", ["1:6 there is no model claude-4-5-haiku (table of 2026-11-20)"]),
        ("Use `claude-opus-4-8`, never `claude-4-5-haiku`.", "CLAUDE.md", []),
        ("Use `claude-sonnet-4.6`.", "CLAUDE.md", []),
        ("Use `anthropic/claude-4-5-haiku`.", "CLAUDE.md", []),
        ("Use `claude-code-action`.", "CLAUDE.md", []),
        (FRONT.format("claude-opus-9"), AGENT, []),
        (FRONT.format("claude-haiku-4-5"), AGENT, []),
        (FRONT.format("Sonnet"), AGENT, []),
        (FRONT.format("gpt-5"), AGENT, []),
    ],
)
def test_unknown(text, path, expected):
    assert found(text, "models/unknown", path) == expected


@pytest.mark.parametrize(
    ("name", "unknown", "near"),
    [
        ("sonnet-4.5", True, "claude-sonnet-4-5"),
        ("claude-4-5-haiku", True, "claude-haiku-4-5"),
        ("claude-haiku-4-5-20250101", True, "claude-haiku-4-5"),
        ("claude-sonnet-6", False, ""),
        ("claude-haiku-5-6", False, ""),
        ("claude-mythos-preview", False, ""),
    ],
)
def test_names(name, unknown, near):
    assert looks_unknown(name) is unknown
    assert not unknown or nearest(name) == near


@pytest.mark.parametrize(
    ("text", "path", "places"),
    [
        (FRONT.format("claude-opus-5-5"), AGENT, ["4:8"]),
        (FRONT.format("opus"), AGENT, []),
        (FRONT.format("claude-2.1"), AGENT, []),
        ("Delegate reviews to claude-opus-5-5.", "CLAUDE.md", ["1:21"]),
        ("The app calls claude-opus-5-5.", "CLAUDE.md", []),
    ],
)
def test_pinned(text, path, places):
    assert [line.split(" ")[0] for line in found(text, "models/pinned", path)] == places


def test_the_table_is_refreshed(tmp_path, monkeypatch, capsys):
    """What the package calls deprecated, with its day as the table writes it; what is new, without a price."""
    spec = importlib.util.spec_from_file_location("refresh_models", ROOT / "docs" / "refresh_models.py")
    refresh = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(refresh)
    rows = [{"id": "claude-opus-4-7", "state": "active", "retires_not_before": "2027-04-16"}]
    table = tmp_path / "models.json"
    table.write_text(json.dumps({"as_of": "2026-11-20", "tiers": ["haiku", "opus"], "models": rows}), "utf-8")
    known = {"claude-opus-4-7", "claude-opus-6"}, {"claude-opus-4-7": refresh.iso("March 3rd, 2027")}
    monkeypatch.setattr(refresh, "TABLE", table)
    monkeypatch.setattr(refresh, "known_to_package", lambda: known)
    monkeypatch.setattr(sys, "argv", ["refresh_models.py", "--write"])
    refresh.main()
    assert capsys.readouterr().out == "new: claude-opus-6\ndeprecated: claude-opus-4-7, ends 2027-03-03\n"
    assert json.loads(table.read_text("utf-8"))["models"] == [
        {"id": "claude-opus-6", "line": "opus", "state": "active"},
        {"id": "claude-opus-4-7", "state": "deprecated", "retires": "2027-03-03"},
    ]
