"""SECURITY.md, 2: nothing leaks. Keys are made when the tests run; what lies outside of a project has a mark of its own."""

from __future__ import annotations

import json
import os
import random
import shutil
import string
import subprocess
import sys
from pathlib import Path

import pytest
from helpers import ROOT, cli, environment, git, repository, write

from ctxlint.base.redaction import known
from ctxlint.report import FORMATS

ALNUM = string.ascii_letters + string.digits
DICE = random.Random(7)


def dice(alphabet: str, length: int) -> str:
    return "".join(DICE.choice(alphabet) for _ in range(length))


# provider -> the text of a line that holds the secret, and the secret
KEYS = {
    "aws": ("{}", "AKIA" + "QZ7RT4KXWB2MNV6J"),
    "google": ("{}", "AIza" + dice(ALNUM, 35)),
    "stripe": ("{}", "sk_live_" + dice(ALNUM, 32)),
    "slack": ("{}", "xoxb-" + dice(string.digits, 12) + "-" + dice(string.digits, 12) + "-" + dice(ALNUM, 24)),
    "anthropic": ("{}", "sk-ant-api03-" + dice(ALNUM, 80) + "AA"),
    "database": ("postgres://billing:{}@pg.staging.acme.io/billing", "kR7-vq2Lw9Zt" + dice(ALNUM, 8)),
}
CONTEXTS = {
    "alone": {"CLAUDE.md": "Use {} here.\n"},
    "beside another fault": {"CLAUDE.md": "See {} and [it](docs/gone.md), TBD, `docs/gone.md`.\n"},
    "link": {"CLAUDE.md": "Read [it](docs/{}.md) and [that](docs/a.md#{}).\n", "docs/a.md": "# A\n"},
    "import": {"CLAUDE.md": "@docs/{}.md\n\nRead @docs/{}.\n"},
    "command": {"CLAUDE.md": "Run `npm run {}` or `make {}`.\n", "package.json": '{{"scripts": {{"x": "y"}}}}\n', "Makefile": "x:\n"},
    "table": {"CLAUDE.md": "| stage | cost |\n|---|---|\n| {} | $1 |\n| b | $2 |\n| Total | $4 |\n"},
    "fence": {"CLAUDE.md": "# A\n\n```bash\nnpm run {}\ncurl {}\n", "package.json": "{{}}\n"},
    "directive": {"CLAUDE.md": "<!-- ctxlint: ignore[wording/hedge,{}] {} -->\nUse x.\n"},
    "heading": {"CONTEXT.md": "# {}\n\n<!-- ctxlint: kind[context] -->\n\n## {}\n\n- Stage 1: {}\n"},
    "file name": {"docs/{}/CLAUDE.md": "Read [it](gone.md).\n", "docs/{}/SKILL.md": "TBD\n"},
    "contradiction": {"CLAUDE.md": "Always use {} for it.\n\nNever use {} for it.\n\nIndent with tabs, {}.\nIndent with 2 spaces, {}.\n"},
    "configuration": {"CLAUDE.md": "Use x.\n", "ctxlint.toml": '"{}" = 1\n'},
    "rule option": {"CLAUDE.md": "Use x.\n", "ctxlint.toml": 'ignore = ["{}"]\n'},
    "baseline": {"CLAUDE.md": "Use x.\n", "ctxlint.toml": 'baseline = "b.json"\n', "b.json": '{{"{}": ["a"], "0123456789abcdef": ["{}", "{}"], "version": 1}}\n'},
    "long line": {"CLAUDE.md": "See [it](docs/gone.md) " + "x " * 180 + "{} and " + "y " * 300 + "`docs/gone2.md`.\n"},
}  # fmt: skip
VERBS = (
    ("check", "--diff"),
    ("check", "-v", "--statistics"),
    ("check", "--no-ignores", "-v"),
    ("load", "--output-format", "json"),
    ("load",),
    ("config",),
    ("config", "--output-format", "json"),
    ("init", "voice", "--dry-run", "--yes", "-v"),
    ("init", "--all", "--diff", "--yes"),
)

RUN = """
import contextlib, io, json, sys
from ctxlint import cli, config
from ctxlint.project import bounds, git
for arguments in json.loads(sys.argv[1]):
    for remembered in (config._nearest_file, config.read_config, git.top_level, bounds.way_out):
        remembered.cache_clear()
    print("\\nexit code", cli.run(arguments), flush=True)
"""


def said(root: Path, verbs: list[tuple[str, ...]]) -> str:
    """All that many calls print, on both streams; in one process, since starting it is what takes time."""
    command = [sys.executable, "-P", "-c", RUN, json.dumps(verbs)]
    done = subprocess.run(command, cwd=root, env=environment(), capture_output=True, timeout=300)
    printed = (done.stdout + done.stderr).decode()
    assert "Traceback" not in printed, printed
    assert printed.count("\nexit code ") == len(verbs), printed
    return printed


def laid_out(root: Path, context: str, provider: str) -> tuple[Path, str]:
    line, secret = KEYS[provider]
    text = line.format(secret)
    name = secret if context in ("file name", "import", "link", "baseline") else text
    files = {path.format(*[secret] * 9): body.format(*[name] * 9) for path, body in CONTEXTS[context].items()}
    return repository(root, files), secret


def leaked(printed: str, secret: str) -> str:
    """The longest piece of the random part of a secret that was printed, from eight characters on."""
    pieces = [secret[a : a + 8] for a in range(8, len(secret) - 7)]
    return next(
        (f"{piece} in …{printed[max(0, printed.find(piece) - 200) :][:400]}" for piece in pieces if piece in printed),
        "",
    )


