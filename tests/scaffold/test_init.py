"""ctxlint init on the real command line: what is written, what never is, and what a fault leaves behind: nothing."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import indent

import pytest
from helpers import ROOT, cli, git, repository, write

from ctxlint.base.errors import CtxlintError
from ctxlint.rules.parts import placeholder
from ctxlint.scaffold import files as scaffold_files
from ctxlint.scaffold.files import File, write_all
from ctxlint.scaffold.literal import code, literal, yaml

UV = {
    "pyproject.toml": '[project]\nname = "harbour"\n[tool.pytest.ini_options]\na = 1\n[dependency-groups]\ndev = ["pytest", "ruff"]\n',
    "uv.lock": "#",
    "src/harbour/berth.py": "",
    "tests/test_berth.py": "",
    ".github/workflows/ci.yml": "a: 1",
}
GOLDEN = """\
# harbour

TODO: say in one sentence what this project does, and for whom

## Commands

- Install: `uv sync`
- Test: `uv run pytest`
- Lint: `uv run ruff check`

## Where things are

- Code: `src/harbour/`
- Tests: `tests/`

## Rules

- Do not change a check so that it passes: the fault stays, and nobody sees it any more.
- Do not edit `uv.lock` by hand: the package manager writes it, and a hand-made edit breaks the next install.
- TODO: name one thing that agents must keep their hands off, and what breaks when it changes

## Single source of truth

- Dependencies: `pyproject.toml`
- What CI runs: `.github/workflows/ci.yml`

## Done means

- `uv run ruff check` exits 0.
- `uv run pytest` exits 0.

## When a check fails twice

If the same check fails twice for the same reason, stop, describe what you saw, and ask the person who gave the task.

## Gotchas

- TODO: name one trap that has cost somebody an hour, and the way around it
"""
# files -> lines of the CLAUDE.md that follows from them
ECOSYSTEMS = {
    "pnpm": (
        {"package.json": '{"scripts": {"test": "vitest run", "build": "tsc"}}', "pnpm-lock.yaml": "a: 1", "src/a.ts": ""},
        ["- Install: `pnpm install`", "- Test: `pnpm run test`", "- `pnpm run test` exits 0."],
    ),
    "deno": ({"deno.json": '{"tasks": {"test": "deno test -A"}}'}, ["- Test: `deno task test`"]),
    "rust": ({"Cargo.toml": '[package]\nname = "a"\n', "src/lib.rs": ""}, ["- Build: `cargo build`", "- Test: `cargo test`"]),
    "go": ({"go.mod": "module a\n", "a.go": "", "a_test.go": ""}, ["- Test: `go test ./...`", "- Dependencies: `go.mod`"]),
    "gradle": ({"build.gradle": "", "gradlew": "", "src/test/java/A.java": ""}, ["- Test: `./gradlew test`"]),
    "maven": ({"pom.xml": "<project/>", "src/test/java/A.java": ""}, ["- Test: `mvn test`", "- Build: `mvn package`"]),
    "dotnet": ({"A.slnx": "", "tests/A.Tests.csproj": "<P/>"}, ["- Test: `dotnet test`"]),
    "ruby": ({"Gemfile": 'gem "rspec"', "spec/a_spec.rb": ""}, ["- Install: `bundle install`", "- Test: `bundle exec rspec`"]),
    "php": ({"composer.json": '{"scripts": {"test": "pest"}}'}, ["- Install: `composer install`", "- Test: `composer run test`"]),
    "elixir": ({"mix.exs": "x", "test/a_test.exs": ""}, ["- Test: `mix test`", "- Install: `mix deps.get`"]),
    "cmake": ({"CMakeLists.txt": "include(CTest)\n"}, ["- Test: `ctest --test-dir build`"]),
    "meson": ({"meson.build": "test('a', b)\n"}, ["- Test: `meson test -C build`"]),
    "make": ({"Makefile": "test:\n\tx\ncheck:\n\ty\n"}, ["- Test: `make test`", "- `make check` exits 0."]),
    "just": ({"justfile": "lint:\n  x\n"}, ["- Lint: `just lint`"]),
    "monorepo": (
        {"api/go.mod": "module a\n", "api/a.go": "", "web/package.json": '{"scripts": {"test": "jest"}}'},
        ["- Test: `cd web && npm run test`"],
    ),
    "nothing": ({}, ["- TODO: write the command that runs the tests, and what it prints when they pass"]),
}  # fmt: skip


def tree(root: Path) -> dict[str, bytes]:
    """Every file with its bytes, and every folder; without git's own."""
    return {
        path.relative_to(root).as_posix(): b"" if path.is_dir() else path.read_bytes()
        for path in root.rglob("*")
        if ".git" not in path.relative_to(root).parts
    }


