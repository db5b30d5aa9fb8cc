"""A comment to ctxlint that it does not understand.

## What it checks

The verb (`ignore`, `disable`, `enable`, `file-ignore`, `kind`) and the names in brackets of every `ctxlint:` comment. A
comment without brackets suppresses nothing: there is no blanket form.

## Why it matters

With a typing error in it, the comment does nothing, and it looks as if it did.

## Bad

```markdown title="CLAUDE.md"
<!-- ctxlint: ignore[parts/placeholders] -->

Version: TBD
```

## Good

```markdown title="CLAUDE.md"
<!-- ctxlint: ignore[parts/placeholder] the release script fills it in -->

Version: TBD
```
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ctxlint.base.model import Document, Finding, Severity
from ctxlint.base.suggest import did_you_mean
from ctxlint.rules.context import Context, Rule

VERBS = ("ignore", "disable", "enable", "file-ignore", "kind")
MOST_MISTAKES = 100


def check(context: Context) -> Iterator[Finding]:
    """Of many mistakes the first ones."""
    if not context.document.directives:
        return
    rules = context.known.union(rule.partition("/")[0] for rule in context.known)
    mistakes = _mistakes(context.document, rules, frozenset(kind.name for kind in context.kinds))
    yield from islice(mistakes, MOST_MISTAKES)
    more = next(mistakes, None)
    if more:
        message = f"more than {MOST_MISTAKES} mistakes in comments for ctxlint: the others are not listed"
        yield Finding(more.span, message, "see: ctxlint rule --all")


def _mistakes(document: Document, rules: frozenset[str], kinds: frozenset[str]) -> Iterator[Finding]:
    for directive in document.directives:
        if directive.verb not in VERBS:
            near = did_you_mean(directive.verb, VERBS)
            yield Finding(
                directive.span, f"ctxlint knows no “{directive.verb}”{near}", f"write one of {', '.join(VERBS)}"
            )
            continue
        if not directive.names:
            example = "kind[context]" if directive.verb == "kind" else f"{directive.verb}[parts/placeholder] reason"
            yield Finding(
                directive.span, f"“{directive.verb}” without names does nothing", f"write `<!-- ctxlint: {example} -->`"
            )
        known = kinds if directive.verb == "kind" else rules
        for name, place in zip(directive.names, directive.name_spans, strict=True):
            if name not in known:
                what = "kind" if directive.verb == "kind" else "rule"
                yield Finding(
                    place, f"there is no {what} “{name}”{did_you_mean(name, known)}", "see: ctxlint rule --all"
                )


RULE = Rule("files/unknown-ignore", Severity.ERROR, check=check, comments=True)
