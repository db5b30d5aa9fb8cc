"""ctxlint calibrate: several models over labelled lines."""

from __future__ import annotations

import json

import pytest
from helpers import cli
from llm_server import Answer, by_oracle, error, message, oracle, prompt, verdict

from ctxlint.base.errors import CtxlintError
from ctxlint.llm.calibration import Score, kappa, labelled, score

LABELS = """\
id,label_a,label_b,text
a,V,V,"- The API should be fast, and so on."
b,C,C,Answer within 200 ms.
c,P,C,"Make sure everything works"
d,N,N,# A heading
e,V,V,Handle errors somehow.
f,V,V,Be nice.
"""


def run(api, tmp_path, *arguments: str, text: str = LABELS):
    (tmp_path / "labels.csv").write_text(text)
    return cli(
        "calibrate", "labels.csv", *arguments, cwd=tmp_path, **api.env(CTXLINT_CACHE_DIR=str(tmp_path / "cache"))
    )


def by_model(number, body):
    """Sonnet finds what nobody else does, and misses “somehow”."""
    if "sonnet" not in body["model"]:
        return by_oracle(number, body)
    lines = prompt(body)["lines"]
    found = [entry for entry in oracle(body) if entry["quote"] != "somehow"]
    found = [verdict(1, "nice") if "nice" in lines[0]["text"] else entry for entry in found]
    return Answer(body=message(found or [{"id": 1, "class": "not-vague"}]))


def test_two_models(api, tmp_path):
    api.behave = by_model
    done = run(api, tmp_path, "--model", "haiku", "--model", "sonnet", "--output-format", "json")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    haiku, sonnet = value["models"]
    assert (value["lines"], value["judged"], value["vague"], value["truth"]) == (6, 5, 4, "either")
    assert (haiku["hits"], haiku["false_alarms"], haiku["misses"], haiku["passes"]) == (3, 0, 1, 1)
    assert (haiku["precision"], haiku["recall"], haiku["f1"]) == (1.0, 0.75, pytest.approx(6 / 7))
    assert (sonnet["hits"], sonnet["misses"]) == (3, 1)
    assert value["agreement"] == [{"models": [haiku["model"], sonnet["model"]], "kappa": pytest.approx(1 / 6)}]
    assert [(d["id"], d["vague"], d["said"]) for d in value["differences"]] == [
        ("e", True, {haiku["model"]: "action", sonnet["model"]: "fine"}),
        ("f", True, {haiku["model"]: "fine", sonnet["model"]: "quality"}),
    ]
    assert haiku["cost_usd"] < sonnet["cost_usd"]
    assert haiku["asked"] == 5  # a heading is no instruction: nobody is asked


def test_a_table_for_people(api, tmp_path):
    api.behave = by_model
    out = run(api, tmp_path, "--truth", "both").stdout
    assert out.startswith(
        "5 of 6 lines judged by every model; vague by both of their readers: 3\n"
        "without a sentence to ask about: 1 (a heading, code, a quotation)\n"
    )
    assert "claude-haiku-5-5                   67%     67%   67%" in out
    assert "claude-haiku-5-5 and claude-sonnet-5-5 agree at kappa 0.17" in out
    assert "  f [people: vague; claude-haiku-5-5: fine, claude-sonnet-5-5: quality] Be nice.\n" in out


def test_resumed_through_the_cache(api, tmp_path):
    (tmp_path / "ctxlint.toml").write_text("[llm]\nconcurrency = 1\n")
    api.behave = lambda number, body: by_oracle(number, body) if number < 4 else error(401)
    broken = run(api, tmp_path, "--model", "haiku", "--output-format", "json")
    assert broken.returncode == 2
    assert "lines were not reviewed: the API refused the credentials" in broken.stderr
    value = json.loads(broken.stdout)
    assert value["judged"] == 5 - len(value["models"][0]["not_reviewed"]) < 5
    api.behave = by_oracle
    before = len(api.bodies)
    again = json.loads(
        run(api, tmp_path, "--model", "haiku", "--output-format", "json", "-o", "out.json").stdout or "{}"
    )
    assert again == {}
    value = json.loads((tmp_path / "out.json").read_text())
    assert value["models"][0]["cached"] == 3
    assert len(api.bodies) - before == 5 - value["models"][0]["cached"]


def test_estimate_and_budget(api, tmp_path):
    done = run(api, tmp_path, "--llm-estimate")
    assert done.stdout.startswith("claude-haiku-5-5: at most $0.0")
    assert done.stdout.endswith("Nothing was sent.\n")
    refused = run(api, tmp_path, "--budget-usd", "0.0001")
    assert refused.returncode == 2
    assert "more than the budget of $0.0001" in refused.stderr
    assert api.bodies == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "needs a column “text”"),
        ("text\na\n", "needs a column “text” and a column “label”"),
        ("label,text\n", "holds no line"),
        ("label,text\nX,a\n", "row 1: the label “x”"),
        ("label,text\n,a\n", "row 1: no label"),
        ("label,text\nV,\0\n", None),
        ('label,text\nV,"a\n', None),
    ],
)
def test_files_that_are_no_labels(text, said):
    if said is None:  # strange, but readable or refused with a word
        try:
            assert labelled(text, "l.csv")
        except CtxlintError as problem:
            assert "l.csv" in str(problem)
        return
    with pytest.raises(CtxlintError, match=said):
        labelled(text, "l.csv")


def test_the_shape_of_the_labels_that_others_use():
    lines = labelled("\ufefflabel,text\nvague,a\nconcrete,b\n1,c\n0,d\n", "l.csv")
    assert [(line.id, line.votes) for line in lines] == [
        ("1", (True,)),
        ("2", (False,)),
        ("3", (True,)),
        ("4", (False,)),
    ]


def test_scores_by_hand():
    got = score([True, True, False, False, True], [True, False, True, False, True])
    assert got == Score(2, 1, 1, 1)
    assert (got.precision, got.recall) == (2 / 3, 2 / 3)
    assert Score(0, 0, 0, 3).precision is None
    assert kappa([True, True, False, False], [True, False, False, False]) == pytest.approx(0.5)
    assert kappa([True, True], [True, True]) is None
    assert kappa([True, False], [False, True]) == -1