def unfinished(root: Path, *arguments: str) -> list[str]:
    """Findings of check that are no prompts, with those of the lowest severity left out."""
    done = cli("check", "--output-format", "json", *arguments, cwd=root)
    assert done.returncode == 0, done.stderr + done.stdout
    return [f"{f['path']}:{f['line']} {f['rule']}" for f in json.loads(done.stdout)["findings"] if f["severity"] != "info" and f["rule"] != "parts/placeholder"]  # fmt: skip


def test_claude_and_context_as_a_whole(tmp_path):
    root = repository(tmp_path / "harbour", UV)
    done = cli("init", "--yes", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert (root / "CLAUDE.md").read_text() == GOLDEN
    assert len(GOLDEN.splitlines()) < 60
    assert set(tree(root)) - set(tree(repository(tmp_path / "again", UV))) == {"CLAUDE.md", "CONTEXT.md"}
    assert "  test             uv run pytest" in done.stdout
    assert "CLAUDE.md:3: TODO: say in one sentence what this project does, and for whom" in done.stdout
    assert unfinished(root) == []


@pytest.mark.parametrize("name", ECOSYSTEMS)
def test_every_kind_in_every_ecosystem(name, tmp_path):
    files, lines = ECOSYSTEMS[name]
    root = repository(tmp_path / "r", files)
    assert cli("init", "claude", "--yes", cwd=root).returncode == 0
    written = (root / "CLAUDE.md").read_text().splitlines()
    assert [line for line in lines if line not in written] == []
    (root / "CLAUDE.md").unlink()
    assert cli("init", "--all", "--yes", cwd=root).returncode == 0
    assert (root / "CLAUDE.md").read_text().startswith("@AGENTS.md\n")
    assert unfinished(root) == []


def test_every_prompt_that_is_listed_is_found_by_check(tmp_path):
    root = repository(tmp_path / "r", UV)
    listed = re.findall(r"^  (\S+:\d+): TODO: ", cli("init", "--yes", "--all", cwd=root).stdout, re.M)
    own = cli("init", "--yes", "subagent", "scribe", "skill", "release", cwd=root)
    listed += re.findall(r"^  (\S+:\d+): TODO: ", own.stdout, re.M)
    report = json.loads(cli("check", "--output-format", "json", cwd=root).stdout)
    found = {f"{f['path']}:{f['line']}" for f in report["findings"] if f["rule"] == "parts/placeholder"}
    assert {place for place in listed if not place.startswith(("ARCHITECTURE", "PATTERNS"))} == found
    assert placeholder.RULE.severity.label == "warning"


def test_a_long_row_of_the_table_is_cut(tmp_path):
    root = repository(tmp_path / "r", {f"packages/package-{n:02}/package.json": "{}" for n in range(40)} | {"package.json": '{"workspaces": ["packages/*"]}'})  # fmt: skip
    (row,) = [line for line in cli("init", "--dry-run", cwd=root).stdout.splitlines() if line.startswith("  packages ")]
    assert row.endswith("packages/package-02/ and 37 more")


def test_a_second_run_changes_nothing(tmp_path):
    root = repository(tmp_path / "r", UV)
    assert cli("init", "--yes", "--all", cwd=root).returncode == 0
    before = tree(root)
    for arguments in ([], ["--all"], ["claude"], ["voice", "context"], ["subagent", "planner"]):
        done = cli("init", "--yes", *arguments, cwd=root)
        assert done.returncode == 2
        assert "is there already" in done.stderr
        assert all(way in done.stderr for way in ("--diff", "--complete", "--force"))
        assert tree(root) == before


def test_one_conflict_stops_all(tmp_path):
    root = repository(tmp_path / "r", {**UV, "VOICE.md": "mine"})
    done = cli("init", "--yes", "claude", "voice", cwd=root)
    assert done.returncode == 2
    assert "VOICE.md is there already" in done.stderr
    assert not (root / "CLAUDE.md").exists()


def test_without_a_kind_only_what_is_not_there(tmp_path):
    root = repository(tmp_path / "r", {**UV, ".claude/CLAUDE.md": "mine"})
    done = cli("init", "--yes", cwd=root)
    assert done.returncode == 0
    assert (root / "CONTEXT.md").exists()
    assert not (root / "CLAUDE.md").exists()
    assert "left .claude/CLAUDE.md as it is" in done.stdout


def test_force_keeps_a_copy(tmp_path):
    root = repository(tmp_path / "r", {**UV, "CLAUDE.md": "mine", "CLAUDE.md.bak": "older"})
    assert cli("init", "--yes", "claude", "--force", cwd=root).returncode == 0
    assert (root / "CLAUDE.md").read_text() == GOLDEN.replace("# harbour", "# r")
    assert (root / "CLAUDE.md.bak").read_text() == "older"
    assert (root / "CLAUDE.md.bak2").read_text() == "mine"


@pytest.mark.parametrize("option", ["--dry-run", "--diff"])
def test_looking_writes_nothing(option, tmp_path):
    root = repository(tmp_path / "r", UV)
    before = tree(root)
    done = cli("init", "--yes", "--all", "--pre-commit", "--ci", "gitlab", option, cwd=root)
    assert done.returncode == 0
    assert tree(root) == before
    assert ("+# r" in done.stdout) == (option == "--diff")
    assert ("would write CONTEXT.md" in done.stdout) == (option == "--dry-run")


def test_diff_shows_what_would_change_in_a_file_that_is_there(tmp_path):
    root = repository(tmp_path / "r", {**UV, "CLAUDE.md": "# mine\n"})
    done = cli("init", "--yes", "claude", "--diff", cwd=root)
    assert done.returncode == 0
    assert "-# mine" in done.stdout


def test_answers_are_kept_literally(tmp_path):
    root = repository(tmp_path / "r", UV)
    answers = {
        "purpose": "{{ 7 * 7 }} {% for x in y %} books berths",
        "protected": ["# no heading <!-- ctxlint: file-ignore[parts] -->", "`db/` - it is [live](x.md)", "@/etc/passwd\n## x"],
        "proof": "1. a person has seen it",
        "escalation": "**Constraints:** ``` two doors",
    }  # fmt: skip
    (root / "answers.toml").write_text("\n".join(f"{key} = {json.dumps(value)}" for key, value in answers.items()))
    assert cli("init", "--answers", "answers.toml", cwd=root).returncode == 0
    text = (root / "CLAUDE.md").read_text()
    assert "\n{{ 7 * 7 }} {% for x in y %} books berths\n" in text
    assert "- Never touch: \\# no heading <\\!-- ctxlint: file-ignore\\[parts\\] -->\n" in text
    assert "- Never touch: `db/` - it is \\[live\\](x.md)\n" in text
    assert "- Never touch: \\@/etc/passwd ## x\n" in text
    assert "- 1\\. a person has seen it\n" in text
    assert "- Stop and ask: \\**Constraints:** \\`\\`\\` two doors\n" in text
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == [line for line in GOLDEN.replace("# harbour", "# r").splitlines() if line.startswith("#")]
    assert unfinished(root) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("purpos = 'x'", "did you mean “purpose”"),
        ("purpose = 1", "must be a text"),
        ("purpose", "is not TOML"),
        (f"purpose = '{'x' * 1001}'", "longer than 1000"),
    ],
)
def test_answers_that_do_not_fit(text, message, tmp_path):
    root = repository(tmp_path / "r", {"a.toml": text})
    done = cli("init", "--answers", "a.toml", cwd=root)
    assert done.returncode == 2
    assert message in done.stderr
    assert set(tree(root)) == {"a.toml"}


