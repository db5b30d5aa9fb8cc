"""ctxlint load and the closing lines of check, on trees whose totals are summed by hand."""

from __future__ import annotations

import json
import math
import os
import subprocess
import sys

import pytest
from helpers import ROOT, cli, environment, repository, write
from jsonschema import Draft202012Validator

from ctxlint.base.home import install
from ctxlint.data.models import dollars, resolve, table
from ctxlint.data.tokens import counter_for, estimate, vocabulary
from ctxlint.project import Project
from ctxlint.project.chain import chain_at
from ctxlint.project.launch import TOOLS

SCHEMA = Draft202012Validator(json.loads((ROOT / "schemas" / "load.schema.json").read_text("utf-8")))
CACHE = ROOT.parent / "shared" / "tiktoken_cache"
# name -> text; characters by hand: 40, 30 visible of 50, 20 (rule), 60 (imported), 100 (on demand)
NEST = {
    "CLAUDE.md": "@docs/a.md\n" + "x" * 28 + "\n",
    "sub/CLAUDE.md": "y" * 29 + "\n" + "<!-- " + "z" * 10 + " -->\n",
    ".claude/rules/r.md": "---\npaths:\n---\n" + "r" * 19 + "\n",
    ".claude/rules/p.md": "---\npaths: src/**\n---\n" + "p" * 99 + "\n",
    "docs/a.md": "a" * 59 + "\n",
    "sub/deep/CLAUDE.md": "d" * 10 + "\n",
    "AGENTS.md": "Run `make test`. Never push.\n",
}
TOKENS = {
    name: math.ceil(size / 2.5) for name, size in {"CLAUDE.md": 40, "docs/a.md": 60, "rule": 20, "sub": 30}.items()
}


def loaded(*arguments: str, cwd, **env: str) -> dict:
    answer = cli("load", "--output-format", "json", *arguments, cwd=cwd, **env)
    assert answer.returncode == 0, answer.stderr
    value = json.loads(answer.stdout)
    SCHEMA.validate(value)
    return value


def test_the_totals_of_a_nest(tmp_path):
    repository(tmp_path, NEST)
    value = loaded("sub", cwd=tmp_path)
    rows = [(e["path"], e["reason"], e["state"], e["lines"], e["tokens"]) for e in value["launch"]]
    assert rows == [
        ("~/.claude/CLAUDE.md", "home", "outside", 0, 0),
        ("CLAUDE.md", "ancestor", "loaded", 2, TOKENS["CLAUDE.md"]),
        ("docs/a.md", "import", "loaded", 1, TOKENS["docs/a.md"]),
        (".claude/rules/r.md", "rule", "loaded", 1, TOKENS["rule"]),
        ("sub/CLAUDE.md", "start", "loaded", 1, TOKENS["sub"]),
    ]
    assert (value["files"], value["lines"], value["tokens"]) == (4, 5, 16 + 24 + 8 + 12)
    assert [(e["path"], e["tokens"]) for e in value["later"]] == [(".claude/rules/p.md", 40), ("sub/deep/CLAUDE.md", 5)]
    assert (value["method"], value["exact"]) == ("estimate: 2.5 characters a token", False)


def test_the_price_comes_from_the_table(tmp_path):
    repository(tmp_path, NEST)
    value = loaded("sub", "--model", "claude-opus-5-5", cwd=tmp_path)
    assert value["price"] == {
        "first_turn": pytest.approx(60 * 4 / 1e6 * 1.25),
        "cached_turn": pytest.approx(60 * 4 / 1e6 * 0.1),
        "currency": "USD",
        "as_of": table().as_of,
    }


def test_the_older_tokenizer_counts_less(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "x" * 65})
    assert loaded("--model", "claude-sonnet-4-6", cwd=tmp_path)["tokens"] == 20
    assert loaded("--model", "haiku", cwd=tmp_path)["tokens"] == 26


def test_text(tmp_path):
    repository(tmp_path, {**NEST, "CLAUDE.md": "@docs/a.md\n@gone.md\n"})
    lines = cli("load", "sub", cwd=tmp_path).stdout.splitlines()
    assert lines[0].rstrip() == "Claude Code starts in sub"
    assert any("└ docs/a.md" in line and "import in line 1" in line for line in lines)
    assert any("gone.md" in line and "missing, imported in line 2" in line for line in lines)
    assert any("not opened" in line for line in lines)
    assert "4 files, 5 lines, about 52 tokens" in [line.rstrip() for line in lines]
    assert any("prices of" in line for line in lines)


