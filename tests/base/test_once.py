"""What is found out once: the answers are kept by the object that they are about."""

from __future__ import annotations

import gc
import weakref

import pytest

from ctxlint.base.once import forget, once


class Folder:
    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []

    @once
    def below(self, path: str, deep: bool = False) -> str:
        self.asked.append(path)
        return f"{self.name}/{path}{'/*' if deep else ''}"


@once
def size(folder: Folder) -> int:
    folder.asked.append("size")
    return len(folder.name)


def test_each_question_is_answered_once():
    folder = Folder("a")
    assert [folder.below("x"), folder.below("y"), folder.below("x"), folder.below("x", deep=True)] == [
        "a/x", "a/y", "a/x", "a/x/*",
    ]  # fmt: skip
    assert [size(folder), size(folder)] == [1, 1]
    assert folder.asked == ["x", "y", "x", "size"]


def test_one_object_knows_nothing_of_another():
    a, b = Folder("a"), Folder("b")
    assert (a.below("x"), b.below("x"), a.asked, b.asked) == ("a/x", "b/x", ["x"], ["x"])


def test_what_raises_is_asked_again():
    @once
    def never(folder: Folder) -> None:
        folder.asked.append("never")
        raise LookupError

    folder = Folder("a")
    for _ in range(2):
        with pytest.raises(LookupError):
            never(folder)
    assert folder.asked == ["never", "never"]


def test_answers_go_with_their_object_and_can_be_forgotten():
    folder = Folder("a")
    folder.below("x")
    forget(folder)
    folder.below("x")
    assert folder.asked == ["x", "x"]
    seen = weakref.ref(folder)
    del folder
    gc.collect()
    assert seen() is None
