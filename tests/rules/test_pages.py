"""The docstring of a rule is its page: its Bad block must fire, its Good block must not, and docs/ must not drift."""

from __future__ import annotations

import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT, cli, repository
from llm_server import serve

import ctxlint
import ctxlint.rules
from ctxlint.engine import registry
from ctxlint.engine.pages import pages

FENCE = re.compile(r'^(?P<mark>`{3,})\w+ title="(?P<path>[^"]+)"\n(?P<text>.*?)^(?P=mark)$', re.MULTILINE | re.DOTALL)
ESCAPE = re.compile(r"\\u\{([0-9A-Fa-f]+)\}")
PAGES = pages()


def sections(text: str) -> dict[str, str]:
    """Heading -> text; a heading inside a fenced example is no heading of the page."""
    found: dict[str, list[str]] = {}
    fence, title = "", ""
    for line in text.split("\n"):
        mark = re.match(r"`{3,}", line)
        if mark and (not fence or line == fence):
            fence = "" if fence else mark[0]
        if line.startswith("## ") and not fence:
            title = line[3:]
        else:
            found.setdefault(title, []).append(line)
    return {name: "\n".join(lines) for name, lines in found.items()}


def examples(text: str) -> dict[str, str]:
    return {m["path"]: ESCAPE.sub(lambda e: chr(int(e[1], 16)), m["text"]) for m in FENCE.finditer(text)}


def reported(name: str, files: dict[str, str], root: Path) -> list[str]:
    repository(root, files)
    select = "files,parts/placeholder" if name == "files/unused-ignore" else name  # judged only for rules that ran
    command = ("check", "--no-config", "--select", select, "--show", "info", "--output-format", "concise", "-q")
    if not registry.BY_NAME[name].sees:
        with serve() as api:
            answer = cli(*command, "--llm", cwd=root, **api.env(CTXLINT_CACHE_DIR=str(root / ".git")))
    else:
        answer = cli(*command, cwd=root)
    assert answer.returncode in (0, 1), answer.stderr
    return answer.stdout.splitlines()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_headings(name):
    text = sections(PAGES[name].text)
    assert list(text) == [
        title for title in ("What it checks", "Why it matters", "Bad", "Good", "Options", "Fix") if title in text
    ]
    assert {"What it checks", "Why it matters", "Bad", "Good"} <= set(text)


@pytest.mark.parametrize("name", [n for n in PAGES if examples(sections(PAGES[n].text)["Bad"])])
def test_the_bad_example_fires(name, tmp_path):
    lines = reported(name, examples(sections(PAGES[name].text)["Bad"]), tmp_path)
    assert lines
    assert all(f"[{name}]" in line for line in lines)


@pytest.mark.parametrize("name", PAGES)
def test_the_good_example_is_silent(name, tmp_path):
    files = examples(sections(PAGES[name].text)["Good"])
    assert files
    assert reported(name, files, tmp_path) == []


def test_only_rules_about_bytes_and_size_have_no_bad_example():
    assert {n for n in PAGES if not examples(sections(PAGES[n].text)["Bad"])} == {
        "files/undecodable",
        "budget/heavy-launch",  # a bad example would be longer than the page
        "budget/long-file",
        "budget/oversized-file",
        "budget/too-many-instructions",
        "budget/truncated",
        "files/mixed-line-ends",
        "references/gone-path",
    }


def test_no_rule_file_is_forgotten():
    found = {m.name for m in pkgutil.walk_packages(ctxlint.rules.__path__, "ctxlint.rules.") if not m.ispkg}
    found = {name for name in found if hasattr(importlib.import_module(name), "RULE")}
    assert sorted(found) == sorted(module.__name__ for module in registry.MODULES)  # each once


def test_no_rule_is_listed_twice():
    assert len(registry.BY_NAME) == len(registry.RULES)


def test_no_shared_page_is_forgotten():
    folder = Path(ctxlint.__file__).parent / "data" / "pages"
    found = {path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.md")}
    assert found == {rule.name for family in registry.FAMILIES for rule in family.RULES}


@pytest.mark.parametrize("module", registry.MODULES)
def test_a_rule_is_named_as_its_file(module):
    group, name = module.__name__.split(".")[-2:]
    assert module.RULE.name == f"{group}/{name.replace('_', '-')}"


def test_the_generated_pages_are_up_to_date():
    done = subprocess.run([sys.executable, ROOT / "docs" / "generate.py", "--check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
