"""Fixing: properties of the pure part, then the real command line on real files."""

from __future__ import annotations

import json
import os
import re
import stat
from collections import Counter

import pytest
from good import CONTEXT
from helpers import ROOT, cli, git, lint_text, repository, watched_git, write
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ctxlint.base.model import Diagnostic, Edit, Fix, Place, Severity, Span
from ctxlint.cli import run
from ctxlint.commands.check import fixing
from ctxlint.config import Config
from ctxlint.config.kinds import kind_of
from ctxlint.engine import rewrite
from ctxlint.engine.discover import Target
from ctxlint.engine.fix import apart, applied, fixed
from ctxlint.engine.lint import Result
from ctxlint.engine.run import Job, Run
from ctxlint.parse.source import decode

IGNORE = "<!-- ctxlint: ignore[parts/placeholder] x -->\n"
STRAY = "The docu\u00admen\u00adtation is in `docs/`.\n"


def finding(text: str, pattern: str, new: str, rule: str = "x/a", safe: bool = True) -> list[Diagnostic]:
    """A finding for each match in the text, whose fix puts `new` in its place."""
    return [
        made(rule, Fix((Edit(Span(*m.span()), m.expand(new)),), safe), m.start()) for m in re.finditer(pattern, text)
    ]


def made(rule: str, fix: Fix | None, start: int = 0, severity: Severity = Severity.WARNING) -> Diagnostic:
    span = Span(start, start)
    return Diagnostic(rule, severity, "a.md", span, Place(1, 1, 1, 1), "m", None, fix, (), (), "")


def linter(*patterns: tuple[str, str]):
    """A linter that reports each pattern under a rule of its own."""

    def lint(data: bytes) -> Result:
        text = decode(data).text
        found = [one for n, (old, new) in enumerate(patterns) for one in finding(text, old, new, f"x/r{n}")]
        return Result("a.md", "claude", tuple(sorted(found, key=lambda d: d.span)), 0)

    return lint


def test_overlapping_fixes_take_rounds():
    lint = linter(("aa", "b"), ("ab", "c"))
    assert fixed(b"aaa aa ab", lint).data == b"ba b c"
    assert fixed(b"abc", linter(("ab", "x"), ("bc", "y"))).data == b"xc"


def test_two_fixes_on_one_span_are_not_both_made():
    lint = linter(("TBD", "one"), ("TBD", "two"))
    assert fixed(b"v TBD", lint).data in (b"v one", b"v two")


def test_two_insertions_at_one_place_wait_for_each_other():
    at = Span(3, 3)
    assert len(apart([made("x/a", Fix((Edit(at, "1"),), True)), made("x/a", Fix((Edit(at, "2"),), True))])) == 1
    assert len(apart([made("x/a", Fix((Edit(Span(0, 3), ""),), True)), made("x/a", Fix((Edit(at, "2"),), True))])) == 1
    beside = [made("x/a", Fix((Edit(Span(0, 3), ""),), True)), made("x/a", Fix((Edit(Span(3, 4), ""),), True))]
    assert len(apart(beside)) == 2
    itself = Fix((Edit(Span(0, 3), ""), Edit(Span(2, 4), "")), True)
    assert apart([made("x/a", itself)]) == []


def test_a_fix_that_does_not_remove_its_finding_is_dropped():
    assert fixed(b"ab ac", linter(("ab", "aab"), ("ac", "d"))).data == b"ab d"


def test_a_fix_that_makes_a_new_finding_is_dropped():
    lint = linter(("old", "bad"), ("bad", "bad!"), ("gone", ""))
    assert fixed(b"old gone old", lint).data == b"old  old"


def test_fixes_that_undo_each_other_end():
    assert fixed(b"a a", linter(("a", "b"), ("b", "a"))).data == b"a a"


def test_unsafe_fixes_are_made_only_when_asked_for():
    text = CONTEXT[: CONTEXT.index("## Part 4")].encode()

    def lint(data: bytes) -> Result:
        return lint_text(data, "CONTEXT.md")

    assert fixed(text, lint).data == text
    result = fixed(text, lint, unsafe=True)
    assert [one.rule for one in result.done] == ["parts/missing"]
    assert result.data.decode().endswith("\n\n## Feedback Loop\n\n- Failure: [Describe what a wrong result looks like]\n- Validation: [Name the command that proves the result]\n- Escalation: [Describe when to stop, and whom to ask]\n")  # fmt: skip
    left = lint(result.data).diagnostics
    assert {one.rule for one in left} >= {"parts/placeholder"}
    assert all(one.severity < Severity.ERROR for one in left)


