r"""An invisible character that came along with pasted text.

## What it checks

Zero-width spaces, word joiners, soft hyphens, directional marks, blank letters, line and paragraph separators, wherever
the script around them has no use for them. Thai, Lao, Khmer, Myanmar and Tibetan need zero-width spaces, lines with
right-to-left letters need directional marks, Hangul and Khmer text and braille drawings need their blanks: those stay
silent.

## Why it matters

They come from web pages and word processors. A search for the word does not find it, a command copied from the line
does not run, and the tokens that the model reads differ from those of the plain word (Unicode TR36, section 3).

## Bad

```markdown title="CLAUDE.md"
Run `make\u{200B} test` before each commit.
```

```markdown title="CLAUDE.md"
The docu\u{AD}men\u{AD}tation lives in `docs/`.
```

## Good

```markdown title="CLAUDE.md"
Run `make test` before each commit.
```

```markdown title="CLAUDE.md"
\u{E20}\u{E32}\u{E29}\u{E32}\u{200B}\u{E44}\u{E17}\u{E22}
```

## Fix

Zero-width spaces, word joiners, soft hyphens and grapheme joiners are removed. Between a letter and a letter or a blank
that is safe; beside punctuation it is not, since people put such a character there to keep Markdown from reading it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from ctxlint.base.model import Edit, Finding, Fix, Severity, Span
from ctxlint.rules.context import ON_LINE, Context, Rule
from ctxlint.rules.security.characters import Mark, describe, scan

NESTED = "Delete it, and give the outer fence one backtick more instead."
BY_HAND = "Delete it, or write it as a character reference such as `&#x{:X};` where it is meant."


def check(context: Context) -> Iterator[Finding]:
    text = context.document.text
    for line in scan(text):
        stray = sorted((mark for mark in line if mark.severity is Severity.WARNING), key=lambda mark: mark.kind.name)
        for _, same in groupby(stray, key=lambda mark: mark.kind.name):
            marks = list(same)
            fix = _fix(text, marks)
            span = Span(marks[0].span.start, marks[-1].span.end)
            yield Finding(span, f"stray invisible character: {describe(text, marks)}", _hint(text, marks[0], fix), fix)


def _hint(text: str, mark: Mark, fix: Fix | None) -> str:
    if fix and fix.safe:
        return "Delete it: `ctxlint check --fix` does."
    nested = text.startswith(("```", "~~~"), mark.run.end)
    return NESTED if nested else BY_HAND.format(ord(text[mark.span.start]))


def _fix(text: str, marks: list[Mark]) -> Fix | None:
    if not marks[0].kind.removable:
        return None
    return Fix(tuple(Edit(mark.span, "") for mark in marks), all(_idle(text, mark.run) for mark in marks))


def _idle(text: str, run: Span) -> bool:
    """Markdown reads the same without it: it stands behind a letter, and no punctuation follows."""
    before, after = text[max(0, run.start - 1) : run.start], text[run.end : run.end + 1]
    return before.isalnum() and (not after or after.isalnum() or after.isspace())


RULE = Rule("security/stray-character", Severity.WARNING, check=check, one=(ON_LINE,))