@pytest.mark.parametrize(
    ("provider", "context"),
    [([*KEYS][(at + 3 * half) % len(KEYS)], context) for at, context in enumerate(CONTEXTS) for half in (0, 1)],
)
def test_no_format_and_no_verb_prints_a_key(tmp_path: Path, provider: str, context: str) -> None:
    if provider == "database" and context in (
        "file name",
        "import",
        "link",
        "configuration",
        "baseline",
        "rule option",
    ):
        context = "alone"  # a password without what makes it one is a word
    root, secret = laid_out(tmp_path / "r", context, provider)
    calls = [("check", "--show", "info", "--output-format", each) for each in FORMATS]
    names = [path.format(*[secret] * 9) for path in CONTEXTS[context] if path.endswith(".md")]
    printed = said(root, [*calls, *VERBS, *(("outline", name) for name in names[:1])])
    assert not leaked(printed, secret)


def test_a_fix_leaves_a_key_as_it_is(tmp_path: Path) -> None:
    key = KEYS["aws"][1]
    text = f"<!-- ctxlint: ignore[wording/hedge] {key} -->\nUse x.\n\n<!-- ctxlint: ignore[wording/hedge] plain -->\nUse `{key}`.\n"
    root = repository(tmp_path, {"CLAUDE.md": text})
    report = json.loads(cli("check", "--output-format", "json", "--show", "info", cwd=root).stdout)
    assert [one["fix"] is not None for one in report["findings"] if one["rule"] == "files/unused-ignore"] == [
        False,
        True,
    ]
    cli("check", "--fix", cwd=root)
    assert (root / "CLAUDE.md").read_text() == text.replace("<!-- ctxlint: ignore[wording/hedge] plain -->\n", "")


def test_a_key_keeps_its_place_in_a_line_that_is_shown(tmp_path: Path) -> None:
    key = KEYS["aws"][1]
    root = repository(tmp_path, {"CLAUDE.md": f"Use `{key}` and [it](docs/gone.md).\n"})
    printed = cli("check", cwd=root).stdout
    assert "1 | Use `AKIA****************` and [it](docs/gone.md)." in printed
    assert "\n  | " + " " * 36 + "^" * len("docs/gone.md") + "\n" in printed


def test_baselines_of_findings_with_a_key_still_hold(tmp_path: Path) -> None:
    """The fingerprint of a finding is that of the line as it stands in the file."""
    import hashlib

    key = KEYS["aws"][1]
    root = repository(tmp_path, {"CLAUDE.md": f"Use `{key}` here.\n"})
    (one,) = json.loads(cli("check", "--output-format", "json", "--select", "security", cwd=root).stdout)["findings"]
    message = "AWS access key id AKIA… (0 characters)"
    mark = f"security/secret\0CLAUDE.md\0Use `{key}` here.\0{message}\x001"
    assert one["fingerprint"] == hashlib.sha256(mark.encode()).hexdigest()[:16]


def test_pieces_of_a_password_are_known_without_what_stands_beside_it() -> None:
    password = KEYS["database"][1]
    secrets = known(f"Use postgres://billing:{password}@pg.staging.acme.io/billing.\n")
    assert secrets.redact(f"“{password}” and {password[:12]}…") == "“[redacted]” and [redacted]…"
    assert secrets.redact(password.upper()) == "[redacted]"
    assert secrets.cover(f"a {password} b") == f"a {'*' * len(password)} b"
    assert secrets.redact("postgres://billing and staging") == "postgres://billing and staging"


# What lies outside

MARK = "mark-of-another-place"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    write(folder, {
        "CLAUDE.md": f"# {MARK}\n\nRead [it]({MARK}.md). TBD {MARK}\n",
        "secret.json": json.dumps({"type": MARK, "x-message": MARK}),
        "secret.toml": f'"{MARK}" = 1\n',
        "baseline.json": json.dumps({MARK: MARK, "version": MARK}),
        "claude.j2": f"{MARK}\n",
        "claude/CLAUDE.md.j2": f"{MARK}\n",
        "empty.toml": "",
        "labels.csv": f"text,label\nUse {MARK}.,V\n",
        "package.json": json.dumps({"scripts": {MARK: MARK}}),
    })  # fmt: skip
    return folder


LINKS = {
    "a file that is named": ({"CLAUDE.md": "CLAUDE.md"}, {}, [("check", "CLAUDE.md"), ("outline", "CLAUDE.md"), ("check", "--fix", "CLAUDE.md")], 2),
    "a folder that is named": ({"d": "."}, {}, [("check", "d"), ("check", "d/CLAUDE.md"), ("load", "d"), ("config", "d"), ("init", "--dir", "d", "--yes")], 2),
    "the configuration": ({"ctxlint.toml": "secret.toml"}, {"CLAUDE.md": "Use x.\n"}, [("check",), ("config",), ("check", "--config", "ctxlint.toml")], 2),
    "a baseline": ({"b.json": "baseline.json"}, {"CLAUDE.md": "Use x.\n"}, [("check", "--baseline", "b.json"), ("check", "--baseline", "b.json", "--write-baseline")], 2),
    "a schema": ({"s.json": "secret.json"}, {"X.md": "x\n", "ctxlint.toml": '[kinds.x]\nfiles = ["X.md"]\nschema = "s.json"\n'}, [("check",)], 2),
    "templates": ({"t": "."}, {"ctxlint.toml": '[init]\ntemplates = "t"\n'}, [("init", "claude", "--yes")], 2),
    "one template": ({"t/claude/CLAUDE.md.j2": "claude.j2"}, {"ctxlint.toml": '[init]\ntemplates = "t"\n'}, [("init", "claude", "--yes")], 2),
    "answers that are named": ({"a.toml": "secret.toml"}, {}, [("init", "claude", "--answers", "a.toml", "--diff")], 2),
    "templates that are named": ({"t": "."}, {}, [("init", "claude", "--templates", "t", "--yes", "--diff")], 2),
    "one template of those": ({"t/claude/CLAUDE.md.j2": "claude.j2"}, {}, [("init", "claude", "--templates", "t", "--yes", "--diff")], 2),
    "labels": ({"labels.csv": "labels.csv"}, {}, [("calibrate", "labels.csv", "--llm-estimate")], 2),
    "a configuration that is named": ({"my.toml": "empty.toml"}, {"CLAUDE.md": "Use x.\n"}, [(verb, "--config", "my.toml") for verb in ("check", "config", "load")], 2),
    "an import": ({"docs/x.md": "CLAUDE.md"}, {"CLAUDE.md": "@docs/x.md\n\n[it](docs/x.md#y)\n"}, [("check", "--show", "info"), ("load",)], None),
    "a manifest": ({"package.json": "package.json"}, {"CLAUDE.md": "Run `npm run build`.\n"}, [("check", "--show", "info"), ("init", "voice", "--dry-run", "--yes", "-v")], None),
}  # fmt: skip


