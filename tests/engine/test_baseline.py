"""Old repositories: the baseline and --new-since, with the real git."""

from __future__ import annotations

import json
import os
import re

import pytest
from helpers import ROOT, cli, git, repository, write

from ctxlint.base.errors import CtxlintError
from ctxlint.engine import baseline

OLD = "# A\n\nVersion: TBD\n\nOwner: TBD\n"
FILE = "ctxlint-baseline.json"


def check(*arguments: str, cwd, code: int = 0) -> list[str]:
    """ "path:line:col rule" of each finding."""
    answer = cli("check", "--output-format", "concise", "-q", "--show", "info", *arguments, cwd=cwd)
    assert answer.returncode == code, answer.stdout + answer.stderr
    return [re.sub(r"^(.*?): \w+\[(.*?)\].*", r"\1 \2", line) for line in answer.stdout.splitlines()]


def test_a_baseline_leaves_out_what_is_known(tmp_path):
    repository(tmp_path, {"CLAUDE.md": OLD, "a/CLAUDE.md": OLD})
    answer = cli("check", "--write-baseline", cwd=tmp_path)
    assert (answer.returncode, answer.stdout) == (0, "")
    assert answer.stderr.startswith(f"ctxlint: wrote 4 findings to {FILE}; from now on: --baseline {FILE}, ")
    assert answer.stderr.endswith(f'or in the configuration: `baseline = "{FILE}"`\n')
    assert check("--baseline", FILE, cwd=tmp_path) == []
    write(tmp_path, {"CLAUDE.md": "# A\n\nNew: TBD\n\nMore.\n\nOwner: TBD\n\nVersion: TBD\n"})
    assert check("--baseline", FILE, cwd=tmp_path) == ["CLAUDE.md:3:6 parts/placeholder"]
    assert check("--baseline", FILE, "--strict", cwd=tmp_path, code=1)
    assert "3 findings left out: in" not in cli("check", "--baseline", FILE, "-q", cwd=tmp_path).stderr
    assert "4 findings left out: in" in cli("check", "--baseline", FILE, cwd=tmp_path).stderr
    write(tmp_path, {"ctxlint.toml": f'baseline = "{FILE}"\n'})
    assert check(cwd=tmp_path) == ["CLAUDE.md:3:6 parts/placeholder"]
    assert check(cwd=tmp_path / "a") == []  # relative to the configuration
    assert len(check("--no-config", cwd=tmp_path)) == 5


def test_the_file_is_small_sorted_and_one_line_a_finding(tmp_path):
    repository(tmp_path, {"b/CLAUDE.md": OLD, "a/CLAUDE.md": "v: TBD\n\nv: TBD\n"})
    cli("check", "--write-baseline", cwd=tmp_path)
    text = (tmp_path / FILE).read_text()
    assert re.sub(r"[0-9a-f]{16}", "…", text) == (
        '{\n"…": ["a/CLAUDE.md", "parts/placeholder"],\n"…": ["a/CLAUDE.md", "parts/placeholder"],\n'
        '"…": ["b/CLAUDE.md", "parts/placeholder"],\n"…": ["b/CLAUDE.md", "parts/placeholder"],\n"version": 1\n}\n'
    )
    assert len(json.loads(text)) == 5
    cli("check", "--write-baseline", cwd=tmp_path)
    assert (tmp_path / FILE).read_text() == text
    write(tmp_path, {"a/CLAUDE.md": "v: TBD\n\nv: TBD\n\nv: TBD\n"})  # one more of the same
    assert check("--baseline", FILE, cwd=tmp_path) == ["a/CLAUDE.md:5:4 parts/placeholder"]


def test_a_message_with_line_numbers_stays_known(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "Run:\n\n```bash\nmake\n"})
    cli("check", "--write-baseline", cwd=tmp_path)
    write(tmp_path, {"CLAUDE.md": "More.\n\nRun:\n\n```bash\nmake\n"})
    assert check("--baseline", FILE, cwd=tmp_path) == []