@pytest.mark.parametrize("part", ["Part 1: Specification", "Part 2: Constraints", "Part 3: Success Criteria", "Part 4: Feedback Loop"])  # fmt: skip
def test_a_skeleton_for_each_part(part):
    text = re.sub(rf"## {part} \(Required\).*?(?=\n## |\Z)\n?", "", CONTEXT, flags=re.DOTALL).encode()
    result = fixed(text, lambda data: lint_text(data, "CONTEXT.md"), unsafe=True)
    assert [one.rule for one in result.done] == ["parts/missing"]
    assert "parts/missing" not in {one.rule for one in lint_text(result.data, "CONTEXT.md").diagnostics}


def test_two_missing_parts_take_two_rounds_and_the_level_of_the_others():
    text = b"# T\n\n### Purpose\n\nBuild it.\n\n### Constraints\n\n- Never push."
    result = fixed(text, lambda data: lint_text(data, "CONTEXT.md"), unsafe=True)
    assert len(result.done) == 2
    assert re.findall(r"^#.*", result.data.decode(), re.MULTILINE)[3:] == [
        "### Success Criteria",
        "### Feedback Loop",
    ]


FRAGMENTS = ["# T\n", "\n", IGNORE, STRAY, "Version: TBD\n", "```\n", "- a\n", "`make\u200b test`\n", "x\u200b*y*\n", "## Purpose\n", "## Constraints\n", "Never push.\n", "<!-- ctxlint: ignore[parts, files] y -->\n", "<!-- ctxlint: disable[parts/placeholder] -->\n", "<!-- ctxlint: enable[parts/placeholder] -->\n", "text <!-- ctxlint: ignore[wording] z -->\n", "| a | b |\n", "|---|---|\n", "> q\u00ad\n", "\u00ad\n", "IMPORTANT: tabs\n", "[Project Name]"]  # fmt: skip


@st.composite
def files(draw) -> bytes:
    head = draw(st.sampled_from(["", "\ufeff", "\ufeff---\ndescription: x\n---\n", "---\na: 1\n---\n"]))
    text = head + "".join(draw(st.lists(st.sampled_from(FRAGMENTS), max_size=14)))
    ends = draw(st.sampled_from([["\n"], ["\r\n"], ["\r"], ["\n", "\r\n"], ["\r", "\n", "\r\n"]]))
    rotation = iter(range(10_000))
    return re.sub("\n", lambda _: ends[next(rotation) % len(ends)], text).encode()


@given(files(), st.sampled_from(["CLAUDE.md", "CONTEXT.md", "SKILL.md"]), st.booleans())
@settings(max_examples=300, deadline=None)
def test_fixing_holds_what_it_promises(data, path, unsafe):
    def lint(data: bytes) -> Result:
        return lint_text(data, path)

    def weight(data: bytes) -> list[int]:
        found = Counter(one.severity for one in lint(data).diagnostics)
        return [found[severity] for severity in sorted(Severity, reverse=True)]

    result = fixed(data, lint, unsafe)
    assert fixed(result.data, lint, unsafe) == (result.data, ())  # idempotent
    before, after = (Counter(one.rule for one in lint(d).diagnostics) for d in (data, result.data))
    if result.done:
        assert weight(result.data) < weight(data)
    if not unsafe:
        assert after <= before  # nothing new
        gone = Counter(one.rule for one in result.done)
        assert all(after[rule] <= before[rule] - count for rule, count in gone.items())
        stays = [end for end in (b"\r\n", b"\n") if end in data and data.count(end) == data.count(b"\n") > 0]
        assert all(result.data.count(b"\n") == result.data.count(end) for end in stays)


