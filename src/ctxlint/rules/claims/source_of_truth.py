"""The file that is called the single source of truth is not there.

## What it checks

Sentences that call something the (single) source of truth and name it as a path, in a code span or as a link: the path must
exist, seen from the folder of the file, from one above it, or from the root.

## Why it matters

An agent that is sent to the one place that decides, and finds nothing, decides itself.

## Bad

```markdown title="CLAUDE.md"
The single source of truth for prices is `data/prices.json`.
```

```text title="data/tariffs.json"
[]
```

## Good

```markdown title="CLAUDE.md"
The single source of truth for prices is `data/prices.json`.
```

```text title="data/prices.json"
[]
```
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ctxlint.base.model import Finding, Severity
from ctxlint.base.patterns import lazy
from ctxlint.parse.paths import mention_in
from ctxlint.project.resolve import resolve, starts_in_tree
from ctxlint.rules.context import IN_FILE, Context, Rule
from ctxlint.rules.references.excuses import is_of_a_link

CLAIM = lazy(r"\bsources? of truth\b|\bcanonical (?:source|definition|reference)\b", re.IGNORECASE)
KEEP = lazy(
    r"\b(?:not|never|no|generated?|creates?|if|when|will|e\.g|for example|example|such as|may|might|while|until|during)\b",
    re.IGNORECASE,
)


def check(context: Context) -> Iterator[Finding]:
    document, project = context.document, context.project
    if not CLAIM.search(document.text):
        return
    for sentence in context.sentences:
        if not CLAIM.search(sentence.text) or KEEP.search(sentence.text):
            continue
        for inline in document.inlines:
            if inline.kind != "code" or not sentence.span.start <= inline.span.start < sentence.span.end:
                continue
            mention = mention_in(document, inline)
            if mention is None or not (mention.extension or mention.folder):
                continue
            found = resolve(project.tree, document.path, mention.path)
            if (
                found.there is False
                and starts_in_tree(project.tree, document.path, mention.path)
                and not project.tree.ends(mention.path)
                and not is_of_a_link(document, sentence, mention)
            ):
                yield Finding(
                    mention.span,
                    f"{mention.path} is called the source of truth, and is not there",
                    "name the file that decides, or say where it comes from",
                )


RULE = Rule("claims/source-of-truth", Severity.WARNING, check=check, one=(IN_FILE,))