@pytest.mark.parametrize("case", LINKS)
@pytest.mark.parametrize("by_git", [True, False], ids=["git", "no git"])
def test_what_a_link_leads_out_to_is_not_read(tmp_path: Path, outside: Path, case: str, by_git: bool) -> None:
    links, files, calls, code = LINKS[case]
    root = tmp_path / "r"
    root.mkdir()
    write(root, files)
    for name, target in links.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).symlink_to(outside / target)
    if by_git:
        git(root, "init", "-q")
    before = {path: path.read_bytes() for path in outside.iterdir() if path.is_file()}
    for call in calls:
        done = cli(*call, cwd=root)
        assert MARK not in done.stdout + done.stderr, (call, done.stdout, done.stderr)
        assert code is None or done.returncode == code, (call, done.stdout, done.stderr)
    assert {path: path.read_bytes() for path in outside.iterdir() if path.is_file()} == before
    assert all(
        MARK not in path.read_text()
        for path in root.rglob("*.md")
        if path.is_file() and not path.is_symlink() and outside not in path.resolve().parents
    )


def test_a_link_above_a_repository_is_the_persons_own(tmp_path: Path) -> None:
    repository(tmp_path / "data/p", {"CLAUDE.md": "Read [it](gone.md).\n"})
    (tmp_path / "work").mkdir()
    (tmp_path / "work/p").symlink_to(tmp_path / "data/p")
    done = cli("check", "p", "--output-format", "concise", cwd=tmp_path / "work")
    assert done.stdout.startswith("p/CLAUDE.md:1:11: error[references/missing-link]"), done.stderr


@pytest.mark.parametrize("by_git", [True, False], ids=["git", "no git"])
def test_a_link_elsewhere_is_the_persons_own(tmp_path: Path, by_git: bool) -> None:
    write(
        tmp_path, {"store/a.toml": 'purpose = "It counts."\n', "store/c.toml": 'show = "info"\n', "p/CLAUDE.md": "x\n"}
    )
    (tmp_path / "own").mkdir()
    for name in ("a.toml", "c.toml"):
        (tmp_path / "own" / name).symlink_to(tmp_path / "store" / name)
    if by_git:
        git(tmp_path / "p", "init", "-q")
    done = cli("init", "voice", "--answers", str(tmp_path / "own/a.toml"), "--dry-run", cwd=tmp_path / "p")
    assert done.returncode == 0, done.stderr
    done = cli("config", "--config", "../own/c.toml", cwd=tmp_path / "p")
    assert (done.returncode, "(c.toml)" in done.stdout) == (0, True)


def test_the_whole_disk_is_no_project(tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from ctxlint.engine.discover import root_of

    root = tmp_path / "r"
    root.mkdir()
    (root / "CLAUDE.md").symlink_to(outside / "CLAUDE.md")
    for verb in ("check", "outline"):
        done = cli(verb, str(root / "CLAUDE.md"), cwd="/")
        assert done.returncode == 2, done.stdout
        assert MARK not in done.stdout + done.stderr
    monkeypatch.chdir("/")
    assert root_of(str(root)) == str(root)


@pytest.mark.parametrize("schema", ["{outside}/secret.json", "../outside/secret.json"])
def test_a_schema_lies_in_the_project(tmp_path: Path, outside: Path, schema: str) -> None:
    text = f'[kinds.x]\nfiles = ["X.md"]\nschema = "{schema.format(outside=outside)}"\n'
    root = repository(tmp_path / "r", {"X.md": "x\n", "ctxlint.toml": text})
    done = cli("check", cwd=root)
    assert done.returncode == 2
    assert "kinds.x.schema" in done.stderr
    assert "leads out of the project" in done.stderr
    assert MARK not in done.stdout + done.stderr


def test_a_reference_of_a_schema_leads_nowhere_else(tmp_path: Path, outside: Path) -> None:
    config = '[kinds.x]\nfiles = ["X.md"]\nschema = "s.json"\n'
    for reference in (f"file://{outside}/secret.json", "../outside/secret.json"):
        schema = json.dumps({"properties": {"title": {"$ref": reference}}})
        root = repository(
            tmp_path / reference.replace("/", "_")[-30:], {"X.md": "# x\n", "ctxlint.toml": config, "s.json": schema}
        )
        done = cli("check", cwd=root)
        assert done.returncode == 2
        assert "cannot resolve" in done.stderr
        assert MARK not in done.stdout + done.stderr


@pytest.mark.parametrize("named", ["../outside/baseline.json", "/etc/hostname", "/dev/zero"])
def test_a_baseline_of_the_configuration_lies_in_the_project(tmp_path: Path, outside: Path, named: str) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "Use x.\n", "ctxlint.toml": f'baseline = "{named}"\n'})
    for call in (("check",), ("check", "--write-baseline")):
        done = cli(*call, cwd=root)
        assert done.returncode == 2
        assert "leads out of the project" in done.stderr
        assert MARK not in done.stderr


