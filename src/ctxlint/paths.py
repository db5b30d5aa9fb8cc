"""What is a path: in a code span, and in the sentence around it.

Of all code spans that look like a path and are not in the tree, one in twenty is a mistake. What stands here as data
are the reasons why the other nineteen are none: the guards that the rules about paths share.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ctxlint.model import Document, Inline, Sentence, Span
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
PLAIN = re.compile(r"(?:\.{0,2}/)?[\w.+-]+(?:/[\w.+-]+)*/?\Z")
LINE = re.compile(r"(?::\d+(?:[-:]\d+)?|#L\d+(?:-L?\d+)?|[.,;:!?])+\Z")  # where in the file, or the end of a sentence
PLACEHOLDER = re.compile(
    r"""(?ix)
    \.\.\. | …
    | (?-i:YYYY|MMDD|NNN|\d+N\b|\bN+_|XX+|X\.Y|[A-Z]Here\b|HERE\b)
    | (?:^|/)path/to(?:/|$)
    | (?:^|[/_.-])(?:your|my|some|foo|bar|baz|qux|acme|dummy|placeholder|lorem)(?:[/_.-]|$)
    | (?:^|[/_.-])(?-i:[Yy]our|[Mm]y)(?-i:[A-Z])
    | (?:^|[/_.-])example(?!s)
    | (?-i:Example(?!s))
    | (?:^|[/_.-])(?:new|add|some|another|the)[_-](?:feature|component|module|file|name|table|thing)
    | (?:^|/)(?:file|filename|name|feature|foldername|dirname|xxx?|thing|topic|slug)(?:\.\w+|-name)?(?:/|$)
    | [._-]template[._-]
    | \d{8,}
    """
)
BRANCH = re.compile(
    r"(?:feat|feature|fix|bugfix|hotfix|chore|refactor|perf|origin|upstream|refs|heads|remotes|wip|dependabot|renovate)/"
)
# What says that the path is wrong on purpose, gone on purpose, not there yet, somewhere else, or an example.
CUES = re.compile(
    r"""(?ix)\b(?:
    not | never | no | don['’]?ts? | doesn['’]?t | isn['’]?t | aren['’]?t | avoid\w* | without | cannot | can['’]?t | won['’]?t | nor | unlike
    | forbid\w* | prohibit\w* | wrong\w* | incorrect\w* | bad | invalid | missing | stray | absent | nonexistent
    | instead\ of | rather\ than | no\ longer | deprecated | legacy | obsolete | retired?\b | remov\w+ | delet\w+ | drop(?:s|ped)
    | former\w* | previous\w* | used\ to | was | were | had\ been | moved | renamed? | replac\w+ | migrat\w+ | old(?:er)?
    | creat\w+ | generat\w* | auto-?generated | writ(?:e|es|ten|ing) | output\w* | produc\w+ | emit\w* | sav(?:e|es|ed|ing) | stor(?:e|es|ed|ing)
    | record\w* | append\w* | persist\w* | lands?\b | goes | go\ (?:in|to|under) | scaffold\w* | bootstrap\w* | add(?:s|ed|ing)? | put | plac(?:e|es|ed|ing)
    | new | future | planned | upcoming | later | will | would | shall | might | should\ (?:be|go|live|land|contain|have)
    | to\ be | yet | once | until | unless | if | whether | optional\w* | eventual\w*
    | runtime | artifacts? | artefacts? | cach\w+ | temp | temporary | tmp | transient | scratch | logs? | dump\w* | export\w* | download\w*
    | clon\w+ | install\w* | cop(?:y|ies|ied) | symlink\w* | mount\w* | build\ (?:output|artifacts?|product) | compil\w+ | bundl\w+ | snapshot\w*
    | (?:that|other|another|different|separate|sibling|upstream|downstream|external|private|target|consumer|host|parent|your|their|client|customer|user(?:['’]s)?)
        (?:['’]s)?\ (?:\w+\ )?(?:repo|repos|repository|repositories|project|projects|codebase|workspace|machine|skill|plugin|app)
    | users? | elsewhere | third-party
    | e\.g | eg | for\ (?:example|instance) | examples? | such\ as | like | i\.e | hypothetical\w* | imagin\w+ | say
    | nam(?:e|es|ed|ing) | convention\w* | pattern\w* | format\w* | templat\w+ | placeholder\w* | call(?:ed)\ it | becomes? | maps?\ to
    | branch\w* | route\w* | endpoint\w* | urls? | packages?\ named | import(?:s|ed)?\ (?:from|as) | namespace\w* | tag(?:s|ged)?
    )(?!\w)
    | ->\s*\Z | ❌ | ✗ | 🚫
    | 不要 | 禁止 | 切勿 | 不得 | 不存在 | 创建 | 新建 | 生成 | 输出 | 写入 | 保存 | 例如 | 示例 | 已删除 | 已移除 | 旧 | 作成 | 出力 | 生成 | 例えば | 削除 | 廃止 | しない
    | 생성 | 만들 | 금지 | 저장 | 출력 | 예시 | 예: | 삭제 | 폐기 | 없
    | \b(?:nicht|kein\w*|nie|erzeug\w*|erstell\w*|zum\ Beispiel|z\.\s?B|créer|générer|exemple|jamais|crear|generar|ejemplo|nunca|создать|создаёт|не)\b
    """
)
TITLES = re.compile(
    r"""(?ix)\b(?:outputs?|generated|artifacts?|deliverables?|examples?|naming|conventions?\ for\ names|migrat\w+|deprecat\w+|legacy|removed
    |planned|roadmap|future|todo|templates?|troubleshooting|history|changelog|scaffold\w*|anti-?patterns?|creating|adding|new)\b
    | 输出 | 生成 | 命名 | 示例 | 出力 | 命名 | 출력"""
)


class Mention(NamedTuple):
    """A path that stands in a code span of an instruction."""

    path: str  # as written, without `./`, the line number and the slash at the end
    span: Span
    folder: bool  # written with a slash at the end
    extension: bool  # it ends in the extension of a file


class Resolved(NamedTuple):
    """What the tree says of a mention."""

    there: bool | None  # None: the tree cannot tell
    candidates: tuple[str, ...]  # the paths from the root that it may mean, from the nearest folder up


def mentions(document: Document, sentences: Iterable[Sentence]) -> Iterator[Mention]:
    """Every path that an instruction names and that its words do not excuse."""
    codes: dict[int, list[Inline]] = {}
    for inline in document.inlines:
        if inline.kind == "code":
            codes.setdefault(inline.block, []).append(inline)
    for sentence in sentences:
        inside = [
            code for code in codes.get(sentence.block, ()) if sentence.span.start <= code.span.start < sentence.span.end
        ]
        found = [mention for code in inside if (mention := read(document, code))]
        if found and not excused(document, sentence):
            yield from found


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
    return Mention(path, Span(start, start + len(LINE.sub("", written))), folder, extension)


def is_path(text: str) -> bool:
    """Segments with slashes between them that are no placeholder, no branch and no absolute path."""
    if "/" not in text or text.startswith("/") or not PLAIN.match(text):
        return False
    segments = [segment for segment in text.split("/") if segment not in ("", ".", "..")]
    return bool(segments) and not PLACEHOLDER.search(text) and not BRANCH.match(text)


def excused(document: Document, sentence: Sentence) -> bool:
    """Do the words around say that the path is no claim: forbidden, yet to be made, elsewhere, an example?"""
    if sentence.negative or CUES.search(sentence.text):
        return True
    if any(CUES.search(text) for text in _introductions(document, sentence.block)):
        return True
    section = document.sections[sentence.section]
    while section.parent >= 0:
        if TITLES.search(section.title):
            return True
        section = document.sections[section.parent]
    return False


def _introductions(document: Document, index: int) -> Iterator[str]:
    """What a reader has in mind at a block: the rest of its table row, the head of its column, the line above its list."""
    block = document.blocks[index]
    if block.kind == "cell":
        yield from _cells(document, index)
        return
    while block.parent >= 0:
        index, block = block.parent, document.blocks[block.parent]
        if block.kind == "item" and block.stop > index + 1 and document.blocks[index + 1].kind == "paragraph":
            yield document.content(document.blocks[index + 1])
        if block.kind == "list":
            before = document.previous(index)
            above = document.content(document.blocks[before]) if before >= 0 else ""
            if above.rstrip().rstrip("*_").endswith((":", "：")):
                yield above


def _cells(document: Document, index: int) -> Iterator[str]:
    row = document.blocks[index].parent
    column = document.blocks[index].level
    yield from (document.content(document.blocks[cell]) for cell in document.children(row) if cell != index)
    for head in document.children(document.blocks[row].parent):
        if document.blocks[head].info == "header":
            cells = [document.blocks[cell] for cell in document.children(head)]
            yield from (document.content(cell) for cell in cells if cell.level == column)


def bases(path: str) -> Iterator[str]:
    """The folders a path may start from: that of the file, those above it, the root."""
    folder = posixpath.dirname(path)
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def normal(base: str, path: str) -> str | None:
    """A path from the root, without `.` and `..`; None if it leads outside."""
    joined = posixpath.normpath(posixpath.join(base, path))
    if joined == ".." or joined.startswith(("../", "/")):
        return None
    return "" if joined == "." else joined


def resolve(tree: Tree, origin: str, path: str) -> Resolved:
    """Look for a path that the file `origin` names: from its folder, from each folder above, and from the root."""
    every = [normal(base, path) for base in bases(origin)]
    candidates = tuple(dict.fromkeys(candidate for candidate in every if candidate is not None))
    answers = [tree.has(candidate) for candidate in candidates]
    if any(answers):
        return Resolved(True, candidates)
    unknown = not candidates or None in answers or any(tree.ignored(candidate) for candidate in candidates)
    return Resolved(None if unknown else False, candidates)


def starts_in_tree(tree: Tree, origin: str, path: str) -> bool:
    """Is the first segment a folder, seen from somewhere on the way to the root?"""
    first = path.split("/", maxsplit=1)[0]
    if first in ("..", "."):
        return True
    return any(posixpath.join(base, first) in tree.directories for base in bases(origin))
