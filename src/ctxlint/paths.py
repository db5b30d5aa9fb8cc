"""What is a path: in a code span, and in the sentence around it.

Of all code spans that look like a path and are not in the tree, one in twenty is a mistake. What stands here as data
are the reasons why the other nineteen are none: the guards that the rules about paths share.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ctxlint.model import Document, Inline, Sentence, Span
from ctxlint.parse.sentences import masked
from ctxlint.patterns import lazy
from ctxlint.project.tree import Tree

EXTENSIONS = frozenset(
    """adoc asm astro avif bash bat bib c cc cfg cjs clj cmake cmd conf cpp cr cs csproj css csv cts cue cxx dart db
    diff dockerfile eex ejs el elm env erb erl ex exs fbs fish fs fsproj gd gemspec gif glsl go gql gradle graphql groovy h
    haml hbs hcl heex hh hpp hrl hs html ico ics ini ipynb j2 java jinja jpeg jpg js json json5 jsonc jsonl jsx jl kt
    kts less lock log lua m md mdc mdx mjs ml mli mm mod mts nim nix njk nu ods odt org pdf php pl plist png po
    prisma properties proto ps1 psd1 psm1 pug py pyi pyx r rake rb re res rkt rmd robot rs rst ru sass sbt scala scss
    sh sln snap sol sql sqlite styl sum svelte svg swift tcl tex tf tfvars toml tpl ts tsv tsx txt v vb vim vue wasm webp
    xaml xml xsd xsl yaml yml zig zsh""".split()
)
PLAIN = lazy(r"(?:\.{0,2}/)?[\w.+-]+(?:/[\w.+-]+)*/?\Z")
LINE = lazy(r"(?::\d+(?:[-:]\d+)?|#L\d+(?:-L?\d+)?|[.,;:!?])+\Z")  # where in the file, or the end of a sentence
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
# Words that say that a path is wrong on purpose, gone on purpose, not there yet, somewhere else, or an example.
CUES = frozenset(
    """not never no don't dont doesn't isn't aren't without cannot can't won't nor unlike bad invalid missing stray absent nonexistent
    deprecated legacy obsolete retired drops dropped was were produce produces produced producing moved rename renamed renames old older
    write writes written writing save saves saved saving store stores stored storing goes land lands put place places placed placing add adds
    added adding new future planned upcoming later will would shall might yet once until unless if whether
    runtime artifact artifacts artefact artefacts temp temporary tmp transient scratch log logs copy copies copied
    user users user's elsewhere third-party flag flags flagged match matches matched matching scan scans scanned
    e.g eg example examples like i.e say name names named naming format formats formatted become becomes map maps
    url urls tag tags tagged branch branches route routes endpoint endpoints nicht nie не jamais nunca exemple ejemplo""".split()
)
STEMS = tuple(
    """avoid forbid prohibit wrong incorrect remov delet former previous replac migrat creat generat auto-generat autogenerat output emit
    record append persist scaffold bootstrap optional eventual cach dump export download clon install symlink mount compil bundl snapshot
    guess hypothetical imagin convention pattern templat placeholder namespace monitor kein erzeug erstell générer créer generar crear созда""".split()
)
PHRASES = tuple(
    """instead of|rather than|no longer|used to|had been|to be |go in|go to|go under|should be|should go|should live|should land
    |should contain|should have|build output|build artifact|build product|such as|for instance|call it|called it|packages named
    |import from|imports from|imported from|imported as|zum beispiel|z. b.|❌|✗|🚫|不要|禁止|切勿|不得|不存在|创建|新建|生成|输出
    |写入|保存|例如|示例|已删除|已移除|旧|作成|出力|例えば|削除|廃止|しない|생성|만들|금지|저장|출력|예시|예:|삭제|폐기|없""".replace(
        "\n    ", ""
    ).split("|")
)
SHORT = 160  # characters: a paragraph or list item that is read as one statement
CUE_WORD = lazy(r"[^\W\d_](?:[\w.'-]*\w)?")
OTHER_PLACE = lazy(
    r"\b(?:that|other|another|different|separate|sibling|upstream|downstream|external|private|target|consumer|host|parent|your|their|client"
    r"|customer)(?:'s)? (?:\w+ )?(?:repo|repos|repository|repositories|project|projects|codebase|workspace|machine|skill|plugin|app)\b"
)
TITLES = lazy(
    r"""(?ix)\b(?:outputs?|generated|deliverables?|examples?|naming|conventions?\ for\ names|migrat\w+|deprecat\w+|legacy|removed
    |planned|roadmap|future|todo|templates?|troubleshooting|history|changelog|scaffold\w*|anti-?patterns?|creating|adding|new)\b
    | 输出 | 生成 | 命名 | 示例 | 出力 | 命名 | 출력"""
)


class Mention(NamedTuple):
    """A path that stands in a code span."""

    path: str  # as written, without `./`, the line number and the slash at the end
    span: Span
    folder: bool  # written with a slash at the end
    extension: bool  # it ends in the extension of a file
    block: int


class Resolved(NamedTuple):
    """What the tree says of a mention."""

    there: bool | None  # None: the tree cannot tell
    candidates: tuple[str, ...]  # the paths from the root that it may mean, from the nearest folder up


def mentions(document: Document) -> Iterator[Mention]:
    """Every path that stands in a code span. What the words around it say is asked last, of the few that are not there."""
    for code in document.inlines:
        if code.kind == "code" and "/" in document.slice(code.text) and (mention := read(document, code)):
            yield mention


def read(document: Document, code: Inline) -> Mention | None:
    """The path in a code span, if it is one and not a name for any path."""
    written = document.slice(code.text).strip()
    path = LINE.sub("", written)
    if not is_path(path):
        return None
    start = document.text.index(written, code.text.start)
    folder = path.endswith("/")
    last = path.rstrip("/").rpartition("/")[2]
    extension = not folder and last.rpartition(".")[2].lower() in EXTENSIONS and not last.startswith(".")
    path = path.removeprefix("./").rstrip("/")
    return Mention(path, Span(start, start + len(LINE.sub("", written))), folder, extension, code.block)


def is_path(text: str) -> bool:
    """Segments with slashes between them that are no placeholder, no branch and no absolute path."""
    if "/" not in text or text.startswith("/") or not PLAIN.match(text):
        return False
    segments = [segment for segment in text.split("/") if segment not in ("", ".", "..")]
    return bool(segments) and not any(pattern.search(text) for pattern in (PLACEHOLDER, SUPPOSED, BRANCH))


def excused(document: Document, sentences: Iterable[Sentence], mention: Mention) -> bool:
    """Is the path no claim: outside the instructions, forbidden, yet to be made, elsewhere, an example?"""
    around = (
        one for one in sentences if one.block == mention.block and one.span.start <= mention.span.start < one.span.end
    )
    sentence = next(around, None)
    if sentence is None or sentence.negative or says_why(sentence.text):
        return True
    block = document.blocks[mention.block].span
    if block.end - block.start <= SHORT and says_why(masked(document, mention.block)):
        return True
    if any(says_why(text) for text in _introductions(document, sentence.block)):
        return True
    section = document.sections[sentence.section]
    above = document.sections[max(section.parent, 0)]
    return any(TITLES.search(one.title) for one in (section, above) if one.level > 1)


def says_why(text: str) -> bool:
    """Is there a word that explains why a path need not be there?"""
    plain = text.lower().replace("’", "'").replace("_", " ")
    if any(word in CUES or word.startswith(STEMS) for word in CUE_WORD.findall(plain)):
        return True
    return any(phrase in plain for phrase in PHRASES) or OTHER_PLACE.search(plain) is not None


def _introductions(document: Document, index: int) -> Iterator[str]:
    """What a reader has in mind at a block: the rest of its table row, the head of its column, the line above its list."""
    block = document.blocks[index]
    if block.kind == "cell":
        yield from (masked(document, cell) for cell in _cells(document, index))
        return
    inside = index
    while block.parent >= 0:
        index, block = block.parent, document.blocks[block.parent]
        if (
            block.kind == "item"
            and index + 1 < min(inside, block.stop)
            and document.blocks[index + 1].kind == "paragraph"
        ):
            yield masked(document, index + 1)
        before = document.previous(index) if block.kind == "list" else -1
        if before >= 0 and document.content(document.blocks[before]).rstrip().rstrip("*_").endswith((":", "：")):
            yield masked(document, before)


def _cells(document: Document, index: int) -> Iterator[int]:
    row = document.blocks[index].parent
    yield from (cell for cell in document.children(row) if cell != index)
    for head in document.children(document.blocks[row].parent):
        if document.blocks[head].info == "header":
            column = document.blocks[index].level
            yield from (cell for cell in document.children(head) if document.blocks[cell].level == column)


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


def resolve(tree: Tree, origin: str, path: str) -> Resolved:
    """Look for a path that the file `origin` names: from its folder, from each folder above, and from the root."""
    places = (normal(base, path) for base in bases(origin))
    candidates = tuple(dict.fromkeys(place for place in places if place is not None))
    if any(map(tree.on_disk, candidates)):
        return Resolved(True, candidates)
    answers = {tree.has(candidate) for candidate in candidates}
    if True in answers:
        return Resolved(True, candidates)
    return Resolved(None if None in answers or not candidates else False, candidates)


def spelled_otherwise(tree: Tree, candidates: Iterable[str]) -> bool:
    return any(tree.other_case(candidate) for candidate in candidates)


def starts_in_tree(tree: Tree, origin: str, path: str) -> bool:
    """Is the first segment a folder, seen from somewhere on the way to the root?"""
    first = path.split("/", maxsplit=1)[0]
    if first in ("..", "."):
        return True
    return any((f"{base}/{first}" if base else first) in tree.directories for base in bases(origin))
