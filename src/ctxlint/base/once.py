"""What is asked for again and again, and found out once."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

About = TypeVar("About")
Asked = ParamSpec("Asked")
Made = TypeVar("Made")

ANSWERS = "_answers"


def once(make: Callable[Concatenate[About, Asked], Made]) -> Callable[Concatenate[About, Asked], Made]:
    """A function whose answers its first argument keeps: a `Context` for a file, a `Project` for all of them.

    They are gone with it. For a method that asks nothing else, `cached_property` is the same.
    """

    @wraps(make)
    def kept(about: About, /, *asked: Asked.args, **named: Asked.kwargs) -> Made:
        answers: dict[Any, Made] = vars(about).setdefault(ANSWERS, {})
        question = (make, asked, *named.items())
        if question not in answers:
            answers[question] = make(about, *asked, **named)
        return answers[question]

    return kept


def forget(about: object) -> None:
    """What it is about has changed."""
    vars(about).pop(ANSWERS, None)
