"""Which files are context files, and of which kind: path (and, where it is ambiguous, content) -> kind."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from ctxlint.base.globs import matches
from ctxlint.base.model import Document
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import table


class Kind(NamedTuple):
    name: str
    files: tuple[str, ...]  # globs, relative to the project root (of a kind of one's own: to the configuration)
    schema: str | None = None  # name of a shipped schema, or absolute path of a schema of one's own
    headings: Mapping[str, tuple[str, ...]] | None = None  # part -> accepted headings; None: data/headings.toml
    not_files: tuple[str, ...] = ()
    declared: bool = False  # named in a configuration: its files are under contract


# Paths as in the tools' documentation. The first kind that matches wins. Names match case-sensitively.
KINDS = (
    Kind("skill", ("**/SKILL.md",)),
    Kind("subagent", ("**/.claude/agents/**/*.md",), None, None, ("**/README.md", "**/_*.md")),
    Kind("command", ("**/.claude/commands/**/*.md",), None, None, ("**/README.md",)),
    Kind(
        "rule",
        ("**/.claude/rules/**/*.md", "**/.cursor/rules/**/*.mdc", "**/.github/instructions/**/*.instructions.md"),
    ),
    Kind("claude", ("**/CLAUDE.md", "**/CLAUDE.local.md")),
    Kind(
        "agents-md",
        ("**/AGENTS.md", "**/AGENTS.override.md", "**/GEMINI.md", "**/.github/copilot-instructions.md"),
    ),
    Kind("context", ("**/CONTEXT.md",), "context"),
    Kind("voice", ("**/VOICE.md",), "voice"),
    Kind("memory", ("**/MEMORY.md",)),
    Kind("glossary", ()),  # a CONTEXT.md recognised by its content
)
NAMES = tuple(kind.name for kind in KINDS)
SPELLED = {
    name.lower(): name
    for name in "CLAUDE.md CLAUDE.local.md AGENTS.md AGENTS.override.md GEMINI.md SKILL.md copilot-instructions.md".split()
}
SUFFIXES = (".md", ".mdc", ".MD")  # of every shipped kind: a quick test before the globs

TERM = lazy(
    r"^(?:[-*] )?\*\*(?P<a>[^*\n]{1,80})\*\*(?P<c>[ \t]*[:：—–(（=]|[ \t]*$)|^(?:[-*] )?\*\*(?P<b>[^*\n]{1,80})[:：]\*\*",
    re.MULTILINE,
)
AVOID = lazy(r"^_(?:Avoid|Vermeiden|Éviter|Evitar|避免)_?[:：]", re.MULTILINE)
TERM_SECTION = lazy(
    r"^#{1,6}\s+(?:(?:ubiquitous |domain |core |key )?(?:language|glossary|terms?|terminology|vocabulary|definitions|concepts)"
    r"|flagged ambiguities|glossar|begriffe|glossaire|glosario|术语表?|用語集?|용어)\b",
    re.MULTILINE | re.IGNORECASE,
)
SAYS_SO = lazy(  # before the first section
    r"\b(?:glossary (?:only|of|for)|vocabulary (?:only|of|for)|(?:ubiquitous|shared|domain|durable|common) (?:language|vocabulary)"
    r"|(?:defines?|fixes|lists?) the (?:terms|words|language|vocabulary))\b",
    re.IGNORECASE,
)
SECTION = lazy(r"^#{2,3} ", re.MULTILINE)
FEWEST_TERMS = 3
START = 2000  # characters


def kind_of(path: str, kinds: Sequence[Kind] = KINDS) -> Kind | None:
    """The kind of the file at `path`, or None if it is no context file."""
    for kind in kinds:
        if matches(kind.files, path, below=False) and not matches(kind.not_files, path, below=False):
            return kind
    return None


def spelled(path: str) -> str | None:
    """The path with its last name as the tools look for it; None where it is, or is another name in any letter case."""
    folder, slash, name = path.rpartition("/")
    right = SPELLED.get(name.lower(), name)
    return None if right == name else folder + slash + right


def is_meant(path: str, beside: Collection[str]) -> bool:
    """Is a misspelled name that of a context file, and not of a page about agents? `beside`: the names in its folder."""
    folder, _, name = path.rpartition("/")
    right = SPELLED[name.lower()]
    if right in beside or not frozenset(table("places")["folders"]["aside"]).isdisjoint(folder.lower().split("/")):
        return False
    if right == "SKILL.md":
        return posixpath.basename(posixpath.dirname(folder)) == "skills"
    if right == "copilot-instructions.md":
        return posixpath.basename(folder) == ".github"
    known = {*SPELLED, "readme.md", "changelog.md", "contributing.md", "license.md"}
    pages = {
        one for one in beside if one.endswith((".md", ".mdx")) and one.lower() not in known and not one[0].isupper()
    }
    return not (pages & {"index.md", "index.mdx"} if folder in ("", ".claude") else pages)


def by_name(name: str, kinds: Sequence[Kind] = KINDS) -> Kind | None:
    return next((kind for kind in kinds if kind.name == name), None)


def is_glossary(document: Document) -> bool:
    """Positive evidence: terms with definitions, and a heading that announces them, words to avoid, or a first paragraph."""
    text = document.text
    terms = sum(1 for _ in TERM.finditer(text))
    avoided = sum(1 for _ in AVOID.finditer(text))
    if avoided >= FEWEST_TERMS or (terms + avoided >= FEWEST_TERMS and TERM_SECTION.search(text) is not None):
        return True
    sections = [match.start() for match in SECTION.finditer(text)]
    says_so = SAYS_SO.search(text, 0, min([*sections, START])) is not None
    return says_so and max(terms, len(sections)) >= FEWEST_TERMS
