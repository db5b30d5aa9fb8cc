"""Start-up time is what a hook costs: which modules a verb loads is exact."""

from __future__ import annotations

import ast
import subprocess
import sys
from importlib.util import find_spec

import pytest
from good import CLAUDE, CONTEXT
from helpers import ROOT, cli, repository

HEAVY = ("click", "markdown_it", "jsonschema", "yaml", "pathspec", "rich", "tiktoken", "anthropic", "jinja2", "pygls", "platformdirs", "subprocess", "multiprocessing", "tomllib", "importlib.metadata", "difflib", "json", "hashlib")  # fmt: skip


def loaded(root, *arguments: str) -> set[str]:
    code = (
        f"import sys; sys.argv = ['ctxlint', *{list(arguments)!r}]\n"
        "import ctxlint.cli\n"
        "code = ctxlint.cli.run(sys.argv[1:])\n"
        f"print(code, *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    code, *names = done.stderr.splitlines()[-1].split()
    assert code == "0", done.stderr
    return set(names)


BARE = {"click"}
CHECK = BARE | {"markdown_it", "tomllib", "json"}  # the table of the wording rules is TOML


@pytest.mark.parametrize(
    ("arguments", "modules"),
    [
        (["--version"], BARE),
        (["--help"], BARE),
        (["check", "CLAUDE.md"], CHECK),
        (["check", "CLAUDE.md", "--output-format", "concise"], CHECK),
        (["check", "CLAUDE.md", "--output-format", "json"], CHECK | {"json", "hashlib"}),
        (["check", "CONTEXT.md"], CHECK | {"jsonschema", "json", "tomllib"}),
        (["check"], CHECK | {"jsonschema", "json", "tomllib", "subprocess"}),
        (
            ["check", "CLAUDE.md", "--llm-estimate"],
            CHECK | {"json", "hashlib", "platformdirs", "subprocess"},
        ),  # by platformdirs
    ],
)
def test_what_is_loaded(tmp_path, arguments, modules):
    repository(
        tmp_path,
        {
            "CLAUDE.md": "# A\n\nNever push to main.\n",
            "CONTEXT.md": CONTEXT.replace("docs/releases/2.4.md", "it").replace("make docs", "the build"),
        },
    )
    by_jsonschema = {"difflib", "hashlib"} if "jsonschema" in modules else set()
    assert modules <= loaded(tmp_path, *arguments) <= modules | by_jsonschema


@pytest.mark.parametrize(
    ("path", "command", "listed"),
    [
        ("CLAUDE.md", "make test", set()),
        ("CLAUDE.md", "cd web && composer run build", set()),
        ("CLAUDE.md", "make -C web lint", set()),
        ("web/CLAUDE.md", "composer run build", set()),
        ("web/CLAUDE.md", "make test", set()),
        ("CLAUDE.md", "composer run build", {"subprocess"}),  # declared elsewhere: all manifests are looked at
    ],
)
def test_git_lists_the_tree_only_for_a_command_that_nothing_beside_the_file_declares(tmp_path, path, command, listed):
    files = {"Makefile": "test:\n\ttrue\n", "web/Makefile": "lint:\n\ttrue\n"}
    files["web/composer.json"] = '{"scripts": {"build": "true"}}'
    repository(tmp_path, {**files, path: f"# A\n\nRun `{command}` first.\n"})
    assert loaded(tmp_path, "check", path) & {"subprocess"} == listed


@pytest.mark.parametrize(
    "arguments", [["check", "-v"], ["load"], ["rule"], ["config"], ["config", "--models"], ["outline", "CLAUDE.md"], ["init", "--dry-run", "--all"], ["check", "--statistics"], ["check", "--diff"]]
)  # fmt: skip
def test_the_sdk_is_absent_without_the_flag(tmp_path, arguments):
    repository(tmp_path, {"CLAUDE.md": CLAUDE})
    assert "anthropic" not in loaded(tmp_path, *arguments)


UNASKED = ("llm", "commands.check.reviewing", "engine.fingerprint", "engine.baseline", "engine.fix", "engine.rewrite", "project.revision", "engine.skeletons", "engine.loading", "engine.pages", "base.atomic", "commands.check.fixing", "commands.init", "commands.check.known", "commands.rule", "scaffold", "scaffold.facts", "report.grouped", "report.json_lines", "report.statistics", "report.json", "report.sarif", "report.github", "report.gitlab", "report.junit", "report.markdown", "config.pyproject")  # fmt: skip


@pytest.mark.parametrize("name", UNASKED)
def test_what_is_not_asked_for_is_there(name):
    assert find_spec(f"ctxlint.{name}")


@pytest.mark.parametrize("arguments", [["CLAUDE.md"], ["CLAUDE.md", "AGENTS.md"], []])
def test_a_plain_check_loads_nothing_that_nobody_asked_for(tmp_path, arguments):
    repository(tmp_path, {"CLAUDE.md": CLAUDE, "AGENTS.md": "# A\n\nVersion: TBD\n"})
    code = (
        "import sys, ctxlint.cli\n"
        f"ctxlint.cli.run(['check', *{arguments!r}])\n"
        f"print('loaded:', *[name for name in {UNASKED!r} if 'ctxlint.' + name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "loaded:", done.stdout + done.stderr


ONE_FILE = {
    "anthropic": {"llm/haiku.py"},
    "tiktoken": {"data/tokens.py"},
    "platformdirs": {"llm/cache.py"},
    "jinja2": {"scaffold/templates.py"},
    "markupsafe": {"scaffold/templates.py"},
    "markdown_it": {"parse/markdown.py"},
    "jsonschema": {"config/schema.py"},
    "referencing": {"config/schema.py"},
    "yaml": {"parse/yaml.py"},
    "pathspec": {"project/walk.py"},
    "rich": {"report/terminal.py"},
}


def test_each_heavy_library_is_imported_in_one_file():
    users: dict[str, set[str]] = {}
    source = ROOT / "src" / "ctxlint"
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            for name in names:
                if name.split(".")[0] in ONE_FILE:
                    users.setdefault(name.split(".")[0], set()).add(path.relative_to(source).as_posix())
    assert users == ONE_FILE


def test_nothing_is_imported_from_the_repository_that_is_linted(tmp_path):
    repository(
        tmp_path, {"CLAUDE.md": CLAUDE, "markdown_it.py": "raise SystemExit(7)\n", "click.py": "raise SystemExit(7)\n"}
    )
    assert cli("check", cwd=tmp_path).returncode == 0
