import subprocess
import sys
from importlib import import_module

import pytest
from helpers import write

from ctxlint.project import Project
from ctxlint.project.manifests import MODULES, Manifest, declares, manifest_names, read_manifest


def manifests(path, text):
    return list(read_manifest(path, {path: text}.get))


def only(path, text, tool=None, files=()):
    found = list(read_manifest(path, ({path: text} | dict(files)).get))
    found = [m for m in found if tool in (None, m.tool)]
    assert len(found) == 1, found
    assert found[0].note is None
    return found[0]


def names(manifest):
    return {script.name for script in manifest.scripts}


def command(manifest, name):
    return next(script.command for script in manifest.scripts if script.name == name)


# --- make


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("build:\n\tgo build\n", {"build"}),
        ("a b  c: d\n\techo\n", {"a", "b", "c"}),
        ("all:: one\nall:: two\n", {"all"}),
        ("a b &: c\n\techo\n", {"a", "b"}),
        (".PHONY: lint test\n", {"lint", "test"}),
        (".PHONY: lint \\\n  test\nlint:\n\techo\n", {"lint", "test"}),
        ("test : deps\n", {"test"}),
        ("  indented: deps\n", {"indented"}),
        ("X := a:b\nY ::= c:d\nZ ?= e:f\nW += g:h\nV=i:j\nU != k:l\nT :::= m:n\n", set()),
        ("X = $(if $(A:b=c),d)\nrun:\n", {"run"}),
        ("export X := y:z\nexport Y\nunexport Z\noverride CFLAGS = a:b\nexport:\n", {"export"}),
        ("define BODY\nno: no\n\techo: no\nendef\nyes:\n", {"yes"}),
        ("define A =\ndefine B\nno: no\nendef\nno2: no\nendef\nyes:\n", {"yes"}),
        ("ifeq ($(OS),x:y)\na:\nelse ifneq (a:b, c)\nb:\nelse\nc:\nendif\n", {"a", "b", "c"}),
        ("vpath %.h src:include\n", set()),
        ("# no: comment\nyes: # also: no\n", {"yes"}),
        ("# a comment \\\n  no: goes on\nyes:\n", {"yes"}),
        ("run:\n\techo a: b \\\n\t  c: d\nnext:\n", {"run", "next"}),
        ("run: ; echo a: b\n", {"run"}),
        ("debug: CFLAGS += -g\nrelease: export X := y\n", set()),
        ("debug: build\n", {"debug"}),
        ("objs: %.o: %.c\n\tcc\n", {"objs"}),
        ("NAME = app\n$(NAME) ${NAME}-test:\n", {"app", "app-test"}),
        ("A = $(B)-x\nB = b\n$(A):\n", {"b-x"}),
        ("TS = one\nTS += two\n$(TS):\n", {"one", "two"}),
        ("DIR = out\n$(DIR)/app.bin:\n", {"out/app.bin"}),
        (".RECIPEPREFIX = >\nrun:\n> echo a: b\nnext:\n", {"run", "next"}),
        (".venv: pyproject.toml\n.SUFFIXES: .c\n", {".venv"}),
        ("$(info loading: now)\nrun:\n", {"run"}),
        ("$(if $(V),,$(error set V: please))\nrun:\n", {"run"}),
        ("run:\r\n\techo\r\nnext:\r\n", {"run", "next"}),
        ("\ufeffrun:\n\techo\n", {"run"}),
        ("run:\n\t$(eval X := $(shell date))\n", {"run"}),
        ("%.o: %.c\n\tcc\nrun:\n", {"run"}),
        ("$(OBJS:.c=.o): x\nrun:\n", {"run"}),
        ("$(BUILD_DIR)/$(NAME): x\nrun:\n", {"run"}),
        ("X := $(shell echo no: no)\nY != echo no: no\nrun:\n", {"run"}),
    ],
)
def test_make_targets_when_nothing_is_left_open(text, expected):
    manifest = only("Makefile", text)
    assert names(manifest) == expected
    assert not manifest.open