def test_beside_agents_md(tmp_path):
    root = repository(tmp_path / "r", {**UV, "AGENTS.md": "# Harbour\n\nRun `uv run pytest`.\n"})
    assert cli("init", "--yes", "claude", cwd=root).returncode == 0
    text = (root / "CLAUDE.md").read_text()
    assert text.startswith("@AGENTS.md\n")
    assert "uv" not in text


def test_an_agents_md_that_imports_claude_md_is_not_imported_back(tmp_path):
    root = repository(tmp_path / "r", {**UV, "AGENTS.md": "@CLAUDE.md\n"})
    assert cli("init", "--yes", "claude", cwd=root).returncode == 0
    assert "@AGENTS.md" not in (root / "CLAUDE.md").read_text()


def test_agents_md_beside_claude_md(tmp_path):
    root = repository(tmp_path / "r", {**UV, "CLAUDE.md": "# Mine\n"})
    done = cli("init", "--yes", "agents-md", cwd=root)
    assert done.returncode == 0
    assert (root / "CLAUDE.md").read_text() == "# Mine\n"
    assert "add the line @AGENTS.md at the top of CLAUDE.md" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["claud"], "did you mean “claude”"),
        (["subagent"], "subagent needs a name: planner"),
        (["subagent", "../x"], "small letters"),
        (["skill", "claude-helper"], "may not hold"),
        (["--dir", "nowhere"], "there is no folder nowhere"),
        (["--templates", "nowhere"], "no folder of templates"),
        (["--complete", "nowhere.md"], "cannot read nowhere.md"),
        (["--complete", "CLAUDE.md", "voice"], "takes one file and no kind"),
        (["--answers", "nowhere.toml"], "cannot read the answers nowhere.toml"),
    ],
)
def test_what_cannot_be_done(arguments, message, tmp_path):
    root = repository(tmp_path / "r", {})
    done = cli("init", "--yes", *arguments, cwd=root)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root) == {}


