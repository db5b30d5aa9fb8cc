"""The tree of a project: what is there, what cannot be told, what is ignored; and every odd repository."""

from __future__ import annotations

import os
import pickle
import subprocess
from contextlib import nullcontext

import pytest
from helpers import git, repository, write

from ctxlint.parse import parse
from ctxlint.project import Project
from ctxlint.project import git as asks
from ctxlint.project.history import Share
from ctxlint.project.tree import Tree

FILES = {"README.md": "x", "docs/guide.md": "x", "src/app/main.py": "x", ".gitignore": "dist/\n*.log\n!keep.log\n"}


@pytest.fixture
def root(tmp_path):
    return repository(tmp_path / "project", FILES)


def tree(root):
    return Tree(str(root))


@pytest.mark.parametrize("path", ["README.md", "docs", "docs/guide.md", "src/app/main.py", ""])
def test_what_git_lists_is_there(root, path):
    assert tree(root).has(path) is True


@pytest.mark.parametrize(
    "path", ["docs/nope.md", "nope", "nope/at/all.md", "README.md/x", "readme.md", "Docs/guide.md"]
)
def test_what_is_nowhere_is_not(root, path):
    assert tree(root).has(path) is False


@pytest.mark.parametrize("path", ["..", "../x", "../project/README.md", "x/" * 50_000 + "y.md"])
def test_what_lies_outside_cannot_be_told(root, path):
    assert tree(root).has(path) is None


@pytest.mark.parametrize(
    "path", ["a\0b", "docs/a\nb.md", "x" * 4000, "/".join("x" * 300), "\udcff.md", "docs//guide.md/"]
)
def test_strange_paths_are_only_not_there(root, path):
    assert tree(root).has(path) is False


def test_an_untracked_and_an_ignored_file_are_there(root):
    write(root, {"new.md": "x", "dist/app.js": "x"})
    assert tree(root).has("new.md") is True
    assert tree(root).has("dist/app.js") is True
    assert tree(root).has("dist/other.js") is False


def test_a_deleted_file_that_git_still_lists_is_there(root):
    (root / "README.md").unlink()
    assert tree(root).has("README.md") is True


def test_ignored_paths_are_asked_for_in_one_process(root, monkeypatch):
    started = []
    real = asks.open_ignores
    monkeypatch.setattr(asks, "open_ignores", lambda directory: started.append(directory) or real(directory))
    one = tree(root)
    assert one.ignored(["dist/a.js", "docs/b.md"]) == {"dist/a.js"}
    assert one.ignored([f"d{n}.log" for n in range(500)]) == {f"d{n}.log" for n in range(500)}
    assert one.ignored(["dist", "keep.log", "", "src/x.py"]) == {"dist"}
    assert len(started) == 1


def test_a_path_that_git_refuses_counts_as_ignored(root):
    one = tree(root)
    assert one.ignored(["../x", "docs/a.md"]) == {"../x"}
    assert one.ignored(["dist/a.js", "docs/c.md"]) == {"dist/a.js"}


def test_a_path_with_nul_does_not_put_the_answers_out_of_step(root):
    one = tree(root)
    assert one.ignored(["a\0dist/x", "docs/d.md"]) == set()
    assert one.ignored(["dist/b.js", "a\nb.log", "docs/e.md", "dist/\0"]) == {"dist/b.js", "a\nb.log"}


@pytest.mark.parametrize(
    "lines",
    [
        "*\n!*/\n!*.md\n",
        "/*\n!/docs/\n!/CLAUDE.md\n",
        "**\n!docs/**\n",
        "*.*\n!*.md\n",
        "*\n!CLAUDE.md\n!docs\n",
        "*\n!*.md\n",
    ],
)
def test_what_a_list_of_exceptions_leaves_out_is_not_ignored_by_name(tmp_path, lines):
    one = tree(repository(tmp_path / "project", {".gitignore": lines + "*.log\n", "CLAUDE.md": "x", "docs/a.md": "x"}))
    assert one.unkept(["lib/b.py", "lib/b.md", "c.txt", "x.log"]) == {"x.log"}
    assert "c.txt" in one.ignored(["c.txt"])