@pytest.mark.parametrize(
    "text",
    [
        "%:\n\t@$(MAKE) -C src $@\n",
        ".DEFAULT:\n\techo\n",
        "include $(wildcard mk/*.mk)\n",
        "include mk/*.mk\n",
        "include missing.mk\n",
        "-include local.mk\n",
        "include ../outside.mk\n",
        "$(foreach p,$(PS),$(eval $(call RULE,$(p))))\n",
        "$(eval $(call RULE,x))\n",
        "X := $(foreach p,$(PS),$(eval $(call RULE,$(p))))\n",
        "$(RULES)\n",
        "$(PROGRAMS):\n\techo\n",
        "$(addprefix test-,$(DIRS)): x\n",
        "A = $(shell ls)\n$(A):\n",
        "A != ls\n$(A):\n",
        "ifdef X\nN = a\nelse\nN = b\nendif\n$(N):\n",
        "A = $(A)x\nA = $(A)\n$(A):\n",
    ],
)
def test_make_open(text):
    assert only("Makefile", text).open


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("test-%:\n\tpytest $*\n", "test-unit"),
        ("$(NAME)-test: x\n", "app-test"),
        ("define RULE\n$(1)-image: x\n\techo: $$@\nendef\n$(eval $(call RULE,a))\n", "a-image"),
        ("define RULE\n$(1)-image: x\nendef\n$(foreach p,$(PS),$(eval $(call RULE,$(p))))\n", "b-image"),
        ("define RULE\n$(1)-image: x\n$$(eval $$(call RULE,c))\nendef\n$(eval $(call RULE,a))\n", "c-image"),
    ],
)
def test_make_names_that_are_read_in_part(text, fits):
    manifest = only("Makefile", text)
    assert not manifest.open
    assert declares(manifest, fits) is None
    assert declares(manifest, "nope") is False


def test_make_includes_all_that_fit(tmp_path):
    write(tmp_path, {"Makefile": "include mk/*.mk $(wildcard more/*.mk)\n-include .env.local\n", "mk/a.mk": "a:\n"})
    write(tmp_path, {"mk/b.mk": "b:\n", "mk/deep/c.mk": "c:\n", "more/d.mk": "d:\n"})
    (manifest,) = Project(str(tmp_path)).manifests.near("", "make")
    assert names(manifest) == {"a", "b", "d"}
    assert not manifest.open


def test_make_follows_literal_includes_once():
    files = {
        "sub/mk/a.mk": "D = mk\nfrom-a:\ninclude $(D)/b.mk\n-include mk/a.mk .env deps.d\n",
        "sub/mk/b.mk": "from-b:\ninclude Makefile\n",
    }
    manifest = only("sub/Makefile", "include mk/a.mk\nown:\n", files=files)
    assert names(manifest) == {"own", "from-a", "from-b"}
    assert not manifest.open


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("Makefile", "include ../x.mk /etc/x.mk\n"),
        ("justfile", "import '../x.just'\nimport '/etc/x.just'\nmod a '../..'\n"),
    ],
)
def test_nothing_outside_the_root_is_read(path, text):
    def reader(other):
        assert not other.startswith(("/", ".."))
        return text if other == path else None

    (manifest,) = read_manifest(path, reader)
    assert manifest.open


def test_make_recipes_are_kept_as_commands():
    manifest = only("Makefile", "a b: c\n\t@ruff check\n\tpytest -q\n\nc: ; echo c\n.PHONY: a\n")
    assert command(manifest, "a") == command(manifest, "b") == "@ruff check\npytest -q"
    assert command(manifest, "c") == "echo c"


# --- just


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("build:\n    cargo build\n", {"build"}),
        ("@quiet a b: build\n    x: y\n", {"quiet"}),
        ("gen-grammar *args='':\n    x\n", {"gen-grammar"}),
        ("test +names=\"a:b\" $env=`date` x=('a' + 'b'): dep\n", {"test"}),
        ("format:\n    x\nalias f := format\n", {"format", "f"}),
        ("set shell := ['bash', '-c']\nset dotenv-load\nset export\nrun:\n", {"run"}),
        ("version := '1'\nexport PATH := 'a:b'\nunexport HOME\nrun:\n", {"run"}),
        ("[private]\n[group: 'x']\n_helper:\n    x\n[doc('a: b')]\nrun:\n", {"_helper", "run"}),
        ("# no: comment\nrun: # x\n", {"run"}),
        ("text := '''\nno: no\n'''\nrun:\n    python - '''x\n\n    y'''\n", {"run"}),
        ("set:\n    x\nmod a:\n    x\nimport: x\nalias:\n", {"set", "mod", "import", "alias"}),
        ("import? 'missing.just'\nrun:\n", {"run"}),
        ("run:\n    #!/usr/bin/env python\n    def f():\n        a: int\n", {"run"}),
        ("set fallback := false\nrun:\n", {"run"}),
    ],
)
def test_just_recipes_when_nothing_is_left_open(text, expected):
    manifest = only("justfile", text)
    assert names(manifest) == expected
    assert not manifest.open


