"""Faults that cost money, secrets or work."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import pytest
from helpers import cli, environment, git, repository, write
from llm_server import Answer, by_oracle, error, serve
from test_review import FOUND

from ctxlint.cli import run as run_here


def empty(folder) -> None:
    for path in folder.rglob("*.json"):
        path.unlink()


@pytest.mark.parametrize("key", ["sk-ant-LEAK\n", " sk-ant-LEAK", "sk-ant-LEAK\u00e9"])
def test_the_key_is_never_shown(check, monkeypatch, key):
    monkeypatch.setenv("ANTHROPIC_API_KEY", key)
    done = check()
    assert "LEAK" not in done.out + done.err


@pytest.mark.parametrize("address", ["https://[::1", "not an address", "http://127.0.0.1:9"])
def test_an_address_that_leads_nowhere(check, monkeypatch, address):
    monkeypatch.setattr("ctxlint.llm.haiku.FIRST_WAIT", 0.01)
    monkeypatch.setenv("ANTHROPIC_BASE_URL", address)
    done = check()
    assert done.code == 0
    assert "2 of 2 sections were not reviewed: " in done.err
    assert not done.err.rstrip().endswith(":")


PAGE = Answer(200, "<html>", (("content-type", "text/html"),))


@pytest.mark.parametrize("step", ["create", "look", "results"])
@pytest.mark.parametrize(
    "fault", [error(413), error(401), PAGE, Answer(body=None), Answer(body={}), Answer(reset=True)]
)
def test_a_fault_of_a_batch_is_one_line(check, api, project, monkeypatch, step, fault):
    monkeypatch.setattr("ctxlint.llm.haiku.FIRST_WAIT", 0.01)
    (project / "ctxlint.toml").write_text("[llm]\npoll = 0.05\n")
    api.on_batch = lambda at: fault if at == step else None
    done = check("--llm-batch")
    assert done.code == 0
    (line,) = done.err.splitlines()
    assert line.startswith("ctxlint: --llm: 2 of 2 sections were not reviewed: ")


def test_a_batch_is_handed_over_once_though_the_connection_breaks(check, api):
    api.on_batch = lambda step: Answer(reset=True) if step == "create" else None
    done = check("--llm-batch")
    assert len(api.batches) == 1
    assert "the API may have taken the batch all the same" in done.err


def test_answers_that_this_run_did_not_ask_for_are_kept(check, api, project, tmp_path):
    write(project, {"a/CLAUDE.md": "Be professional.\n"})
    (project / "ctxlint.toml").write_text("[llm]\npoll = 0.05\n")
    api.on_batch = lambda step: error(401) if step == "results" else None
    check("--llm-batch")
    assert [len(requests) for requests in api.batches.values()] == [3]
    api.on_batch = lambda step: None
    assert check("--llm-batch", "CLAUDE.md").reviewed == FOUND
    assert len(check("--llm-batch").reviewed) == 3
    assert len(api.batches) == 1


def test_results_that_are_archived_are_asked_for_anew(check, api, project, tmp_path):
    api.on_batch = lambda step: error(401) if step == "results" else None
    check("--llm-batch")
    api.on_batch, api.archived = lambda step: None, True
    looks = iter([True])

    def once(step):
        api.archived = next(looks, False)

    api.on_batch = once
    assert check("--llm-batch").reviewed == FOUND
    assert len(api.batches) == 2


def test_what_a_batch_holds_counts_for_no_budget(check, api, project):
    api.on_batch = lambda step: error(401) if step == "look" else None
    check("--llm-batch")
    (project / "ctxlint.toml").write_text("[llm]\nbudget-usd = 0.000001\n")
    api.on_batch = lambda step: None
    assert check("--llm-batch").reviewed == FOUND


def test_one_slow_answer_does_not_end_the_pass(check, api, project):
    (project / "CLAUDE.md").write_text("".join(f"## S{n}\n\nNever do {n}.\n\n" for n in range(10)))
    (project / "ctxlint.toml").write_text("[llm]\ntimeout = 1\nconcurrency = 2\n")
    api.behave = lambda number, body: by_oracle(number, body)._replace(delay=3 if number == 1 else 0)
    done = check()
    assert "1 of 10 sections were not reviewed: no answer within 1 s" in done.err


def test_a_server_that_is_always_slow_ends_the_pass(check, api, project):
    (project / "CLAUDE.md").write_text("".join(f"## S{n}\n\nNever do {n}.\n\n" for n in range(20)))
    (project / "ctxlint.toml").write_text("[llm]\ntimeout = 0.3\nconcurrency = 1\n")
    api.behave = lambda number, body: by_oracle(number, body)._replace(delay=2)
    assert "20 of 20 sections were not reviewed: no answer within 0.3 s" in check().err
    assert len(api.bodies) == 3


def test_a_baseline_keeps_what_was_not_reviewed(check, api, project, monkeypatch):
    assert check("--write-baseline", "--show", "info").code == 0
    path = project / "ctxlint-baseline.json"
    before = path.read_text()
    assert before.count("review/vague") == 2
    assert "gone" not in check("--baseline", path.name, "--prune-baseline", llm="").err
    monkeypatch.setenv("CTXLINT_CACHE_DIR", str(project / ".git" / "other"))
    api.behave = lambda number, body: error(401)
    assert "gone" not in check("--baseline", path.name, "--prune-baseline").err
    assert check("--write-baseline", "--baseline", path.name, "--show", "info", "--llm-required").code == 2
    assert path.read_text() == before
    api.behave = by_oracle
    (project / "CLAUDE.md").write_text("Never push.\n")
    assert "review/vague in CLAUDE.md" in check("--baseline", path.name).err


def test_two_projects_are_told_apart(check, api, tmp_path, monkeypatch):
    for name, word in (("x", "fast"), ("y", "professional")):
        repository(tmp_path / "both" / name, {"CLAUDE.md": f"Be {word}.\n"})
    monkeypatch.chdir(tmp_path / "both")
    done = check("x", "y")
    found = [(f["path"], f["message"].split("”")[0]) for f in done.report["findings"] if f["rule"] == "review/vague"]
    assert found == [("x/CLAUDE.md", "“fast"), ("y/CLAUDE.md", "“professional")]
    api.behave = lambda number, body: error(401)
    assert check("x", "y", "--llm-model", "sonnet").report["review"]["not_reviewed"] == ["x/CLAUDE.md", "y/CLAUDE.md"]


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("budget-usd = nan", "no number to count with"),
        ("price-in = inf\nprice-out = 1.0", "no number to count with"),
        ('kinds = ["claud"]', "there is no kind “claud”; did you mean claude"),
        ('model = "hiaku"', "has no price for hiaku"),
        ('model = "hiaku"', "did you mean haiku"),
        ('model = "claude-3-haiku-20240307"', "is retired"),
    ],
)
def test_settings_that_cannot_be_meant(check, api, project, setting, said):
    (project / "ctxlint.toml").write_text(f"[llm]\n{setting}\n")
    done = check()
    assert re.search(
        re.escape(said), done.err.replace("(did", "did").replace("“haiku”", "haiku").replace("“claude”", "claude")
    ), done.err
    assert api.bodies == []


def test_a_calibration_that_is_interrupted_asks_no_further_model(api, tmp_path):
    api.behave = lambda number, body: by_oracle(number, body)._replace(delay=0 if number == 1 else 60)
    (tmp_path / "labels.csv").write_text("label,text\nV,Stay fast.\nV,Be professional.\n")
    (tmp_path / "ctxlint.toml").write_text("[llm]\nconcurrency = 1\n")
    command = [sys.executable, "-m", "ctxlint", "calibrate", "labels.csv", "--output-format", "json"]
    env = environment(**api.env(CTXLINT_CACHE_DIR=str(tmp_path / "cache")))
    run = subprocess.Popen(command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    until = time.monotonic() + 60
    while len(api.bodies) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    run.send_signal(signal.SIGINT)
    out, _ = run.communicate(timeout=30)
    assert run.returncode == 2
    assert [model["model"] for model in json.loads(out)["models"]] == ["claude-haiku-5-5"]
    assert {body["model"] for body in api.bodies} == {"claude-haiku-5-5"}


def test_the_models_of_a_calibration_share_the_budget(check, capsys, tmp_path):
    (tmp_path / "labels.csv").write_text("label,text\nV,Stay fast.\n")
    run_here(["calibrate", str(tmp_path / "labels.csv"), "--llm-estimate"])
    costs = [float(line.split("$")[1]) for line in capsys.readouterr().out.splitlines() if "$" in line]
    between = str(sum(costs) - min(costs) / 2)
    assert run_here(["calibrate", str(tmp_path / "labels.csv"), "--budget-usd", between]) == 2
    assert "more than the budget" in capsys.readouterr().err


VOICE = "# Voice\n\nBe professional. See [it](gone.md).\n"


def test_a_file_of_a_kind_that_is_not_reviewed_keeps_its_findings(check, api, project):
    write(project, {"VOICE.md": VOICE})
    done = check()
    assert (done.code, done.reviewed) == (1, FOUND)
    assert ("VOICE.md", "references/missing-link") in {(f["path"], f["rule"]) for f in done.report["findings"]}
    assert ("CLAUDE.md", "parts/placeholder") in {(f["path"], f["rule"]) for f in done.report["findings"]}
    assert "fault" not in done.err


def test_a_file_for_which_the_rule_is_off_keeps_its_findings(check, api, project):
    write(project, {"a/CLAUDE.md": VOICE, "ctxlint.toml": '[per-file-ignores]\n"a/**" = ["review"]\n'})
    done = check()
    assert (done.code, done.reviewed) == (1, FOUND)
    assert "a/CLAUDE.md" in {f["path"] for f in done.report["findings"]}


def test_a_file_that_cannot_be_read_stops_no_other(check, api, project, tmp_path):
    write(project, {"a/CLAUDE.md": b"\xff\xfe\xff broken \xff", "b/CLAUDE.md": "Be fast.\n" * 600_000})
    os.mkfifo(project / "CLAUDE.local.md")
    done = check()
    assert "fault" not in done.err
    assert [quote for _, _, quote in done.reviewed if quote == "everything works"] == ["everything works"]
    assert not [body for body in api.bodies if "Be fast" in str(body) or "broken" in str(body)]


LONG = "Never " + "forget the ledger of the harbour master, its lines and " * 20 + "its sums.\n"


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"CLAUDE.md": "Be fast.\n" * 600_000}, "CLAUDE.md is too large or not UTF-8"),
        ({"CLAUDE.md": b"Be fast \xff.\n"}, "CLAUDE.md is too large or not UTF-8"),
        ({"CLAUDE.md": f"# T\n\n{LONG}"}, "the instruction in line 3 of CLAUDE.md is longer than 900 characters"),
    ],
    ids=["too large", "not UTF-8", "one sentence"],
)
def test_what_cannot_be_asked_about_was_not_reviewed(check, project, files, said):
    write(project, files)
    done = check("--exit-zero")
    assert (done.code, done.err.splitlines()[-1]) == (0, f"ctxlint: --llm: {said}")
    assert done.report["review"]["reason"] == said
    assert check("--exit-zero", "--llm-required").code == 2


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_answer_sends_the_questions_elsewhere(check, api, monkeypatch, status):
    monkeypatch.setattr("ctxlint.llm.haiku.FIRST_WAIT", 0.01)
    with serve() as other:
        api.behave = lambda number, body: Answer(status, {}, (("location", f"{other.url}/v1/messages"),))
        done = check()
    assert other.bodies == other.headers == []
    assert done.code == 0
    assert "2 of 2 sections were not reviewed: " in done.err


def earlier_link(project, target) -> None:
    """The revision before has a link in the place of CLAUDE.md."""
    text = (project / "CLAUDE.md").read_text()
    for place in (lambda path: path.symlink_to(target), lambda path: path.write_text(text)):
        (project / "CLAUDE.md").unlink()
        place(project / "CLAUDE.md")
        git(project, "add", "-A")
        git(project, "commit", "-qm", "x")


def test_a_link_of_an_earlier_revision_to_a_pipe_is_not_opened(api, project, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    earlier_link(project, tmp_path / "pipe")
    env = api.env(CTXLINT_CACHE_DIR=str(tmp_path / "cache"))
    done = cli("check", "--llm", "--new-since", "HEAD~1", "--output-format", "concise", cwd=project, **env)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("review/vague") == 2


def test_the_text_behind_a_link_out_of_an_earlier_revision_does_not_count(check, project, tmp_path):
    (tmp_path / "outside.md").write_text((project / "CLAUDE.md").read_text())
    earlier_link(project, tmp_path / "outside.md")
    assert check("--new-since", "HEAD~1").reviewed == FOUND
    assert check("--new-since", "HEAD").reviewed == []
