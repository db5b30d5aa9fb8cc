"""mix.exs: aliases, the version of Elixir, dependencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.project.manifests import Manifest, Reader, values

FILES = ("mix.exs",)

ELIXIR = re.compile(r'\belixir:\s*"([^"\n]+)"')
START = re.compile(r"\bdefp?\s+aliases\b|\baliases:\s*\[")
ALIAS = re.compile(r"""[ \t\[]*(?:"([\w.-]+)"|([a-z_][\w.]*[?!]?)):\s""")

COMMENT = re.compile(r"#[^\n]*")
DEPENDENCY = re.compile(r"\{\s*:(\w+)\s*,")


def declared(path: str, read: Reader) -> Iterator[Manifest]:
    """Dependencies add tasks of their own, so the list is always open."""
    text = values.text_of(path, read)
    version = ELIXIR.search(text)
    names = dict.fromkeys(_aliases(text), "")
    versions = {"elixir": version[1]} if version else {}
    yield Manifest(
        "mix",
        path,
        scripts=values.names(names),
        open=True,
        versions=versions,
        managers=("mix",),
        dependencies=tuple(DEPENDENCY.findall(COMMENT.sub("", text))),
    )


def _aliases(text: str) -> Iterator[str]:
    """Keys of the list of aliases, up to the bracket that closes it."""
    start = START.search(text)
    depth = 0
    for line in text[start.start() :].split("\n") if start else ():
        if depth <= 1 and (alias := ALIAS.match(line.partition("aliases: ")[2] or line)):
            yield alias[1] or alias[2]
        depth += line.count("[") - line.count("]")
        if depth <= 0 and "]" in line:
            return
