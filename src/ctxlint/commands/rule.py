"""ctxlint rule [NAME]: the page of a rule."""

from __future__ import annotations

import click

from ctxlint.base.errors import CtxlintError
from ctxlint.base.printing import dumps, write
from ctxlint.base.suggest import did_you_mean
from ctxlint.engine.pages import Page, markdown, pages


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
