"""What a sentence speaks of: one table, one matcher."""

from __future__ import annotations

import pytest

from ctxlint.base.resources import table
from ctxlint.parse.cues import speaks_of

CLASSES = sorted(table("cues"))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The old script was removed.", "history"),
        ("It no longer exists.", "history"),
        ("Replaces the parser.", "change"),
        ("An upcoming release.", "plan"),
        ("Such as this one.", "example"),
        ("E.g. this one.", "example"),
        ("Use this instead of that.", "wrong"),
        ("❌ this", "wrong"),
        ("It doesn’t load.", "denial"),
        ("Unless it is there.", "condition"),
        ("The user's folder.", "users"),
        ("It will be generated.", "coming"),
        ("It will be generated.", "made"),
        ("The legacy parser.", "age"),
        ("Read it if present.", "maybe"),
        ("Names follow the pattern.", "naming"),
    ],
)
def test_a_word_tells_the_class(text, name):
    assert speaks_of(text, name)
    assert speaks_of(text)


@pytest.mark.parametrize("name", CLASSES)
def test_plain_words_tell_of_nothing(name):
    assert not speaks_of("Run the tests of each package before you commit.", name)


def test_a_word_is_whole_and_an_underscore_parts_words():
    assert not speaks_of("Golden bolder shoulder.", "history")
    assert speaks_of("the old_parser", "history")


def test_several_classes_count_together():
    assert speaks_of("If it was there.", "plan", "condition")
    assert not speaks_of("If it loads.", "plan", "history")


def test_a_class_that_is_not_in_the_table_is_a_mistake():
    with pytest.raises(KeyError):
        speaks_of("any", "hystory")


@pytest.mark.parametrize("name", CLASSES)
def test_each_cue_of_the_table_is_found(name):
    row = table("cues")[name]
    for cue in (*row.get("words", "").split(), *row.get("stems", "").split(), *row.get("phrases", "").split("|")):
        assert not cue or speaks_of(f"x {cue} x", name), cue
