"""The real command line, in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from good import CLAUDE, CONTEXT
from helpers import ROOT, cli, environment, git, repository, write
from jsonschema import Draft202012Validator

from ctxlint.cli import VERBS
from ctxlint.report import FORMATS

WHOLE = "\nRun `make test`. Never push to `main`.\n"  # what a launch chain should hold
WARNING = f"# A\n\nVersion: TBD\n{WHOLE}"
ERROR = CONTEXT.replace("## Part 3: Success Criteria (Required)", "## Various")
INFO = f"# A\n\nIMPORTANT: use tabs.\n{WHOLE}"
REPORT = Draft202012Validator(json.loads((ROOT / "schemas" / "report.schema.json").read_text()))


def report(*arguments: str, cwd, **env: str) -> dict:
    answer = cli("check", "--output-format", "json", *arguments, cwd=cwd, **env)
    assert answer.returncode in (0, 1), answer.stderr
    value = json.loads(answer.stdout)
    REPORT.validate(value)
    return value


def rules(*arguments: str, cwd) -> list[str]:
    return [finding["rule"] for finding in report(*arguments, cwd=cwd)["findings"]]


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (CLAUDE, [], 0),
        (WARNING, [], 0),
        (WARNING, ["--strict"], 1),
        (WARNING, ["--fail-on", "warning"], 1),
        (WARNING, ["--fail-on", "error"], 0),
        (INFO, ["--strict"], 0),
        (INFO, ["--fail-on", "info"], 1),
        (WARNING, ["--strict", "--exit-zero"], 0),
        (WARNING, ["--fail-on", "never"], 0),
    ],
)
def test_exit_codes(tmp_path, text, arguments, code):
    repository(tmp_path, {"CLAUDE.md": text})
    assert cli("check", *arguments, cwd=tmp_path).returncode == code


def test_an_error_is_exit_1(tmp_path):
    repository(tmp_path, {"CONTEXT.md": ERROR})
    assert cli("check", cwd=tmp_path).returncode == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "gone.md"], "cannot read gone.md"),
        (["check", "empty"], "found no context file"),
        (["check", "--select", "wrod"], "there is no rule “wrod”"),
        (["check", "--nope"], "No such option"),
        (["check", "--show", "loud"], "loud"),
        (["chek"], "did you mean “check”"),
        (["CLAUDE.md"], "to lint it: ctxlint check CLAUDE.md"),
        (["rule", "parts/mising"], "did you mean “parts/missing”"),
        (["outline", "gone.md"], "cannot read"),
        (["check", "-"], "--stdin-filename"),
        (["check", "pipe"], "not a regular file"),
        (["check", "-o", "no/such/dir.json"], "cannot write"),
        (["check", "a\0b"], ""),
        ([], "Usage"),
    ],
)
def test_what_cannot_be_done_is_exit_2(tmp_path, arguments, says):
    repository(tmp_path, {"CLAUDE.md": CLAUDE, "empty/x.txt": ""})
    os.mkfifo(tmp_path / "pipe")
    if any("\0" in argument for argument in arguments):
        return  # no system passes such a name on
    answer = cli(*arguments, cwd=tmp_path)
    assert answer.returncode == 2
    assert says in answer.stderr
    assert "Traceback" not in answer.stderr


def test_nothing_to_check_is_no_success(tmp_path):
    answer = cli("check", cwd=tmp_path)
    assert answer.returncode == 2
    assert "found no context file" in answer.stderr


def test_full(tmp_path):
    repository(tmp_path, {"CLAUDE.md": WARNING})
    assert cli("check", cwd=tmp_path).stdout == (
        "warning[parts/placeholder]: template text left over: TBD\n"
        " --> CLAUDE.md:3:10\n"
        "  |\n"
        "3 | Version: TBD\n"
        "  |          ^^^\n"
        "  = help: write what belongs here, or delete the line\n"
        "\n"
        "Why a rule matters: ctxlint rule parts/placeholder\n"
        "\n"
        "Checked 1 file: 1 warning.\n"
        "\n"
        "Starting here, Claude Code loads 1 file, 5 lines, about 24 tokens. Constraints: yes. Check: `make test`.\n"
    )


@pytest.mark.parametrize("before", [10, 400, 900, 3000])
def test_a_finding_far_to_the_right_is_shown_with_its_caret(tmp_path, before):
    repository(
        tmp_path, {"CLAUDE.md": "# Berths\n\n" + "word " * before + "TODO: say more about it " + "word " * 50 + "\n"}
    )
    lines = cli("check", "--select", "parts/placeholder", cwd=tmp_path).stdout.splitlines()
    line, caret = lines[3:5]
    assert line[caret.index("^") :].startswith("TODO")
    assert len(line) < 130


def test_concise_and_the_closing_line(tmp_path):
    repository(tmp_path, {"CLAUDE.md": INFO, "CONTEXT.md": "# Notes\n\nText.\n"})
    answer = cli("check", "--output-format", "concise", cwd=tmp_path)
    closing, loads = answer.stdout.splitlines()
    assert closing == "Checked 2 files: nothing to complain about. 2 suggestions hidden (parts 2): --show info"
    assert loads.startswith("Starting here, Claude Code loads 1 file, 5 lines, about ")
    shown = cli("check", "--output-format", "concise", "--show", "info", cwd=tmp_path).stdout.splitlines()
    assert shown[0].startswith("CLAUDE.md:3:1: info[parts/no-consequence] IMPORTANT without a consequence")
    assert shown[-2] == "Checked 2 files: 2 suggestions."
    assert cli("check", "-q", cwd=tmp_path).stdout == ""


def test_json(tmp_path):
    repository(tmp_path, {"sub/CLAUDE.md": WARNING + "\n" + INFO})
    value = report(cwd=tmp_path)
    assert value["summary"] == {"files": 1, "errors": 0, "warnings": 1, "infos": 1, "suppressed": 0}
    first = value["findings"][0]
    assert (first["path"], first["line"], first["column"], first["end_line"], first["end_column"]) == (
        "sub/CLAUDE.md",
        3,
        10,
        3,
        13,
    )
    assert first["severity"] == "warning"
    write(tmp_path, {"sub/CLAUDE.md": "# A\n\nMore.\n\nVersion: TBD\n"})
    assert report(cwd=tmp_path)["findings"][0]["fingerprint"] == first["fingerprint"]


def test_paths_are_relative_to_the_current_directory(tmp_path):
    repository(tmp_path, {"sub/CLAUDE.md": WARNING, "x/a.txt": ""})
    assert "../sub/CLAUDE.md:3:10" in cli("check", "../sub", cwd=tmp_path / "x").stdout
    assert report(cwd=tmp_path / "sub")["findings"][0]["path"] == "CLAUDE.md"


def test_output_file(tmp_path):
    repository(tmp_path, {"CLAUDE.md": WARNING})
    answer = cli("check", "--output-format", "json", "-o", "out.json", cwd=tmp_path)
    assert answer.stdout == ""
    REPORT.validate(json.loads((tmp_path / "out.json").read_text()))


@pytest.mark.parametrize(
    ("arguments", "env", "colored"),
    [
        ([], {}, False),
        (["--color", "always"], {}, True),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
    ],
)
def test_color(tmp_path, arguments, env, colored):
    repository(tmp_path, {"CLAUDE.md": WARNING})
    assert ("\033[" in cli("check", *arguments, cwd=tmp_path, **env).stdout) is colored


def test_a_file_cannot_steer_the_terminal(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "# A\n\n\033[2J\u009b31m Version: TBD\n"})
    for form in ("full", "concise"):
        text = cli("check", "--output-format", form, cwd=tmp_path).stdout
        assert "TBD" in text
        assert "\033" not in text
        assert "\u009b" not in text


def test_at_most_five_findings_of_a_rule_in_a_file(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "\n\n".join(f"v{i}: TBD" for i in range(9))})
    text = cli("check", cwd=tmp_path).stdout
    assert text.count("warning[parts/placeholder]") == 5
    assert "+4 more parts/placeholder in CLAUDE.md" in text
    assert len(cli("check", "--output-format", "concise", "-q", cwd=tmp_path).stdout.splitlines()) == 9


def test_selection(tmp_path):
    repository(tmp_path, {"CLAUDE.md": WARNING + "\n```\nx\n"})
    assert rules(cwd=tmp_path) == ["parts/placeholder", "files/unclosed-fence"]
    assert rules("--select", "files", cwd=tmp_path) == ["files/unclosed-fence"]
    assert rules("--select", "files,parts", cwd=tmp_path) == ["parts/placeholder", "files/unclosed-fence"]
    assert rules("--ignore", "files/unclosed-fence", cwd=tmp_path) == ["parts/placeholder"]
    assert rules("--ignore", "ALL", "--extend-select", "parts/placeholder", cwd=tmp_path) == ["parts/placeholder"]


def test_suppression_can_be_switched_off(tmp_path):
    repository(tmp_path, {"CLAUDE.md": f"<!-- ctxlint: ignore[parts/placeholder] x -->\nVersion: TBD\n{WHOLE}"})
    assert rules(cwd=tmp_path) == []
    assert report(cwd=tmp_path)["summary"]["suppressed"] == 1
    assert rules("--no-ignores", cwd=tmp_path) == ["parts/placeholder"]


def test_standard_input(tmp_path):
    repository(tmp_path, {"ctxlint.toml": ""})
    answer = cli(
        "check",
        "-",
        "--stdin-filename",
        "sub/CLAUDE.md",
        "--output-format",
        "concise",
        "-q",
        cwd=tmp_path,
        input=WARNING,
    )
    assert answer.stdout.startswith("sub/CLAUDE.md:3:10: warning[parts/placeholder]")
    assert cli("check", "-", "--stdin-filename", "README.md", cwd=tmp_path, input=WARNING).returncode == 0
    assert cli("check", "-", "--stdin-filename", "CONTEXT.md", cwd=tmp_path, input=ERROR).returncode == 1


def test_named_files_that_are_left_out_are_no_failure(tmp_path):
    repository(tmp_path, {"README.md": "x\n", "vendor/CLAUDE.md": WARNING, "CLAUDE.md": CLAUDE})
    answer = cli("check", "README.md", cwd=tmp_path)
    assert (answer.returncode, "README.md: not a context file" in answer.stderr) == (0, True)
    assert rules("vendor/CLAUDE.md", cwd=tmp_path) == ["parts/placeholder"]
    answer = cli("check", "--force-exclude", "vendor/CLAUDE.md", cwd=tmp_path)
    assert (answer.returncode, "vendor/CLAUDE.md: excluded" in answer.stderr) == (0, True)
    assert rules(cwd=tmp_path) == []


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        ([], {"CLAUDE.md", "a/CLAUDE.md", "b/CLAUDE.md"}),
        (["--exclude", "a"], {"CLAUDE.md", "b/CLAUDE.md", "vendor/CLAUDE.md"}),
        (["--extend-exclude", "a", "--extend-exclude", "/CLAUDE.md"], {"b/CLAUDE.md"}),
        (["a"], {"a/CLAUDE.md"}),
        (["a", "b/CLAUDE.md"], {"a/CLAUDE.md", "b/CLAUDE.md"}),
        (["a", "a/CLAUDE.md"], {"a/CLAUDE.md"}),
    ],
)
def test_which_files_are_checked(tmp_path, arguments, found):
    repository(
        tmp_path, dict.fromkeys(["CLAUDE.md", "a/CLAUDE.md", "b/CLAUDE.md", "vendor/CLAUDE.md", "a/claude.md"], CLAUDE)
    )
    assert {file["path"] for file in report(*arguments, cwd=tmp_path)["files"]} == found


def test_a_named_file_may_say_what_it_is(tmp_path):
    repository(tmp_path, {"docs/brief.md": "<!-- ctxlint: kind[context] -->\n# B\n\n## Purpose\n\nx\n"})
    assert set(rules("docs/brief.md", cwd=tmp_path)) == {"parts/missing"}


def test_links_ignored_files_and_files_that_are_gone(tmp_path):
    repository(tmp_path / "r", {"AGENTS.md": CLAUDE, ".gitignore": "tmp/\n", "gone/CLAUDE.md": "x\n"})
    write(
        tmp_path, {"outside.md": WARNING, "r/tmp/CLAUDE.md": WARNING, "r/new/CLAUDE.md": CLAUDE, "r/notes.md": WARNING}
    )
    (tmp_path / "r" / "CLAUDE.md").symlink_to("AGENTS.md")
    (tmp_path / "r" / "GEMINI.md").symlink_to("../outside.md")
    (tmp_path / "r" / "sub").mkdir()
    (tmp_path / "r" / "sub" / "CLAUDE.md").symlink_to("../notes.md")
    (tmp_path / "r" / "gone" / "CLAUDE.md").unlink()
    answer = cli("check", "--output-format", "json", cwd=tmp_path / "r")
    assert [file["path"] for file in json.loads(answer.stdout)["files"]] == [
        "AGENTS.md",
        "new/CLAUDE.md",
        "sub/CLAUDE.md",
    ]
    assert "GEMINI.md: a link to" in answer.stderr


def test_without_git(tmp_path):
    write(
        tmp_path,
        {
            "CLAUDE.md": WARNING,
            ".gitignore": "build/\n",
            "build/CLAUDE.md": "x",
            "a/CLAUDE.md": CLAUDE,
            "node_modules/m/CLAUDE.md": "x",
        },
    )
    assert {file["path"] for file in report(cwd=tmp_path)["files"]} == {"CLAUDE.md", "a/CLAUDE.md"}


def test_git_that_is_not_there_and_repositories_of_other_sorts(tmp_path):
    repository(tmp_path / "r", {"CLAUDE.md": WARNING})
    git(tmp_path / "r", "worktree", "add", "-q", str(tmp_path / "w"), "-b", "x")
    assert rules(cwd=tmp_path / "w") == ["parts/placeholder"]
    assert [f["rule"] for f in report(cwd=tmp_path / "r", PATH="/nowhere")["findings"]] == ["parts/placeholder"]
    git(tmp_path, "init", "-q", "--bare", "bare.git")
    assert cli("check", cwd=tmp_path / "bare.git").returncode == 2


def test_names_that_are_hard_to_print(tmp_path):
    name = os.fsdecode(b"caf\xe9 \n:%") + "/CLAUDE.md"
    repository(tmp_path, {name: WARNING})
    assert len(report(cwd=tmp_path)["findings"]) == 1
    assert cli("check", cwd=tmp_path).returncode == 0


def test_a_closed_pipe_is_no_fault(tmp_path):
    repository(tmp_path, {"CLAUDE.md": "\n\n".join(f"v{i}: TBD" for i in range(5000))})
    command = f"{sys.executable} -m ctxlint check --output-format concise | head -n 1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, env=environment())
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("form", FORMATS)
def test_a_reader_that_stops_in_the_middle_is_no_fault(tmp_path, form):
    write(tmp_path, {"CLAUDE.md": "\n\n".join(f"v{i}: TBD" for i in range(2000))})
    command = [sys.executable, "-m", "ctxlint", "check", "--output-format", form]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as process:  # fmt: skip
        assert process.stdout and process.stderr
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("arguments", [["check"], ["check", "--output-format", "json"], ["rule", "--all"], ["load"], ["init", "--dry-run"]])  # fmt: skip
def test_an_output_that_is_full_is_exit_2(tmp_path, arguments):
    repository(tmp_path, {"CLAUDE.md": WARNING})
    command = f"{sys.executable} -m ctxlint {' '.join(arguments)} > /dev/full"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, env=environment())
    assert (done.returncode, done.stderr) == (2, "ctxlint: cannot write the output: No space left on device\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a device that is always full")
@pytest.mark.parametrize("stream", ["2>/dev/full", "2>&-", "2</dev/null", ">/dev/full 2>/dev/full"])
@pytest.mark.parametrize(
    "arguments", ["check nope", "", "nope", "check --nope", "check --config nope.toml", "load nope"]
)
def test_what_cannot_be_said_is_exit_2_all_the_same(tmp_path, arguments, stream):
    repository(tmp_path, {"CLAUDE.md": WARNING})
    command = f"{sys.executable} -m ctxlint {arguments} {stream}"
    done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, env=environment())
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "")


def test_a_closed_output_leaves_the_exit_code(tmp_path):
    write(tmp_path, {"CLAUDE.md": WARNING})
    for arguments, code in (("", 0), ("--strict", 1)):
        command = f"{sys.executable} -m ctxlint check {arguments} >&-"
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, env=environment())
        assert (done.returncode, done.stderr) == (code, "")


def test_an_internal_fault_is_said_in_a_line(tmp_path):
    code = "import ctxlint.cli as c; c.cli.main = lambda *a, **k: 1 / 0; c.main()"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "internal fault: ZeroDivisionError" in done.stderr
    assert "Please report it" in done.stderr
    assert "Traceback" not in done.stderr


def test_interrupted(tmp_path):
    code = "import ctxlint.cli as c\ndef stop(*a, **k): raise KeyboardInterrupt\nc.cli.main = stop; c.main()"
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path).returncode == 130


def test_a_file_that_cannot_be_read_does_not_hide_the_others(tmp_path):
    repository(tmp_path, {"CLAUDE.md": WARNING, "sub/CLAUDE.md": CLAUDE})
    code = (
        "import builtins, sys\nreal = builtins.open\n"
        "def fake(p, *a, **k):\n    if str(p).endswith('sub/CLAUDE.md'): raise PermissionError(13, 'Permission denied')\n    return real(p, *a, **k)\n"
        "builtins.open = fake\nsys.argv = ['ctxlint', 'check']\nimport ctxlint.cli; ctxlint.cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "parts/placeholder" in done.stdout
    assert "cannot read sub/CLAUDE.md: Permission denied" in done.stderr


def test_many_files_in_several_processes_give_the_same_report(tmp_path):
    big = WARNING + "\n\nSome words that fill the file.\n" * 4000
    repository(tmp_path, {f"p{i:02}/CLAUDE.md": big for i in range(12)})
    value = report("--select", "parts", cwd=tmp_path)
    [one] = value["findings"]
    assert [place["path"] for place in [one, *one["related"]]] == [f"p{i:02}/CLAUDE.md" for i in range(12)]


def test_rule(tmp_path):
    assert "parts/missing" in cli("rule", cwd=tmp_path).stdout
    page = cli("rule", "parts/missing", cwd=tmp_path).stdout
    assert page.startswith("# parts/missing\n")
    assert "## Why it matters" in page
    assert cli("explain", "parts/missing", cwd=tmp_path).stdout == page
    assert {p["name"] for p in json.loads(cli("rule", "files", "--output-format", "json", cwd=tmp_path).stdout)} >= {
        "files/empty"
    }
    assert cli("rule", "--all", cwd=tmp_path).stdout.count("\n## Why it matters") >= 18


def test_outline(tmp_path):
    repository(tmp_path, {"CONTEXT.md": CONTEXT})
    value = json.loads(cli("outline", "CONTEXT.md", cwd=tmp_path).stdout)
    Draft202012Validator(json.loads((ROOT / "schemas" / "outline.schema.json").read_text())).validate(value)
    assert set(value["parts"]) == {"specification", "constraints", "success", "feedback"}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(tmp_path, verb):
    assert "Usage: ctxlint" in cli(verb, "--help", cwd=tmp_path).stdout


def test_verbose_says_what_is_checked_as_what(tmp_path):
    repository(tmp_path, {"CLAUDE.md": CLAUDE})
    assert "CLAUDE.md: claude (no configuration)" in cli("check", "-v", cwd=tmp_path).stderr
