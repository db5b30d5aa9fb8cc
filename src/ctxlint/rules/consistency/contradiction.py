"""Two places that load together want opposite things.

## What it checks

A closed list of choices, over all files that load together in one folder, and within each file, subagents, skills,
commands and briefs included: tabs or spaces, the width
of the indent, npm, pnpm, yarn or bun, quotes, the length of lines, the test runner, semicolons, and "always X" beside
"never X". A rule that loads on demand for any file (`.mdc` without `globs`) is compared with what has loaded by then, such
as AGENTS.md. What is said for one language or one kind of file is compared only with what is said for the same; a file in a
folder below may overrule those above it. One finding for each choice, with both places.

## Why it matters

The model follows one of them, today this one, tomorrow the other. Nobody sees which one it was.

## Bad

```markdown title="CLAUDE.md"
@docs/style.md

Use pnpm.
```

```markdown title="docs/style.md"
Use npm for dependencies.
```

## Good

```markdown title="CLAUDE.md"
@docs/style.md

Use pnpm.
```

```markdown title="docs/style.md"
Use pnpm, not npm.
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Document, Finding, Related, Sentence, Severity, Span
from ctxlint.base.once import once
from ctxlint.parse import frontmatter
from ctxlint.rules.consistency.choices import Statement, contradict, statements
from ctxlint.rules.context import Context, Rule

if TYPE_CHECKING:
    from ctxlint.project.chain import Chain, Member


EVERYTHING = frozenset({"*", "**", "**/*", "**/**"})  # globs


class Place(NamedTuple):
    document: Document
    statement: Statement

    def quote(self) -> str:
        return " ".join(self.document.slice(self.statement.span).split())


def check(context: Context) -> Iterator[Finding]:
    chain, document = context.chain, context.document
    if chain and document.path in (member.path for member in chain.own):
        yield from (finding for path, finding in _together(chain) if path == document.path)
    else:  # it loads when something is read: what it says is compared with itself, and with what has loaded by then
        beside = _beside(chain, document) if chain else ()
        others = [(member.document, context.project.sentences(member.path)) for member in beside]
        pairs = _pairs([(document, context.sentences), *others])
        yield from (_finding(a, b) for a, b in pairs if a.document is document)


def _beside(chain: Chain, document: Document) -> tuple[Member, ...]:
    """What a rule loads beside; nothing where it is for some files only, as it may overrule the others for them."""
    keys = frontmatter.split(document.text)[0]
    patterns = [glob for key in ("globs", "paths", "applyTo") for glob in frontmatter.globs(keys.get(key))]
    return chain.own if document.kind == "rule" and EVERYTHING.issuperset(patterns) else ()


def _together(chain: Chain) -> Iterator[tuple[str, Finding]]:
    """The file to report on, and the finding."""
    for a, b in _contradictions(chain):
        path = chain.carrier([a.document.path, b.document.path])
        if path:
            swapped = path == b.document.path != a.document.path
            yield path, _finding(b, a, path) if swapped else _finding(a, b, path)


@once
def _contradictions(chain: Chain) -> list[tuple[Place, Place]]:
    return list(_pairs((member.document, chain.sentences(member)) for member in chain.own))


def _pairs(sources: Iterable[tuple[Document, Iterable[Sentence]]]) -> Iterator[tuple[Place, Place]]:
    """For each topic and scope, the first statement and the first one that contradicts it."""
    by_topic: dict[tuple[str, frozenset[str]], list[Place]] = {}
    for document, sentences in sources:
        for statement in statements(document, sentences):
            key = statement.topic if statement.topic != "order" else f"order {statement.option}"
            by_topic.setdefault((key, statement.scope), []).append(Place(document, statement))
    for places in by_topic.values():
        if len({(p.statement.option, p.statement.positive) for p in places}) > 1:
            yield from _first(places)


def _first(places: list[Place]) -> Iterator[tuple[Place, Place]]:
    for at, a in enumerate(places[:50]):
        for b in places[at + 1 :]:
            if contradict(a.statement, b.statement):
                yield a, b
                return


def _finding(a: Place, b: Place, path: str = "") -> Finding:
    line = b.document.position(b.statement.span.start)[0]
    where = f"line {line}" if a.document is b.document else f"{b.document.path}:{line}"
    other = Related(b.document.path, b.document.place(b.statement.span), b.quote())
    message = f"“{a.quote()}” here, but “{b.quote()}” in {where}"
    if path and path != a.document.path:  # neither file is linted by itself: the one that loads both carries it
        first = a.document.position(a.statement.span.start)[0]
        return Finding(
            Span(0, 0),
            f"“{a.quote()}” in {a.document.path}:{first}, but “{b.quote()}” in {where}",
            "keep one of them",
            related=(Related(a.document.path, a.document.place(a.statement.span), a.quote()), other),
        )
    return Finding(
        a.statement.span, message, "keep one of them, or say which file or language each is for", related=(other,)
    )


RULE = Rule(
    "consistency/contradiction",
    Severity.WARNING,
    frozenset({"claude", "agents-md", "rule", "context", "subagent", "skill", "command"}),
    check,
)
