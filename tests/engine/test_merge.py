"""One stale fact is one finding, whatever it is found by and wherever else it stands."""

from __future__ import annotations

import json

import pytest
from helpers import ROOT, cli, repository, write
from jsonschema import Draft202012Validator

REPORT = Draft202012Validator(json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8")))
SKILL = """---
name: chart
description: Draws a chart. Use when a chart is asked for.
---

# Chart

Read [the colours](colours.md) and run `npm run paint`.

Add tests where appropriate.

```bash
make chart
"""
SKILLS = [f"{folder}/skills/chart/SKILL.md" for folder in (".agents", ".claude", "plugins/chart")]
STALE = "# A\n\n" + "".join(f"- `pnpm {verb}`\n" for verb in "install test build lint dev add remove".split())
NPM = {"package.json": '{"scripts": {"test": "true"}}', "package-lock.json": '{"lockfileVersion": 3}'}
PNPM = "commands/wrong-package-manager"


def report(*arguments: str, cwd, code: int = 0) -> dict:
    answer = cli("check", "--output-format", "json", *arguments, cwd=cwd)
    assert answer.returncode == code, answer.stdout + answer.stderr
    value = json.loads(answer.stdout)
    REPORT.validate(value)
    return value


def told(value: dict) -> list[tuple[str, ...]]:
    """Each finding with its place and those of the others that say the same."""
    found = value["findings"]
    return [(one["rule"], *map(where, [one, *one["related"]])) for one in found]


def where(one: dict) -> str:
    return f"{one['path']}:{one['line']}:{one['column']}"


def test_seven_lines_of_one_stale_file_are_one_finding(tmp_path):
    repository(tmp_path, {"CLAUDE.md": STALE, **NPM})
    value = report("--select", PNPM, cwd=tmp_path)
    assert told(value) == [(PNPM, *(f"CLAUDE.md:{line}:4" for line in range(3, 10)))]
    [one] = value["findings"]
    assert one["message"].endswith("where the lockfile is of npm (and in 6 more places)")
    assert value["summary"]["warnings"] == 1
    report("--select", PNPM, "--strict", cwd=tmp_path, code=1)


def test_of_copies_what_the_text_alone_decides_is_one_finding(tmp_path):
    repository(tmp_path, {**dict.fromkeys(SKILLS, SKILL), **NPM})
    found = told(report(cwd=tmp_path, code=1))
    first, *others = SKILLS
    assert ("wording/escape-clause", *(f"{path}:10:11" for path in SKILLS)) in found
    assert ("files/unclosed-fence", *(f"{path}:12:1" for path in SKILLS)) in found
    links = [one for one in found if one[0] == "references/missing-link"]
    assert links == [("references/missing-link", f"{path}:8:20") for path in SKILLS]
    assert {len(one) for one in found if one[0] == "commands/missing-script"} <= {2}
    write(tmp_path, {first: SKILL + "make more\n"})  # no copy any more, but the line is
    found = told(report(cwd=tmp_path, code=1))
    assert ("wording/escape-clause", *(f"{path}:10:11" for path in SKILLS)) in found
    assert [one[1:] for one in found if one[0] == "files/unclosed-fence"] == [(f"{first}:12:1",), tuple(f"{path}:12:1" for path in others)]  # fmt: skip


def test_a_block_that_stands_in_three_files(tmp_path):
    block = "Add tests where appropriate.\n\nUse claude-2.1 for it.\n"
    files = {
        "CLAUDE.md": f"# A\n\n{block}",
        "a/CLAUDE.md": f"# B\n\nA line.\n\n{block}",
        "b/AGENTS.md": f"# C\n\n{block}",
    }
    repository(tmp_path, files)
    found = told(report("--select", "wording,models", cwd=tmp_path))
    assert ("wording/escape-clause", "CLAUDE.md:3:11", "a/CLAUDE.md:5:11", "b/AGENTS.md:3:11") in found
    assert ("models/stale-mention", "CLAUDE.md:5:5", "a/CLAUDE.md:7:5", "b/AGENTS.md:5:5") in found


def test_other_words_and_other_facts_stay_findings_of_their_own(tmp_path):
    text = (
        "# A\n\nAdd tests where appropriate.\n\nAdd comments where appropriate.\n\nSee [a](gone.md) and [b](lost.md).\n"
    )
    repository(
        tmp_path, {"CLAUDE.md": text, "a/CLAUDE.md": "# B\n\nOwner: TBD\n", "b/CLAUDE.md": "# C\n\nOwner: TBD\n"}
    )
    found = told(report("--select", "wording/escape-clause,references,parts/placeholder", cwd=tmp_path, code=1))
    assert found == [
        ("wording/escape-clause", "CLAUDE.md:3:11"),
        ("wording/escape-clause", "CLAUDE.md:5:14"),
        ("references/missing-link", "CLAUDE.md:7:9"),
        ("references/missing-link", "CLAUDE.md:7:26"),
        ("parts/placeholder", "a/CLAUDE.md:3:8"),
        ("parts/placeholder", "b/CLAUDE.md:3:8"),
    ]


def test_a_severity_of_its_own_is_a_finding_of_its_own_and_so_is_another_project(tmp_path):
    text = "# A\n\nAdd tests where appropriate.\n"
    for name in ("one", "other"):
        repository(tmp_path / name, {"CLAUDE.md": text, "a/CLAUDE.md": text})
    write(tmp_path / "one", {"a/ctxlint.toml": '[severity]\n"wording/escape-clause" = "error"\n'})
    value = report("--select", "wording/escape-clause", "one", "other", cwd=tmp_path, code=1)
    assert told(value) == [
        ("wording/escape-clause", "one/CLAUDE.md:3:11"),
        ("wording/escape-clause", "one/a/CLAUDE.md:3:11"),
        ("wording/escape-clause", "other/CLAUDE.md:3:11", "other/a/CLAUDE.md:3:11"),
    ]


def test_two_keys_that_look_alike_when_covered_are_two_findings(tmp_path):
    keys = [f"token: ghp_{'q7Rt2Lw9ZxV4bNm8KsJ1dFg6HpYc3TaUe5Xo'[::way]}\n" for way in (1, -1, 1)]
    repository(tmp_path, {f"{name}/CLAUDE.md": f"# {name}\n\n{key}" for name, key in zip("abc", keys, strict=True)})
    assert told(report("--select", "security/secret", cwd=tmp_path, code=1)) == [
        ("security/secret", "a/CLAUDE.md:3:8", "c/CLAUDE.md:3:8"),
        ("security/secret", "b/CLAUDE.md:3:8"),
    ]


def test_a_hook_that_names_only_a_copy_sees_it(tmp_path):
    repository(tmp_path, dict.fromkeys(SKILLS, SKILL))
    value = report("--select", "wording", SKILLS[2], cwd=tmp_path)
    assert told(value) == [("wording/escape-clause", f"{SKILLS[2]}:10:11")]
    assert "more place" not in value["findings"][0]["message"]


def test_a_suppressed_place_is_not_among_them(tmp_path):
    repository(tmp_path, {"CLAUDE.md": STALE.replace("# A\n", f"# A\n\n<!-- ctxlint: ignore[{PNPM}] -->"), **NPM})
    assert told(report("--select", PNPM, cwd=tmp_path)) == []
    silent = STALE.replace("`pnpm test`", f"`pnpm test` <!-- ctxlint: ignore[{PNPM}] -->")
    write(tmp_path, {"CLAUDE.md": silent})
    [one] = told(report("--select", PNPM, cwd=tmp_path))
    assert one[1:] == tuple(f"CLAUDE.md:{line}:4" for line in (3, 5, 6, 7, 8, 9))


def test_a_baseline_counts_every_place_and_a_new_one_is_reported(tmp_path):
    repository(tmp_path, {"CLAUDE.md": STALE, **NPM})
    own = report("--select", PNPM, cwd=tmp_path)["findings"][0]["fingerprint"]
    known = ("--select", PNPM, "--baseline", "b.json")
    assert cli("check", *known, "--write-baseline", cwd=tmp_path).stderr == "ctxlint: wrote 7 findings to b.json\n"
    entries = json.loads((tmp_path / "b.json").read_text("utf-8"))
    assert (len(entries), own in entries) == (8, True)
    assert told(report(*known, cwd=tmp_path)) == []
    write(tmp_path, {"CLAUDE.md": STALE.replace("- `pnpm dev`\n", "- `pnpm dev`\n- `pnpm update`\n")})
    value = report(*known, cwd=tmp_path)
    assert told(value) == [(PNPM, "CLAUDE.md:8:4")]
    assert "more place" not in value["findings"][0]["message"]


def test_every_place_is_mended(tmp_path):
    text = "# A\n\nRead [the guide](docs/Guide.md).\n\nAlso [here](docs/Guide.md) and [there](docs/Guide.md).\n"
    repository(tmp_path, {"CLAUDE.md": text, "docs/guide.md": "# Guide\n"})
    assert [len(one) for one in told(report(cwd=tmp_path))] == [4]
    assert cli("check", "--diff", cwd=tmp_path).stderr == "ctxlint: would fix 3 findings in 1 file\n"
    assert "fixed 3 findings in 1 file" in cli("check", "--fix", cwd=tmp_path).stderr
    assert (tmp_path / "CLAUDE.md").read_text("utf-8") == text.replace("Guide.md", "guide.md")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("full", "more places)\n  --> .agents/skills/chart/SKILL.md:10:11\n"),
        ("full", "   = see: plugins/chart/skills/chart/SKILL.md:10:11 the same here\n"),
        (
            "full",
            " = see: CLAUDE.md:7:4 the same here\n  = see: CLAUDE.md:8:4 the same here\n  = see: 1 more: --output-format json\n",
        ),
        ("concise", "npm (and in 6 more places: lines 4, 5, 6, 7, 8, …) (use npm)\n"),
        ("concise", "more places: .claude/skills/chart/SKILL.md:10, plugins/chart/skills/chart/SKILL.md:10)"),
        ("grouped", "npm (and in 6 more places: lines 4, 5, 6, 7, 8, …) (use npm)\n"),
        ("github", "npm (and in 6 more places: lines 4, 5, 6, 7, 8, …)%0Ause npm\n"),
        ("gitlab", "npm (and in 6 more places: lines 4, 5, 6, 7, 8, …) (use npm)"),
        (
            "junit",
            "warning: pnpm where the lockfile is of npm (and in 6 more places: lines 4, 5, 6, 7, 8, …)\nuse npm<",
        ),
        ("markdown", r"npm (and in 6 more places: lines 4, 5, 6, 7, 8, …)<br>use npm |"),
    ],
)
def test_each_format_names_the_other_places(tmp_path, name, says):
    repository(tmp_path, {"CLAUDE.md": STALE, **dict.fromkeys(SKILLS, SKILL), **NPM})
    text = cli("check", "--select", f"{PNPM},wording", "--show", "info", "--output-format", name, cwd=tmp_path).stdout
    assert says in text.replace("\\(", "(").replace("\\)", ")")


def test_sarif_points_at_the_other_places(tmp_path):
    repository(tmp_path, {"CLAUDE.md": STALE, **NPM})
    log = json.loads(cli("check", "--select", PNPM, "--output-format", "sarif", cwd=tmp_path).stdout)
    [one] = log["runs"][0]["results"]
    lines = [other["physicalLocation"]["region"]["startLine"] for other in one["relatedLocations"]]
    assert (lines, [other["id"] for other in one["relatedLocations"]]) == ([4, 5, 6, 7, 8, 9], [0, 1, 2, 3, 4, 5])


def test_counts_are_of_merged_findings(tmp_path):
    repository(tmp_path, dict.fromkeys(SKILLS, SKILL))
    text = cli("check", "--select", "wording", "--show", "info", cwd=tmp_path).stdout
    assert "Checked 3 files: 1 suggestion." in text
    rows = json.loads(cli("check", "--select", "wording", "--show", "info", "--statistics", "--output-format", "json", cwd=tmp_path).stdout)  # fmt: skip
    assert rows == [{"count": 1, "rule": "wording/escape-clause", "files": 3}]