@pytest.mark.parametrize("there", [True, False], ids=["a file", "nothing yet"])
@pytest.mark.parametrize(
    "options", [("-o", "out.json"), ("--baseline", "out.json", "--write-baseline"), ("-o", "d/out.json")]
)
def test_a_report_goes_through_no_link(tmp_path: Path, options: tuple[str, ...], there: bool) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "TBD\n"})
    other = tmp_path / "other"
    other.mkdir()
    if there:
        (other / "out.json").write_text("keep\n")
    (root / "out.json").symlink_to(other / "out.json")
    (root / "d").symlink_to(other)
    done = cli("check", "--output-format", "json", *options, cwd=root)
    assert done.returncode == 2, done.stdout + done.stderr
    assert "leads to" in done.stderr
    assert sorted(os.listdir(other)) == (["out.json"] if there else [])
    assert not there or (other / "out.json").read_text() == "keep\n"


def test_a_report_goes_through_no_link_within_the_project_either(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "TBD\n", "a.txt": "keep\n"})
    (root / "out.json").symlink_to("a.txt")
    done = cli("check", "-o", "out.json", cwd=root)
    assert (done.returncode, (root / "a.txt").read_text()) == (2, "keep\n")
    assert "is a link to a.txt: nothing is written through it" in done.stderr


def test_a_report_is_written_to_a_device_and_a_pipe(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "TBD\n"})
    assert cli("check", "-o", "/dev/null", cwd=root).returncode == 0
    assert "template text left over: TBD" in cli("check", "-o", "/dev/stdout", cwd=root, anew=True).stdout


def test_a_report_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "TBD\n", "out.txt": "before\n"})
    os.chmod(root / "out.txt", 0o640)
    assert cli("check", "-o", "out.txt", cwd=root).returncode == 0
    assert "TBD" in (root / "out.txt").read_text()
    assert (root / "out.txt").stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(root)) == [".git", "CLAUDE.md", "out.txt"]


@pytest.mark.parametrize("name", ["b.json", "s.json", "ctxlint.toml", "t/claude/CLAUDE.md.j2", ".gitignore"])
@pytest.mark.parametrize("what", ["pipe", "folder", "huge"])
def test_what_is_no_file_of_a_sensible_size_is_refused_at_once(tmp_path: Path, name: str, what: str) -> None:
    files = {"CLAUDE.md": "Read [it](docs/gone.md).\n", "X.md": "x\n"}
    files["ctxlint.toml"] = (
        'baseline = "b.json"\n[kinds.x]\nfiles = ["X.md"]\nschema = "s.json"\n[init]\ntemplates = "t"\n'
    )
    files |= {"b.json": '{"version": 1}\n', "s.json": "{}\n", "t/claude/CLAUDE.md.j2": "x\n"}
    write(tmp_path, {path: text for path, text in files.items() if path != name})
    place = tmp_path / name
    place.parent.mkdir(parents=True, exist_ok=True)
    if what == "pipe":
        os.mkfifo(place)
    elif what == "folder":
        place.mkdir()
    else:
        with place.open("wb") as file:
            file.truncate(40_000_000)
    call = ("init", "claude", "--yes", "--dry-run") if name.startswith("t/") else ("check",)
    if name.startswith("t/"):
        (tmp_path / "CLAUDE.md").unlink()
    done = cli(*call, cwd=tmp_path)
    assert "fault" not in done.stderr, done.stderr
    assert done.returncode in ((0, 1) if name == ".gitignore" and what != "huge" else (0, 1, 2))
    if name in ("b.json", "s.json", "ctxlint.toml"):
        assert done.returncode == 2
        assert name in done.stderr


def test_threat_model_names_every_room_of_these_tests() -> None:
    text = (ROOT / "SECURITY.md").read_text()
    names = {path.stem for path in (ROOT / "tests/security").glob("test_*.py")}
    assert text.count("\n### ") == len(names - {"test_action"})


# What a second look found


def tree_of(root: Path, *entries: tuple[str, str, bytes]) -> str:
    """A commit with a tree as no checkout would make it: mode, name and content of each entry."""
    raw = b""
    for mode, name, data in entries:
        kind = "commit" if mode == "160000" else "blob"
        sha = git(root, "rev-parse", "HEAD").strip() if kind == "commit" else stored(root, "blob", data)
        raw += f"{mode} {name}".encode() + b"\0" + bytes.fromhex(sha)
    return git(root, "commit-tree", stored(root, "tree", raw), "-m", "x").strip()


def stored(root: Path, kind: str, data: bytes) -> str:
    command = ["git", "-C", str(root), "hash-object", "-t", kind, "-w", "--stdin", "--literally"]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().strip()


@pytest.mark.parametrize("second", [("100644", "a"), ("120000", "a"), ("100644", "a/planted"), ("120000", "a/planted"), ("160000", "a/made")])  # fmt: skip
def test_an_earlier_tree_is_laid_out_in_its_folder_only(tmp_path: Path, second: tuple[str, str]) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "# T\n"})
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").write_text("keep\n")
    target = victim / "file" if "/" not in second[1] else victim
    link = ("120000", "a", os.fsencode(target))
    name = "package.json" if second[0] == "100644" and "/" not in second[1] else second[1]
    entries = [
        ("100644", "CLAUDE.md", b"See `a`, `a/planted`.\n"),
        (link[0], name if "/" not in name else "a", link[2]),
        (second[0], name, b"x"),
    ]
    git(root, "update-ref", "refs/heads/other", tree_of(root, *entries))
    done = cli("check", "--new-since", "other", "-q", cwd=root)
    assert "fault" not in done.stderr
    assert (victim / "file").read_text() == "keep\n"
    assert os.listdir(victim) == ["file"]


@pytest.mark.parametrize("target", ["outside/CLAUDE.md", "pipe", "/dev/zero"])
def test_a_link_of_an_earlier_tree_is_not_opened(tmp_path: Path, outside: Path, target: str) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": f"Read [it]({MARK}.md).\n"})
    os.mkfifo(tmp_path / "pipe")
    commit = tree_of(root, ("120000", "CLAUDE.md", os.fsencode(tmp_path / target)))
    git(root, "update-ref", "refs/heads/other", commit)
    done = cli("check", "--new-since", "other", cwd=root)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 error" in done.stdout


