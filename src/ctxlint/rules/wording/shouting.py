"""A file in which many lines shout.

## What it checks

That no more than 10 lines, or no more than 15 % of the lines that give instructions, hold a word of emphasis in capitals
(NEVER, ALWAYS, MUST, CRITICAL, IMPORTANT, …) or a ⚠. Bold is not shouting, abbreviations are not, and neither are MUST
and SHOULD in a file that uses both, as RFC 2119 does, to grade its rules. One finding a file.

## Why it matters

Emphasis tells what to keep when not everything can be kept. Where every third line is CRITICAL none of them is, and
models that follow instructions closely overreact to the rest. More than 36 % of public files use bold; few shout.

## Bad

```markdown title="CLAUDE.md"
- ALWAYS run the migrations in order.
- NEVER edit the ledger by hand.
- You MUST write the number of the ticket into the commit.
- CRITICAL: the port is 8080.
- ALWAYS name the harbour first.
- NEVER print a customer number.
- Invoices MUST carry the season.
- IMPORTANT: the pier list is sorted by length.
- DO NOT rename the berths.
- ALWAYS close the connection.
- NEVER change the currency.
```

## Good

```markdown title="CLAUDE.md"
- Run the migrations in order.
- NEVER edit the ledger by hand: the nightly audit compares both and stops the booking service.
- Write the number of the ticket into the commit.
- The port is 8080.
- Name the harbour first.
- Print no customer number.
- Every invoice carries the season.
- The pier list is sorted by length.
- Do not rename the berths.
- Close the connection.
- Leave the currency as it is.
```
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity, Span
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.rules.context import IN_COPY, Context, Rule

MOST_LINES = 10
MOST_SHARE = 0.15
LOUD = lazy(lambda: rf"\b(?:{alternatives('markers', 'loud')})\b|⚠")
NORMATIVE = frozenset({"MUST", "MUST NOT", "SHALL", "SHALL NOT", "SHOULD", "SHOULD NOT", "REQUIRED"})
GRADED = lazy(r"\bRFC\s?-?2119\b|\bBCP\s?14\b|\bSHOULD\b(?s:.)*?\bSHOULD\b")  # grades of duty, not emphasis


def check(context: Context) -> Iterator[Finding]:
    document = context.document
    calm = NORMATIVE if GRADED.search(document.text) else frozenset()
    lines: set[int] = set()
    loud: dict[int, Span] = {}  # line -> its first loud word
    words: Counter[str] = Counter()
    for sentence in context.sentences:
        lines.add(document.position(sentence.span.start)[0])
        for match in LOUD.finditer(sentence.text):
            start = sentence.span.start + match.start()
            line = document.position(start)[0]
            if match[0] not in calm and line not in loud:
                loud[line] = Span(start, start + len(match[0]))
                words[match[0]] += 1
    lines |= loud.keys()
    if len(loud) > MOST_LINES and len(loud) > MOST_SHARE * len(lines):
        often = ", ".join(f"{word} {count}" for word, count in words.most_common(4))
        yield Finding(
            loud[min(loud)],
            f"{len(loud)} of {len(lines)} instruction lines shout ({often}): when many do, none stands out",
            "keep the capitals for the three lines that cost most when they are ignored; give the others their reason",
        )


RULE = Rule("wording/shouting", Severity.INFO, check=check, one=(IN_COPY,))
