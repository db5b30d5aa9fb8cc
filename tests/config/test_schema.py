"""From the schema to the caret: one walk for each way a schema is put together."""

from __future__ import annotations

import json

import pytest

from ctxlint import outline
from ctxlint.base.errors import CtxlintError
from ctxlint.config import schema
from ctxlint.parse import parse

TEXT = """\
# ADR 7

## Status

maybe

## Options

- one
"""


def walk(tmp_path, content: dict, text: str = TEXT) -> list[tuple]:
    """Rule, message, hint and the text under the caret of each violation."""
    path = tmp_path / f"{len(list(tmp_path.iterdir()))}.schema.json"
    path.write_text(json.dumps(content))
    document = parse(text.encode(), "adr/7.md", "adr")
    words = {"status": ("Status",), "options": ("Options",), "decision": ("Decision",)}
    built = outline.Outline(document, words)
    found = schema.violations(built.value, str(path))
    return [(v.rule, v.message, v.hint, document.slice(built.locate(v.pointer))) for v in found]


def test_required(tmp_path):
    content = {
        "properties": {
            "parts": {
                "required": ["status", "decision"],
                "x-rule": "adr/missing",
                "x-message": "no {missing} in {heading}",
            }
        }
    }
    assert walk(tmp_path, content) == [("adr/missing", "no decision in ADR 7", None, "# ADR 7")]


def test_contains(tmp_path):
    items = {
        "contains": {"pattern": "reject"},
        "x-rule": "adr/none-rejected",
        "x-message": "“{heading}” rejects nothing",
        "x-hint": "say why",
    }
    content = {"properties": {"parts": {"properties": {"options": {"properties": {"items": items}}}}}}
    assert walk(tmp_path, content) == [("adr/none-rejected", "“Options” rejects nothing", "say why", "## Options")]


def test_any_of_speaks_for_itself(tmp_path):
    branches = [{"required": ["decision"]}, {"required": ["consequences"]}]
    content = {
        "properties": {
            "parts": {"anyOf": branches, "x-rule": "adr/undecided", "x-message": "neither decided nor weighed"}
        }
    }
    assert walk(tmp_path, content) == [("adr/undecided", "neither decided nor weighed", None, "# ADR 7")]


def test_any_of_lets_a_branch_with_a_rule_of_its_own_speak(tmp_path):
    few = {
        "properties": {
            "options": {"properties": {"items": {"minItems": 2, "x-rule": "adr/one-option", "x-message": "one option"}}}
        }
    }
    content = {
        "properties": {
            "parts": {"anyOf": [{"required": ["decision"]}, few], "x-rule": "adr/undecided", "x-message": "undecided"}
        }
    }
    assert walk(tmp_path, content) == [("adr/one-option", "one option", None, "## Options")]


def test_ref_keeps_the_notes_on_both_sides(tmp_path):
    content = {
        "properties": {"parts": {"x-rule": "adr/outer", "properties": {"options": {"$ref": "#/$defs/list"}}}},
        "$defs": {"list": {"properties": {"items": {"minItems": 3, "x-message": "{value} is too short"}}}},
    }
    assert walk(tmp_path, content) == [("adr/outer", '["one"] is too short', None, "## Options")]
    content["$defs"]["list"]["x-rule"] = "adr/inner"
    assert walk(tmp_path, content)[0][0] == "adr/inner"


def test_ref_to_a_file_beside_the_schema(tmp_path):
    (tmp_path / "parts.schema.json").write_text(
        json.dumps({"$id": "https://example.com/x", "required": ["decision"], "x-rule": "adr/missing"})
    )
    content = {"properties": {"parts": {"$ref": "parts.schema.json"}}}
    assert walk(tmp_path, content) == [("adr/missing", "decision is missing", None, "# ADR 7")]


def test_all_of(tmp_path):
    first = {"properties": {"options": {"properties": {"words": {"minimum": 9, "x-rule": "adr/short"}}}}}
    content = {"properties": {"parts": {"x-rule": "adr/all", "allOf": [first, {"required": ["decision"]}]}}}
    assert walk(tmp_path, content) == [
        ("adr/all", "decision is missing", None, "# ADR 7"),
        ("adr/short", "words is 1, at least 9 is needed", None, "## Options"),
    ]


def test_if_then_else(tmp_path):
    content = {
        "if": {"properties": {"title": {"const": "ADR 7"}}},
        "then": {"properties": {"parts": {"maxProperties": 1}}, "x-rule": "adr/then"},
    }
    assert [v[0] for v in walk(tmp_path, content)] == ["adr/then"]


def test_without_a_rule_of_its_own(tmp_path):
    assert walk(tmp_path, {"properties": {"title": {"pattern": "^RFC"}}}) == [
        (None, "title is ADR 7, which does not match ^RFC", None, "# ADR 7")
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("{", "is not JSON"),
        ('{"type": "objekt"}', "is not a JSON Schema"),
        ('{"$ref": "gone.json"}', "cannot resolve"),
        ('{"$ref": "https://example.com/x.json"}', "cannot resolve"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_broken_schema_is_said_and_not_raised(tmp_path, content, says):
    path = tmp_path / "x.schema.json"
    path.write_text(content)
    with pytest.raises(CtxlintError, match=says):
        list(schema.violations({}, str(path)))


def test_the_rules_a_schema_names(tmp_path):
    path = tmp_path / "x.schema.json"
    path.write_text(
        json.dumps(
            {
                "x-rule": "a/one",
                "allOf": [{"x-rule": "a/two"}, {"$ref": "#/$defs/d"}],
                "$defs": {"d": {"x-rule": "a/three"}},
            }
        )
    )
    assert set(schema.rule_names(str(path))) == {"a/one", "a/two", "a/three"}
