"""What is a path in a code span."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Document, Inline, Span
from ctxlint.base.patterns import lazy

if TYPE_CHECKING:
    pass

EXTENSIONS = frozenset(
    """adoc asm astro avif bash bat bib c cc cfg cjs clj cmake cmd conf cpp cr cs csproj css csv cts cue cxx dart db
    diff dockerfile eex ejs el elm env erb erl ex exs fbs fish fs fsproj gd gemspec gif glsl go gql gradle graphql groovy h
    haml hbs hcl heex hh hpp hrl hs html ico ics ini ipynb j2 java jinja jpeg jpg js json json5 jsonc jsonl jsx jl kt
    kts less lock log lua m md mdc mdx mjs ml mli mm mod mts nim nix njk nu ods odt org pdf php pl plist png po
    prisma properties proto ps1 psd1 psm1 pug py pyi pyx r rake rb re res rkt rmd robot rs rst ru sass sbt scala scss
    sh sln snap sol sql sqlite styl sum svelte svg swift tcl tex tf tfvars toml tpl ts tsv tsx txt v vb vim vue wasm webp
    xaml xml xsd xsl yaml yml zig zsh""".split()
)
LONGEST = 1024  # characters of a path that somebody writes
PLAIN = lazy(r"(?:\.{0,2}/)?[\w.+-]+(?:/[\w.+-]+)*/?\Z")
LINE = lazy(r"(?::\d+(?:-\d+)?|#L\d+(?:-L?\d+)?|[.,;:!?])+\Z")  # where in the file, or the end of a sentence
PLACEHOLDER = lazy(  # a name that stands for any name
    r"""(?ix)
    \.\.\. | …
    | (?-i:YYYY|MMDD|NNN|\d+N(?![A-Za-z])|\bN+_|XX+|X\.Y|[a-z]Here(?![a-z])|HERE\b)
    | (?:^|/)path/to(?:/|$)
    | (?:^|[/_.-])(?:your|my|foo|bar|baz|qux|acme|dummy|placeholder|lorem|xxx?)(?:[/_.-]|$)
    | (?:^|[/_.-])(?-i:[Yy]our|[Mm]y)(?-i:[A-Z])
    """
)
SUPPOSED = lazy(  # a name that is made up, more often than not
    r"""(?ix)
    (?:^|[/_.-])some(?:[/_.-]|$)
    | (?:^|[/_.-])example(?!s)
    | (?-i:Example(?!s))
    | (?:^|[/_.-])(?:new|add|some|another|the)[_-](?:feature|component|module|file|name|table|thing)
    | (?:^|/)(?:file|filename|name|feature|foldername|dirname|thing|topic|slug)(?:\.\w+|-name)?(?:/|$)
    | (?-i:[._-]template[._-])
    | \d{8,}
    """
)
BRANCH = lazy(
    r"\A(?:feat|feature|fix|bugfix|hotfix|chore|refactor|perf|origin|upstream|refs|heads|remotes|wip|dependabot|renovate)/"
)


class Mention(NamedTuple):
    """A path that stands in a code span."""

    path: str  # as written, without `./`, the line number and the slash at the end
    span: Span
    folder: bool  # written with a slash at the end
    extension: bool  # it ends in the extension of a file
    block: int


def mentions(document: Document) -> Iterator[Mention]:
    """Every path that stands in a code span. What the words around it say is asked last, of the few that are not there."""
    for code in document.inlines:
        if code.kind == "code" and "/" in document.slice(code.text) and (mention := mention_in(document, code)):
            yield mention


def mention_in(document: Document, code: Inline) -> Mention | None:
    """The path in a code span, if it is one and not a name for any path."""
    written = document.slice(code.text).strip()
    if len(written) > LONGEST:
        return None
    path = LINE.sub("", written)
    if not is_path(path):
        return None
    start = document.text.index(written, code.text.start)
    folder = path.endswith("/")
    last = path.rstrip("/").rpartition("/")[2]
    extension = not folder and last.rpartition(".")[2].lower() in EXTENSIONS and not last.startswith(".")
    path = path.removeprefix("./").rstrip("/")
    return Mention(path, Span(start, start + len(LINE.sub("", written))), folder, extension, code.block)


def is_plain(path: str) -> bool:
    """May this name of a file be written into a text? Not one that breaks a line, ends a code span, or hides what it says."""
    return path.isprintable() and "`" not in path


def is_path(text: str) -> bool:
    """Segments with slashes between them that are no placeholder, no branch and no absolute path."""
    if "/" not in text or text.startswith("/") or not PLAIN.match(text):
        return False
    segments = [segment for segment in text.split("/") if segment not in ("", ".", "..")]
    return bool(segments) and not any(pattern.search(text) for pattern in (PLACEHOLDER, SUPPOSED, BRANCH))


@lru_cache(maxsize=256)
def bases(path: str) -> tuple[str, ...]:
    """The folders a path may start from: that of the file, those above it, the root."""
    parts = path.split("/")[:-1]
    return tuple("/".join(parts[:count]) for count in range(len(parts), -1, -1))


def normal(base: str, path: str) -> str | None:
    """A path from the root, without `.` and `..`; None if it leads outside."""
    joined = f"{base}/{path}" if base and not path.startswith("/") else path
    if "./" in joined or "//" in joined or joined.endswith(("/", "/..", "/.", ".")):
        joined = posixpath.normpath(joined)
    if joined == ".." or joined.startswith(("../", "/")):
        return None
    return "" if joined == "." else joined
