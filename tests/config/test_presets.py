"""Presets: data that sets levels under a name; what wins over them, and what they may raise."""

from __future__ import annotations

import json
import re

import pytest
from helpers import ROOT, cli, repository, write

from ctxlint.base.model import Severity
from ctxlint.config import Config
from ctxlint.config.levels import layers, level
from ctxlint.config.select import Layer, selected
from ctxlint.data import presets as data
from ctxlint.engine.registry import BY_NAME
from ctxlint.engine.run import Job, settings_for

TEXT = "# Harbour\n\n- Follow best practices.\n\nVersion: TBD\n"
VAGUE, SLOT = "3:10 wording/platitude", "5:10 parts/placeholder"
SMALL = 'preset = "small-model"\n'


def check(root, *arguments: str) -> list[str]:
    """ "level line:col rule" of each finding, hidden ones included."""
    done = cli("check", "--output-format", "json", *arguments, "CLAUDE.md", cwd=root)
    assert done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)["findings"]
    return [f"{one['severity']} {one['line']}:{one['column']} {one['rule']}" for one in found]


@pytest.mark.parametrize(
    ("table", "arguments", "expected"),
    [
        ("", [], [f"info {VAGUE}", f"warning {SLOT}"]),
        (SMALL, [], [f"warning {VAGUE}", f"warning {SLOT}"]),
        ("", ["--preset", "small-model"], [f"warning {VAGUE}", f"warning {SLOT}"]),
        (SMALL, ["--preset", "default"], [f"info {VAGUE}", f"warning {SLOT}"]),
        (SMALL + '[severity]\nwording = "info"\n', [], [f"info {VAGUE}", f"warning {SLOT}"]),
        (SMALL + '[severity]\n"wording/platitude" = "error"\nwording = "off"\n', [], [f"error {VAGUE}", f"warning {SLOT}"]),
        (SMALL + '[severity]\nwording = "off"\n', [], [f"warning {SLOT}"]),
        ('[severity]\n"wording/platitude" = "off"\n', ["--preset", "small-model"], [f"warning {SLOT}"]),
        ('select = ["wording", "parts"]\n[severity]\n"wording/platitude" = "off"\n', [], [f"warning {SLOT}"]),
        ('select = ["wording/platitude"]\n[severity]\nwording = "off"\n', [], []),
        ('[severity]\n"wording" = "off"\n', ["--select", "wording/platitude"], [f"info {VAGUE}"]),
        (SMALL + '[severity]\n"wording" = "off"\n', ["--extend-select", "wording"], [f"warning {VAGUE}", f"warning {SLOT}"]),
        ('[severity]\n"wording" = "off"\n', ["--select", "wording", "--ignore", "wording/platitude"], []),
    ],
)  # fmt: skip
def test_who_wins(tmp_path, table, arguments, expected):
    repository(tmp_path, {"CLAUDE.md": TEXT, "ctxlint.toml": table})
    assert check(tmp_path, *arguments) == expected


def test_what_a_preset_turns_off_is_selected_by_name(monkeypatch):
    quiet = {"quiet": {"wording": Severity.OFF}, "default": {}}
    monkeypatch.setattr("ctxlint.config.levels.presets", lambda: quiet)
    names = frozenset(BY_NAME)

    def on(config: Config) -> bool:
        return "wording/hedge" in selected(names, layers(names, config))

    assert not on(Config(preset="quiet"))
    assert on(Config(preset="quiet", layer=Layer(extend_select=("wording/hedge",))))
    assert on(Config(preset="quiet", layer=Layer(select=("wording",))))
    assert on(Config(preset="quiet", severity={"wording": Severity.WARNING}))
    assert not on(Config(preset="quiet", layer=Layer(select=("files",)), severity={"wording": Severity.WARNING}))
    assert on(Config(preset="default"))
    assert level("wording/hedge", Config(preset="quiet"), None, Severity.INFO) is Severity.INFO


def test_an_unused_ignore_of_a_rule_that_is_off_is_not_reported(tmp_path):
    text = "# A\n\n<!-- ctxlint: ignore[wording/platitude] ours -->\n- Follow best practices.\n"
    repository(tmp_path, {"CLAUDE.md": text, "ctxlint.toml": '[severity]\nwording = "off"\n'})
    assert check(tmp_path) == []