def private_key() -> str:
    body = "\n".join(dice(ALNUM + "+/", 64) for _ in range(12))
    kind = "PRIVATE KEY"
    return f"-----BEGIN {kind}-----\n{body}\n-----END {kind}-----\n"


def test_no_diff_shows_a_private_key(tmp_path: Path) -> None:
    key = private_key()
    text = f"<!-- ctxlint: ignore[wording/hedge] -->\n# T\n\n{key}"
    root = repository(tmp_path, {"CLAUDE.md": text})
    printed = "".join(
        cli(*call, cwd=root).stdout
        for call in (("init", "claude", "--diff"), ("check", "--diff"), ("check", "--diff", "-o", "/dev/stdout"))
    )
    assert "-----BEGIN" in printed
    assert not [line for line in key.splitlines()[1:-1] if line[:16] in printed]


def test_no_diff_shows_a_key_of_other_letters(tmp_path: Path) -> None:
    text = f"# T\n\nUse {KEYS['aws'][1]} here.\n"
    root = repository(tmp_path, {"CLAUDE.md": text.encode("utf-16")})
    printed = cli("check", "--diff", cwd=root).stdout
    assert "B2MNV" not in printed.replace("\\x00", "").replace("\0", "")


def test_a_fix_of_line_ends_leaves_a_key_of_several_lines(tmp_path: Path) -> None:
    before = ("# T\n\n" + private_key().replace("\n", "\r\n")).encode()
    root = repository(tmp_path, {"CLAUDE.md": before})
    cli("check", "--fix", "--unsafe-fixes", "--select", "files", cwd=root)
    assert (root / "CLAUDE.md").read_bytes() == before


@pytest.mark.parametrize("link", [".claude", "AGENTS.md"])
def test_init_reads_nothing_through_a_link(tmp_path: Path, outside: Path, link: str) -> None:
    root = repository(tmp_path / "r", {"README.md": "x\n"})
    write(outside, {"agents/foo.md": MARK, "skills/foo/SKILL.md": MARK})
    (root / link).symlink_to(outside if link == ".claude" else outside / "CLAUDE.md")
    for call in (
        ("init", "subagent", "foo", "--diff"),
        ("init", "skill", "foo", "--diff"),
        ("init", "agents-md", "--diff"),
        ("init", "claude", "--dry-run", "--yes"),
    ):
        done = cli(*call, cwd=root)
        assert MARK not in done.stdout + done.stderr
    assert MARK not in cli("load", cwd=root).stdout


def test_what_lies_behind_a_linked_folder_is_not_listed(tmp_path: Path, outside: Path) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "x\n"})
    write(outside, {f"rules/{MARK}.md": "x\n"})
    (root / ".claude").symlink_to(outside)
    assert MARK not in cli("load", cwd=root).stdout + cli("load", "--output-format", "json", cwd=root).stdout


@pytest.mark.parametrize("output_format", FORMATS)
@pytest.mark.parametrize("name", ["d\x01{}", "{}", "x {}", "a,{}", "a\t{}", "_{}_"])
def test_what_a_format_escapes_hides_no_key(tmp_path: Path, output_format: str, name: str) -> None:
    for provider in ("aws", "google"):
        secret = KEYS[provider][1]
        root = repository(tmp_path / provider, {f"{name.format(secret)}/CLAUDE.md": "TBD\n"})
        done = cli("check", "-v", "--output-format", output_format, cwd=root)
        assert not leaked((done.stdout + done.stderr).replace("\\_", "_"), secret)


def test_values_of_a_configuration_hide_no_key(tmp_path: Path) -> None:
    key = KEYS["aws"][1]
    files = {
        "CLAUDE.md": "x\n",
        ".claude/rules/a.md": f'---\npaths: ["src/a-long-folder-name/{key}/*.py", "src/\\x01{key}"]\n---\nx\n',
    }
    texts = (f'exclude = ["x\\n{key}"]', f'[init]\ntemplates = "x\\n{key}"', f'fail-on = "{"x" * 31} {key}"')
    for number, text in enumerate(texts):
        root = repository(tmp_path / str(number), {**files, "ctxlint.toml": text + "\n"})
        for call in (
            ("config",),
            ("config", "--output-format", "json"),
            ("check",),
            ("load",),
            ("load", "--output-format", "json"),
            ("init", "voice", "--yes", "--dry-run"),
        ):
            done = cli(*call, cwd=root, COLUMNS="60")
            assert not leaked(done.stdout + done.stderr, key), call


def test_a_git_folder_of_somebody_else_tells_nothing(tmp_path: Path) -> None:
    other = repository(tmp_path / "other", {f"{MARK}.md": "one\ntwo\nthree\n", "docs/a.md": "x\n"})
    git(other, "mv", "docs/a.md", f"{MARK}-2.md")
    git(other, "commit", "-qm", "moved")
    for number, make in enumerate(
        (lambda p: p.symlink_to(other / ".git"), lambda p: p.write_text(f"gitdir: {other}/.git\n"))
    ):
        root = tmp_path / str(number)
        write(root, {"CLAUDE.md": "Read [it](docs/a.md).\n"})
        make(root / ".git")
        done = cli("check", cwd=root)
        assert done.returncode == 1
        assert MARK not in done.stdout + done.stderr
        assert "Not checked: history, ignored files (its .git is that of another folder)" in done.stdout


# What a third look found


@pytest.mark.parametrize("marker", ["ctxlint.toml", "pyproject.toml"])
def test_a_folder_that_leads_out_of_a_project_without_git(tmp_path: Path, outside: Path, marker: str) -> None:
    root = tmp_path / "r"
    write(root, {marker: "", "CLAUDE.md": "x\n"})
    write(outside, {marker: ""})
    (root / "d").symlink_to(outside)
    for call in (("check", "d"), ("check", "d/CLAUDE.md"), ("outline", "d/CLAUDE.md"), ("load", "d")):
        done = cli(*call, cwd=root)
        assert done.returncode == 2, call
        assert MARK not in done.stdout + done.stderr