@pytest.mark.parametrize(
    "text", ["import 'missing.just'\n", "mod tools\n", "mod? tools\n", "set fallback\n", "set fallback := true\n"]
)
def test_just_open(text):
    assert only(".justfile", text).open


def test_just_imports_and_modules():
    files = {
        "a/more.just": "more:\nimport '../justfile'\n",
        "tools.just": "fmt:\nmod deep 'd'\n",
        "d/justfile": "last:\n",
        "ci/mod.just": "set fallback\nall:\n",
    }
    manifest = only("justfile", 'import "a/more.just"\nmod tools\nmod ci # later\nown:\n', files=files)
    expected = {"more", "own", "tools", "tools::fmt", "tools::deep", "tools::deep::last", "ci", "ci::all"}
    assert names(manifest) == expected
    assert not manifest.open


def test_just_recipes_that_their_name_alone_does_not_call():
    text = "import 'a.just'\n@a x:\nb x='1:2' y = z:\nc *x: a\nd $x +y: (a 'q')\ne: a\nalias g := a\n"
    manifest = only("justfile", text, files={"a.just": "h x:\ni:\n"})
    assert manifest.incomplete == {"a", "d", "h"}


# --- JavaScript


def test_package_json():
    text = """{"name": "@me/app", "bin": "cli.js", "packageManager": "pnpm@9.1.0+sha512.abc",
      "scripts": {"build": "tsc", "test:unit": "vitest", "odd": 1},
      "engines": {"node": ">=20", "npm": 10},
      "volta": {"node": "20.1.0", "yarn": "1.22.0"}}"""
    npm, volta = manifests("web/package.json", text)
    assert (npm.tool, npm.path, npm.managers, npm.entry_points) == ("npm", "web/package.json", ("pnpm",), ("app",))
    assert [tuple(script) for script in npm.scripts] == [("build", "tsc"), ("test:unit", "vitest")]
    assert npm.versions == {"node": ">=20", "pnpm": "9.1.0"}
    assert npm.name == "@me/app"
    assert (volta.tool, volta.managers) == ("volta", ("yarn",))
    assert volta.versions == {"node": "20.1.0", "yarn": "1.22.0"}


def test_package_json_other_forms():
    text = """{"bin": {"a": "a.js", "b": "b.js"},
      "devEngines": {"runtime": {"name": "node", "version": "^22"}, "packageManager": [{"name": "bun"}]}}"""
    manifest = only("package.json", text)
    assert manifest.entry_points == ("a", "b")
    assert manifest.versions == {"node": "^22"}
    assert manifest.managers == ("bun",)


@pytest.mark.parametrize(
    ("path", "manager"),
    [
        ("package-lock.json", "npm"),
        ("npm-shrinkwrap.json", "npm"),
        ("a/pnpm-lock.yaml", "pnpm"),
        ("yarn.lock", "yarn"),
        ("bun.lock", "bun"),
        ("bun.lockb", "bun"),
        ("uv.lock", "uv"),
        ("poetry.lock", "poetry"),
        ("pdm.lock", "pdm"),
        ("requirements.txt", "pip"),
        ("Cargo.lock", "cargo"),
    ],
)
def test_lockfiles_are_never_read(path, manager):
    assert list(read_manifest(path, pytest.fail)) == [Manifest("lockfile", path, managers=(manager,))]


def test_pnpm_workspace():
    manifest = only("pnpm-workspace.yaml", "packages:\n  - 'packages/*'\n  - '!**/test'\n")
    assert manifest.managers == ("pnpm",)


def test_deno():
    text = """{ // tasks: "no": "no"
      "tasks": {"dev": "deno run // x", /* "no": "", */ "t": {"command": "deno test", "dependencies": []},},
      "workspace": ["./a", "./b",], "x": "https://a/* b",
    }"""
    manifest = only("deno.jsonc", text)
    assert [tuple(script) for script in manifest.scripts] == [("dev", "deno run // x"), ("t", "deno test")]