@pytest.mark.parametrize("tool", TOOLS)
def test_every_reason_and_state_is_in_the_schema(tmp_path, tool):
    rule = "---\npaths: {}\nglobs: {}\nalwaysApply: {}\napplyTo: '{}'\ndescription: d\n---\nx"
    files = {
        "CLAUDE.md": "@a.md\n@gone.md\n@~/mine.md\n", "a.md": "@CLAUDE.md @b.md", "b.md": "@c.md", "c.md": "@d.md", "d.md": "@e.md",
        "e.md": "e", "AGENTS.md": "x" * 30, "GEMINI.md": "@a.md @gone.md", ".github/copilot-instructions.md": "c",
        ".claude/rules/dead.md": rule.format("[", "", "", ""), ".claude/rules/p.md": rule.format("src/**", "", "", ""), ".claude/rules/r.md": "r",
        ".claude/skills/s/SKILL.md": rule, ".cursor/rules/a.mdc": rule.format("", "", "true", ""), ".cursor/rules/d.mdc": rule.format("", "", "", ""),
        ".cursor/rules/g.mdc": rule.format("", "*.ts", "", ""), ".github/instructions/a.instructions.md": rule.format("", "", "", "**"),
        ".github/instructions/p.instructions.md": rule.format("", "", "", "*.py"), "ctxlint.toml": "[budget]\ncodex-bytes = 20\n",
        **{f"n/{name}": "n @../a.md" for name in ("CLAUDE.md", "AGENTS.md", "GEMINI.md")},
    }  # fmt: skip
    repository(tmp_path, files)
    value = loaded("--tool", tool, cwd=tmp_path)
    assert value["launch"]
    assert value["later"]
    if tool == "codex":
        assert [entry["cut_bytes"] for entry in value["launch"]] == [0, 10]


def test_what_loads_on_demand_is_drawn_like_the_rest(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "x", "a/CLAUDE.md": "@b.md\n@gone.md\n", "a/b.md": "b"})
    lines = [line.rstrip() for line in cli("load", cwd=tmp_path).stdout.splitlines()]
    shown = [" ".join(line.split()) for line in lines[lines.index("On demand (2 files)") + 1 :]]
    assert shown == [
        "a/CLAUDE.md 2 6 when something there is read",
        "└ a/b.md 1 1 import in line 1",
        "└ a/gone.md missing, imported in line 2",
    ]


@pytest.mark.parametrize(("size", "says"), [(1000, "$0.000050"), (10_000_000, "$0.50")])
def test_a_price_has_two_digits_that_say_something(size, says):
    assert dollars(size * 5e-8) == says


def test_a_model_without_a_price_is_said_to_have_none(tmp_path):
    repository(tmp_path, {"AGENTS.md": "x"})
    assert "has no price for gpt-5" in cli("load", "--tool", "codex", cwd=tmp_path).stdout


def test_nothing_loads(tmp_path):
    repository(tmp_path, {"README.md": "x"})
    for tool in ("cursor", "claude"):
        assert "nothing loads here" in cli("load", "--tool", tool, cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "nowhere is no directory"),
        (["--model", "claude-opus-9"], "there is no model"),
        (["--exact", "--model", "gpt-5"], install("tokens")),
    ],
)
def test_what_cannot_be_done_is_exit_2(tmp_path, arguments, says):
    repository(tmp_path, NEST)
    answer = cli("load", *arguments, cwd=tmp_path, TIKTOKEN_CACHE_DIR=str(tmp_path))
    assert answer.returncode == 2
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr


def test_exact_without_the_extra(tmp_path):
    repository(tmp_path, NEST)
    write(tmp_path, {"hidden/anthropic.py": "raise ImportError"})
    path = os.pathsep.join([str(tmp_path / "hidden"), os.environ.get("PYTHONPATH", "")])
    answer = cli("load", "--exact", cwd=tmp_path, PYTHONPATH=path)
    assert (answer.returncode, install("llm") in answer.stderr) == (2, True)


def test_control_characters_do_not_reach_the_terminal(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "x", "\x1b[31m/CLAUDE.md": "y"})
    assert "\x1b" not in cli("load", "--color", "never", cwd=tmp_path).stdout


# Tokens


def test_an_estimate_rounds_up():
    assert [estimate(n) for n in (0, 1, 5, 6)] == [0, 1, 2, 3]
    assert estimate(13, "old") == 4


def test_exact_with_a_vocabulary_on_disk(tmp_path):
    pytest.importorskip("tiktoken")
    if not CACHE.is_dir():
        pytest.skip("no vocabulary at ../shared/tiktoken_cache: this test did not run")
    repository(tmp_path, {"AGENTS.md": "hello world\n"})
    value = loaded("--tool", "codex", "--model", "gpt-4o", cwd=tmp_path, TIKTOKEN_CACHE_DIR=str(CACHE))
    assert (value["tokens"], value["method"], value["exact"]) == (3, "tiktoken o200k_base", True)
    value = loaded("--tool", "codex", "--model", "gpt-4", cwd=tmp_path, TIKTOKEN_CACHE_DIR=str(CACHE))
    assert (value["tokens"], value["method"]) == (3, "tiktoken cl100k_base")


