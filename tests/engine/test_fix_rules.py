"""Every fix that ships, from end to end: a repository with its history, `--diff`, `git apply`, `--fix`, and again."""

from __future__ import annotations

import json
import os
import stat
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from helpers import cli, git, repository, watched_git

from ctxlint.engine.pages import pages


class Case(NamedTuple):
    rule: str
    before: str
    after: str
    files: Mapping[str, str] = {}
    moves: Mapping[str, str] = {}
    path: str = "CLAUDE.md"
    safe: bool = True


TEXT = "# One\n\n" + "".join(f"Line {n} of a page that git knows again after it was moved.\n" for n in range(9))
FRONT = "---\nname: reviewer\ndescription: Reads a diff and names what breaks.\nmodel: {}\n---\n\nRead the diff.\n"
BRIEF = "# T\n\n## Purpose\n\nBuild it.\n\n## Constraints\n\n- Never push.\n\n## Success\n\n- 1 test passes\n"
ASK = "\n## Feedback Loop\n\n- Failure: [Describe what a wrong result looks like]\n- Validation: [Name the command that proves the result]\n- Escalation: [Describe when to stop, and whom to ask]\n"  # fmt: skip
GUIDE = {"docs/guide.md": TEXT}
CASES = {
    "a link to a renamed file": Case("references/missing-link", "See [it](docs/guide.md#one).\n", "See [it](docs/user/manual.md#one).\n", GUIDE, {"docs/guide.md": "docs/user/manual.md"}),
    "a link to a name that must be escaped": Case("references/missing-link", "See [it](docs/guide.md).\n", "See [it](docs/a%20b%20%281%29%20%2350%25.md).\n", GUIDE, {"docs/guide.md": "docs/a b (1) #50%.md"}),
    "a link from a folder below": Case("references/missing-link", "See [it](../docs/guide.md).\n", "See [it](../manual.md).\n", GUIDE, {"docs/guide.md": "manual.md"}, "api/CLAUDE.md"),
    "an import of a renamed file": Case("references/missing-import", "Style: @docs/guide.md\n", "Style: @docs/user/manual.md\n", GUIDE, {"docs/guide.md": "docs/user/manual.md"}),
    "an import of a name with a blank": Case("references/missing-import", "Style: @docs/guide.md#one\n", "Style: @docs/the\\ guide.md#one\n", GUIDE, {"docs/guide.md": "docs/the guide.md"}),
    "an import read from the root": Case("references/missing-import", "@docs/guide.md\n", "@../../docs/guide.md\n", GUIDE, path="apps/api/CLAUDE.md"),
    "a renamed path": Case("references/gone-path", "The rules are in `./docs/guide.md:12`.\n", "The rules are in `./docs/user/manual.md:12`.\n", GUIDE, {"docs/guide.md": "docs/user/manual.md"}),
    "a renamed folder": Case("references/gone-path", "The parser is in `src/`.\n", "The parser is in `lib/`.\n", {"src/a.py": TEXT}, {"src/a.py": "lib/a.py"}),
    "a path that moved inside a package": Case("references/gone-path", "The parser is in `src/a.py`.\n", "The parser is in `lib/a.py`.\n", {"apps/api/src/a.py": TEXT}, {"apps/api/src/a.py": "apps/api/lib/a.py"}, "apps/api/CLAUDE.md"),
    "a path that moved out of a package": Case("references/gone-path", "The parser is in `src/a.py`.\n", "The parser is in `lib/a.py`.\n", {"apps/api/src/a.py": TEXT}, {"apps/api/src/a.py": "lib/a.py"}, "apps/api/CLAUDE.md"),
    "a path with dots": Case("references/gone-path", "The rules are in `../docs/guide.md`.\n", "The rules are in `../manual.md`.\n", GUIDE, {"docs/guide.md": "manual.md"}, "api/CLAUDE.md"),
    "a full stop behind an import": Case("references/broken-import-syntax", "The rules are in @docs/guide.md.\n", "The rules are in @docs/guide.md\n", GUIDE),
    "a blank in an import": Case("references/broken-import-syntax", "@docs/the guide.md\n", "@docs/the\\ guide.md\n", {"docs/the guide.md": TEXT}),
    "another letter case": Case("references/case-mismatch", "See [it](docs/Guide.md).\n", "See [it](docs/guide.md).\n", GUIDE),
    "a total": Case("estimates/total", "## Cost\n\n- A: $1.50\n- B: $2.50\n- Total: $5.00\n", "## Cost\n\n- A: $1.50\n- B: $2.50\n- Total: $4.00\n"),
    "a total that is rounded": Case("estimates/total", "## Cost\n\n- A: ~$1\n- B: $2\n- Total: $5\n", "## Cost\n\n- A: ~$1\n- B: $2\n- Total: $3\n", safe=False),
    "a retired model": Case("models/retired", FRONT.format("claude-3-opus-20240229"), FRONT.format("opus"), path=".claude/agents/reviewer.md"),
    "a retired model behind an option": Case("models/retired", "```bash\nclaude --model claude-3-opus-20240229 -p x\n```\n", "```bash\nclaude --model claude-opus-4-8 -p x\n```\n"),
    "an ignore of nothing": Case("files/unused-ignore", "a\n<!-- ctxlint: ignore[parts/placeholder] x -->\nb\n", "a\nb\n"),
    "soft hyphens": Case("security/stray-character", "The docu\u00admen\u00adtation.\n", "The documentation.\n"),
    "a part that is missing": Case("parts/missing", BRIEF, BRIEF + ASK, path="CONTEXT.md", safe=False),
    "a link that Windows made a text": Case("consistency/pointer-file", "AGENTS.md\n", "@AGENTS.md\n", {"AGENTS.md": TEXT}, safe=False),
}  # fmt: skip
BYTES = {"files/bom-before-frontmatter", "files/mixed-line-ends", "files/undecodable"}  # in test_fix.py