# --- go-task


def test_taskfile():
    text = """version: '3'
tasks:
  build: go build
  lint: {cmds: [ruff check, {cmd: mypy}, {task: build}], aliases: [l, check]}
  hidden: {internal: true, cmd: x}
  list: [a, b]
"""
    manifest = only("Taskfile.dist.yml", text)
    assert names(manifest) == {"build", "lint", "l", "check", "list"}
    assert command(manifest, "l") == "ruff check\nmypy"
    assert not manifest.open


@pytest.mark.parametrize("text", ["includes: {docs: ./docs}\ntasks: {a: b}\n", "tasks: {'test:*': x}\n"])
def test_taskfile_open(text):
    assert only("taskfile.yaml", text).open


# --- Python


def test_pyproject_of_the_project():
    text = """
[project]
requires-python = ">=3.11"
[project.scripts]
app = "app:main"
[project.gui-scripts]
win = "app:gui"
[tool.uv]
dev-dependencies = []
[tool.hatch.version]
path = "x"
[tool.pdm.build]
includes = []
"""
    manifest = only("pyproject.toml", text)
    assert manifest.versions == {"python": ">=3.11"}
    assert manifest.entry_points == ("app", "win")
    assert manifest.managers == ("uv",)


@pytest.mark.parametrize(
    ("tool", "text", "expected", "more"),
    [
        ("poetry", "[tool.poetry.scripts]\nserve = 'a:b'\n", {"serve"}, True),
        (
            "pdm",
            "[tool.pdm.scripts]\n_.env_file = 'x'\nlint = 'ruff'\nall = {composite = ['lint']}\n",
            {"lint", "all"},
            True,
        ),
        ("rye", "[tool.rye.scripts]\nlint = {cmd = ['ruff', 'check']}\n", {"lint"}, True),
        (
            "hatch",
            "[tool.hatch.envs.default.scripts]\ntest = 'pytest'\n[tool.hatch.envs.docs.scripts]\nbuild = ['a', 'b']\n",
            {"default:test", "test", "docs:build", "build"},
            True,
        ),
        (
            "poe",
            "[tool.poe.tasks]\nlint = 'ruff'\ntest.cmd = 'pytest'\nall = ['lint', 'test']\n",
            {"lint", "test", "all"},
            False,
        ),
        ("poe", "[tool.poe]\ninclude = 'more.toml'\n[tool.poe.tasks]\nlint = 'ruff'\n", {"lint"}, True),
        ("taskipy", "[tool.taskipy.tasks]\nlint = {cmd = 'ruff', help = ''}\n", {"lint"}, False),
        ("pixi", "[tool.pixi.tasks]\na = 'x'\n[tool.pixi.feature.t.tasks]\nb = {cmd = 'y'}\n", {"a", "b"}, True),
        (
            "tox",
            "[tool.tox]\nenv_list = ['py311', 'lint']\n[tool.tox.env.docs]\ncommands = [['a', 'b']]\n",
            {"py311", "lint", "docs"},
            False,
        ),
        ("tox", "[tool.tox]\nlegacy_tox_ini = '''\n[tox]\nenvlist = py{310,311}\n'''\n", {"py310", "py311"}, False),
    ],
)
def test_pyproject_of_a_tool(tool, text, expected, more):
    manifest = only("pyproject.toml", text, tool)
    assert names(manifest) == expected
    assert manifest.open is more


def test_poetry_constraint_and_entry_points():
    text = "[tool.poetry.dependencies]\npython = '^3.11'\n[tool.poetry.scripts]\nserve = {reference = 'x'}\n"
    python, poetry = manifests("pyproject.toml", text)
    assert python.managers == ("poetry",)
    assert (poetry.versions, poetry.entry_points) == ({"python": "^3.11"}, ("serve",))