@given(st.text(alphabet="ab\n\r\ufeffü", max_size=30), st.data())
@settings(max_examples=500, deadline=None)
def test_edits_at_offsets_of_the_normalised_text(stored, data):
    text = decode(stored.encode()).text
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    spans = [Span(*pair) for pair in zip(cuts[::2], cuts[1::2], strict=False)]
    fixes = [Fix((Edit(span, data.draw(st.text("xy\n", max_size=3))),), True) for span in spans]
    taken = [one.fix for one in apart(made("x/a", fix) for fix in fixes)]
    result = applied(stored.encode(), taken)
    plain = text
    for fix in sorted(taken, key=lambda fix: fix.edits[0].span, reverse=True):
        edit = fix.edits[0]
        plain = plain[: edit.span.start] + edit.text + plain[edit.span.end :]
    assert result == stored.encode() or decode(result).text == plain
    assert result.startswith("\ufeff".encode()) == stored.startswith("\ufeff") or not plain
    kept = {end for end in ("\r\n", "\r", "\n") if end in re.sub("\r\n", "", stored) or end in stored}
    assert not (b"\r" in result and not kept & {"\r", "\r\n"})


def test_a_new_line_ends_as_the_line_it_is_put_in():
    fix = Fix((Edit(Span(2, 2), "x\ny\n"),), True)
    assert applied(b"a\r\nb\r\n", [fix]) == b"a\r\nx\r\ny\r\nb\r\n"
    assert applied(b"a\nb\r\n", [fix]) == b"a\nx\r\ny\r\nb\r\n"
    assert applied(b"a\rb", [fix]) == b"a\rx\ry\rb"


def test_what_has_no_letters_in_utf_8_is_not_written():
    assert applied(b"ab", [Fix((Edit(Span(0, 1), "\udcff"),), True)]) == b"ab"


@pytest.mark.parametrize(
    ("before", "after", "arguments"),
    [
        ("\ufeff---\na: 1\n---\nUse `x`.\n".encode(), b"---\na: 1\n---\nUse `x`.\n", ["--fix"]),
        ("\ufeffUse `x`.\n\n".encode() + IGNORE.encode(), "\ufeffUse `x`.\n\n".encode(), ["--fix"]),
        ("Use `x`.\n".encode("utf-16"), b"Use `x`.\n", ["--fix"]),
        (b"Use `x`.\r\nUse `y`.\n", b"Use `x`.\r\nUse `y`.\n", ["--fix"]),
        (b"Use `x`.\r\nUse `y`.\n", b"Use `x`.\nUse `y`.\n", ["--fix", "--unsafe-fixes"]),
        (f"a\r\nb\n{IGNORE}c\r\n".encode(), b"a\r\nb\nc\r\n", ["--fix"]),
        (b"\xff\xfeU\x00\x00", b"\xff\xfeU\x00\x00", ["--fix"]),
        (b"f\xfcr\n", b"f\xfcr\n", ["--fix", "--unsafe-fixes"]),
        (IGNORE.replace("\n", "\r\n").encode() + b"Use `x`.", b"Use `x`.", ["--fix"]),
    ],
)
def test_encodings_and_line_ends(tmp_path, before, after, arguments):
    repository(tmp_path, {"CLAUDE.md": before})
    cli("check", *arguments, cwd=tmp_path)
    assert (tmp_path / "CLAUDE.md").read_bytes() == after


def test_fix_reports_what_is_left(tmp_path):
    repository(tmp_path, {"CLAUDE.md": IGNORE + "\nUse `x`.\n\n" + STRAY, "a/CLAUDE.md": "Version: TBD\n"})
    answer = cli("check", "--fix", "--output-format", "concise", cwd=tmp_path)
    assert answer.returncode == 0
    assert answer.stderr == "ctxlint: fixed 2 findings in 1 file\n"
    assert [line.split(":")[0] for line in answer.stdout.splitlines()[:2]] == ["a/CLAUDE.md", "Checked 2 files"]
    assert (tmp_path / "CLAUDE.md").read_text() == "\nUse `x`.\n\nThe documentation is in `docs/`.\n"
    again = cli("check", "--fix", cwd=tmp_path)
    assert again.returncode == 0
    assert again.stderr == ""