def test_stale_entries_are_said_and_pruned(tmp_path):
    repository(tmp_path, {"CLAUDE.md": OLD, "gone/CLAUDE.md": OLD, "other/CLAUDE.md": OLD})
    cli("check", "--write-baseline", cwd=tmp_path)
    write(tmp_path, {"CLAUDE.md": "# A\n\nOwner: TBD\n"})
    os.unlink(tmp_path / "gone/CLAUDE.md")
    answer = cli("check", "--baseline", FILE, "CLAUDE.md", cwd=tmp_path)
    assert "3 entries of ctxlint-baseline.json gone" in answer.stderr
    assert "parts/placeholder in gone/CLAUDE.md" in answer.stderr
    assert "--prune-baseline" in answer.stderr
    assert (tmp_path / FILE).read_text().count("\n") == 9
    for rule in ("files", "parts/empty"):  # what did not run judges nothing
        said = cli("check", "--baseline", FILE, "--select", rule, "CLAUDE.md", cwd=tmp_path).stderr
        assert "2 entries" in said  # those of the file that is gone
    cli("check", "--baseline", FILE, "--prune-baseline", "CLAUDE.md", cwd=tmp_path)
    assert (tmp_path / FILE).read_text().count("\n") == 6
    assert check("--baseline", FILE, cwd=tmp_path) == []
    assert "gone" not in cli("check", "--baseline", FILE, cwd=tmp_path).stderr


def test_writing_again_keeps_what_was_not_checked(tmp_path):
    repository(tmp_path, {"CLAUDE.md": OLD, "other/CLAUDE.md": OLD})
    cli("check", "--write-baseline", cwd=tmp_path)
    write(tmp_path, {"CLAUDE.md": "# A\n"})
    cli("check", "--write-baseline", "CLAUDE.md", cwd=tmp_path)
    assert [entry.path for entry in baseline.read_baseline((tmp_path / FILE).read_text(), "").values()] == [
        "other/CLAUDE.md"
    ] * 2


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{\n"0123456789abcdef": ["CLAUDE.md", "parts/pl', "not a whole baseline"),
        ("", "not a whole baseline"),
        ("[]", "not a whole baseline"),
        ("{}", "not a whole baseline"),
        ('{"0123456789abcdef": 5, "version": 1}', "not a whole baseline"),
        ('{"0123456789abcdef": ["a", 5], "version": 1}', "not a whole baseline"),
        ('{\n<<<<<<< HEAD\n"version": 1}', "not a whole baseline"),
        ('{"version": 2}', "update ctxlint"),
        ('{"version": "x"}', "update ctxlint"),
        (b"\xff", "cannot read the baseline"),
        (None, "there is no baseline"),
    ],
)
def test_a_torn_or_later_baseline_is_exit_2(tmp_path, text, says):
    repository(tmp_path, {"CLAUDE.md": OLD, **({FILE: text} if text is not None else {})})
    answer = cli("check", "--baseline", FILE, cwd=tmp_path)
    assert answer.returncode == 2
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr
    if text:
        assert cli("check", "--baseline", FILE, "--write-baseline", cwd=tmp_path).returncode == 2
        assert (tmp_path / FILE).read_bytes() == (text if isinstance(text, bytes) else text.encode())


def test_a_baseline_that_cannot_be_written_is_exit_2(tmp_path):
    repository(tmp_path, {"CLAUDE.md": OLD})
    answer = cli("check", "--baseline", "no/such/b.json", "--write-baseline", cwd=tmp_path)
    assert answer.returncode == 2
    assert "cannot write no/such/b.json" in answer.stderr
    assert cli("check", "--prune-baseline", cwd=tmp_path).returncode == 2