@pytest.mark.parametrize(
    ("text", "expected", "more"),
    [
        ("[tox]\nenvlist = py311, lint\n[testenv:docs]\ncommands = x\n", {"py311", "lint", "docs"}, False),
        ("[tox]\nenv_list =\n  py3{10,11}\n  # note\n  lint\n", {"py310", "py311", "lint"}, False),
        ("[tox]\nenvlist = py{310, 311}-{a,b}\n", {"py310-a", "py310-b", "py311-a", "py311-b"}, True),
        ("[testenv:{lint,fmt}]\ncommands = x\n", {"lint", "fmt"}, False),
        ("[tox]\nenvlist = py3{9-11}\n", {"py39", "py310", "py311"}, False),
        ("[tox]\nenvlist = {env:ENVS:lint}\n", set(), True),
        ("[tox]\nenvlist = {[base]envs}, lint\n", {"lint"}, True),
        ("[tox]\nenvlist = {a,b}{c,d}{e,f}{a,b}{c,d}{e,f}{a,b}{c,d}{e,f}{a,b}{c,d}{e,f}\n", None, True),
    ],
)
def test_tox(text, expected, more):
    manifest = only("tox.ini", text)
    assert expected is None or names(manifest) == expected
    assert manifest.open is more


def test_setup_cfg():
    text = """[options]
python_requires = >=3.9
[options.entry_points]
console_scripts =
    app = app:main
    other=app:other
[tox:tox]
envlist = lint
[testenv:docs]
commands = x
"""
    python, tox = manifests("setup.cfg", text)
    assert (python.tool, python.versions, python.entry_points) == ("python", {"python": ">=3.9"}, ("app", "other"))
    assert names(tox) == {"lint", "docs"}
    assert manifests("setup.cfg", "[flake8]\nmax-line-length = 100\n") == []


@pytest.mark.parametrize(
    ("text", "expected", "more"),
    [
        ("import nox\n@nox.session\ndef lint(session): ...\n", {"lint"}, False),
        ("@session(name='type-check')\ndef f(session): ...\n", {"type-check"}, False),
        ("@nox.session(python=['3.11', '3.12'])\ndef t(s): ...\n", {"t", "t-3.11", "t-3.12"}, False),
        ("@nox.session(python=False)\ndef t(s): ...\n", {"t"}, False),
        ("@nox.session(python=VERSIONS)\ndef t(s): ...\n", {"t"}, True),
        ("@nox.session\n@nox.parametrize('d', [1, 2])\ndef t(s, d): ...\n", {"t"}, True),
        ("@nox.session(name=NAME)\ndef t(s): ...\n", set(), True),
        ("for x in y:\n    @nox.session(name=x)\n    def f(s): ...\n", set(), True),
        ("def make(n):\n    @nox.session(name='a')\n    def f(s): ...\n", {"a"}, True),
        ("from shared import *\n", set(), True),
        ("nox.session(name='x')(f)\n", set(), True),
        ("@retry\ndef lint(session): ...\n", set(), True),
        ("if X:\n    @nox.session\n    def a(s): '\\d'\n", {"a"}, False),
        ("def helper(x): ...\n", set(), False),
    ],
)
def test_nox(text, expected, more):
    manifest = only("noxfile.py", text)
    assert names(manifest) == expected
    assert manifest.open is more


def test_pipfile():
    manifest = only("Pipfile", "[scripts]\nserve = 'x'\n[requires]\npython_version = '3.12'\n")
    assert (names(manifest), manifest.versions, manifest.managers) == ({"serve"}, {"python": "3.12"}, ("pipenv",))


# --- other languages


def test_cargo():
    text = """[package]
name = "app"
rust-version = "1.80"
[[bin]]
name = "tool"
"""
    manifest = only("Cargo.toml", text, files={"src/main.rs": ""})
    assert manifest.versions == {"rust": "1.80"}
    assert manifest.entry_points == ("tool", "app")
    assert only("Cargo.toml", text).entry_points == ("tool",)


def test_cargo_inherited_version():
    text = "[package]\nrust-version.workspace = true\n[workspace.package]\nrust-version = '1.75'\n"
    assert only("Cargo.toml", text).versions == {"rust": "1.75"}


def test_cargo_aliases():
    manifest = only(".cargo/config.toml", "[alias]\nxtask = 'run -p xtask --'\nl = ['clippy', '--all']\n")
    assert [script.name for script in manifest.scripts] == ["xtask", "l"]
    assert list(read_manifest("site/config.toml", pytest.fail)) == []


