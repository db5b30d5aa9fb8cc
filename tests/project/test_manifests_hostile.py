"""Broken, hostile and huge manifests: a note at worst, never an exception, never a wait."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctxlint.project.manifests import MODULES, Manifest, read_manifest


@pytest.mark.parametrize(
    ("path", "text", "note"),
    [
        ("a/package.json", '{"scripts": {}\n  "x": 1}', "a/package.json:2:3: Expecting ',' delimiter"),
        ("package.json", "[]", "package.json: expected an object"),
        ("package.json", "[" * 100_000, "package.json: nested too deeply"),
        ("package.json", " \n", "empty"),
        ("package.json", '{"a": "' + "x" * 10_000_001, "larger than 10 MB, not read"),
        ("deno.json", "{\n// c\n /* c */ x}", "deno.json:3:10: Expecting property name enclosed in double quotes"),
        ("pyproject.toml", "[project]\nname = \n", "pyproject.toml:2:8: Invalid value"),
        ("pyproject.toml", ".".join("a" * 500) + " = 1", "pyproject.toml:1: key nested too deeply"),
        ("noxfile.py", "def x(:\n", "noxfile.py:1:7: invalid syntax"),
        ("noxfile.py", "x\0", None),
        ("Makefile", "", "empty"),
        ("Taskfile.yml", "tasks: [a\n", "Taskfile.yml:2:1: expected ',' or ']', but got '<stream end>'"),
        ("Taskfile.yml", "a: !!bool maybe\n", "Taskfile.yml: 'maybe'"),
        ("Taskfile.yml", "a: !!timestamp maybe\n", None),
        ("Taskfile.yml", "- a\n", "Taskfile.yml: expected an object"),
        ("Taskfile.yml", "[" * 5000, "Taskfile.yml: nested too deeply"),
    ],
)
def test_broken(path, text, note):
    (manifest,) = read_manifest(path, {path: text}.get)
    assert manifest == Manifest(manifest.tool, path, note=manifest.note)
    assert manifest.note == note if note else manifest.note


def test_unreadable():
    assert [m.note for m in read_manifest("package.json", lambda path: None)] == ["not readable, or larger than 10 MB"]


PATHS = [pattern.replace("*", "x") for patterns in MODULES.values() for pattern in patterns]
SNIPPETS = [
    "a:", "b\n", "\t$(", ")", "{", "}", "[", "]", "'", '"', "#", ":", "=", ":=", "\\", "\\\n", "%", "*",
    "define", "endef", "include", "mod", "import", "alias", "task", "namespace", "end", "do", "[tox]",
    "envlist", "{a,b}", "!!bool", "!!float", "&", "<<:", "@session", "def", "f():", "'''", "```", "<module>",
    "/*", "//", ",", "null", "true", "1e999", '\x00', '\ud800', '\u2028', '\xe9',
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from([*SNIPPETS, " ", "\n", "\t"]), max_size=60).map("".join))
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
)
KEYS = [
    "scripts", "bin", "engines", "packageManager", "workspaces", "volta", "devEngines", "tasks", "tool", "poe",
    "require", "sdk", "name", "tox", "env", "env_list", "commands", "hatch", "envs", "workspace", "package",
    "alias", "tools", "repos", "hooks", "id", "configurePresets", "packages", "includes", "aliases", "cmds",
]  # fmt: skip


@settings(max_examples=1500, deadline=None)
@given(st.sampled_from(PATHS), TEXTS)
def test_no_text_makes_a_reader_raise(path, text):
    for manifest in read_manifest(path, lambda other: text):
        assert isinstance(manifest, Manifest)


@settings(max_examples=600, deadline=None)
@given(
    st.sampled_from([path for path in PATHS if path.endswith(("json", "yml", "yaml"))]),
    st.recursive(VALUES, lambda inner: st.dictionaries(st.sampled_from(KEYS), inner, max_size=5), max_leaves=20),
)
def test_no_shape_makes_a_reader_raise(path, value):
    for manifest in read_manifest(path, lambda other: json.dumps(value)):
        assert all(isinstance(script.name, str) and isinstance(script.command, str) for script in manifest.scripts)
        assert all(isinstance(version, str) for version in manifest.versions.values())


TEXT = 300_000
LONG = {
    "Makefile": [
        "a" * TEXT,
        "$(" * (TEXT // 2),
        "a " * (TEXT // 2) + ":",
        "$(A):\n" * (TEXT // 6),
        "\\\n" * (TEXT // 2),
        "A = " + "b " * 15_000 + "\n" + "$(A):\n" * 30_000,
        "A += $(A)$(A)\n" * 15_000 + "$(A):",
        "a b:\n" + "\tx\n" * 90_000,
        "$(a:" * 75_000,
        " " * TEXT,
        "include x\n" * 30_000,
        "export " * 30_000,
    ],
    "justfile": [
        "a" * TEXT,
        "import '" * 30_000,
        "a " * 150_000,
        "mod " * 60_000,
        "import 'a'\n" * 30_000,
        "a " + "b=' " * 60_000 + ":",
        "a " + "-" * TEXT + ":",
    ],
    "package.json": ['{"scripts": {' + ",".join(f'"{n}": "x"' for n in range(18_000)) + "}}"],
    "deno.jsonc": [
        "/*" * 150_000,
        '"' * TEXT,
        "," * TEXT,
        "," + " " * TEXT,
        "//" * 150_000,
        "\\" * TEXT,
        '"\\' * 120_000,
    ],
    "tox.ini": [
        "[" * TEXT,
        "a" + " " * TEXT + "b",
        "[tox]\nenvlist = " + "{a,b}" * 60_000,
        "[tox]\nenvlist = " + "a," * 150_000,
    ],
    "pyproject.toml": ["a." * 150_000, "[" * TEXT, '"' * TEXT, "a = '''" + "x\n" * 120_000],
    "Rakefile": ["task " * 60_000, "namespace :a do\n" * 18_000, ":" * TEXT, "task '" * 45_000, "require " * 30_000],
    "mix.exs": ["aliases: [" * 30_000, "def aliases\n" * 24_000, "[" * TEXT, "{:" * 150_000, "{" + " " * TEXT],
    "build.gradle": ["tasks.register(" * 18_000, "task " * 60_000, "val a by " * 30_000, "include " * 30_000],
    "a.csproj": ["<TargetFramework>" * 15_000, "<!--" * 75_000],
    "pom.xml": ["<module>" * 30_000, "<release>" + " " * TEXT],
    "Gemfile": ["ruby " * 60_000, " " * TEXT, "ruby '" * 45_000, "gem '" * 60_000],
    "go.work": ["use (" * 60_000, "use (\n" * 45_000],
    "CMakeLists.txt": ["cmake_minimum_required(" * 12_000, " " * TEXT],
    "Package.swift": ["//" * 150_000, " " * TEXT],
    "Taskfile.yml": ["[" * 60_000, "a: " + "1:" * 30_000 + "1", "tasks:\n" + "  a: b\n" * 9_000, "- " * 30_000],
    "noxfile.py": ["(" * 30_000, "-" * 30_000, "a+" * 15_000, "@session\n" * 15_000],
    ".tool-versions": ["a " * 150_000],
}


@pytest.mark.parametrize(("path", "index"), [(path, i) for path, texts in LONG.items() for i in range(len(texts))])
def test_long_input_is_read_to_its_end(path, index):
    text = LONG[path][index]
    assert [one.path for one in read_manifest(path, lambda other: text)] in ([], [path])