def test_two_branches_merge(tmp_path):
    repository(tmp_path, {"m/CLAUDE.md": OLD, ".gitattributes": f"{FILE} merge=union\n"})
    cli("check", "--write-baseline", cwd=tmp_path)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "baseline")
    for name in ("a", "z"):
        git(tmp_path, "checkout", "-qb", name, "main")
        write(tmp_path, {f"{name}/CLAUDE.md": OLD, f"{name}{name}/CLAUDE.md": OLD})
        cli("check", "--write-baseline", cwd=tmp_path)
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-qm", name)
    git(tmp_path, "merge", "-q", "-m", "both", "a")
    assert check("--baseline", FILE, cwd=tmp_path) == []


def test_a_baseline_survives_hard_names():
    entries = {
        f"{n:016x}": baseline.Entry(path, "parts/empty") for n, path in enumerate(["a b\n", 'q"', "ü%,:", "x\\y"])
    }
    assert baseline.read_baseline(baseline.write(entries), "b") == entries


@pytest.mark.parametrize("text", ['{"version": 1, "version": 1}', '{"version": 1}', '{"aa": 1, "version": 1}'])
def test_what_is_no_entry_is_left_alone(text):
    assert baseline.read_baseline(text, "b") == {}


def test_reading_never_crashes():
    for text in ("1", "null", '"x"', "[" * 100_000, '{"version": true', '{"a": NaN}'):
        with pytest.raises(CtxlintError):
            baseline.read_baseline(text, "b")


def test_new_since_leaves_out_old_faults(tmp_path):
    repository(tmp_path, {"CLAUDE.md": OLD, "a/CLAUDE.md": OLD})
    write(tmp_path, {"CLAUDE.md": "# A\n\nIntro.\n\nVersion: TBD\n\nOwner: TBD\n\nNew: TBD\n", "b/CLAUDE.md": OLD})
    expected = ["CLAUDE.md:9:6 parts/placeholder", "b/CLAUDE.md:3:10 parts/placeholder", "b/CLAUDE.md:5:8 parts/placeholder"]  # fmt: skip
    assert check("--new-since", "HEAD", cwd=tmp_path) == expected
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "second")
    assert check("--new-since", "HEAD~1", cwd=tmp_path) == expected
    assert check("--new-since", "HEAD", cwd=tmp_path) == []
    answer = cli("check", "--new-since", "HEAD", cwd=tmp_path)
    assert "7 findings left out: HEAD has them too" in answer.stderr
    assert check("--new-since", "HEAD~1", cwd=tmp_path / "b") == ["CLAUDE.md:3:10 parts/placeholder", "CLAUDE.md:5:8 parts/placeholder"]  # fmt: skip


def test_nothing_is_new_in_a_clean_tree(tmp_path):
    """What is said of files that only a link or a spelling in another letter case leads to is said of HEAD, too."""
    text = (
        "@docs/my\\ style.md\n\nRead [a](docs/Guide.md), [b](Docs/) and `docs/GUIDE.md`.\n\n"
        "See [c](<docs/my guide.md#nope>), [d](docs/my%20guide.md#nope) and [e][].\n\nAlways use pnpm for packages.\n\n"
        "[e]: <docs/my guide.md#nope>\n"
    )
    style = "Always use npm for packages.\n\nNever edit the files in the migrations folder by hand.\n"
    again = "---\npaths: ['**']\n---\n\nNever edit the files in the migrations folder by hand.\n"
    files = {
        "CLAUDE.md": text,
        "docs/guide.md": "# A\n",
        "docs/my guide.md": "# A\n",
        "docs/my style.md": style,
        ".claude/rules/a.md": again,
    }
    repository(tmp_path, files)
    assert "CLAUDE.md:3:10 references/case-mismatch" in check(cwd=tmp_path)
    assert check("--new-since", "HEAD", cwd=tmp_path) == []
    assert check("--new-since", "HEAD", "CLAUDE.md", cwd=tmp_path) == []


