"""Versions beside manifests, and sources of truth that are not there."""

from __future__ import annotations

import pytest
from helpers import findings, repository

from ctxlint.rules.claims.versions import Range, allowed, at_least, exactly

NODE = {"package.json": '{"engines": {"node": ">=20"}}'}
RUBY = {".ruby-version": "3.3.0\n"}
PYTHON = {"pyproject.toml": '[project]\nname = "x"\nversion = "1"\nrequires-python = ">=3.11"\n'}


def found(text: str, files: dict[str, str], root, path: str = "CLAUDE.md", rule: str = "claims/version") -> list[str]:
    return [line.replace(f" {rule} ", " ") for line in findings(text, path, [rule], files, root)]


@pytest.mark.parametrize(
    ("text", "files", "expected"),
    [
        ("Write for Node 14.", NODE, ["1:11 Node 14, but package.json says node >=20"]),
        ("Needs Node.js 18+.", NODE, ["1:7 Node.js 18+, but package.json says node >=20"]),
        ("- **Node** v12", NODE, ["1:5 Node** v12, but package.json says node >=20"]),
        ("Python 3.8 or later", PYTHON, ["1:1 Python 3.8 or later, but pyproject.toml says python >=3.11"]),
        ("Go 1.19", {"go.mod": "module x\n\ngo 1.23\n"}, ["1:1 Go 1.19, but go.mod says go 1.23"]),
        ("Node 18", {".nvmrc": "20.11.0\n"}, ["1:1 Node 18, but .nvmrc says node 20.11.0"]),
        ("- Node: 18 LTS", NODE, ["1:3 Node: 18, but package.json says node >=20"]),
        ("- Node: 18, installed by hand", NODE, ["1:3 Node: 18, but package.json says node >=20"]),
        ("- Node: 18 or any build of it", NODE, ["1:3 Node: 18, but package.json says node >=20"]),
        ("- Python: 3.8, with 4-space indent", PYTHON, ["1:3 Python: 3.8, but pyproject.toml says python >=3.11"]),
        ("Node 18 services run in one process.", NODE, ["1:1 Node 18, but package.json says node >=20"]),
        ("Ruby 2 everywhere", RUBY, ["1:1 Ruby 2, but .ruby-version says ruby 3.3.0"]),
    ],
)
def test_version(tmp_path, text, files, expected):
    assert found(text, files, tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("Write for Node 22.", NODE),
        ("Write for Node 20+.", NODE),
        ("Needs Python 3.", PYTHON),
        ("Python 3.12", PYTHON),
        ("Node 18", {**NODE, ".nvmrc": "18\n"}),
        ("f-strings (Python 3.6+)", PYTHON),
        ("Available since Node 14.", NODE),
        ("Never use Node 14.", NODE),
        ("We migrated from Node 14.", NODE),
        ("## Changelog\n\nNode 14", NODE),
        ("The log says “Node 14”.", NODE),
        ("> Node 14", NODE),
        ("`Node 14`", NODE),
        ("Node 14", {}),
        ("Node 14", {"package.json": "{"}),
        ("Node 14", {"package.json": '{"engines": {"node": "lts/*"}}'}),
        ("Node 14", {"package.json": '{"engines": {"node": 3}}'}),
        ("Node 14 apples in Python 20%", PYTHON),
        ("- Ruby: 2-space indent", RUBY),
        ("- Ruby: 2 spaces, snake_case", RUBY),
        ("- Ruby 2 blanks", RUBY),
        ("- Python: 4 spaces", PYTHON),
        ("- Node: 2 workers for each core", NODE),
        ("- Ruby: 4 Leerzeichen", RUBY),
        ("- Ruby: 8 modules in one folder", RUBY),
        ("The folder of Ruby 2 levels up holds the schema.", RUBY),
        ("- Node = 4 replicas", NODE),
        ("- Python: 2 个空格", PYTHON),
        ("Start from Node 18-alpine.", NODE),
        ("CI runs Python 3.8–3.13.", PYTHON),
        ("CI runs Python 3.8 — 3.13.", PYTHON),
    ],
)
def test_version_is_silent(tmp_path, text, files):
    assert found(text, files, tmp_path) == []


def test_the_manifest_of_the_folder_or_of_one_above(tmp_path):
    files = {**NODE, "a/package.json": '{"engines": {"node": ">=14 <16"}}', "a/b/CLAUDE.md": "Node 14"}
    assert found("Node 14", files, tmp_path, "a/b/CLAUDE.md") == []
    assert found("Node 18", files, tmp_path, "a/b/CLAUDE.md") == ["1:1 Node 18, but a/package.json says node >=14 <16"]


def test_skills_state_their_own_needs(tmp_path):
    assert found("Node 14", NODE, tmp_path, "skills/a/SKILL.md") == []


@pytest.mark.parametrize(
    ("constraint", "expected"),
    [
        (">=20", (at_least((20,)),)),
        ("^3.10", (Range((3, 10), (4,)),)),
        ("~=3.11", (Range((3, 11), (4,)),)),
        ("~1.2.3", (Range((1, 2, 3), (1, 3)),)),
        ("18 || >=20", (exactly((18,)), at_least((20,)))),
        (">=3.8,<3.13", (Range((3, 8), (3, 13)),)),
        ("16 - 18", (Range((16,), (19,)),)),
        ("20.x", (exactly((20,)),)),
        ("v20.11.0", (exactly((20, 11, 0)),)),
        ("^0.3", (Range((0, 3), (0, 4)),)),
        ("lts/*", ()),
        ("", ()),
        ("latest", ()),
        (">=3 <2", ()),
    ],
)
def test_constraints(constraint, expected):
    assert allowed(constraint) == expected


@pytest.mark.parametrize("constraint", ["9" * 5000, ">=" * 50_000, "1." * 50_000, "|" * 50_000, " " * 100_000 + "x"])
def test_hostile_constraints(constraint):
    try:
        allowed(constraint)
    except ValueError as problem:  # Python refuses to read a number of 5,000 digits
        pytest.fail(str(problem))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The single source of truth is `data/prices.json`.",
            ["1:32 data/prices.json is called the source of truth, and is not there"],
        ),
        ("The source of truth is `data/tariffs.json`.", []),
        ("`data/prices.json` is not the source of truth.", []),
        ("If you create one, `data/prices.json` is the source of truth.", []),
        ("While a feature is built, `data/specs.md` is its source of truth.", []),
        ("The source of truth is `data/plan.md` until the release.", []),
        ("The source of truth is [`data/prices.json`](https://example.org/prices).", []),
        ("The source of truth is `data/prices.json` of [office](https://github.com/harbour/office).", []),
        ("The source of truth is `<name>/prices.json`.", []),
        ("The source of truth is the code.", []),
    ],
)
def test_source_of_truth(tmp_path, text, expected):
    repository(tmp_path, {"data/tariffs.json": "[]", "CLAUDE.md": text})
    assert found(text, {}, tmp_path, rule="claims/source-of-truth") == expected