def test_a_password_of_a_file_that_is_quoted_in_another(tmp_path: Path) -> None:
    password = "LaMRT" + dice(ALNUM, 15)
    agents = f"# A\n\npassword: {password}\n\n## The deploy production password for the database is {password}\n"
    claude = "# C\n\n[x](AGENTS.md#the-deploy-production-password-for-the-database-is-x)\n"
    root = repository(tmp_path, {"AGENTS.md": agents, "CLAUDE.md": claude})
    printed = cli("check", "--show", "info", "--output-format", "concise", cwd=root).stdout
    assert "references/missing-anchor" in printed
    assert password[:10].lower() not in printed.lower()


@pytest.mark.parametrize("path", ["reports/config", "d/l/../y.txt"])
def test_a_report_goes_through_no_folder_that_is_a_link(tmp_path: Path, path: str) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "TBD\n", "d/x": ""})
    other = tmp_path / "other/inner"
    other.mkdir(parents=True)
    (root / "reports").symlink_to(".git")
    (root / "d/l").symlink_to(other)
    before = (root / ".git/config").read_bytes()
    done = cli("check", "-o", path, cwd=root)
    assert (root / ".git/config").read_bytes() == before
    assert os.listdir(other.parent) == ["inner"]
    assert done.returncode == (2 if path == "reports/config" else 0)
    assert (root / "d/y.txt").exists() == (path != "reports/config")


def test_what_lies_in_git_is_not_of_the_project(tmp_path: Path) -> None:
    root = repository(tmp_path, {"x": ""})
    hook = root / ".git/hooks/pre-push"
    write(root, {".git/hooks/pre-push": "#!/bin/sh\r\n# a\u200bb\n"})
    (root / "CLAUDE.md").symlink_to(hook)
    before = hook.read_bytes()
    assert cli("check", "CLAUDE.md", "--fix", "--unsafe-fixes", "--allow-dirty", cwd=root).returncode == 2
    assert hook.read_bytes() == before


def elsewhere(root: Path, other: Path) -> None:
    """A folder that borrows all but its HEAD."""
    write(
        root,
        {
            ".git/HEAD": "ref: refs/heads/main\n",
            ".git/commondir": f"{other}/.git\n",
            ".git/index": (other / ".git/index").read_bytes(),
        },
    )


def in_between(root: Path, other: Path) -> None:
    write(
        root,
        {
            ".git": "gitdir: g\n",
            "g/HEAD": "ref: refs/heads/main\n",
            "g/commondir": f"{other}/.git\n",
            "g/gitdir": f"{root}/.git\n",
        },
    )


def linked_parts(root: Path, other: Path) -> None:
    write(root, {".git/HEAD": "ref: refs/heads/main\n", ".git/config": (other / ".git/config").read_bytes()})
    for name in ("objects", "refs"):
        (root / ".git" / name).symlink_to(other / ".git" / name)


def module(root: Path, other: Path) -> None:
    modules = root.parent / ".git/modules"
    modules.mkdir(parents=True)
    (other / ".git").rename(modules / "private")
    write(root, {".git": "gitdir: ../.git/modules/private\n"})


def linked_branch(root: Path, other: Path) -> None:
    git(root, "init", "-q")
    write(root, {".git/objects/info/alternates": f"{other}/.git/objects\n"})
    (root / ".git/refs/heads/main").symlink_to(other / ".git/refs/heads/main")


def linked_objects(root: Path, other: Path) -> None:
    git(root, "init", "-q")
    write(root, {".git/refs/heads/main": (other / ".git/refs/heads/main").read_bytes()})
    for folder in (other / ".git/objects").iterdir():
        (root / ".git/objects" / folder.name).exists() or (root / ".git/objects" / folder.name).symlink_to(folder)


def module_within(root: Path, other: Path) -> None:
    place = root / "x/.git/modules/m"
    write(root, {".git": "gitdir: x/.git/modules/m\n"})
    write(place, {"HEAD": "ref: refs/heads/main\n", "config": "[core]\n\tbare = false\n\tworktree = ../../../../\n"})
    for name in ("objects", "refs", "index"):
        (place / name).symlink_to(other / ".git" / name)


def module_that_borrows(root: Path, other: Path) -> None:
    module_within(root, other)
    place = root / "x/.git/modules/m"
    for name in ("objects", "refs", "index"):
        (place / name).unlink()
    write(place, {"commondir": f"{other}/.git\n", "index": (other / ".git/index").read_bytes()})


def tree_within(root: Path, other: Path) -> None:
    write(root, {".git": "gitdir: x/.git/worktrees/m\n", "x/.git/HEAD": "ref: refs/heads/main\n"})
    parts = {"HEAD": "ref: refs/heads/main\n", "commondir": "../..\n", "gitdir": f"{root}/.git\n"}
    write(root / "x/.git/worktrees/m", {**parts, "index": (other / ".git/index").read_bytes()})
    for name in ("objects", "refs"):
        (root / "x/.git" / name).symlink_to(other / ".git" / name)


WAYS = [elsewhere, in_between, linked_parts, module, linked_branch, linked_objects, module_within, module_that_borrows, tree_within]  # fmt: skip


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_repository_that_does_not_know_the_folder_is_not_asked(tmp_path: Path, way) -> None:
    other = repository(tmp_path / "other", {"docs/a.md": "one\ntwo\nthree\n"})
    git(other, "mv", "docs/a.md", f"{MARK}.md")
    git(other, "commit", "-qm", "moved")
    root = tmp_path / "r"
    write(root, {"CLAUDE.md": "Read [it](docs/a.md).\n"})
    way(root, other)
    done = cli("check", cwd=root)
    assert done.returncode == 1
    assert MARK not in done.stdout + done.stderr
    assert "(its .git is that of another folder)" in done.stdout


