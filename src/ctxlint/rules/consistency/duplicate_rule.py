"""The same instruction twice among the files that load together.

## What it checks

An instruction of six words or more that stands, word for word, at two places of the files that load at the start in one
folder. Case, punctuation and emphasis do not count. Reported where it is said again. The same item in two lists of one
file, under different headings or as a step of two procedures, is left alone: each list is for something else. So are
lines that end in a colon, since what follows them differs, and “this file” and its like in two files.

## Why it matters

It costs tokens in every session, and the day one of the two is changed, the files contradict each other.

## Bad

```markdown title="CLAUDE.md"
@docs/style.md

Never edit the files in the migrations folder by hand.
```

```markdown title="docs/style.md"
Never edit the files in the migrations folder by hand.
```

## Good

```markdown title="CLAUDE.md"
@docs/style.md

Run `make test` before you say that you are done.
```

```markdown title="docs/style.md"
Never edit the files in the migrations folder by hand.
```
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ctxlint.base.model import Block, Document, Finding, Related, Sentence, Severity
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.parse.instructions import is_instruction
from ctxlint.parse.sentences import introduces
from ctxlint.rules.context import Context, Rule

if TYPE_CHECKING:
    from ctxlint.project import Project
    from ctxlint.project.chain import Chain, Member

WORD = lazy(r"[^\W_]+")
FEWEST_WORDS = 6
OF_THIS = lazy(
    r"(?i)\b(?:this|these|the current)\s+(?:agent|app|command|crate|directory|document|file|folder|guide|library|module|package"
    r"|project|repo|rule|service|skill|workspace)\w*\b|\bhere\b"
)


def check(context: Context) -> Iterator[Finding]:
    chain, path = context.chain, context.document.path
    if chain is None:
        return
    for (a, first), (b, again) in _twice(chain):
        carrier = chain.carrier([b.path, a.path])
        if carrier != path:
            continue
        (here, mine), (there, other) = ((b, again), (a, first)) if carrier == b.path else ((a, first), (b, again))
        line = there.document.position(other.span.start)[0]
        where = f"line {line}" if there.path == path else f"{there.path}:{line}"
        at = here.document.position(mine.span.start)[0]
        both = where if carrier == here.path else f"{here.path}:{at} and in {where}"
        yield Finding(
            mine.span if carrier == here.path else mine.span._replace(start=0, end=0),
            f"the same instruction stands in {both}",
            "keep one of them",
            related=(Related(there.path, there.document.place(other.span), "the same instruction"),),
            known_as=f"the same instruction stands in line {line}" if here.path == there.path else "",
        )


@once
def _twice(chain: Chain) -> list[tuple[tuple[Member, Sentence], tuple[Member, Sentence]]]:
    """Each instruction that is said again in a file of the folder itself, with the place that said it first."""
    seen: dict[str, tuple[Member, Sentence]] = {}
    found = []
    told = ((member, *said) for member in chain.members for said in _instructions(chain.project, member.path))
    for member, words, sentence in told:
        first = seen.setdefault(words, (member, sentence))
        is_again = first[1] is not sentence and not _is_for_each(first, (member, sentence))
        if is_again and member.entry.scope == chain.directory:
            found.append((first, (member, sentence)))
    return found


def _is_for_each(a: tuple[Member, Sentence], b: tuple[Member, Sentence]) -> bool:
    """The same words say something else at each place."""
    return _are_two_lists(a, b) or (a[0] is not b[0] and bool(OF_THIS.search(b[1].text)))


def _are_two_lists(a: tuple[Member, Sentence], b: tuple[Member, Sentence]) -> bool:
    """An item of two checklists, or a step of two procedures: they are for different things."""
    (here, first), (there, again) = a, b
    if here is not there:
        return False
    lists = [_list_of(here.document, one.block) for one in (first, again)]
    if None in lists or lists[0] == lists[1]:
        return False
    ordered = all(block and block.info == "ordered" for block in lists)
    sections = here.document.sections
    return ordered or sections[first.section].title != sections[again.section].title


def _list_of(document: Document, block: int) -> Block | None:
    """The innermost list around a block."""
    while block >= 0 and document.blocks[block].kind != "list":
        block = document.blocks[block].parent
    return document.blocks[block] if block >= 0 else None


@once
def _instructions(project: Project, path: str) -> list[tuple[str, Sentence]]:
    """The instructions of a file that are long enough to compare, in plain words."""
    document = project.document(path)
    if document is None:
        return []
    told = [s for s in project.sentences(path) if is_instruction(s) and not introduces(s.text)]
    words = [(WORD.findall(document.slice(s.span).lower()), s) for s in told]
    return [(" ".join(found), s) for found, s in words if len(found) >= FEWEST_WORDS]


RULE = Rule(
    "consistency/duplicate-rule",
    Severity.INFO,
    frozenset({"claude", "agents-md", "rule"}),
    check,
)
