"""check --llm and check --llm-estimate: the pass of a language model over the files that were checked."""

from __future__ import annotations

from collections.abc import Sequence

from ctxlint.base.errors import CtxlintError
from ctxlint.base.printing import dumps, say
from ctxlint.base.suggest import did_you_mean
from ctxlint.commands.check.options import Checked
from ctxlint.config.kinds import NAMES
from ctxlint.data.models import table
from ctxlint.engine.discover import Target
from ctxlint.llm.files import Asked, ask, expense, is_on, joined
from ctxlint.llm.options import ReviewOptions, options
from ctxlint.llm.review import review
from ctxlint.report.progress import bar
from ctxlint.report.text import plural
from ctxlint.rules.review.vague import RULE


def estimate_text(checked: Checked) -> str:
    """Requests, tokens and the highest possible cost; nothing is sent."""
    asked = _asked(checked)
    found, model, as_of = expense(asked, checked.options.llm_batch), asked.options.model, table().as_of
    most = found.most
    if checked.options.output_format == "json":
        counts = {"files": found.files, "sections": found.sections, "sentences": found.sentences}
        answers = {"requests": most.requests, "cached": found.cached}
        tokens = {"input_tokens": most.input_tokens, "output_tokens": most.output_tokens}
        price = {"usd": most.most, "prices_as_of": as_of}
        return dumps({"version": 1, "model": model, **counts, **answers, **tokens, **price})
    cost = "not known: the table has no price" if most.most is None else f"at most ${most.most:.4f}"
    return (
        f"{model}: {plural(found.files, 'file')}, {plural(found.sections, 'section')}, "
        f"{plural(found.sentences, 'sentence')} to judge.\n"
        f"{plural(most.requests, 'request')}; {plural(found.cached, 'answer')} in the cache. "
        f"About {most.input_tokens:,} tokens in, at most {most.output_tokens:,} out.\n"
        f"Cost: {cost} (prices of {as_of}). Nothing was sent."
    )


def reviewed(checked: Checked) -> Checked:
    """With what the model found, and the account of the pass. A fault is said on stderr and changes nothing else."""
    asked = _asked(checked)
    account = review(asked.questions, asked.options, batch=checked.options.llm_batch, watch=bar)
    account = account._replace(fault="; ".join([fault for fault in (account.fault, *asked.left) if fault]))
    if account.fault:
        say(f"--llm: {account.fault}")
    results = joined(checked.pairs, asked, account.verdicts, checked.options.job)
    return checked._replace(run=checked.run._replace(results=results), review=account)


def _asked(checked: Checked) -> Asked:
    """Raises CtxlintError if the rule is off everywhere."""
    given, targets = checked.options, checked.targets.files
    chosen = options(given.tables, given.llm_model, given.llm_budget)
    _refuse_unknown_kinds(chosen, targets)
    if targets and not any(is_on(target, given.job) for target in targets):
        raise CtxlintError(f"--llm runs {RULE.name}, which is not selected: --extend-select review")
    return ask(list(checked.pairs), checked.run.projects, chosen, given.job, checked.text)


def _refuse_unknown_kinds(chosen: ReviewOptions, targets: Sequence[Target]) -> None:
    known = {kind.name for target in targets for kind in target.config.kinds} or set(NAMES)
    for name in chosen.kinds:
        if name not in known:
            raise CtxlintError(f"[llm] kinds: there is no kind “{name}”{did_you_mean(name, known)}")
