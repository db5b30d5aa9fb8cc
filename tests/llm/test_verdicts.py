"""A model's word counts as far as it can be checked."""

from __future__ import annotations

import json

import pytest
from helpers import ROOT
from llm_server import EMPTY, fine, verdict

from ctxlint.llm import Reply, Request, UnansweredError, Usage
from ctxlint.llm.passages import requests
from ctxlint.llm.verdicts import FAULTS, agreed, finding, judged, schema
from ctxlint.parse import parse
from ctxlint.parse.sentences import sentences

TEXT = "# A\n\nThe API should be fast. Run `make test` and make **sure everything works**.\n"
DOCUMENT = parse(TEXT.encode(), "CLAUDE.md", "claude")


def request() -> Request:
    (found,) = requests(DOCUMENT, tuple(sentences(DOCUMENT)), 4_000)
    return found


def judge(*entries: object):
    return judged(Reply(json.dumps({"verdicts": list(entries)}), Usage()), request())


def test_a_verified_verdict_stands_at_its_words():
    got = judge(verdict(1, "fast"), fine(2))
    assert (len(got.verdicts), got.dropped, got.missing) == (1, 0, frozenset())
    found = finding(got.verdicts[0])
    assert DOCUMENT.position(found.span.start) == (3, 19)
    assert DOCUMENT.slice(found.span) == "fast"
    assert found.message == (
        "“fast” asks for a quality without a measure: "
        "it may be read as “fast, seen one way” or as “fast, seen the other way”"
    )
    assert found.hint == "for example: no fast, but 200 ms"


def test_a_quote_over_code_stands_where_the_code_does():
    got = judge(fine(1), verdict(2, "Run `…` and make", "action"))
    assert DOCUMENT.slice(got.verdicts[0].span) == "Run `make test` and make"


LIES = {
    "a quote that is not there": verdict(1, "slow"),
    "a quote in other letters": verdict(1, "Fast"),
    "a quote of another sentence": verdict(1, "everything works"),
    "no quote": {**verdict(1, "fast"), "quote": ""},
    "a quote that is no text": {**verdict(1, "fast"), "quote": 7},
    "a quote without a word of the author": verdict(2, "`…`"),
    "one reading": verdict(1, "fast", reading_two=""),
    "two readings that are one": verdict(1, "fast", reading_one="In 2 s.", reading_two="in 2 s"),
}


@pytest.mark.parametrize("entry", LIES.values(), ids=LIES)
def test_a_lie_is_dropped_and_counted(entry):
    got = judge(*(fine(number) for number in (1, 2) if number != entry["id"]), entry)
    assert got.verdicts == ()
    assert (got.dropped, got.missing) == (1, frozenset())


STRANGE = {
    "an unknown class": verdict(1, "fast", "ugly"),
    "an unknown id": verdict(9, "fast"),
    "an id that is no number": verdict("1", "fast"),
    "an id that is true": verdict(True, "fast"),
    "an id that is a list": verdict([1], "fast"),
    "no object": "fast",
    "nothing": None,
}


@pytest.mark.parametrize("entry", STRANGE.values(), ids=STRANGE)
def test_what_is_about_no_sentence_leaves_it_unanswered(entry):
    got = judge(entry, fine(2))
    assert got.verdicts == ()
    assert (got.dropped, got.missing) == (1, {1})


def test_a_repetition_is_dropped():
    got = judge(verdict(1, "fast"), verdict(1, "be fast", "manner"), verdict(2, "sure", "outcome"))
    assert [v.quote for v in got.verdicts] == ["fast", "sure"]
    assert got.dropped == 1


def test_vague_and_not_vague_is_no_verdict():
    for entries in ((fine(1), verdict(1, "fast")), (verdict(1, "fast"), fine(1))):
        got = judge(*entries, fine(2))
        assert (got.verdicts, got.dropped, got.missing) == ((), 1, frozenset())


def test_a_quote_is_made_of_whole_words_where_words_are_parted():
    assert judge(verdict(1, "ast"), fine(2)).dropped == 1
    text = "必须快速处理错误。\n"
    document = parse(text.encode(), "CLAUDE.md", "claude")
    (asked,) = requests(document, tuple(sentences(document)), 4_000, every=True)
    got = judged(Reply(json.dumps({"verdicts": [verdict(1, "快速")]}), Usage()), asked)
    assert document.slice(got.verdicts[0].span) == "快速"


def test_control_characters_of_a_model_are_left_out():
    got = judge({**verdict(1, "fast"), "reading_one": "in \x1b[31m2 s\x07"}, fine(2))
    assert "in [31m2 s" in finding(got.verdicts[0]).message


def test_the_class_in_any_letter_case():
    assert judge(verdict(1, "fast", "QUALITY"), {"id": 2, "class": "Not-Vague", **EMPTY}).missing == frozenset()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "no verdicts"),
        ('{"verdicts": {}}', "no verdicts"),
        ('{"verdicts": []}', "no verdicts"),
    ],
)
def test_what_is_no_answer(text, reason):
    with pytest.raises(UnansweredError, match=reason) as caught:
        judged(Reply(text, Usage(output=7)), request())
    assert caught.value.usage.output == 7


def test_a_majority_of_samples_must_agree():
    yes = judge(verdict(1, "be fast"), fine(2))
    also = judge(verdict(1, "fast", "manner"), verdict(2, "sure", "outcome"))
    no = judge(fine(1), fine(2))
    assert [v.quote for v in agreed([yes, also, no])] == ["be fast"]
    assert agreed([yes, no, no]) == ()
    assert agreed([yes, no]) == ()
    assert [v.quote for v in agreed([yes])] == ["be fast"]


def test_long_words_of_a_model_are_cut():
    got = judge(verdict(1, "fast", reading_one="very " * 500, rewrite="a\nb\t c"), fine(2))
    found = finding(got.verdicts[0])
    assert len(found.message) < 450
    assert found.hint == "for example: a b c"


def test_the_schema_names_the_classes_and_keeps_to_what_the_api_takes():
    entry = schema()["properties"]["verdicts"]["items"]
    assert entry["properties"]["class"]["enum"] == ["not-vague", *FAULTS]
    assert entry["additionalProperties"] is False
    assert set(entry["required"]) == set(entry["properties"])
    assert not {"minimum", "maximum", "minLength", "maxLength", "pattern"} & set(json.dumps(schema()).split('"'))


def test_the_rubric_explains_each_class():
    from ctxlint.llm.verdicts import RUBRIC

    for name in FAULTS:
        assert f"\n- {name}: " in RUBRIC
        assert "Explicit:" in RUBRIC.split(f"\n- {name}: ")[1].split("\n- ")[0]
    assert len(RUBRIC) > 512 * 2.5  # below, the API would not cache it


def test_the_page_shows_the_rubric_as_it_is():
    from ctxlint.llm.verdicts import RUBRIC

    page = (ROOT / "docs" / "review.md").read_text("utf-8")
    assert f"````text\n{RUBRIC}````\n" in page