@pytest.mark.parametrize(
    "lines",
    ["*\n", "*\n!.gitignore\n", "*\n!*/\n!.gitkeep\n", "*\n!.gitignore\n!README.md\n", "/*\n!.keep\n", "b*\n!*.md\n"],
)
def test_a_folder_of_output_is_ignored_by_name(tmp_path, lines):
    one = tree(repository(tmp_path / "project", {"out/.gitignore": lines, "CLAUDE.md": "x"}))
    assert one.unkept(["out/b.txt", "src/b.txt"]) == {"out/b.txt"}


def test_ignored_without_git(tmp_path):
    write(tmp_path, {"a/.gitignore": "gen/\n", ".gitignore": "*.log\n", "a/b.md": "x"})
    assert tree(tmp_path).ignored(["a/gen/x.md", "x.log", "a/c.md", "gen/x.md"]) == {"a/gen/x.md", "x.log"}


def test_a_link_inside_leads_to_what_it_names(root):
    os.symlink("docs", root / "manual")
    os.symlink("nowhere", root / "dangling")
    git(root, "add", "-A")
    assert tree(root).has("manual/guide.md") is True
    assert tree(root).has("manual/nope.md") is False
    assert tree(root).has("dangling") is True
    assert tree(root).ignored(["manual/nope.md", "manual/x.log", "docs/y.md"]) == {"manual/x.log"}


def test_a_link_that_leads_outside_is_not_followed(root, tmp_path):
    write(tmp_path, {"secret/key.txt": "s"})
    os.symlink(tmp_path / "secret", root / "out")
    git(root, "add", "-A")
    assert tree(root).has("out/key.txt") is None
    assert tree(root).has("out/nope.txt") is None
    assert Project(str(root)).read_bytes("out/key.txt", 100) is None


def test_an_ignored_link_that_leads_outside_is_not_followed(root, tmp_path):
    write(tmp_path, {"secret/key.txt": "s"})
    os.symlink(tmp_path / "secret", root / "dist")
    assert tree(root).has("dist/key.txt") is None


