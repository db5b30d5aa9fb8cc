"""Commands in code spans and shell fences, split as a shell would, with the folder they run in. Nothing is ever run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import NamedTuple

from ctxlint.base.model import Block, Document, Sentence, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.cues import speaks_of
from ctxlint.parse.sentences import NEGATIVE, example_sections, in_note, sentence_at, shows_wrong

SHELLS = frozenset(
    "sh bash shell zsh fish console terminal shell-session shellsession shellscript command cmd bat powershell pwsh".split()
)
PROGRAMS = lazy(  # those that some rule knows: nothing else is split
    r"(?<![\w./-])(?:npm|pnpm|yarn|bun|composer|deno|poetry|pdm|pipenv|uv|g?make|just|task|rake|tox|nox)\s"
    r"|\byarn\b"
)
TOKEN = lazy(
    r"(?P<blank>[ \t]+|\\\n[ \t]*|\d*>&\d+)|(?P<end>&&|\|\||[;&|\n()])"
    r"|(?P<word>(?:\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|\\[^\n]|[^\s;&|()\"'\\])+|.)"
)
PROMPT = lazy(r"(?m)^[ \t]*(?:[$%❯➜] |PS [^>\n]*> ?)")
QUOTE = lazy(r"(?m)^[ \t]*>")
ASSIGNMENT = lazy(r"[A-Za-z_]\w*=")
WRAPPERS = frozenset("sudo time env exec nohup command corepack cross-env dotenv".split())
NAME = lazy(r"[A-Za-z0-9_][\w:.@+-]*\Z")
SLOT = lazy(
    r"(?i)(?:\A(?:script|scripts|target|targets|task|recipe|command|cmd|name|xxx?|foo|bar|something|\w*[-_:]?name"
    r"|(?:your|my|some|the|any)[-_:].*|.*[-_:]?(?:script|target|task)[-_]?name)\Z)|\.\.\."
)
CLAUSE = lazy(r"[—–;]|\s-\s|, (?:then|it|they|you|we|run|use|try)\b")
FAULTLESS = lazy(
    lambda: (
        rf"\b(?:no|without|zero)\s+(?:(?!to\b)[\w-]+\s+){{0,2}}(?:{alternatives('markers', 'faults')})\b"
        rf"|\b(?:not|don['’]?t|doesn['’]?t)\s+(?:{alternatives('markers', 'fails')})\b"
    ),
    re.IGNORECASE,
)
NEAR = 40  # characters
FAR = 500
NOT_THERE = lazy(lambda: rf"(?i)\b(?:{alternatives('markers', 'unclaimed_commands')})(?!\w)")
TOLD_BEFORE = lazy(lambda: rf"(?i)\b(?:{alternatives('markers', 'told_before')})[^\w.;:]*\Z")
TOLD_BEHIND = lazy(lambda: rf"(?i)[^\w.;:]*(?:{alternatives('markers', 'told_behind')})\b")
IF = lazy(r"(?i)\b(?:if|when|whenever|unless|until|once|wenn|falls|bis|si|quand|cuando)\b")
SUPPOSED = ("history", "age", "plan", "example", "wrong")  # the cues that a command need not be there


class Command(NamedTuple):
    """One command of a line, without assignments and wrappers before it."""

    words: tuple[str, ...]
    spans: tuple[Span, ...]
    folder: str | None  # where a `cd` before it leads, as written; "" without one; None: it cannot be told
    block: int
    fenced: bool

    def span(self, last: int) -> Span:
        """From the first word to the word at index `last`."""
        return Span(self.spans[0].start, self.spans[last].end)


def commands(document: Document) -> Iterator[Command]:
    """Every command of the shell fences and code spans of a file, examples and lines about mistakes left out."""
    if not PROGRAMS.search(document.text):
        return
    examples = example_sections(document)
    for index, block in enumerate(document.blocks):
        if (
            block.kind in ("fence", "code")
            and block.section not in examples
            and not _is_about_mistakes(document, index)
        ):
            span = _shell(document, block)
            if span and PROGRAMS.search(document.text, *span):
                quoted = document.in_quote(index)
                if not quoted or in_note(document, index):
                    yield from split(document.text, span, index, fenced=True, quoted=quoted)
    for code in document.inlines:
        if code.kind == "code" and PROGRAMS.search(document.text, *code.text):
            yield from split(document.text, code.text, code.block, fenced=False)


def split(text: str, span: Span, block: int, *, fenced: bool, quoted: bool = False) -> Iterator[Command]:
    """The commands between two offsets of a text; `quoted`: its lines begin with the `>` of a block quote."""
    folder: str | None = ""
    outside: list[str | None] = []
    words: list[tuple[str, Span]] = []
    quiet = False  # in a comment
    snippet = text[span.start : span.end]
    for marks in (QUOTE, PROMPT) if quoted else (PROMPT,):
        snippet = marks.sub(lambda mark: " " * len(mark[0]), snippet)
    for match in TOKEN.finditer(snippet):
        if match["word"]:
            quiet = quiet or match[0].startswith("#")
            if match[0].startswith("<<"):
                break  # the lines of a here-document are no commands
            if not quiet and match[0].strip("\"'"):
                words.append((match[0].strip("\"'"), Span(span.start + match.start(), span.start + match.end())))
        elif match["end"]:
            quiet = quiet and match["end"] != "\n"
            command = _command(words, folder, block, fenced)
            words = []
            if command and command.words[0] in ("cd", "pushd"):
                folder = _entered(folder, command.words)
            elif command:
                yield command
            if match["end"] == "(":
                outside.append(folder)
            elif match["end"] == ")" and outside:
                folder = outside.pop()
    command = _command(words, folder, block, fenced)
    if command and command.words[0] not in ("cd", "pushd"):
        yield command


def is_name(word: str) -> bool:
    """Not a flag, a variable, a placeholder, a glob or a choice."""
    return bool(NAME.match(word)) and not SLOT.search(word) and not word.isupper()


def excused(document: Document, sentences: tuple[Sentence, ...], command: Command) -> bool:
    """Do the words around forbid the command, suppose it, remember it, or speak of other projects?

    `sentences`: those that order, and those in notes.
    """
    if command.fenced:
        before = document.previous(command.block)
        above = document.content(document.blocks[before]) if before >= 0 else ""
        return any(_supposed(text) for text in (above, *_comments(document, command)))
    at = command.spans[0].start
    sentence = sentence_at(sentences, at)
    if sentence is None or is_forbidden(sentence, command) or is_report(sentence, command) or _supposed(sentence.text):
        return True
    block = document.blocks[command.block]
    row = [document.blocks[cell] for cell in document.children(block.parent)] if block.kind == "cell" else []
    texts = [document.content(cell) for cell in row]
    return any(NEGATIVE.search(text) or _supposed(text) for text in texts)


def _supposed(text: str) -> bool:
    """It is old, an example, somebody else's, or is to be there only if something else is."""
    return NOT_THERE.search(text) is not None or speaks_of(text, *SUPPOSED)


