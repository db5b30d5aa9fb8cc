"""The page of every rule: the docstring of its file, or data/pages/ for rules that share one file."""

from __future__ import annotations

import inspect
from typing import NamedTuple

from ctxlint.base.resources import PACKAGE
from ctxlint.engine.registry import FAMILIES, MODULES
from ctxlint.rules.context import Rule


class Page(NamedTuple):
    rule: Rule
    summary: str  # one sentence
    text: str  # Markdown, from the first heading on


def pages() -> dict[str, Page]:
    """Rule name -> its page, sorted by name."""
    texts = [(module.RULE, inspect.cleandoc(module.__doc__ or "")) for module in MODULES]
    texts += [(rule, _shared(rule)) for family in FAMILIES for rule in family.RULES]
    found = {}
    for rule, page in texts:
        summary, _, text = page.partition("\n\n")
        found[rule.name] = Page(rule, summary, text)
    return dict(sorted(found.items()))


def _shared(rule: Rule) -> str:
    return (PACKAGE / "data" / "pages" / f"{rule.name}.md").read_text("utf-8").strip()


def markdown(page: Page) -> str:
    kinds = ", ".join(sorted(page.rule.kinds)) if page.rule.kinds else "every kind"
    return f"# {page.rule.name}\n\n{page.summary}\n\nSeverity: {page.rule.severity.label}. Files: {kinds}.\n\n{page.text}\n"
