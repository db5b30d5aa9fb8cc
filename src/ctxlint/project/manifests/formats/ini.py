"""INI files such as tox.ini and setup.cfg -> section -> key -> value. Linear, and never fails."""

from __future__ import annotations

import re

SECTION = re.compile(r"\[([^\]\n]*)\]")
KEY = re.compile(r"([^=:\s][^=:]*)[=:](.*)")

Ini = dict[str, dict[str, str]]


def parse_ini(text: str) -> Ini:
    """Indented lines continue a value; comments on lines of their own are dropped."""
    lines: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] = {}
    value: list[str] = []
    for line in text.split("\n"):
        if not line.strip() or line.lstrip()[0] in "#;":
            continue
        if line[0].isspace():
            value.append(line.strip())
        elif header := SECTION.match(line):
            section, value = lines.setdefault(header[1].strip(), {}), []
        elif pair := KEY.match(line):
            value = section.setdefault(pair[1].strip(), [])
            value.append(pair[2].strip())
    return {name: {key: "\n".join(value) for key, value in keys.items()} for name, keys in lines.items()}
