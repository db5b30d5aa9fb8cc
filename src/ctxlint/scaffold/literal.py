"""Text of people and of file names, made safe to stand in Markdown: it reads as written and makes no structure."""

from __future__ import annotations

import json
import re

SPACE = re.compile(r"[\s\x00-\x1f\x7f\x85\u2028\u2029]+")
CODE = re.compile(r"(?<!`)(?P<mark>`{1,2})(?!`)(?P<text>[^`]+)(?<!`)(?P=mark)(?!`)")
BLOCK = re.compile(r"(?:[#>+*_=~|:-]|\d{1,9}(?=[.)](?:\s|\Z)))")  # what starts a block at the start of a line
BACKSLASH = re.compile(r"\\(?=[!-/:-@\[-`{-~]|\Z)")
INLINE = re.compile(r"[`\[\]]|<(?=[A-Za-z/!?])|(?<!\S)@(?=\S)")
TICKS = re.compile(r"`+")


def literal(text: str) -> str:
    """One line that Markdown shows as it was written; code spans stay code."""
    line = SPACE.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()
    pieces, end = [], 0
    for span in CODE.finditer(line):
        pieces += [_escaped(line[end : span.start()]), span[0]]
        end = span.end()
    whole = "".join([*pieces, _escaped(line[end:])])
    start = BLOCK.match(whole)
    if start is None:
        return whole
    at = start.end() if start[0].isdigit() else 0
    return f"{whole[:at]}\\{whole[at:]}"


def code(text: str) -> str:
    """A code span, with more ticks than the text holds in a row."""
    line = SPACE.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).strip()
    longest = max(map(len, TICKS.findall(line)), default=0)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    mark = "`" * (longest + 1)
    return f"{mark}{pad}{line}{pad}{mark}"


def yaml(text: str) -> str:
    """A scalar of YAML: bare where it is a plain word, else quoted."""
    line = SPACE.sub(" ", text).strip()
    return line if re.fullmatch(r"[A-Za-z][\w-]*", line) else json.dumps(line, ensure_ascii=False)


def _escaped(text: str) -> str:
    safe = INLINE.sub(lambda found: "\\" + found[0], BACKSLASH.sub(r"\\\\", text))
    return safe.replace("\\<!", "<\\!")  # so that nobody who looks for comments takes it for one