def test_new_since_leaves_no_trace(tmp_path):
    repository(tmp_path / "r", {"CLAUDE.md": OLD})
    write(tmp_path / "r", {"CLAUDE.md": OLD + "x: TBD\n"})
    before = {name: (tmp_path / "r/.git" / name).stat().st_mtime_ns for name in ("index", "HEAD", "objects", "config")}
    (tmp_path / "tmp").mkdir()
    cli("check", "--new-since", "HEAD", cwd=tmp_path / "r", TMPDIR=str(tmp_path / "tmp"))
    assert before == {name: (tmp_path / "r/.git" / name).stat().st_mtime_ns for name in before}
    assert os.listdir(tmp_path / "tmp") == []
    assert git(tmp_path / "r", "worktree", "list").count("\n") == 1


def test_new_since_follows_a_renamed_file(tmp_path):
    repository(tmp_path, {"a/CLAUDE.md": OLD})
    git(tmp_path, "mv", "a", "b")
    write(tmp_path, {"b/CLAUDE.md": OLD + "\nNew: TBD\n"})
    assert check("--new-since", "HEAD", cwd=tmp_path) == ["b/CLAUDE.md:7:6 parts/placeholder"]


LINKS = "# A\n\nRead [the guide](docs/guide.md) first.\n\nOwner: TBD\n"


def test_new_since_counts_a_rename_that_breaks_an_untouched_line(tmp_path):
    repository(tmp_path, {"CLAUDE.md": LINKS, "docs/guide.md": "# Guide\n" + "A line of it.\n" * 9})
    git(tmp_path, "mv", "docs/guide.md", "docs/manual.md")
    expected = ["CLAUDE.md:3:18 references/missing-link"]
    assert check("--new-since", "HEAD", cwd=tmp_path, code=1) == expected
    git(tmp_path, "commit", "-qm", "move")
    assert check("--new-since", "HEAD~1", cwd=tmp_path, code=1) == expected
    assert check("--new-since", "HEAD", cwd=tmp_path) == []


def test_new_since_leaves_out_an_old_fault_on_an_edited_line(tmp_path):
    repository(tmp_path, {"CLAUDE.md": LINKS.replace("guide.md", "gone.md")})
    edited = "# A\n\nMore.\n\nRead [the good guide](docs/gone.md) first.\n\nOwner: TBD\n"
    write(tmp_path, {"CLAUDE.md": edited})
    assert check("--new-since", "HEAD", cwd=tmp_path) == []
    write(tmp_path, {"CLAUDE.md": edited + "\nAnd [again](docs/gone.md).\n\nState: TBD\n"})  # one more of each is new
    expected = ["CLAUDE.md:9:13 references/missing-link", "CLAUDE.md:11:8 parts/placeholder"]
    assert check("--new-since", "HEAD", cwd=tmp_path, code=1) == expected


def test_new_since_counts_a_file_that_is_gone_in_a_shallow_clone(tmp_path):
    """The tree of REV is all that is needed: a clone of depth 2 holds it."""
    source = repository(tmp_path / "source", {"x": ""})
    for files in ({"CLAUDE.md": LINKS, "docs/guide.md": "# Guide\n"}, {"y": ""}):
        write(source, files)
        git(source, "add", "-A")
        git(source, "commit", "-qm", "more")
    git(source, "rm", "-q", "docs/guide.md")
    git(source, "commit", "-qm", "remove")
    git(tmp_path, "clone", "-q", "--depth=2", source.as_uri(), str(tmp_path / "clone"))
    assert check("--new-since", "HEAD~1", cwd=tmp_path / "clone", code=1) == ["CLAUDE.md:3:18 references/missing-link"]


def test_new_since_holds_the_configuration_of_now(tmp_path):
    repository(tmp_path, {"CLAUDE.md": OLD, "ctxlint.toml": 'ignore = ["parts"]\n'})
    write(tmp_path, {"ctxlint.toml": "", "CLAUDE.md": OLD + "\nNew: TBD\n"})
    assert check("--new-since", "HEAD", cwd=tmp_path) == ["CLAUDE.md:7:6 parts/placeholder"]