def test_diff_is_what_git_apply_takes(tmp_path):
    names = ["CLAUDE.md", "a b/CLAUDE.md", 'q"t\t/CLAUDE.md', "größe/CLAUDE.md", "end/CLAUDE.md"]
    texts = {name: (IGNORE + "\nUse `x`.\n" + STRAY).replace("\n", "\r\n" if " " in name else "\n") for name in names}
    texts["end/CLAUDE.md"] = "Use `x`.\n" + STRAY.rstrip()
    repository(tmp_path, texts)
    answer = cli("check", "--diff", "-o", "../fix.diff", cwd=tmp_path)
    assert answer.returncode == 1
    assert answer.stderr.endswith("would fix 9 findings in 5 files\n")
    assert git(tmp_path, "status", "--porcelain") == ""
    git(tmp_path, "apply", "../fix.diff")
    applied_by_git = {name: (tmp_path / name).read_bytes() for name in names}
    git(tmp_path, "checkout", ".")
    assert cli("check", "--fix", cwd=tmp_path).returncode == 0
    assert {name: (tmp_path / name).read_bytes() for name in names} == applied_by_git
    assert cli("check", "--diff", cwd=tmp_path).stdout == ""


@pytest.mark.parametrize("change", ["worktree", "index", "untracked"])
def test_uncommitted_changes_are_not_touched(tmp_path, change):
    repository(tmp_path, {"CLAUDE.md": IGNORE, "a b:ü/CLAUDE.md": IGNORE})
    name = "new/CLAUDE.md" if change == "untracked" else "a b:ü/CLAUDE.md"
    write(tmp_path, {name: IGNORE + "More.\n"})
    if change == "index":
        git(tmp_path, "add", "-A")
    answer = cli("check", "--fix", cwd=tmp_path)
    assert answer.returncode == 2
    assert name in answer.stderr
    assert "--allow-dirty" in answer.stderr
    assert (tmp_path / "CLAUDE.md").read_text() == IGNORE  # nothing is written at all
    assert cli("check", "--diff", cwd=tmp_path).returncode == 1
    assert cli("check", "--fix", "--allow-dirty", cwd=tmp_path).returncode == 0
    assert "ctxlint" not in (tmp_path / name).read_text()


def test_uncommitted_changes_elsewhere_do_not_matter(tmp_path):
    repository(tmp_path, {"CLAUDE.md": IGNORE + "a\n", "b/CLAUDE.md": "b\n"})
    write(tmp_path, {"b/CLAUDE.md": "c\n", "x.py": ""})
    assert cli("check", "--fix", cwd=tmp_path).returncode == 0
    assert (tmp_path / "CLAUDE.md").read_text() == "a\n"


def test_outside_git_there_is_nothing_to_commit(tmp_path):
    write(tmp_path, {"CLAUDE.md": IGNORE + "a\n"})
    assert cli("check", "--fix", cwd=tmp_path).returncode == 0
    assert (tmp_path / "CLAUDE.md").read_text() == "a\n"


def test_mode_and_link_are_kept(tmp_path):
    repository(tmp_path, {"docs/agents.txt": IGNORE + "a\n"})
    (tmp_path / "docs/agents.txt").chmod(0o755)
    (tmp_path / "CLAUDE.md").symlink_to("docs/agents.txt")
    (tmp_path / "AGENTS.md").symlink_to("docs/agents.txt")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "links")
    answer = cli("check", "--fix", cwd=tmp_path)
    assert answer.returncode == 0, answer.stderr
    assert (tmp_path / "CLAUDE.md").readlink() == (tmp_path / "AGENTS.md").readlink()
    assert (tmp_path / "docs/agents.txt").read_text() == "a\n"
    assert stat.S_IMODE((tmp_path / "docs/agents.txt").stat().st_mode) == 0o755
    assert os.listdir(tmp_path / "docs") == ["agents.txt"]


def test_a_link_out_of_the_project_is_not_followed(tmp_path):
    write(tmp_path, {"outside.md": IGNORE + "a\n"})
    repository(tmp_path / "r", {"x": ""})
    (tmp_path / "r" / "CLAUDE.md").symlink_to("../outside.md")
    answer = cli("check", "--fix", "--allow-dirty", "CLAUDE.md", cwd=tmp_path / "r")
    assert answer.returncode == 2
    assert "outside the project" in answer.stderr
    assert (tmp_path / "outside.md").read_text() == IGNORE + "a\n"