PARTS = (
    "shallow",
    "config.worktree",
    "FETCH_HEAD",
    "logs",
    "worktrees",
    "info/exclude",
    "rebase-merge/onto",
    "objects/00/" + "0" * 38,
)


@pytest.mark.parametrize("part", PARTS)
def test_no_part_of_a_git_folder_is_a_link(tmp_path: Path, part: str) -> None:
    write(tmp_path / "outside", {"HEAD": f"{MARK}\n"})
    root = repository(tmp_path / "r", {"CLAUDE.md": "Read [it](docs/a.md).\n"})
    place = root / ".git" / part
    shutil.rmtree(place, ignore_errors=True)
    place.unlink(missing_ok=True)
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(tmp_path / ("outside" if part in ("logs", "worktrees") else "outside/HEAD"))
    done = cli("check", cwd=root)
    assert done.returncode == 1
    assert "(its .git is that of another folder)" in done.stdout
    earlier = cli("check", "--new-since", "HEAD", cwd=root)
    assert earlier.returncode == 2
    assert MARK not in done.stdout + done.stderr + earlier.stdout + earlier.stderr


def private(folder: Path) -> Path:
    """A person's own repository, whose history holds a name that no one else may read."""
    other = repository(folder, {"docs/a.md": "one\ntwo\nthree\n"})
    git(other, "mv", "docs/a.md", f"{MARK}.md")
    git(other, "commit", "-qm", "moved")
    return other


HEADS = {
    "": False,
    "\nref: refs/heads/main\n": False,
    f"ref:{' ' * 300}refs/heads/main\n": False,
    "ref: refs/heads/main\n": True,
}


@pytest.mark.parametrize("head", HEADS, ids=["none", "a line too far", "blanks", "good"])
@pytest.mark.parametrize("folder", ["sub", "sub:folder"])
def test_a_broken_git_folder_leads_to_none_above(tmp_path: Path, folder: str, head: str) -> None:
    """Git is told where to stop looking in a list, in which a colon ends a folder."""
    root = private(tmp_path / "own") / "downloads" / folder / "inner"
    write(root, {"CLAUDE.md": "Read `docs/a.md`, [it](docs/a.md).\n", ".git/HEAD": head})
    (root / ".git/refs").mkdir()
    (root / ".git/objects").mkdir()
    write(root.parents[2], {f"downloads/{folder}/inner/docs/b.md": ""})
    done = cli("check", cwd=root)
    assert done.returncode == 1
    assert MARK not in done.stdout + done.stderr
    assert ("Not checked: history, ignored files (its .git is not a git repository)" in done.stdout) != HEADS[head]


def test_the_history_below_a_folder_with_a_colon(tmp_path: Path) -> None:
    private(tmp_path / "a:b/own")
    write(tmp_path / "a:b/own", {"CLAUDE.md": "Read [it](docs/a.md).\n", "docs/b.md": ""})
    assert f"moved to {MARK}.md" in cli("check", cwd=tmp_path / "a:b/own").stdout


@pytest.mark.parametrize("file", [".git", "commondir"])
@pytest.mark.parametrize("more", [" ", "\t", " \r\n", "\v", "\r\n", "\0x"])
def test_a_path_is_read_as_git_reads_it(tmp_path: Path, file: str, more: str) -> None:
    """A work tree that its repository knows, but for what stands behind the path that leads there."""
    other, honest, root = private(tmp_path / "own"), repository(tmp_path / "proj", {"x": ""}), tmp_path / "wt"
    git(honest, "worktree", "add", "-q", str(root))
    write(root, {"CLAUDE.md": "Read [it](docs/a.md).\n"})
    there = honest / ".git/worktrees/wt"
    git_takes = more.partition("\0")[0].rstrip("\r\n")
    if git_takes and file == ".git":
        shutil.copytree(there, f"{there}{git_takes}")
        Path(f"{there}{git_takes}/commondir").write_text(f"{other}/.git\n")
    elif git_takes:
        (honest / f".git{git_takes}").symlink_to(other / ".git")
    if file == ".git":
        (root / ".git").write_bytes(os.fsencode(f"gitdir: {there}{more}"))
    else:
        (there / "commondir").write_bytes(os.fsencode(f"{honest}/.git{more}"))
    done = cli("check", cwd=root)
    assert MARK not in done.stdout + done.stderr
    assert ("another folder" in done.stdout) == bool(git_takes)


def test_work_trees_and_submodules_are_known(tmp_path: Path) -> None:
    inner = repository(tmp_path / "inner", {"CLAUDE.md": "x\n"})
    root = repository(tmp_path / "r", {"CLAUDE.md": "Read [it](gone.md).\n", "hooks/x": ""})
    shutil.rmtree(root / ".git/hooks", ignore_errors=True)
    (root / ".git/hooks").symlink_to("../hooks")  # as people do
    git(root, "-c", "protocol.file.allow=always", "submodule", "-q", "add", str(inner), "libs/sub")
    git(root, "commit", "-qm", "sub")
    git(root, "worktree", "add", "-q", str(tmp_path / "tree"))
    for folder in (root, root / "libs/sub", tmp_path / "tree"):
        assert "another folder" not in (said := cli("check", cwd=folder).stdout)
        assert ("Not checked: libs/sub (a repository of its own)\n" in said) == (folder == root)


@pytest.mark.parametrize("name", [".git", "g/gitdir"])
def test_a_pipe_where_git_keeps_a_line(tmp_path: Path, name: str) -> None:
    write(tmp_path, {"CLAUDE.md": "Read [it](gone.md).\n", "g/x": ""})
    os.mkfifo(tmp_path / name)
    if name != ".git":
        (tmp_path / ".git").write_text("gitdir: g\n")
    done = cli("check", cwd=tmp_path)
    assert done.returncode == 1
    assert "Not checked: history, ignored files" in done.stdout