def test_new_since_asks_about_the_names_of_then(tmp_path):
    """Every file of then is in the index, those that no rule reads are not on disk."""
    from ctxlint.project import git as questions
    from ctxlint.project.revision import snapshot

    claude = "See [it](sub/b%20c.md#x), `deep/x.json` and @ü.md.\n"
    files = {"sub/CLAUDE.md": claude, "src/a b.py": "x", "new\nline.md": "# x\n", "big.bin": b"\0", "Makefile": "t:\n", "sub/sub/b c.md": "`d.md`\n", "sub/deep/x.json": "{}", "sub/ü.md": "# u", "sub/sub/d.md": "d", "d.md": "d", "e.md": "e"}  # fmt: skip
    repository(tmp_path, files)
    (tmp_path / "link.md").symlink_to("sub/CLAUDE.md")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "link")
    git(tmp_path, "rm", "-q", "src/a b.py")
    with snapshot(str(tmp_path), "HEAD", ["sub/CLAUDE.md"]) as then:
        assert set(questions.list_files(then.root) or ()) == {*files, "link.md"} == then.paths
        assert not any(os.path.exists(os.path.join(then.root, name)) for name in ("big.bin", "e.md", "src"))
        assert os.readlink(os.path.join(then.root, "link.md")) == "sub/CLAUDE.md"
        for name in (
            "sub/CLAUDE.md",
            "Makefile",
            "sub/sub/b c.md",
            "sub/deep/x.json",
            "sub/ü.md",
            "sub/sub/d.md",
            "d.md",
        ):
            with open(os.path.join(then.root, name), "rb") as file:
                assert file.read() == str(files[name]).encode()
    assert not os.path.exists(then.root)


@pytest.mark.parametrize("revision", ["nope", "HEAD~9", "-x", "--help", "HEAD:CLAUDE.md", "", "a b", "\udcff"])
def test_an_unknown_revision_is_exit_2(tmp_path, revision):
    repository(tmp_path, {"CLAUDE.md": OLD})
    answer = cli("check", f"--new-since={revision}", cwd=tmp_path)
    assert answer.returncode == (2 if revision else 0)
    assert not revision or "git knows no revision" in answer.stderr


def test_new_since_outside_git_is_exit_2(tmp_path):
    write(tmp_path, {"CLAUDE.md": OLD})
    answer = cli("check", "--new-since", "HEAD", cwd=tmp_path)
    assert answer.returncode == 2
    assert "needs a git repository" in answer.stderr


def test_new_since_in_a_shallow_clone(tmp_path):
    source = repository(tmp_path / "source", {"CLAUDE.md": OLD})
    for n in range(3):
        write(source, {"CLAUDE.md": OLD + f"\nNew{n}: TBD\n"})
        git(source, "commit", "-qam", str(n))
    first = git(source, "rev-parse", "HEAD~3").strip()
    for revision, command in (
        ("HEAD~3", "git fetch --deepen=3"),
        ("HEAD^^^", "git fetch --deepen=3"),
        (first, f"git fetch --depth=1 origin {first}"),
        ("origin/old", "git fetch --depth=1 origin old:refs/remotes/origin/old"),
        ("main~3", "git fetch --unshallow"),
    ):
        git(source, "branch", "-f", "old", first)
        clone = tmp_path / re.sub(r"\W", "_", revision)
        git(tmp_path, "clone", "-q", "--depth=1", source.as_uri(), str(clone))
        git(clone, "config", "remote.origin.url", source.as_uri())
        answer = cli("check", "--new-since", revision, cwd=clone)
        assert answer.returncode == 2
        assert answer.stderr == f"ctxlint: this shallow clone does not hold {revision}; fetch it: {command}\n"
        git(source, "config", "uploadpack.allowAnySHA1InWant", "true")
        git(clone, *command.split()[1:])
        assert check("--new-since", revision, cwd=clone) == ["CLAUDE.md:7:7 parts/placeholder"]