def move(root: Path, moves: Mapping[str, str]) -> None:
    """Rename files in a commit of its own, with the folders that this empties."""
    for old, new in moves.items():
        (root / new).parent.mkdir(parents=True, exist_ok=True)
        git(root, "mv", old, new)
        if not any((root / old).parent.iterdir()):
            (root / old).parent.rmdir()
    git(root, "commit", "-q", "--allow-empty", "-m", "move")


def laid_out(root: Path, case: Case, data: bytes) -> Path:
    """The repository of a case: the file, what it names, and then the renames."""
    repository(root, {**case.files, case.path: data})
    move(root, case.moves)
    return root / case.path


def found(root: Path) -> Counter[tuple[str, str]]:
    report = json.loads(cli("check", "--output-format", "json", cwd=root).stdout)
    return Counter((one["rule"], one["severity"]) for one in report["findings"])


@pytest.mark.parametrize("name", CASES)
def test_a_fix_from_end_to_end(tmp_path, name):
    case, root = CASES[name], tmp_path / "r"
    unsafe = [] if case.safe else ["--unsafe-fixes"]
    file = laid_out(root, case, case.before.encode())
    before = found(root)
    assert [count for (rule, _), count in before.items() if rule == case.rule] == [1]
    if not case.safe:
        assert cli("check", "--diff", cwd=root).stdout == ""
    assert cli("check", "--diff", *unsafe, "-o", "../fix.diff", cwd=root).returncode == 1
    git(root, "apply", "../fix.diff")
    assert file.read_text("utf-8") == case.after
    git(root, "checkout", ".")
    done = cli("check", "--fix", *unsafe, cwd=root)
    assert (done.returncode, "fixed " in done.stderr) == (0, True), done.stdout + done.stderr
    assert file.read_text("utf-8") == case.after
    after = found(root)
    assert case.rule not in {rule for rule, _ in after}
    assert {severity for _, severity in after - before} <= ({"warning", "info"} if not case.safe else {"info"} if "import" in case.rule else set())  # fmt: skip
    assert "fixed" not in cli("check", "--fix", "--allow-dirty", *unsafe, cwd=root).stderr
    assert file.read_text("utf-8") == case.after


@pytest.mark.parametrize("name", CASES)
def test_a_fix_keeps_line_ends_mark_mode_and_link(tmp_path, name):
    """The file is stored with CRLF and a byte order mark, may be executed, and is reached by a link."""
    case, root = CASES[name], tmp_path / "r"
    mark = "" if case.before.startswith("---") else "\ufeff"
    file = laid_out(root, case, b"")
    real = file.with_name("real.txt")
    real.write_bytes((mark + case.before).replace("\n", "\r\n").encode())
    real.chmod(0o755)
    file.unlink()
    file.symlink_to("real.txt")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "link")
    done = cli("check", "--fix", *([] if case.safe else ["--unsafe-fixes"]), cwd=root)
    assert "fixed " in done.stderr, done.stdout + done.stderr
    assert real.read_bytes() == (mark + case.after).replace("\n", "\r\n").encode()
    assert stat.S_IMODE(real.stat().st_mode) == 0o755
    assert os.readlink(file) == "real.txt"


def test_every_fix_has_a_case_and_a_page_that_names_it():
    assert {case.rule for case in CASES.values()} | BYTES == {name for name, page in pages().items() if "## Fix" in page.text}  # fmt: skip


def test_two_paths_that_the_words_may_mean_have_no_fix(tmp_path):
    files = {"apps/api/src/a.py": TEXT, "src/a.py": "# Two\n" + TEXT, "apps/api/CLAUDE.md": "It is in `src/a.py`.\n"}
    root = repository(tmp_path, files)
    move(root, {"apps/api/src/a.py": "apps/api/lib/a.py", "src/a.py": "old/a.py"})
    assert cli("check", "--diff", cwd=root).stdout == ""
    assert "moved to apps/api/lib/a.py" in cli("check", cwd=root).stdout


def test_git_is_asked_for_files_and_history_once(tmp_path):
    text = "".join(f"See [it](docs/{n}.md) and `docs/{n}.md`, TBD.\n\n" for n in range(30))
    root = repository(tmp_path / "r", {"CLAUDE.md": text, **{f"docs/{n}.md": f"{n}{n}\n" + TEXT for n in range(30)}})
    move(root, {"docs": "pages"})
    env, log = watched_git(tmp_path / "bin")
    done = cli("check", "--fix", cwd=root, **env)
    assert "fixed 60 findings in 1 file" in done.stderr
    asked = log.read_text()
    assert (root / "CLAUDE.md").read_text() == text.replace("docs/", "pages/")
    assert asked.count(" log -M ") <= 2  # before, and when the result is linted
    assert asked.count(" ls-files ") <= 3