def test_no_folder_is_made_outside_for_an_earlier_tree(tmp_path: Path) -> None:
    root = repository(tmp_path / "r", {"CLAUDE.md": "x\n"})
    victim = tmp_path / "victim"
    victim.mkdir()
    link = stored(root, "blob", os.fsencode(victim))
    inner = stored(root, "tree", b"120000 z\0" + bytes.fromhex(link))
    made = stored(root, "tree", b"40000 made\0" + bytes.fromhex(inner))
    raw = b"120000 a\0" + bytes.fromhex(link) + b"40000 a\0" + bytes.fromhex(made)
    commit = git(root, "commit-tree", stored(root, "tree", raw), "-m", "x").strip()
    cli("check", "--new-since", commit, cwd=root)
    assert os.listdir(victim) == []


def test_patterns_behind_a_link_that_leads_out_hide_nothing(tmp_path: Path) -> None:
    write(tmp_path / "r", {"CLAUDE.md": "TBD\n"})
    write(tmp_path / "outside", {"patterns": "CLAUDE.md\n"})
    (tmp_path / "r/.gitignore").symlink_to(tmp_path / "outside/patterns")
    assert "CLAUDE.md:1:1" in cli("check", cwd=tmp_path / "r").stdout


PASSWORD = "Xk9.vQ2!zT7+" + dice(ALNUM, 7)  # a sign before each eighth character


@pytest.mark.parametrize("link", ["#deploy-password-xk9", "#deploy-password-Xk9.vQ2%21zT7%2B" + PASSWORD[-7:]])
def test_a_password_of_a_heading_is_in_no_anchor(tmp_path: Path, link: str) -> None:
    write(tmp_path, {"CLAUDE.md": f"# X\n\n## Deploy password: {PASSWORD}\n\nSee [deploy]({link}).\n"})
    for output_format in FORMATS:
        said = cli("check", "--output-format", output_format, cwd=tmp_path).stdout.lower()
        assert "missing-anchor" in said
        assert PASSWORD[-7:].lower() not in said, output_format


def test_a_diff_hides_the_password_of_another_file(tmp_path: Path) -> None:
    files = {
        "CLAUDE.md": f"# X\n\n- Deploy password: {PASSWORD}\n",
        ".claude/rules/a.md": f"# Deploy\n\n[x](Docs/a.md) {PASSWORD}\n",
        "docs/a.md": "x\n",
    }
    root = repository(tmp_path / "r", files)
    done = cli("check", "--diff", cwd=root)
    assert "+[x](docs/a.md) *******************" in done.stdout
    assert not leaked(done.stdout + done.stderr, PASSWORD)


def test_a_baseline_holds_no_key_of_a_name(tmp_path: Path) -> None:
    key = KEYS["aws"][1]
    root = repository(tmp_path, {f"{key}/CLAUDE.md": "[a](no.md)\n", "b/CLAUDE.md": "[a](no.md)\n"})
    assert cli("check", "--write-baseline", cwd=root).returncode == 0
    text = (root / "ctxlint-baseline.json").read_text()
    assert key not in text
    assert "[redacted]/CLAUDE.md" in text
    known = ("check", "--baseline", "ctxlint-baseline.json", "--prune-baseline")
    for paths in ((), ("b",), ("b/CLAUDE.md",)):
        assert cli(*known, *paths, cwd=root).returncode == 0
        assert (root / "ctxlint-baseline.json").read_text() == text
    (root / key / "CLAUDE.md").write_text("# mended\n")
    assert "1 entry of ctxlint-baseline.json gone" in cli(*known, cwd=root).stderr
    assert "[redacted]" not in (root / "ctxlint-baseline.json").read_text()


@pytest.mark.parametrize("options", [(), ("--output-format", "json")], ids=["text", "json"])
def test_load_shows_no_name_that_a_file_says_is_a_password(tmp_path: Path, options: tuple[str, ...]) -> None:
    word = "hG7kQ2m" + "Z9xW4vB8nT1"
    rule = f'---\npaths: ["{word}/**/*.py"]\n---\nUse x.\n'
    text = f"The password: {word}\n\n@docs/{word}.md\n\n@docs/no-{word}.md\n"
    root = repository(tmp_path, {"CLAUDE.md": text, f"docs/{word}.md": "@../a.md\n", "a.md": "a\n", ".claude/rules/a.md": rule})  # fmt: skip
    done = cli("load", *options, cwd=root, COLUMNS="200")
    assert done.returncode == 0
    assert word[:8] not in done.stdout + done.stderr
    assert "docs/[redacted].md" in done.stdout


HIDERS = {"zero width": "\u200b", "tag": "\U000e0041", "variation": "\ufe0f", "control": "\x07", "soft hyphen": "\xad"}


@pytest.mark.parametrize("hidden", HIDERS.values(), ids=HIDERS)
@pytest.mark.parametrize("provider", KEYS)
def test_a_key_with_a_hidden_character_in_it(tmp_path: Path, provider: str, hidden: str) -> None:
    text, key = KEYS[provider]
    parted = key[:9] + hidden + key[9:12] + 2 * hidden + key[12:]
    root = repository(tmp_path, {"CLAUDE.md": f"Use {text.format(parted)}, TBD, see `docs/gone.md`.\n"})
    for form in ("full", "json", "github"):
        done = cli("check", "--show", "info", "--output-format", form, cwd=root)
        assert key[12:] not in done.stdout + done.stderr
    assert "security/secret" in done.stdout


def test_a_file_in_utf_16_without_a_mark(tmp_path: Path) -> None:
    key = KEYS["stripe"][1]
    root = repository(tmp_path, {"CLAUDE.md": f"Use {key} here, TBD.\n".encode("utf-16-le")})
    printed = cli("check", "--show", "info", cwd=root).stdout.replace("\\x00", "").replace("\\u0000", "")
    assert key[12:] not in printed