@pytest.mark.parametrize("content", [None, b"", b"not a vocabulary"])
def test_nothing_is_downloaded(tmp_path, monkeypatch, content):
    """A vocabulary that is not there, or not whole, would make tiktoken fetch it."""
    if content is not None:
        (tmp_path / "fb374d419588a4632f3f557e76b4b70aebbca790").write_bytes(content)
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    vocabulary.cache_clear()
    assert not counter_for("gpt-5", "openai").exact
    vocabulary.cache_clear()


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("haiku", "claude-haiku-5-5"),
        ("opus[1m]", "claude-opus-5-5"),
        ("claude-haiku-4-5", "claude-haiku-4-5-20251001"),
        ("x", None),
    ],
)
def test_models_by_alias(name, found):
    model = resolve(name)
    assert (model.id if model else None) == found


def test_the_table_of_models(tmp_path):
    text = cli("config", "--models", cwd=tmp_path).stdout
    assert text.startswith(f"models, as of {table().as_of}")
    assert "claude-3-opus-20240229" in text
    value = json.loads(cli("config", "--models", "--output-format", "json", cwd=tmp_path).stdout)
    assert {"as_of", "models"} == set(value)


# The closing lines of check


def test_closing_lines(tmp_path):
    repository(
        tmp_path,
        {
            "CLAUDE.md": "@AGENTS.md\n",
            "AGENTS.md": "Run `make test`.\n\nNever push to `main`.\n\nIf it fails twice, stop and ask.\n",
        },
    )
    last = cli("check", cwd=tmp_path).stdout.splitlines()[-1]
    assert last == (
        "Starting here, Claude Code loads 2 files, 6 lines, about 35 tokens. Constraints: yes. Check: `make test`. "
        "Escalation: AGENTS.md:5."
    )
    value = json.loads(cli("check", "--output-format", "json", cwd=tmp_path).stdout)["load"]
    assert value == {
        "directory": "", "files": 2, "lines": 6, "tokens": 35, "constraints": True, "check": "make test", "escalation": "AGENTS.md:5",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("```\nmake test        # all of them\n```\n", "make test"),
        ("```\n$ uv run  pytest\n```\n", "uv run pytest"),
        ("```\nharbour/\n├── tox.ini   # settings of the tests\n```\n", None),
        ("The entry is `validate.ts`, the newest `latest.sh`, see `berths/test_prices.py`.\n", None),
        ("Run `./scripts/validate.sh`.\n", "./scripts/validate.sh"),
        ("Run `python berths/check_prices.py`.\n", "python berths/check_prices.py"),
        ('Load it: `Rscript -e "load_all()"`.\n', None),
        ("Run `Rscript -e 'devtools::test()'`.\n", "Rscript -e 'devtools::test()'"),
    ],
)
def test_a_check_is_a_command_and_not_the_name_of_a_file(tmp_path, text, check):
    write(tmp_path, {"CLAUDE.md": text})
    assert chain_at(Project(str(tmp_path)), "claude", "").check_command == check