def test_a_submodule_is_opaque(root, tmp_path):
    inner = repository(tmp_path / "inner", {"a.md": "x"})
    git(root, "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "vendor/inner")
    assert tree(root).has("vendor/inner") is True
    assert tree(root).has("vendor/inner/nope.md") is None
    git(root, "submodule", "deinit", "-q", "-f", "vendor/inner")
    assert tree(root).has("vendor/inner/nope.md") is None


def test_an_empty_folder_may_be_a_submodule_that_was_not_fetched(root):
    (root / "vendor" / "brand").mkdir(parents=True)
    assert tree(root).has("vendor/brand/voice.md") is None
    assert tree(root).has("vendor/other/voice.md") is False


def test_a_repository_inside_is_opaque(root):
    repository(root / "nested", {"a.md": "x"})
    assert tree(root).has("nested/nope.md") is None


def test_names_that_differ_only_in_case(root):
    write(root, {"docs/A.md": "x", "docs/a.md": "x"})
    git(root, "add", "-A")
    assert tree(root).other_case("docs/GUIDE.md") == "docs/guide.md"
    assert tree(root).other_case("DOCS/guide.md") == "docs/guide.md"
    assert tree(root).other_case("DOCS/a.MD") is None  # two of them
    assert tree(root).other_case("docs/guide.md") is None
    assert tree(root).other_case("DOCS") == "docs"
    assert tree(root).other_case("docs/A.md\0docs/a.md") is None


def test_another_letter_case_is_asked_of_the_list_and_not_of_the_disk(root):
    assert Tree("/nowhere", ["Straße/É.md", "b.md"]).other_case("STRASSE/e\u0301.md") == "Straße/É.md"
    assert Tree("/nowhere", ["Straße/É.md", "b.md"]).other_case("strasse") == "Straße"


def test_names_that_are_not_utf8(root):
    with open(os.fsencode(root) + b"/docs/caf\xe9.md", "wb") as file:
        file.write(b"x")
    one = tree(root)
    assert "docs/caf\udce9.md" in one.paths
    assert one.has("docs/caf\udce9.md") is True
    assert one.ends("caf\udce9.md")
    assert one.other_case("docs/caf.md") is None
    assert one.ignored(["docs/caf\udce9.md"]) == set()


def test_ends(root):
    one = tree(root)
    assert one.ends("main.py")
    assert one.ends("app/main.py")
    assert one.ends("app")
    assert one.ends("README.md")
    assert not one.ends("ain.py")
    assert not one.ends("src/main.py")
    assert one.ending("main.py") == ("src/app/main.py",)


def test_without_git(tmp_path):
    write(tmp_path, {"docs/a.md": "x", "node_modules/x/y.js": "x"})
    assert tree(tmp_path).has("docs/a.md") is True
    assert tree(tmp_path).has("docs/b.md") is False
    assert tree(tmp_path).has("node_modules/x/y.js") is True  # the disk knows it


def test_a_root_that_is_not_there(tmp_path):
    assert tree(tmp_path / "gone").has("a.md") is None


def test_when_git_is_not_installed(root, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert tree(root).has("docs/guide.md") is True
    assert tree(root).has("docs/nope.md") is False
    one = tree(root)
    assert one.ignored(["docs/nope.md", "dist/a.js", "../x"]) == {"dist/a.js", "../x"}  # as .gitignore says
    assert one.refusal == "git is not installed"


def test_no_commit_bare_and_worktree(tmp_path, root):
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "-q")
    write(empty, {"a.md": "x"})
    assert tree(empty).has("a.md") is True
    subprocess.run(["git", "clone", "-q", "--bare", str(root), str(tmp_path / "bare.git")], check=True)
    assert tree(tmp_path / "bare.git").has("HEAD") is True
    git(root, "worktree", "add", "-q", str(tmp_path / "side"))
    assert tree(tmp_path / "side").has("docs/guide.md") is True
    assert tree(tmp_path / "side").ignored(["dist/x"]) == {"dist/x"}


def test_a_project_can_be_sent_to_another_process(root, tmp_path):
    project = Project(str(root))
    assert project.tree.ignored(["dist/x"])
    assert pickle.loads(pickle.dumps(project)).tree.has("docs/guide.md") is True
    helper = project.prepared(Share(nullcontext(True), str(tmp_path / "share")))
    assert helper.tree is project.tree


def test_a_file_that_is_being_edited_is_read_anew(root):
    project = Project(str(root))
    for text in ("Run it.\n", "Run all of it, twice.\n"):
        document = parse(text.encode(), "CLAUDE.md", "claude")
        project.keep(document)
        assert [one.text for one in project.sentences("CLAUDE.md")] == [text.strip()]


def test_the_tree_is_listed_once(root, monkeypatch):
    project = Project(str(root), ["docs/guide.md", "nested/"])
    monkeypatch.setattr(asks, "list_files", lambda directory: pytest.fail("asked again"))
    assert project.tree.paths == {"docs/guide.md", "nested"}


def test_reading_is_limited(root):
    project = Project(str(root))
    assert project.read_bytes("README.md", 10) == b"x"
    assert project.read_bytes("docs", 10) is None
    assert project.read_bytes("nope", 10) is None
    assert project.read_bytes("a\0b", 10) is None
    assert project.read_bytes("../project2", 10) is None
    write(root, {"big.md": "x" * 11})
    assert project.read_bytes("big.md", 10) is None
