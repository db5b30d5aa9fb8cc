"""ctxlint rule [NAME]: the page of a rule: the docstring of its file, or data/pages/ for rules that share one file."""

from __future__ import annotations

import inspect
from typing import NamedTuple

import click

from ctxlint.errors import CtxlintError
from ctxlint.model import Rule
from ctxlint.printing import dumps, write
from ctxlint.resources import PACKAGE
from ctxlint.rules import FAMILIES, MODULES
from ctxlint.suggest import did_you_mean


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


@click.command("rule")
@click.argument("name", required=False)
@click.option("--all", "every", is_flag=True, help="The pages of all rules.")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="Default: text.")
def command(name: str | None, every: bool, output_format: str) -> None:
    """Explain the rule NAME (or all rules of a group); without NAME, list all rules."""
    known = pages()
    chosen = [page for rule, page in known.items() if not name or name in (rule, rule.partition("/")[0])]
    if not chosen:
        raise CtxlintError(f"there is no rule “{name}”{did_you_mean(str(name), known)}")
    if output_format == "json":
        write(dumps([_as_json(page) for page in chosen]), "json")
    elif name or every:
        write("\n".join(markdown(page) for page in chosen).rstrip())
    else:
        write("\n".join(f"{p.rule.severity.label:8}{p.rule.name:32}{p.summary}" for p in chosen))


def _as_json(page: Page) -> dict[str, object]:
    kinds = sorted(page.rule.kinds) if page.rule.kinds else None
    severity = page.rule.severity.label
    return {"name": page.rule.name, "severity": severity, "kinds": kinds, "summary": page.summary, "text": page.text}