def test_go():
    assert only("go.mod", "module example.com/x\n\ngo 1.22\n\ntoolchain go1.22.3\n").versions == {"go": "1.22"}
    work = only("go.work", "go 1.21.0\n\nuse (\n\t./a // note\n\t./b\n)\nuse ./c\n")
    assert work.versions == {"go": "1.21.0"}


def test_composer():
    text = """{"require": {"php": "^8.2"}, "bin": ["bin/tool"],
      "scripts": {"test": ["@lint", "phpunit"], "lint": "pint"}, "scripts-aliases": {"test": ["t"]}}"""
    manifest = only("composer.json", text)
    assert names(manifest) == {"test", "lint", "t"}
    assert command(manifest, "t") == "@lint && phpunit"
    assert (manifest.versions, manifest.entry_points) == ({"php": "^8.2"}, ("tool",))


@pytest.mark.parametrize(
    ("text", "expected", "more"),
    [
        ("task :a\ntask 'b' => :a\ntask c: [:a]\ntask(:d)\ntask \"e:f\" do\nend\n", {"a", "b", "c", "d", "e:f"}, False),
        (
            "namespace :db do\n  task :up do\n  end\n  namespace :x do\n    task :y\n  end\nend\ntask :z\n",
            {"db:up", "db:x:y", "z"},
            False,
        ),
        ("Rake::TestTask.new\nRake::TestTask.new(:slow) do |t|\nend\n", {"test", "slow"}, False),
        ("task name do\nend\n", set(), True),
        ('task "x-#{y}"\n', set(), True),
        ("%w[a b].each do |n|\n  task n\nend\n", set(), True),
        ("Rails.application.load_tasks\n", set(), True),
        ("import 'x.rake'\n", set(), True),
        ("# task :no\ntask :a # task :b\n", {"a"}, False),
    ],
)
def test_rake(text, expected, more):
    manifest = only("Rakefile", text)
    assert names(manifest) == expected | {"default"}
    assert manifest.open is more


@pytest.mark.parametrize(
    ("path", "text", "versions"),
    [
        (".nvmrc", "v20.1.0\n", {"node": "v20.1.0"}),
        (".node-version", "# note\n20\n", {"node": "20"}),
        (".python-version", "3.12.1\n3.11\n", {"python": "3.12.1"}),
        (".ruby-version", "ruby-3.3.0\n", {"ruby": "3.3.0"}),
        (".tool-versions", "nodejs 20.1.0 18 # two\npython 3.12\ngolang\n", {"node": "20.1.0", "python": "3.12"}),
        ("rust-toolchain", "1.80\n", {"rust": "1.80"}),
        ("rust-toolchain.toml", "[toolchain]\nchannel = 'nightly'\n", {"rust": "nightly"}),
        (
            "mise.toml",
            "[tools]\nnode = '20'\ngo = ['1.22', '1.21']\nruby = {version = '3'}\n",
            {"node": "20", "go": "1.22", "ruby": "3"},
        ),
        ("Gemfile", "source 'x'\nruby '~> 3.2'\n", {"ruby": "~> 3.2"}),
        ("a.gemspec", '  spec.required_ruby_version = ">= 3.1"\n', {"ruby": ">= 3.1"}),
        (
            "src/App.csproj",
            "<!-- <TargetFramework>net6.0</TargetFramework> --><TargetFramework>net8.0</TargetFramework>",
            {"dotnet": "net8.0"},
        ),
        ("global.json", '{"sdk": {"version": "8.0.100"}} // x', {"dotnet": "8.0.100"}),
        ("pom.xml", "<java.version>17</java.version>", {"java": "17"}),
        ("pom.xml", "<release>${java}</release>", {}),
        ("build.gradle.kts", "kotlin { jvmToolchain(21) }", {"java": "21"}),
        ("build.gradle", "sourceCompatibility = JavaVersion.VERSION_1_8\n", {"java": "1.8"}),
        ("build.gradle", "sourceCompatibility = '17'\n", {"java": "17"}),
        (
            "gradle/wrapper/gradle-wrapper.properties",
            "distributionUrl=https\\://x/gradle-8.5-bin.zip\n",
            {"gradle": "8.5"},
        ),
        ("mix.exs", 'elixir: "~> 1.15",', {"elixir": "~> 1.15"}),
        ("Package.swift", "// swift-tools-version: 5.9\n", {"swift": "5.9"}),
        ("CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\n", {"cmake": "3.20"}),
    ],
)
def test_versions(path, text, versions):
    assert only(path, text).versions == versions


