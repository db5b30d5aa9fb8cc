"""What git remembers of paths that are gone, in repositories with real renames and deletions."""

from __future__ import annotations

import multiprocessing
import subprocess

import pytest
from helpers import git, lint_text, repository, write

from ctxlint.base.errors import UnmetError
from ctxlint.project import git as asks
from ctxlint.project import history as module
from ctxlint.project.history import Gone, History, Share

TEXT = "".join(f"line {n}\n" for n in range(40))


def commit(root, message="next"):
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", message)
    return git(root, "rev-parse", "--short", "HEAD").strip()


def move(root, old, new):
    (root / new).parent.mkdir(parents=True, exist_ok=True)
    git(root, "mv", old, new)


@pytest.fixture
def root(tmp_path):
    return repository(
        tmp_path / "p", {"docs/guide.md": TEXT, "src/a.py": "a" + TEXT, "src/b.py": "b" + TEXT, "x.md": "x" + TEXT}
    )


def test_a_deletion(root):
    (root / "x.md").unlink()
    assert History(str(root)).gone == {}
    sha = commit(root)
    assert History(str(root)).fate("x.md") == Gone(sha, None)
    assert History(str(root)).fate("docs/guide.md") is None
    assert History(str(root)).knows("x.md")


def test_a_chain_of_renames_leads_to_the_last_name(root):
    move(root, "docs/guide.md", "docs/manual.md")
    commit(root)
    move(root, "docs/manual.md", "handbook/all.md")
    sha = commit(root)
    assert History(str(root)).fate("docs/guide.md") == Gone(sha, "handbook/all.md")
    assert History(str(root)).fate("docs/manual.md") == Gone(sha, "handbook/all.md")


def test_renamed_and_then_deleted(root):
    move(root, "x.md", "y.md")
    commit(root)
    (root / "y.md").unlink()
    sha = commit(root)
    assert History(str(root)).fate("x.md") == Gone(sha, None)


def test_renamed_there_and_back(root):
    move(root, "x.md", "y.md")
    commit(root)
    move(root, "y.md", "x.md")
    commit(root)
    assert History(str(root)).fate("y.md").renamed in ("x.md", "y.md")  # and no endless loop


def test_a_folder_goes_where_all_its_files_go(root):
    move(root, "src/a.py", "lib/a.py")
    move(root, "src/b.py", "lib/b.py")
    sha = commit(root)
    assert History(str(root)).fate("src") == Gone(sha, "lib")


def test_a_folder_whose_files_part(root):
    move(root, "src/a.py", "lib/a.py")
    move(root, "src/b.py", "bin/b.py")
    sha = commit(root)
    assert History(str(root)).fate("src") == Gone(sha, None)


def test_names_with_blanks_newlines_and_other_bytes(root):
    odd = b"odd \n\xff name.md"
    with open(bytes(root) + b"/" + odd, "wb") as file:
        file.write(TEXT.encode() + b"odd")
    commit(root)
    (root / odd.decode("utf-8", "surrogateescape")).unlink()
    sha = commit(root)
    assert History(str(root)).fate("odd \n\udcff name.md") == Gone(sha, None)


def test_no_commit_is_no_history(tmp_path):
    git(tmp_path, "init", "-q")
    assert History(str(tmp_path)).gone == {}


def test_no_repository(tmp_path):
    with pytest.raises(UnmetError, match="no git repository"):
        History(str(tmp_path)).gone  # noqa: B018


def test_a_shallow_clone(root, tmp_path):
    commit(root)
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{root}", str(tmp_path / "c")], check=True)
    with pytest.raises(UnmetError, match="shallow clone"):
        History(str(tmp_path / "c")).gone  # noqa: B018


def test_a_partial_clone_is_not_asked(root):
    git(root, "config", "remote.origin.promisor", "true")
    with pytest.raises(UnmetError, match="partial clone"):
        History(str(root)).gone  # noqa: B018


def test_a_history_that_takes_too_long(root, monkeypatch):
    monkeypatch.setattr(module, "SECONDS", 0)
    with pytest.raises(UnmetError, match="takes longer"):
        History(str(root)).gone  # noqa: B018


def test_settings_of_the_repository_start_nothing(root):
    git(root, "config", "core.fsmonitor", f"touch {root}/started")
    git(root, "config", "log.showSignature", "true")
    (root / "x.md").unlink()
    sha = commit(root)
    (root / "started").unlink(missing_ok=True)
    assert History(str(root)).fate("x.md") == Gone(sha, None)
    assert asks.list_files(str(root))
    assert not (root / "started").exists()