def test_new_since_in_a_linked_worktree_and_in_a_hook(tmp_path):
    source = repository(tmp_path / "source", {"CLAUDE.md": OLD})
    git(source, "worktree", "add", "-q", str(tmp_path / "tree"))
    write(tmp_path / "tree", {"CLAUDE.md": OLD + "\nNew: TBD\n"})
    index = source / ".git" / "other"
    env = {"GIT_DIR": str(source / ".git/worktrees/tree"), "GIT_INDEX_FILE": str(index)}
    answer = cli("check", "--new-since", "HEAD", "--output-format", "concise", "-q", "CLAUDE.md", cwd=tmp_path / "tree", **env)  # fmt: skip
    assert answer.stdout.startswith("CLAUDE.md:7:6: warning[parts/placeholder]"), answer.stderr
    assert answer.stdout.count("\n") == 1
    assert not index.exists()


def test_new_since_with_sha256_objects(tmp_path):
    tmp_path.joinpath("r").mkdir()
    git(tmp_path / "r", "init", "-q", "--object-format=sha256")
    repository(tmp_path / "r", {"CLAUDE.md": OLD})
    write(tmp_path / "r", {"CLAUDE.md": OLD + "\nNew: TBD\n"})
    assert check("--new-since", "HEAD", cwd=tmp_path / "r") == ["CLAUDE.md:7:6 parts/placeholder"]


def test_both_together(tmp_path):
    repository(tmp_path, {"CLAUDE.md": OLD})
    write(tmp_path, {"CLAUDE.md": OLD + "\nNew: TBD\n"})
    cli("check", "--write-baseline", cwd=tmp_path)
    write(tmp_path, {"CLAUDE.md": OLD + "\nNew: TBD\n\nNewer: TBD\n"})
    assert check("--new-since", "HEAD", "--baseline", FILE, cwd=tmp_path) == ["CLAUDE.md:9:8 parts/placeholder"]


def test_what_0_1_wrote_still_holds(tmp_path):
    """A baseline that version 0.1.0 wrote, over files with its suppressions: nothing is new, nothing is stale."""
    source = ROOT / "tests/fixtures/written-by-0.1"
    files = {path.name: path.read_bytes() for path in source.iterdir()}
    root = repository(tmp_path, files)
    done = cli("check", "--no-config", "--show", "info", "--baseline", "baseline.json", cwd=root)
    assert done.returncode == 0
    assert done.stdout.startswith("Checked 2 files: nothing to complain about. 3 suppressed.")
    assert done.stderr == "ctxlint: 13 findings left out: in baseline.json\n"
    bare = cli("check", "--no-config", "--show", "info", "--output-format", "json", cwd=root)
    assert json.loads(bare.stdout)["summary"]["suppressed"] == 3
    assert len(json.loads(bare.stdout)["findings"]) == 13


def test_findings_whose_words_have_changed_are_known_from_0_1(tmp_path):
    """The baseline is what version 0.1.0 wrote for these two files."""
    body = "Moor the boat.\n\n"
    known = {
        "22b643b8615a4039": [".claude/skills/tide/SKILL.md", "budget/long-file"],
        "60c313c1ce0bdc00": [".claude/skills/tide/SKILL.md", "budget/oversized-file"],
        "57ff71e925d55d78": ["CLAUDE.md", "budget/heavy-launch"],
        "600bb011839b1891": ["CLAUDE.md", "budget/long-file"],
        "d2cf80144826fbb4": ["CLAUDE.md", "budget/oversized-file"],
        "version": 1,
    }
    skill = "---\nname: tide\ndescription: Reads the tide.\n---\n" + body * 2500
    repository(tmp_path, {"CLAUDE.md": body * 3000, ".claude/skills/tide/SKILL.md": skill, "b.json": json.dumps(known)})
    done = cli("check", "--show", "info", "--select", "budget", "--baseline", "b.json", cwd=tmp_path)
    assert done.stdout.startswith("Checked 2 files: nothing to complain about.")
    assert done.stderr == "ctxlint: 5 findings left out: in b.json\n"
