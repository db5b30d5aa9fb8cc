"""Configuration: where it is looked for, what it changes, and what is said of a mistake in it."""

from __future__ import annotations

import json

import pytest
from helpers import cli, repository

from ctxlint.base.globs import matches
from ctxlint.config.select import Layer, selected

NOTE = "Version: TBD\n"
PLACEHOLDER = "CLAUDE.md:1:10: warning[parts/placeholder]"


def lines(root, *arguments: str) -> list[str]:
    answer = cli("check", "--output-format", "concise", "-q", *arguments, cwd=root)
    assert answer.returncode in (0, 1), answer.stderr
    return answer.stdout.splitlines()


@pytest.mark.parametrize(
    "files",
    [
        {"ctxlint.toml": 'ignore = ["parts"]\n'},
        {".ctxlint.toml": 'ignore = ["parts/placeholder"]\n'},
        {"pyproject.toml": '[tool.ctxlint]\nignore = ["parts"]\n'},
        {"ctxlint.toml": 'select = ["files"]\n'},
        {"ctxlint.toml": '[per-file-ignores]\n"CLAUDE.md" = ["parts"]\n'},
        {"ctxlint.toml": '[per-file-ignores]\n"*.md" = ["parts/placeholder"]\n'},
        {"ctxlint.toml": '[severity]\n"parts/placeholder" = "info"\n'},
        {"ctxlint.toml": 'show = "error"\n'},
    ],
)
def test_settings_that_silence(tmp_path, files):
    repository(tmp_path, {"CLAUDE.md": NOTE, **files})
    assert lines(tmp_path) == []
    assert lines(tmp_path, "--no-config")[0].startswith(PLACEHOLDER)


def test_the_nearest_file_wins_and_levels_are_not_merged(tmp_path):
    repository(
        tmp_path,
        {
            "ctxlint.toml": 'ignore = ["parts"]\n',
            "CLAUDE.md": NOTE,
            "sub/.ctxlint.toml": 'ignore = ["files"]\n',
            "sub/CLAUDE.md": NOTE,
            "other/pyproject.toml": '[project]\nname = "x"\n',
            "other/CLAUDE.md": NOTE,
        },
    )
    assert [line.split(":")[0] for line in lines(tmp_path)] == ["sub/CLAUDE.md"]


def test_severity_for_a_group_and_for_a_rule(tmp_path):
    repository(
        tmp_path, {"CLAUDE.md": NOTE, "ctxlint.toml": '[severity]\nparts = "info"\n"parts/placeholder" = "error"\n'}
    )
    answer = cli("check", "--output-format", "concise", cwd=tmp_path)
    assert answer.returncode == 1
    assert "error[parts/placeholder]" in answer.stdout


def test_the_command_line_beats_the_configuration(tmp_path):
    repository(
        tmp_path, {"CLAUDE.md": NOTE, "ctxlint.toml": 'ignore = ["parts"]\nfail-on = "never"\noutput-format = "json"\n'}
    )
    assert lines(tmp_path, "--select", "parts/placeholder")[0].startswith(PLACEHOLDER)
    assert json.loads(cli("check", cwd=tmp_path).stdout)["version"] == 1
    assert cli("check", "--select", "ALL", "--strict", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('selct = ["files"]\n', "there is no setting “selct”; did you mean “select”?"),
        ('select = ["file"]\n', "there is no rule “file”; did you mean “files”?"),
        ("[budget]\nclaude-line = 3\n", "there is no setting “budget.claude-line”; did you mean “claude-lines”?"),
        ('[kinds.adr]\nfile = ["x"]\n', "there is no setting “kinds.adr.file”; did you mean “files”?"),
        ('[severity]\n"parts/missing" = "eror"\n', "severity.parts/missing: parts/missing is eror, but may only be"),
        ('exclude = "x"\n', "exclude is x, but must be an array"),
        ('ignore = ["parts/place-holder"]\n', "did you mean “parts/placeholder”?"),
        ('[severity]\n"parts/mising" = "info"\n', "did you mean “parts/missing”?"),
        ('[severity]\nparts = "loud"\n', "severity.parts: parts is loud, but may only be error or warning or info"),
        ("fail-on = 3\n", "fail-on"),
        ("select = [\n", "is not TOML"),
        ('[kinds.adr]\nfiles = ["docs/*.md"]\nschema = "gone.json"\n', "cannot read the schema"),
        ('[kinds.adr]\nfile = ["docs/*.md"]\n', "kinds.adr"),
        ('[per-file-ignores]\n"*.md" = ["wrong"]\n', "there is no rule “wrong”"),
    ],
)
def test_a_mistake_is_exit_2_with_what_to_write(tmp_path, text, says):
    repository(tmp_path, {"CLAUDE.md": NOTE, "ctxlint.toml": text})
    answer = cli("check", cwd=tmp_path)
    assert answer.returncode == 2
    assert says in answer.stderr
    assert "ctxlint.toml" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_named_configuration(tmp_path):
    repository(tmp_path, {"CLAUDE.md": NOTE, "conf/lint.toml": 'exclude = ["/CLAUDE.md"]\n', "sub/CLAUDE.md": NOTE})
    assert [line.split(":")[0] for line in lines(tmp_path, "--config", "conf/lint.toml")] == ["sub/CLAUDE.md"]
    answer = cli("check", "--config", "gone.toml", cwd=tmp_path)
    assert (answer.returncode, "cannot read" in answer.stderr) == (2, True)