def test_a_package_of_a_monorepo(tmp_path):
    files = {"package.json": "{}", "pnpm-lock.yaml": "a: 1", "packages/ä b/package.json": '{"scripts": {"test": "x"}}'}
    root = repository(tmp_path / "r", files)
    assert cli("init", "--yes", "claude", "--dir", "packages/ä b", cwd=root).returncode == 0
    text = (root / "packages" / "ä b" / "CLAUDE.md").read_text()
    assert "# ä b\n" in text
    assert "- Test: `pnpm run test`\n" in text


def test_from_a_folder_below_the_top(tmp_path):
    root = repository(tmp_path / "r", UV)
    assert cli("init", "--yes", cwd=root / "src").returncode == 0
    assert (root / "CLAUDE.md").exists()


def test_no_git_and_an_empty_folder(tmp_path):
    assert cli("init", "--yes", "--all", cwd=tmp_path).returncode == 0
    assert unfinished(tmp_path) == []


def test_a_hostile_repository(tmp_path):
    script = "test`\n# x\n{{ 7*7 }}"
    files = {
        "package.json": json.dumps({"name": "# a\n{{ 7*7 }}", "scripts": {script: "x", "test": "jest"}}),
        "src {{ 7*7 }}/# a.py": "",
        "<!-- x --> `y`/a.py": "",
    }
    root = repository(tmp_path / "# {{ 7*7 }} <b>", files)
    assert cli("init", "--yes", "--all", cwd=root).returncode == 0
    text = (root / "AGENTS.md").read_text()
    assert "49" not in text
    assert text.startswith("# \\# {{ 7*7 }} \\<b>\n")
    assert "``<!-- x --> `y`/``" in text
    assert unfinished(root) == []


# Links, folders and disks that refuse


