"""What the frontmatter of a rule says about when it loads. Read line by line: what YAML refuses, the tools accept."""

from __future__ import annotations

import re

from ctxlint.base.patterns import lazy

FRONT = lazy(r"\ufeff?---[ \t]*\n(?P<body>.*?)\n?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
TOP_KEY = lazy(r"(?m)^(?P<key>[\w-]+)[ \t]*:(?P<value>.*(?:\n(?:[ \t]+.*|-(?!--).*|[ \t]*))*)")
ITEM = lazy(r"(?m)^[ \t]*-[ \t]+(.*)$")
COMMENT = lazy(r"(?:^|[ \t])#.*$")
QUOTED = lazy(r"""(?P<mark>["'])(?P<inside>[^"']*)(?P=mark)[ \t]*(?:#.*)?""")
NOTHING = frozenset({"", "null", "~", "[]"})


def split(text: str) -> tuple[dict[str, str], str]:
    """The keys of a frontmatter block with their values as written, and the text behind it."""
    match = FRONT.match(text) if text.startswith(("---", "\ufeff---")) else None
    if match is None:
        return {}, text
    return {m["key"]: m["value"].strip() for m in TOP_KEY.finditer(match["body"])}, text[match.end() :]


def globs(value: str | None) -> tuple[str, ...]:
    """`a, b`, `["a", "b"]` or a list of lines: the patterns without their quotes. Commas inside braces part nothing."""
    if value is None or value in NOTHING:
        return ()
    whole = QUOTED.fullmatch(value)  # "a, b" in one pair of quotes
    items = ITEM.findall(value) or _parted(whole["inside"] if whole else value.removeprefix("[").removesuffix("]"))
    bare = (_unquoted(item) for item in items)
    return tuple(item for item in bare if item not in NOTHING)


def flag(value: str | None) -> bool:
    return _unquoted(value or "").lower() in ("true", "yes", "on")


def _parted(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if character == "," and depth <= 0:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


def _unquoted(item: str) -> str:
    item = item.strip()
    if item[:1] in ("'", '"'):
        return item[1:].partition(item[0])[0].strip()
    return COMMENT.sub("", item).strip()