def test_mise_tasks():
    text = "[tasks]\nlint = 'ruff'\n[tasks.test]\nrun = ['a', 'b']\nalias = 't'\n"
    manifest = only("mise.toml", text)
    assert [tuple(s) for s in manifest.scripts] == [("lint", "ruff"), ("test", "a && b"), ("t", "a && b")]
    assert manifest.open


def test_mix_aliases():
    text = """defmodule A do
  defp deps do
    [{:x, "1", only: :dev}]
  end
  defp aliases do
    [
      setup: ["deps.get", "ecto.setup"],
      "ecto.setup": [
        "ecto.create",
        inner: x
      ]
    ]
  end
  defp other, do: [no: 1]
end
"""
    assert names(only("mix.exs", text)) == {"setup", "ecto.setup"}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("composer.json", '{"require": {"php": "^8.2", "a/b": "1"}, "require-dev": {"c/d": "2"}}', ("php", "a/b", "c/d")),
        ("Gemfile", "gem 'rails', '~> 8'\n  gem(\"a-b\", require: 'c')\n# gem 'd'\n", ("rails", "a-b")),
        ("x.gemspec", "s.add_dependency 'a'\ns.add_development_dependency(\"b\")\n", ("a", "b")),
        ("mix.exs", 'defp deps do\n [{:credo, "~> 1.7"}, # {:no, "1"}\n {:phoenix, path: ".."}]\nend\n', ("credo", "phoenix")),
    ],
)  # fmt: skip
def test_dependencies(path, text, expected):
    assert only(path, text).dependencies == expected


def test_gradle():
    build = only("build.gradle.kts", 'tasks.register<Copy>("pack") {}\nval gen by tasks.registering {}\n')
    assert names(build) == {"pack", "gen"}
    assert build.open


def test_cmake_presets():
    text = '{"configurePresets": [{"name": "debug"}, 1], "buildPresets": [{"name": "release"}]}'
    assert names(only("CMakePresets.json", text)) == {"debug", "release"}


def test_precommit_hooks():
    text = "repos:\n- repo: local\n  hooks:\n  - {id: lint, entry: ruff check}\n  - {id: a, alias: b}\n"
    assert names(only(".pre-commit-config.yaml", text)) == {"lint", "a", "b"}


@pytest.mark.parametrize("path", ["gradlew", "mvnw", "meson.build", "App.sln"])
def test_presence_only(path):
    assert [m.note for m in read_manifest(path, pytest.fail)] == [None]


# --- what holds for all


def test_no_manifest():
    assert list(read_manifest("src/main.py", pytest.fail)) == []
    assert list(read_manifest("not-package.json", pytest.fail)) == []


def test_the_table_of_modules_says_what_they_read():
    for module, patterns in MODULES.items():
        reader = import_module(f"ctxlint.project.manifests.{module}")
        assert patterns == reader.FILES


def test_manifest_names():
    assert {"package.json", "Makefile", "config.toml", "*.csproj"} <= manifest_names()
    assert all("/" not in name for name in manifest_names())


@pytest.mark.parametrize(
    ("path", "text", "name", "answer"),
    [
        ("Makefile", "a:\n", "a", True),
        ("Makefile", "a:\n", "b", False),
        ("Makefile", "a:\n", "build/x.o", None),
        ("Makefile", "a:\n%:\n", "b", None),
        ("package.json", "{", "b", None),
        ("package.json", "{}", "b", False),
        ("tox.ini", "[tox]\nenvlist = lint\n", "py311", None),
        ("tox.ini", "[tox]\nenvlist = lint\n", "docs", False),
        ("noxfile.py", "@session\ndef a(s): 0\n", "a(x=1)", None),
        ("justfile", "a:\n", "docs/b", None),
        ("justfile", "a:\n", "b", False),
    ],
)
def test_declares(path, text, name, answer):
    (manifest,) = manifests(path, text)
    assert declares(manifest, name) is answer


def test_importing_the_package_is_cheap():
    code = (
        "import sys, ctxlint.project.manifests as m; list(m.read_manifest('yarn.lock', None));"
        "print(sorted({'tomllib', 'yaml'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert result.stdout == "[]\n"
