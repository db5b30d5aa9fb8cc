"""Where frontmatter stands, and what it says: as JSON, or line by line where a tool accepts what YAML refuses."""

from __future__ import annotations

import re

from ctxlint.base.model import JSON, Span
from ctxlint.base.patterns import lazy

BLOCK = lazy(r"---[ \t]*\n(?:(?P<body>.*?)\n)??(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
KEY = lazy(r"\s*(?:#[^\n]*\n\s*)*(?:[\w\"'][^\n:]*:(?:\s|\Z)|\Z)")
TOP_KEY = lazy(r"(?m)^(?P<key>[\w-]+)[ \t]*:(?P<value>.*(?:\n(?:[ \t]+.*|-(?!--).*|[ \t]*))*)")
ITEM = lazy(r"(?m)^[ \t]*-[ \t]+(.*)$")
COMMENT = lazy(r"(?:^|[ \t])#.*$")
QUOTED = lazy(r"""(?P<mark>["'])(?P<inside>[^"']*)(?P=mark)[ \t]*(?:#.*)?""")
NOTHING = frozenset({"", "null", "~", "[]"})


def find(text: str) -> Span | None:
    """The block between two `---` at the very top, if it looks like keys and not like text between two rules."""
    end, body = _block(text)
    return Span(0, end) if end and KEY.match(body) else None


def split(text: str) -> tuple[dict[str, str], str]:
    """The keys of the block at the very top with their values as written, and the text behind it."""
    end, body = _block(text)
    return {m["key"]: m["value"].strip() for m in TOP_KEY.finditer(body)}, text[end:]


def values(text: str) -> dict[str, JSON]:
    """The keys of the block at the very top. What is not YAML is read line by line."""
    from ctxlint.parse.yaml import load_yaml  # PyYAML costs 20 ms: only where there is frontmatter

    try:
        value = load_yaml(_block(text)[1])
    except ValueError:
        return dict(split(text)[0])
    return value if isinstance(value, dict) else {}


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


def _block(text: str) -> tuple[int, str]:
    """Where it ends, and what stands between its fences; 0 where there is none."""
    match = BLOCK.match(text) if text.startswith("---") else None
    return (match.end(), match["body"] or "") if match else (0, "")


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
