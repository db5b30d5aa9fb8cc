"""Values that only the name beside them tells: `TWILIO_AUTH_TOKEN=…`, `password: …`, a cell beside “API key”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ctxlint.base.model import Span
from ctxlint.base.patterns import lazy
from ctxlint.base.secrets.placeholders import holds, is_password
from ctxlint.base.secrets.shapes import RARE, Secret, genuine, rows, whole

BEFORE = 60  # characters in which the name is looked for, on the line of the value
KEYED = ("key", "token", "secret", "pass", "pwd")
# sixteen characters at least: what is shorter and random cannot be told from `SecureP@ss123`
VALUE = lazy(
    r"""[:=|i](?:(?<!i)|(?<=\bi)s\b)(?:(?<=:)=|>)?(?:\*\*|__)?[ \t]{0,8}[\\"'`]{0,4}(?=(=?[^\s:=|"'`<>(){}\[\],;\\$][^\s:|"'`<>(){}\[\],;\\]{15,199}))"""
)
GENERAL = lazy(
    r"(?:(?<=[_-])pass|pass(?:word|wd|phrase|code)|(?<![a-z])pwd|secret|token|(?:api|access|auth|private|secret)[_ -]?key)"
    r"[\"'`*\s\])\\]{0,6}\Z"
)
NO_VALUE = lazy(
    r"\A(?:eyJ|pk[_.-]|phc_|sb_publishable_|6L[a-z]|Ag[AB]|\w+\.\w+\.\w+\Z)|://|\.\.\.|…|\A%s|/\w+/\w+/|\A[./~@]"
)


class Named(NamedTuple):
    name: str
    anchors: tuple[str, ...]  # one of them is beside every such value: a fast test before the pattern
    near: str
    body: str
    bits: float
    check: str
    source: str


def by_name(text: str) -> Iterator[Secret]:
    small = text.lower()
    for match in VALUE.finditer(text) if any(word in small for word in KEYED) else ():
        if not RARE.search(match[1]):
            continue
        line = text[max(0, match.start() - BEFORE) : match.start()].rpartition("\n")[2].lower()
        if any(word in line for word in KEYED) and not holds("others", line):
            yield from _named(text, match, line)


def _named(text: str, match: re.Match[str], line: str) -> Iterator[Secret]:
    for shape in _shapes():
        if any(anchor in line for anchor in shape.anchors) and _compiled(shape.near).search(line):
            value = _compiled(shape.body).match(text, match.start(1))
            if value and genuine(value[0], shape.bits, shape.check):
                yield Secret(Span(*value.span()), shape.name, "…")
    if general := GENERAL.search(line):
        called = text.startswith("(", match.end(1))
        if not called and not NO_VALUE.search(match[1]) and is_password(match[1].strip("*_.?!")):
            yield Secret(Span(*match.span(1)), _word(general[0]), "…")


def _word(name: str) -> str:
    return "password" if name.startswith(("pass", "pwd")) else "token" if name.startswith("token") else "secret"


@cache
def _shapes() -> tuple[Named, ...]:
    return tuple(
        Named(
            name, tuple(anchors.split(" ")), rf"(?:{near})[^:=|;,]{{0,16}}\Z", whole(body), float(bits), check, source
        )
        for name, anchors, near, body, bits, check, source in rows("named")
    )


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
