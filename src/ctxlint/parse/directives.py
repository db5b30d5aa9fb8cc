"""Comments addressed to ctxlint: `<!-- ctxlint: VERB[NAME, …] reason -->`, or `# ctxlint: …` in frontmatter."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ctxlint.model import Directive, Span
from ctxlint.patterns import lazy

if TYPE_CHECKING:
    from ctxlint.parse.markdown import Markdown

MARK = "ctxlint:"
COMMENT = lazy(r"<!--[ \t]*ctxlint:[ \t]*(?P<body>[^\n]*?)[ \t]*-->")
YAML_COMMENT = lazy(r"(?m)(?:^|(?<=\s))#[ \t]*ctxlint:[ \t]*(?P<body>[^\n]*)")
BODY = lazy(r"(?P<verb>[A-Za-z-]*)[ \t]*(?:\[(?P<names>[^\]\n]*)\])?")
NAME = lazy(r"[^,\s]+")
NO_COMMENTS = frozenset({"fence", "code"})


def find_directives(
    text: str, starts: Sequence[int], markdown: Markdown, frontmatter: Span | None
) -> tuple[Directive, ...]:
    """Every directive that is a live comment: not in a fence, not in a code span."""
    if MARK not in text:
        return ()
    code = [b.span for b in markdown.blocks if b.kind in NO_COMMENTS]
    code += [i.span for i in markdown.inlines if i.kind == "code"]
    body = frontmatter.end if frontmatter else 0
    found = [m for m in COMMENT.finditer(text, body) if not any(a <= m.start() < b for a, b in code)]
    if frontmatter:
        found = [*YAML_COMMENT.finditer(text, 0, body), *found]
    return tuple(_directives(text, starts, found))


def _directives(text: str, starts: Sequence[int], matches: list[re.Match[str]]) -> Iterator[Directive]:
    for match in matches:
        body = BODY.match(text, match.start("body"), match.end("body"))
        if body is None:
            continue
        line = bisect_right(starts, match.start()) - 1
        end = starts[line + 1] - 1 if line + 1 < len(starts) else len(text)
        alone = not text[starts[line] : match.start()].strip() and not text[match.end() : end].strip()
        at = body.start("names")
        names = [] if body["names"] is None else list(NAME.finditer(body["names"]))
        spans = tuple(Span(at + n.start(), at + n.end()) for n in names)
        yield Directive(body["verb"], tuple(n[0] for n in names), Span(*match.span()), alone, spans)