RECIPES = {
    "justfile": "default:\n  @just --list\n\nl: fmt\n  cargo build\n\nfmt:\n  cargo clippy\n\nalias q := l\n\nup:\n  pip install pytest\n",
    "package.json": """{"scripts": {"compile": "tsc -p .", "all": "run-p lin*", "lin2": "eslint .", "start": "node .",
      "up": "npm ci && npm install vitest", "prego": "npm run compile", "go": "node go.js", "me": "npm run me", "say": "echo eslint"}}""",
    "Makefile": "all: t\n\tcp a b\n\nt:\n\t@pytest\n\ndocs:\n\t./make-docs\n",
    "Taskfile.yml": "version: 3\ntasks:\n  w:\n    cmds:\n      - task: v\n  v:\n    cmds: [ruff check .]\n",
    "pyproject.toml": "[tool.poe.tasks]\nv = ['w']\nw = 'mypy src'\n[tool.pdm.scripts]\nship = {composite = ['w']}\nw = 'ruff check'\n",
    "composer.json": '{"scripts": {"prove": ["@stan"], "stan": "phpstan analyse"}}',
    "mise.toml": "[tasks.w]\ndepends = ['v']\n[tasks.v]\nrun = 'shellcheck bin/*'\n",
}


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Run `just l`.", "just l"),
        ("Run `just q`.", "just q"),
        ("Run `just up`, then `just --list`.", None),
        ("Run `just fmt`.", "just fmt"),
        ("Run `npm start`, then `npm run compile`.", "npm run compile"),
        ("Run `npm run all`.", "npm run all"),
        ("Run `npm run go`.", "npm run go"),
        ("Run `npm run up` and `npm run me` and `npm run say` and `npm start`.", None),
        ("Run `pnpm compile`.", "pnpm compile"),
        ("Run `make`.", "make"),
        ("Run `make docs`.", None),
        ("Run `task w`.", "task w"),
        ("Run `poe v`.", "poe v"),
        ("Run `pdm run ship`.", "pdm run ship"),
        ("Run `composer prove`.", "composer prove"),
        ("Run `mise run w`.", "mise run w"),
        ("```\ncd web && npm run build2\n```", "cd web && npm run build2"),
        ("Run `just nope`.", None),
    ],
)
def test_a_command_whose_recipe_holds_a_check_is_one(tmp_path, text, check):
    web = {"web/package.json": '{"scripts": {"build2": "tsc && vite build"}}'}
    write(tmp_path, {**RECIPES, **web, "CLAUDE.md": f"{text}\n"})
    assert chain_at(Project(str(tmp_path)), "claude", "").check_command == check


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Run `npm ci`, then `npm test`.\n", "npm test"),
        ("Accept them: `yarn test:update`.\n", None),
        ("Accept them: `UPDATE_SNAPSHOTS=1 npm test`.\n", None),
        ("Accept them: `INSTA_UPDATE=always cargo test` or `npx vitest -u`.\n", None),
        ("Silence it: `<!-- ctxlint: ignore[wording/hedge] a quotation -->`.\n", None),
        ("Read `@./docs/gitlab-ci.md` and `./tools/validate-skill.js`.\n", None),
        ("Set up: `pip install pytest`, `pre-commit install`, `npx playwright install`.\n", None),
        ("Mend it: `npm run lint:fix`, `prettier --write .`.\n", None),
        ("Run `npm run ci`.\n", "npm run ci"),
        ("Run `CI=1 npm test`.\n", "CI=1 npm test"),
        ("Run `go test ./...`.\n", "go test ./..."),
        ("Run `./scripts/check.sh`.\n", "./scripts/check.sh"),
        ("Run `./scripts/check.sh --all`.\n", "./scripts/check.sh --all"),
        ("Run `pytest`.\n", "pytest"),
    ],
)
def test_the_closing_line_names_a_check_only_where_it_is_one(tmp_path, text, check):
    write(tmp_path, {"CLAUDE.md": text})
    assert chain_at(Project(str(tmp_path)), "claude", "").summary().check == check


@pytest.mark.parametrize(
    ("text", "certain"),
    [
        ("Read [no pe](no%20pe.md).\n", False),
        ("Read [no pe.md](<no pe.md>) and [never](never.md).\n", False),
        ("See [x](no pe.md).\n", False),
        ("The tests do not need a database.\n", False),
        ("- **Never** push to `main`.\n", True),
        ("Do not edit `gen/` ([why](gen.md)).\n", True),
        ("Read it first, and don't change it.\n", True),
        ("Generated files must not be edited.\n", True),
        ("不要修改生成的文件。\n", True),
    ],
)
def test_the_closing_line_names_constraints_only_where_something_is_forbidden(tmp_path, text, certain):
    write(tmp_path, {"CLAUDE.md": text})
    assert chain_at(Project(str(tmp_path)), "claude", "").summary().constraints is certain


def test_what_is_not_certain_is_not_said(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "Read [no pe](<no pe.md>) and run `npm ci`.\n", "no pe.md": "A page.\n"})
    last = cli("check", "--select", "security", cwd=tmp_path).stdout.splitlines()[-1]
    assert last == "Starting here, Claude Code loads 1 file, 1 line, about 18 tokens."


def test_no_closing_line_for_named_files_or_when_quiet(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "Run `make test`. Never push.\n"})
    assert "Starting here" not in cli("check", "CLAUDE.md", cwd=tmp_path).stdout
    assert "Starting here" not in cli("check", "-q", cwd=tmp_path).stdout
    assert "load" not in json.loads(cli("check", "--output-format", "json", "CLAUDE.md", cwd=tmp_path).stdout)


def test_check_loads_no_heavy_library(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "@AGENTS.md\n", "AGENTS.md": "Run `make test`. Never push.\n"})
    code = (
        "import sys; from ctxlint.cli import run; run(['check']); "
        "print(sorted({'rich', 'tiktoken', 'anthropic', 'hashlib'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, env=environment())
    assert done.stdout.splitlines()[-1] == "[]"