def _comments(document: Document, command: Command) -> Iterator[str]:
    """What is said of a command in its fence: behind it, and on the line above."""
    line = document.position(command.spans[0].start)[0]
    behind = command.spans[-1].end
    yield document.text[behind : min(document.line_span(line).end, behind + FAR)].partition("#")[2]
    above = document.slice(document.line_span(line - 1))[:FAR].strip()
    if above.startswith("#"):
        yield above


def is_forbidden(sentence: Sentence, command: Command) -> bool:
    """A "not" before the command in its clause, or right behind it; "with no warnings" at the end is none."""
    base = sentence.span.start
    text = FAULTLESS.sub(lambda none: " " * len(none[0]), sentence.text.replace("_", " "))
    before = CLAUSE.split(text[: command.spans[0].start - base])[-1]
    behind = text[command.spans[-1].end - base :][:NEAR]
    return NEGATIVE.search(before) is not None or NEGATIVE.search(CLAUSE.split(behind)[0]) is not None


def is_report(sentence: Sentence, command: Command) -> bool:
    """It tells what a command did or what some tool does with it, and orders nobody to run it: `scaffolds fail on …`."""
    base = sentence.span.start
    before = sentence.text[: command.spans[0].start - base]
    behind = sentence.text[command.spans[-1].end - base :][:NEAR]
    if TOLD_BEFORE.search(before, max(0, len(before) - NEAR)):
        return True
    return TOLD_BEHIND.match(behind) is not None and not IF.search(before, max(0, len(before) - NEAR))


def is_shell(block: Block) -> bool:
    """A fence that is marked as shell, or not marked at all."""
    return block.kind == "fence" and (not block.language or block.language in SHELLS)


def _shell(document: Document, block: Block) -> Span | None:
    """The lines of a fence with commands."""
    if not is_shell(block):
        return None
    start = document.text.find("\n", *block.span) + 1
    return Span(start, block.span.end) if start else None


def _is_about_mistakes(document: Document, index: int) -> bool:
    before = document.previous(index)
    return shows_wrong(document, index) or (before >= 0 and shows_wrong(document, before))


def _command(words: list[tuple[str, Span]], folder: str | None, block: int, fenced: bool) -> Command | None:
    start = 0
    while start < len(words) and (ASSIGNMENT.match(words[start][0]) or words[start][0] in WRAPPERS):
        start += 1
    stop = next(
        (i for i, (word, _) in enumerate(words) if word.lstrip("0123456789&").startswith((">", "<("))), len(words)
    )
    kept = words[start:stop]
    if not kept:
        return None
    return Command(tuple(word for word, _ in kept), tuple(span for _, span in kept), folder, block, fenced)


def _entered(folder: str | None, words: tuple[str, ...]) -> str | None:
    if folder is None or len(folder) > FAR or len(words) != 2 or words[1] == "-" or set(words[1]) & set("$~<>{}*`"):
        return None
    return posixpath.normpath(posixpath.join(folder, words[1]))