def test_processes_ask_once_together(root, tmp_path, monkeypatch):
    (root / "x.md").unlink()
    sha = commit(root)
    share = Share(multiprocessing.Lock(), str(tmp_path / "share"))
    assert History(str(root), share).fate("x.md") == Gone(sha, None)
    monkeypatch.setattr(asks, "ask", lambda *_: pytest.fail("asked again"))
    assert History(str(root), share).fate("x.md") == Gone(sha, None)


def gone(root, text, **options):
    result = lint_text(
        text,
        rules=["references/gone-path", "references/missing-path", "references/missing-link"],
        root=str(root),
        **options,
    )
    return [f"{d.place.line}:{d.place.column} {d.rule} {d.message} | {d.hint}" for d in result.diagnostics], result


def test_gone_path_names_the_commit_and_the_new_place(root):
    move(root, "docs/guide.md", "docs/manual.md")
    move(root, "src/a.py", "lib/a.py")
    move(root, "src/b.py", "lib/b.py")
    (root / "x.md").unlink()
    write(root, {"docs/x.md": "1", "old/y.md": "y" + TEXT})
    sha = commit(root)
    (root / "old/y.md").unlink()
    (root / "old").rmdir()
    (root / "src").rmdir()
    last = commit(root)
    found, _ = gone(root, "Read `docs/guide.md:12` first.\n\nThe parser is in `src/`, its tests in `old/y.md`.\n")
    assert found == [
        f"1:7 references/gone-path docs/guide.md is gone: moved to docs/manual.md in {sha} | write docs/manual.md",
        f"3:19 references/gone-path src is gone: moved to lib in {sha} | write lib/",
        f"3:40 references/gone-path old/y.md is gone: deleted in {last} | name what took its place, or take the line out",
    ]


def test_a_path_that_was_never_there_is_only_missing(root):
    found, _ = gone(root, "Read `docs/never.md` first.\n")
    assert found == [
        "1:7 references/missing-path nowhere in the project: docs/never.md | write the path that is there now, or take the line out"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "`docs/guide.md` was split.",
        "We no longer use `docs/guide.md`.",
        "Never write `docs/guide.md`.",
        "> Read `docs/guide.md`.",
    ],
)
def test_gone_on_purpose(root, sentence):
    move(root, "docs/guide.md", "docs/manual.md")
    commit(root)
    assert gone(root, sentence + "\n")[0] == []


def test_a_link_to_a_renamed_file_gets_a_safe_fix(root):
    move(root, "docs/guide.md", "docs/user/manual.md")
    sha = commit(root)
    result = lint_text("See [it](docs/guide.md#x).\n", rules=["references/missing-link"], root=str(root))
    (one,) = result.diagnostics
    assert one.message == f"no such file: docs/guide.md (moved to docs/user/manual.md in {sha})"
    assert one.fix.safe
    assert (one.fix.edits[0].text, tuple(one.fix.edits[0].span)) == ("docs/user/manual.md", (9, 22))


def test_without_history_the_rule_is_skipped_and_says_so(root, tmp_path):
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{root}", str(tmp_path / "c")], check=True)
    found, result = gone(tmp_path / "c", "Read `docs/never.md` first.\n")
    assert [one.split(" |")[0] for one in found] == [
        "1:7 references/missing-path nowhere in the project: docs/never.md"
    ]
    assert result.skipped == (("references/gone-path", "shallow clone"),)


def test_an_ignore_for_a_skipped_rule_is_not_unused(root, tmp_path):
    subprocess.run(["git", "clone", "-q", "--depth", "1", f"file://{root}", str(tmp_path / "c")], check=True)
    text = "<!-- ctxlint: ignore[references/gone-path] kept -->\n\nRead `docs/never.md` first.\n"
    result = lint_text(text, rules=["references/gone-path", "files/unused-ignore"], root=str(tmp_path / "c"))
    assert result.diagnostics == ()


def test_history_is_asked_only_for_a_candidate(root, monkeypatch):
    monkeypatch.setattr(module, "_ask", lambda root: pytest.fail("asked"))
    assert gone(root, "Read `docs/guide.md`, run `make`, see <https://example.org/a/b.md>.\n")[0] == []


def test_history_is_asked_once_for_all_files_of_a_run(root, monkeypatch):
    from ctxlint.engine.discover import FileOptions, discover
    from ctxlint.engine.run import Job, run

    texts = {f"{name}/CLAUDE.md": f"Read `docs/{name}.md` and [it](docs/no{name}.md).\n" for name in ("a", "b", "c")}
    write(root, texts)
    asked = []
    real = module._ask
    monkeypatch.setattr(module, "_ask", lambda root: asked.append(root) or real(root))
    monkeypatch.chdir(root)
    found = run(discover((), FileOptions(no_config=True)).files, Job()).diagnostics
    assert [one.rule for one in found if one.rule.startswith("references/")] == [
        "references/missing-path",
        "references/missing-link",
    ] * 3
    assert asked == [str(root)]