def test_a_link_is_never_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    root = repository(tmp_path / "r", {})
    (root / "CLAUDE.md").symlink_to(outside / "CLAUDE.md")
    (root / ".claude").symlink_to(outside)
    for arguments in (["claude"], ["claude", "--force"], ["subagent", "planner"], ["skill", "verify-work"]):
        done = cli("init", "--yes", *arguments, cwd=root)
        assert done.returncode == 2
        assert "link" in done.stderr or "leads out of the project" in done.stderr
        assert list(outside.iterdir()) == []


def test_a_folder_that_links_outside(tmp_path):
    (tmp_path / "outside").mkdir()
    root = repository(tmp_path / "r", {})
    (root / "packages").symlink_to(tmp_path / "outside")
    assert cli("init", "--yes", "--dir", "packages", cwd=root).returncode == 2
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder(tmp_path):
    root = repository(tmp_path / "r", UV)
    root.chmod(0o555)
    done = cli("init", "--yes", cwd=root)
    root.chmod(0o755)
    assert done.returncode == 2
    assert "Permission denied; nothing was written" in done.stderr


@pytest.fixture
def disk(tmp_path):
    """A small file system of its own, in memory."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], capture_output=True)
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount: a full disk is then only made up, further below")
    yield folder
    subprocess.run(["umount", folder], check=True)


def test_a_disk_that_is_full(disk):
    write(disk, {"package.json": "{}", "fill": b"\0" * 40_000})
    before = tree(disk)
    done = cli("init", "--yes", "--all", cwd=disk)
    assert done.returncode == 2
    assert "No space left on device; nothing was written" in done.stderr
    assert tree(disk) == before


def test_a_disk_that_is_read_only(disk):
    write(disk, {"package.json": "{}"})
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    for arguments in (["--all"], ["--pre-commit"], ["subagent", "planner"]):
        done = cli("init", "--yes", *arguments, cwd=disk)
        assert done.returncode == 2
        assert "Read-only file system; nothing was written" in done.stderr
        assert set(tree(disk)) == {"package.json"}


def test_a_file_where_a_folder_should_be(tmp_path):
    root = repository(tmp_path / "r", {".claude": "a file"})
    before = tree(root)
    done = cli("init", "--yes", "claude", "subagent", "planner", cwd=root)
    assert done.returncode == 2
    assert "nothing was written" in done.stderr
    assert tree(root) == before


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["_prepare", "_commit", "_keep"])
@pytest.mark.parametrize("after", [0, 1])
def test_a_fault_leaves_nothing_behind(fault, step, after, tmp_path, monkeypatch):
    """A full disk, or Ctrl-C, at each step of the first and of the second file."""
    root = tmp_path / "r"
    write(root, {"a.md": "old", "b.md": "old"})
    before = tree(root)
    real, calls = getattr(scaffold_files, step), []

    def fails(*arguments):
        calls.append(arguments)
        result = real(*arguments)
        if len(calls) > after:
            raise fault
        return result

    monkeypatch.setattr(scaffold_files, step, fails)
    new = [File(str(root / name), b"new", b"old", backup=True) for name in ("a.md", "b.md")]
    new.append(File(str(root / "x" / "y" / "c.md"), b"new"))
    with pytest.raises(KeyboardInterrupt if isinstance(fault, KeyboardInterrupt) else CtxlintError):
        write_all(new, str(root))
    assert tree(root) == before


def test_a_file_that_comes_to_be_meanwhile_is_kept(tmp_path, monkeypatch):
    real = scaffold_files._commit

    def late(temporary, file, undo):
        Path(file.path).write_text("theirs")
        real(temporary, file, undo)

    monkeypatch.setattr(scaffold_files, "_commit", late)
    with pytest.raises(CtxlintError, match="came to be there meanwhile"):
        write_all([File(str(tmp_path / "a.md"), b"mine")], str(tmp_path))
    assert tree(tmp_path) == {"a.md": b"theirs"}


def test_a_folder_that_is_gone(tmp_path):
    root = tmp_path / "gone"
    with pytest.raises(CtxlintError, match="is gone"):
        write_all([File(str(root / "a.md"), b"x")], str(root))
    assert not root.exists()


def test_modes_are_kept(tmp_path):
    root = repository(tmp_path / "r", {"CLAUDE.md": "x"})
    (root / "CLAUDE.md").chmod(0o640)
    assert cli("init", "--yes", "claude", "--force", cwd=root).returncode == 0
    assert (root / "CLAUDE.md").stat().st_mode & 0o777 == 0o640


# Templates of one's own


def test_templates_of_ones_own(tmp_path):
    root = repository(tmp_path / "r", {**UV, "ctxlint.toml": '[init]\ntemplates = "house"\n'})
    write(root, {"house/claude/CLAUDE.md.j2": "# {{ project.name }}\n\nHouse style.\n\n[Describe the goal here]\n"})
    done = cli("init", "--yes", cwd=root)
    assert done.returncode == 0, done.stderr
    assert (root / "CLAUDE.md").read_text() == "# r\n\nHouse style.\n\n[Describe the goal here]\n"
    assert "CLAUDE.md:5: [Describe the goal here]" in done.stdout
    assert (root / "CONTEXT.md").exists()


def test_a_subagent_of_ones_own(tmp_path):
    root = repository(tmp_path / "r", {"house/subagent/scribe.md.j2": "---\nname: {{ name | yaml }}\n---\nWrite.\n"})
    assert cli("init", "--yes", "subagent", "scribe", "--templates", "house", cwd=root).returncode == 0
    assert (root / ".claude" / "agents" / "scribe.md").read_text() == "---\nname: scribe\n---\nWrite.\n"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("a\n{% if %}\n", r"CLAUDE.md.j2:2: Expected an expression"),
        ("a\n\n{{ nonsense }}\n", r"CLAUDE.md.j2:3: 'nonsense' is undefined"),
        ("{{ project.nonsense }}\n", r"CLAUDE.md.j2:1: .*has no attribute 'nonsense'"),
        ("{{ nonsense | code }}\n", r"CLAUDE.md.j2:1: 'nonsense' is undefined"),
        ("{{ ''.__class__.__mro__ }}\n", r"CLAUDE.md.j2:1: access to attribute '__class__'"),
        ("{% for x in range(10**9) %}a{% endfor %}\n", r"CLAUDE.md.j2:1: .*[Rr]ange"),
        ("a\n{{ 1 / 0 }}\n", r"CLAUDE.md.j2:2: division by zero"),
        ('{% include "../secret" %}\n', r"CLAUDE.md.j2:1: there is no template"),
        (b"\xff\xfe", r"cannot read the template"),
    ],
)
def test_a_template_that_is_wrong(template, message, tmp_path):
    root = repository(tmp_path / "r", {"house/claude/CLAUDE.md.j2": template, "secret": "x"})
    before = tree(root)
    done = cli("init", "--yes", "--templates", "house", cwd=root)
    assert done.returncode == 2
    assert re.search(message, done.stderr), done.stderr
    assert tree(root) == before


def test_macros_and_joins_in_templates(tmp_path):
    template = "{% macro row(x) %}- {{ x }}\n{% endmacro %}{{ row('# a & b') }}{{ ['# c', 'd & e'] | join(', ') }}\n"
    root = repository(tmp_path / "r", {"house/claude/CLAUDE.md.j2": template})
    assert cli("init", "--yes", "claude", "--templates", "house", cwd=root).returncode == 0
    assert (root / "CLAUDE.md").read_text() == "- \\# a & b\n\\# c, d & e\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain, with 1.5 and a-b", "plain, with 1.5 and a-b"),
        ("# a", "\\# a"),
        ("- a\n- b", "\\- a - b"),
        ("12) a", "12\\) a"),
        ("a \u2028 b\tc\x00d", "a b c d"),
        ("see `a b` and `", "see `a b` and \\`"),
        ("<script>", "\\<script>"),
        ("a < b", "a < b"),
        ("mail@example.com @x", "mail@example.com \\@x"),
        ("C:\\# \\", "C:\\\\# \\\\"),
        ("\ud800x", "?x"),
        ("", ""),
    ],
)
def test_literal(text, expected):
    assert literal(text) == expected


def test_code_and_yaml():
    assert code("make test") == "`make test`"
    assert code("a `b` ``c``") == "``` a `b` ``c`` ```"
    assert yaml("planner") == "planner"
    assert yaml("a: b") == '"a: b"'


# --complete


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("heading", ["Specification", "Constraints", "Success Criteria", "Feedback Loop"])
def test_complete_restores_one_part(heading, newline, tmp_path):
    root = repository(tmp_path / "r", UV)
    assert cli("init", "--yes", cwd=root).returncode == 0
    whole = (root / "CONTEXT.md").read_text()
    pieces = re.split(r"(?m)^(?=## )", whole)
    less = "".join(piece for piece in pieces if not piece.startswith(f"## {heading}\n"))
    less = less.rstrip("\n") + "\n"
    assert less != whole
    (root / "CONTEXT.md").write_bytes(less.replace("\n", newline).encode())
    done = cli("init", "--yes", "--complete", "CONTEXT.md", cwd=root)
    assert done.returncode == 0, done.stderr
    assert (root / "CONTEXT.md").read_bytes().decode() == whole.replace("\n", newline)
    again = cli("init", "--yes", "--complete", "CONTEXT.md", cwd=root)
    assert again.returncode == 0
    assert "no part missing; nothing was written" in again.stdout


def test_complete_leaves_every_other_byte(tmp_path):
    text = "\ufeff# Mine\r\n\r\nPurpose\r\n-------\r\nA  \r\n\r\n### Rules\r\n\r\n- Do not x.\t\r\n\r\n\r\n### Other\r\nend"
    root = repository(tmp_path / "r", {**UV, "CONTEXT.md": text})
    done = cli("init", "--yes", "--complete", "CONTEXT.md", cwd=root)
    assert done.returncode == 0, done.stderr
    data = (root / "CONTEXT.md").read_bytes().decode()
    lines = data.split("\r\n")
    kept = text.split("\r\n")
    rest = iter(lines)
    assert all(line in rest for line in kept)
    assert "\n" not in data.replace("\r\n", "")
    assert unfinished(root) == []


def test_complete_of_a_file_with_all_parts_and_of_none(tmp_path):
    root = repository(tmp_path / "r", {**UV, "CONTEXT.md": "# Notes\n\nWords.\n", "a/CONTEXT.md": b"\xff\xfe"})
    for name, message in (("CONTEXT.md", "no task brief yet"), ("a/CONTEXT.md", "not UTF-8")):
        done = cli("init", "--yes", "--complete", name, cwd=root)
        assert done.returncode == 2
        assert message in done.stderr


def test_complete_writes_nothing_through_a_link(tmp_path):
    root = repository(tmp_path / "r", {"real.md": "<!-- ctxlint: kind[context] -->\n# a\n"})
    (root / "CONTEXT.md").symlink_to("real.md")
    assert cli("init", "--yes", "--complete", "CONTEXT.md", cwd=root).returncode == 2
    assert (root / "real.md").read_text() == "<!-- ctxlint: kind[context] -->\n# a\n"


# Hook and workflows

CONFIG = "# ours\nrepos:\n  - repo: local\n    hooks:\n      - id: x  # why\n\nci:\n  skip: [x]\n"


def test_pre_commit_is_added_to_what_is_there(tmp_path):
    root = repository(tmp_path / "r", {**UV, ".pre-commit-config.yaml": CONFIG})
    done = cli("init", "--yes", "--pre-commit", cwd=root)
    assert done.returncode == 0, done.stderr
    template = (ROOT / "templates/ci/pre-commit.yaml.j2").read_text().split("{% else %}\n")[1].split("{% endif %}")[0]
    entry = indent(template, "  ")
    head, tail = CONFIG.split("\nci:")
    assert (root / ".pre-commit-config.yaml").read_text() == f"{head}{entry}\nci:{tail}"
    assert f"Added to .pre-commit-config.yaml:\n{entry}" in done.stdout
    again = cli("init", "--yes", "voice", "--pre-commit", cwd=root)
    assert again.returncode == 2
    assert "has the hook already" in again.stderr
    assert not (root / "VOICE.md").exists()


@pytest.mark.parametrize(
    "text", [None, "repos: []\n", "repos:\n- repo: local\n  hooks: [{id: x}]", "repos:\r\n- repo: a\r\n"]
)
def test_pre_commit_in_other_shapes(text, tmp_path):
    root = repository(tmp_path / "r", {".pre-commit-config.yaml": text} if text else {})
    done = cli("init", "--yes", "--pre-commit", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "- id: ctxlint" in (root / ".pre-commit-config.yaml").read_text()


@pytest.mark.parametrize("text", ["repos: {a: 1}\n", "repos: [\n", "a: 1\n", "repos: [{repo: local, hooks: []}]\n"])
def test_pre_commit_that_is_not_understood(text, tmp_path):
    root = repository(tmp_path / "r", {".pre-commit-config.yaml": text})
    before = tree(root)
    done = cli("init", "--yes", "--pre-commit", cwd=root)
    assert done.returncode == 2
    assert "add this by hand:" in done.stderr
    assert tree(root) == before


def test_workflows(tmp_path):
    root = repository(tmp_path / "r", {".gitlab-ci.yml": "test:\n  script: [x]\n"})
    assert cli("init", "--yes", "--ci", "github", cwd=root).returncode == 0
    assert "ctxlint check" in (root / ".github" / "workflows" / "ctxlint.yml").read_text()
    assert cli("init", "--yes", "voice", "--ci", "gitlab", cwd=root).returncode == 0
    assert (root / ".gitlab-ci.yml").read_text().startswith("test:\n  script: [x]\n\nctxlint:\n")
    assert cli("init", "--yes", "patterns", "--ci", "gitlab", cwd=root).returncode == 2
    assert not (root / "PATTERNS.md").exists()


# What is shown


def test_verbose_shows_the_evidence(tmp_path):
    root = repository(tmp_path / "r", {**UV, "Makefile": "test:\n\tx\n"})
    done = cli("init", "--yes", "--dry-run", "--verbose", cwd=root)
    assert re.search(
        r"test +make test +Makefile: target test\n +or uv run pytest +pyproject.toml: \[tool.pytest", done.stdout
    )
    plain = cli("init", "--yes", "--dry-run", cwd=root)
    assert "or uv run pytest" in plain.stdout
    assert "Makefile: target" not in plain.stdout


def test_a_broken_manifest_is_said(tmp_path):
    root = repository(tmp_path / "r", {"package.json": "{"})
    done = cli("init", "--yes", cwd=root)
    assert done.returncode == 0
    assert "not read         package.json" in done.stdout


def test_git_is_asked_once_and_heavy_libraries_stay_out(tmp_path):
    import subprocess

    root = repository(tmp_path / "r", UV)
    code = (
        "import sys, subprocess\n"
        "asked = []\nreal = subprocess.Popen.__init__\n"
        "def spy(self, *a, **k):\n    asked.append(1)\n    real(self, *a, **k)\n"
        "subprocess.Popen.__init__ = spy\n"
        "import ctxlint.cli\n"
        "ctxlint.cli.run(['init', '--yes'])\n"
        "print(len(asked), *[n for n in ('markdown_it', 'yaml', 'jsonschema', 'rich', 'pathspec', 'asyncio') if n in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
    assert done.stderr.splitlines()[-1] == "1", done.stderr


def test_the_wheel_ships_the_templates():
    assert 'templates = "ctxlint/templates"' in (ROOT / "pyproject.toml").read_text()
    assert not list((ROOT / "templates").rglob("*.py"))


def test_our_own_files_could_have_been_written_here(tmp_path):
    """The repository of ctxlint itself: what init finds is what CLAUDE.md of ctxlint says."""
    root = tmp_path / "ctxlint"
    git(tmp_path, "clone", "-q", str(ROOT), str(root))
    done = cli("init", "--yes", "--dry-run", "voice", "--force", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "python -m pytest" in done.stdout