@pytest.mark.parametrize(
    ("name", "says"),
    [("small-modell", "; did you mean “small-model”?"), ("zzz", "; there are default, small-model")],
)
def test_an_unknown_preset_is_exit_2(tmp_path, name, says):
    repository(tmp_path, {"CLAUDE.md": TEXT})
    for command in ("check", "init"):
        done = cli(command, "--preset", name, cwd=tmp_path)
        assert (done.returncode, done.stderr) == (2, f"ctxlint: --preset: there is no preset “{name}”{says}\n")
    write(tmp_path, {"ctxlint.toml": f'preset = "{name}"\n'})
    done = cli("check", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.endswith(f"ctxlint.toml: preset: there is no preset “{name}”{says}\n")
    write(tmp_path, {"ctxlint.toml": "preset = 3\n"})
    assert cli("check", cwd=tmp_path).returncode == 2


def test_config_shows_the_preset_and_what_it_sets(tmp_path):
    repository(tmp_path, {"CLAUDE.md": TEXT, "ctxlint.toml": SMALL})
    text = cli("config", cwd=tmp_path).stdout
    assert '\npreset            "small-model"  (ctxlint.toml)\n                  wording: warning\n' in text
    row = json.loads(cli("config", "--output-format", "json", cwd=tmp_path).stdout)["settings"]["preset"]
    assert (row["value"], row["sets"]["budget"]) == ("small-model", "warning")
    off = cli("config", "--no-config", cwd=tmp_path).stdout
    assert '\npreset            "default"  (default)\nseverity ' in off


def test_every_preset_names_what_is_there_and_the_schema_and_the_help_name_it():
    groups = {name.partition("/")[0] for name in BY_NAME}
    for levels in data.presets().values():
        assert levels.keys() <= BY_NAME.keys() | groups
    schema = json.loads((ROOT / "schemas/config.schema.json").read_text("utf-8"))
    assert schema["properties"]["preset"]["enum"] == list(data.presets())
    said = cli("check", "--help", cwd=ROOT).stdout
    assert all(name in said for name in data.presets())


def shares() -> dict[str, float]:
    """Rule -> the share of its findings that are true, of those that docs/precision.md has a figure for."""
    rows = [line.strip("| \n").split("|") for line in (ROOT / "docs/precision.md").read_text("utf-8").splitlines() if line.startswith("| ")]  # fmt: skip
    heads = [cell.strip() for cell in rows[0]]
    found = {}
    for row in rows[1:]:
        cells = dict(zip(heads, (cell.strip() for cell in row), strict=False))
        counted = [re.match(r"(\d+)%", cells.get(head, "")) for head in ("right", "meh")]
        if counted[0] and cells["rule"].startswith("`"):
            found[cells["rule"].strip("`")] = sum(int(match[1]) for match in counted if match) / 100
    return found


def test_a_preset_raises_only_what_is_true_on_real_files():
    measured = shares()
    assert len(measured) > 20
    for preset in data.presets():
        levels = settings_for(Config(preset=preset), "CLAUDE.md", Job()).severity
        raised = {name for name, severity in levels.items() if severity > BY_NAME[name].severity}
        assert {name for name in raised if measured.get(name, 0) < 0.6} == set()


def test_init_writes_the_line_and_overwrites_nothing(tmp_path):
    repository(tmp_path, {"Makefile": "test:\n\ttrue\n"})
    done = cli("init", "-y", "--preset", "small-model", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ctxlint.toml").read_text() == SMALL
    for name, place in ((".ctxlint.toml", "at its top"), ("pyproject.toml", "below [tool.ctxlint]")):
        there = repository(tmp_path / name, {name: "[tool.ctxlint]\n" if name[0] == "p" else "# ours\n"})
        done = cli("init", "-y", "--force", "--preset", "small-model", cwd=there)
        assert done.returncode == 2
        assert f'{name} is there already: add the line preset = "small-model" {place}\n' in done.stderr
        assert not (there / "ctxlint.toml").exists()
        assert not (there / "CLAUDE.md").exists()