def plan(tmp_path, text: str) -> list[rewrite.Change]:
    repository(tmp_path, {"CLAUDE.md": text})
    kind = kind_of("CLAUDE.md")
    assert kind
    target = Target(str(tmp_path), "CLAUDE.md", kind, Config(folder=str(tmp_path)))
    outcome = Run((lint_text(text),), ())
    return rewrite.planned([target], outcome, Job(), unsafe=False)


@pytest.mark.parametrize("meanwhile", [b"other\n", None])
def test_a_file_that_changed_in_the_meantime_is_left(tmp_path, meanwhile):
    (change,) = plan(tmp_path, IGNORE + "a\n")
    path = tmp_path / "CLAUDE.md"
    path.unlink() if meanwhile is None else path.write_bytes(meanwhile)
    assert list(rewrite.write([change], allow_dirty=True)) == [change]
    assert (path.read_bytes() if path.exists() else None) == meanwhile
    assert set(os.listdir(tmp_path)) == {".git", "CLAUDE.md"} - ({"CLAUDE.md"} if meanwhile is None else set())


def test_a_dropped_fix_is_said_and_the_others_are_made(tmp_path, monkeypatch, capsys):
    """Somebody saves one of two files between the moment it is read and the moment it is written."""
    repository(tmp_path, {"CLAUDE.md": IGNORE + "a\n", "b/CLAUDE.md": IGNORE + "b\n"})
    monkeypatch.chdir(tmp_path)
    real = fixing.planned

    def meanwhile(*arguments):
        changes = real(*arguments)
        (tmp_path / "CLAUDE.md").write_text("theirs\n")
        return changes

    monkeypatch.setattr(fixing, "planned", meanwhile)
    assert run(["check", "--fix", "--allow-dirty"]) == 0
    said = capsys.readouterr().err
    assert "ctxlint: CLAUDE.md: changed while it was being fixed; left as it is\n" in said
    assert "ctxlint: fixed 1 finding in 1 file\n" in said
    assert (tmp_path / "CLAUDE.md").read_text() == "theirs\n"
    assert (tmp_path / "b/CLAUDE.md").read_text() == "b\n"


def test_a_failed_write_leaves_the_file(tmp_path, monkeypatch):
    (change,) = plan(tmp_path, IGNORE + "a\n")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(rewrite.CtxlintError, match="No space left"):
        list(rewrite.write([change], allow_dirty=False))
    assert (tmp_path / "CLAUDE.md").read_text() == IGNORE + "a\n"
    assert sorted(os.listdir(tmp_path)) == [".git", "CLAUDE.md"]


def test_git_is_asked_once(tmp_path):
    root = repository(tmp_path / "r", {f"d{n}/CLAUDE.md": IGNORE + "a\n" for n in range(5)})
    env, log = watched_git(tmp_path / "bin")
    assert cli("check", "--fix", cwd=root, **env).returncode == 0
    assert log.read_text().count("status --porcelain") == 1


def test_json_says_what_a_fix_does(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "\ufeff---\na: 1\n---\nUse `x`.\n".encode()})
    report = json.loads(cli("check", "--output-format", "json", cwd=tmp_path).stdout)
    schema = json.loads((ROOT / "schemas" / "report.schema.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(report)
    assert [one["fix"] for one in report["findings"]] == [{"safe": True, "edits": [], "store": "no-bom"}]


def test_options_that_do_not_go_together(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "a\n"})
    assert cli("check", "--unsafe-fixes", cwd=tmp_path).returncode == 2
    answer = cli("check", "-", "--stdin-filename", "CLAUDE.md", "--fix", cwd=tmp_path, input="a\n")
    assert answer.returncode == 2


def test_thousands_of_fixes_in_one_file(tmp_path):
    repository(tmp_path, {"CLAUDE.md": (STRAY + "\n") * 2000})
    answer = cli("check", "--fix", cwd=tmp_path)
    assert answer.returncode == 0
    assert "fixed 2000 findings" in answer.stderr
    assert "\u00ad" not in (tmp_path / "CLAUDE.md").read_text()