def test_the_environment_names_format_and_configuration(tmp_path):
    repository(tmp_path, {"CLAUDE.md": NOTE, "c.toml": 'ignore = ["parts"]\n'})
    assert json.loads(cli("check", cwd=tmp_path, CTXLINT_OUTPUT_FORMAT="json").stdout)["summary"]["warnings"] == 1
    assert cli("check", "--strict", cwd=tmp_path, CTXLINT_CONFIG="c.toml").returncode == 0


def test_config_shows_what_holds_and_where_it_comes_from(tmp_path):
    repository(
        tmp_path, {"ctxlint.toml": 'fail-on = "warning"\nextend-exclude = ["old/**"]\nignore = ["files/empty"]\n'}
    )
    answer = json.loads(cli("config", "--output-format", "json", cwd=tmp_path).stdout)
    assert answer["file"].endswith("ctxlint.toml")
    assert answer["settings"]["fail-on"] == {"value": "warning", "from": "ctxlint.toml"}
    assert answer["settings"]["show"] == {"value": "warning", "from": "default"}
    assert "old/**" in answer["settings"]["exclude"]["value"]
    assert "files/empty" in answer["settings"]["rules on"]["from"]
    assert "fail-on" in cli("config", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("layers", "on"),
    [
        ([Layer()], "abc"),
        ([Layer(select=("g",))], "ab"),
        ([Layer(ignore=("g",))], "c"),
        ([Layer(ignore=("ALL",), extend_select=("g/a",))], "a"),
        ([Layer(select=("g",), ignore=("g/a",))], "b"),
        ([Layer(select=("g/a",), ignore=("g",))], "a"),
        ([Layer(select=("g",), ignore=("g",))], ""),
        ([Layer(ignore=("g",)), Layer(select=("g/a",))], "a"),
        ([Layer(select=("g",)), Layer(extend_select=("h",))], "abc"),
        ([Layer(select=("g",)), Layer(ignore=("g/b",))], "a"),
    ],
)
def test_the_more_specific_selector_wins(layers, on):
    names = {"a": "g/a", "b": "g/b", "c": "h/c"}
    assert selected(frozenset(names.values()), tuple(layers)) == {names[letter] for letter in on}


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("*.md", "a/b.md", True),
        ("docs/*.md", "docs/a.md", True),
        ("docs/*.md", "docs/a/b.md", False),
        ("docs/**/*.md", "docs/a.md", True),
        ("docs/**/*.md", "docs/a/b/c.md", True),
        ("**/CLAUDE.md", "CLAUDE.md", True),
        ("**/CLAUDE.md", "a/CLAUDE.md.bak", False),
        ("vendor", "a/vendor/b.md", True),
        ("vendor/", "vendor/b.md", True),
        ("/vendor", "a/vendor/b.md", False),
        ("a/{b,c}/d.md", "a/c/d.md", True),
        ("a/?.md", "a/b.md", True),
        ("a/[bc].md", "a/c.md", True),
        ("**", "a/b", True),
        ("", "a", False),
        ("./docs/a.md", "docs/a.md", True),
        ("CLAUDE.md", "claude.md", False),
    ],
)
def test_globs(pattern, path, fits):
    assert matches([pattern], path) is fits


@pytest.mark.parametrize(
    "pattern", ["**/" * 500 + "x", "*a" * 2000, "{" + "a," * 5000 + "}" * 3, "{a,b}" * 40, "[" * 5000]
)
def test_no_glob_explodes(pattern):
    assert matches([pattern], "/".join(["a"] * 500)) in (True, False)
