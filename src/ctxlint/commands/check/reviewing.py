"""check --llm and check --llm-estimate: the pass of a language model over the files that were checked."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import Diagnostic, Document
from ctxlint.base.printing import dumps, say
from ctxlint.base.redaction import Known, known
from ctxlint.base.suggest import did_you_mean
from ctxlint.commands.check.options import Checked
from ctxlint.config.kinds import NAMES
from ctxlint.data.models import table
from ctxlint.engine.discover import Target
from ctxlint.engine.lint import Result, diagnostic, read
from ctxlint.engine.run import settings_for
from ctxlint.engine.suppress import Ruled
from ctxlint.llm.options import ReviewOptions, options
from ctxlint.llm.passages import LONGEST, too_long
from ctxlint.llm.review import Question, estimate, questions, review
from ctxlint.llm.verdicts import finding
from ctxlint.parse.sentences import sentences
from ctxlint.project import LARGEST, Project
from ctxlint.project.bounds import read_file
from ctxlint.project.chain import chain_of
from ctxlint.report.progress import bar
from ctxlint.report.text import plural
from ctxlint.rules.review.vague import RULE


class Asked(NamedTuple):
    """The questions of a run, and the documents they are about."""

    questions: Sequence[Question]
    documents: Mapping[str, Document]  # printed path -> document; it tells files of two projects apart
    secrets: Mapping[str, Known]  # of each document, and of what it may quote
    options: ReviewOptions
    left: Sequence[str] = ()  # what cannot be asked about, and why


def ask(checked: Checked) -> Asked:
    """What is to be asked of the files of a run: of the kinds that are reviewed, and where the rule is on.

    Raises CtxlintError if the rule is off everywhere.
    """
    given, targets, outcome = checked.options, checked.targets.files, checked.run
    chosen, job = options(given.tables, given.llm_model, given.llm_budget), given.job
    _check_kinds(chosen, targets)
    if targets and not any(RULE.name in settings_for(t.config, t.path, job).on for t in targets):
        raise CtxlintError(f"--llm runs {RULE.name}, which is not selected: --extend-select review")
    read = {
        printed(target): _document(target, checked.text)
        for target, result in checked.pairs
        if result.kind in chosen.kinds and RULE.name in settings_for(target.config, target.path, job).on
    }
    documents = {name: document for name, document in read.items() if document}
    left = [f"{name} is too large or not UTF-8" for name, document in read.items() if document is None]
    secrets = {
        printed(target): _secrets(outcome.projects.get(target.root) or Project(target.root), documents[printed(target)])
        for target in targets
        if printed(target) in documents
    }
    asked = [
        question._replace(path=name)
        for name, document in documents.items()
        for question in questions(document, tuple(sentences(document)), chosen, secrets=secrets[name])
    ]
    for name, document in documents.items():
        long = (document.position(one.span.start)[0] for one in too_long(sentences(document)))
        left += [f"the instruction in line {line} of {name} is longer than {LONGEST} characters" for line in long]
    return Asked(asked, documents, secrets, chosen, left)


def _secrets(project: Project, document: Document) -> Known:
    """Those of the document, and of what loads together with it: it may quote them."""
    chain = chain_of(project, document.path)
    for entry in chain.launch.loaded if chain else ():
        project.document(entry.path)  # is read, and its secrets are those of the project
    return known(document.text).plus(project.secrets())


def _check_kinds(chosen: ReviewOptions, targets: Sequence[Target]) -> None:
    known = {kind.name for target in targets for kind in target.config.kinds} or set(NAMES)
    for name in chosen.kinds:
        if name not in known:
            raise CtxlintError(f"[llm] kinds: there is no kind “{name}”{did_you_mean(name, known)}")


def printed(target: Target) -> str:
    """The path from the current directory."""
    return os.path.relpath(os.path.join(target.root, target.path)).replace(os.sep, "/")


def estimate_text(checked: Checked) -> str:
    """Requests, tokens and the highest possible cost; nothing is sent."""
    asked, batch = ask(checked), checked.options.llm_batch
    most = estimate(asked.questions, asked.options, batch)
    sections, count = len(asked.questions), sum(len(q.request.passages) for q in asked.questions)
    requests = sum(len(question.names) for question in asked.questions)
    value: dict[str, Any] = {
        "model": asked.options.model,
        "files": len({question.path for question in asked.questions}),
        "sections": sections,
        "sentences": count,
        "requests": most.requests,
        "cached": requests - most.requests,
        "input_tokens": most.input_tokens,
        "output_tokens": most.output_tokens,
        "usd": most.most,
        "prices_as_of": table().as_of,
    }
    if checked.options.output_format == "json":
        return dumps({"version": 1, **value})
    cost = "not known: the table has no price" if most.most is None else f"at most ${most.most:.4f}"
    return (
        f"{asked.options.model}: {plural(value['files'], 'file')}, {plural(sections, 'section')}, "
        f"{plural(count, 'sentence')} to judge.\n"
        f"{plural(most.requests, 'request')}; {plural(value['cached'], 'answer')} in the cache. "
        f"About {most.input_tokens:,} tokens in, at most {most.output_tokens:,} out.\n"
        f"Cost: {cost} (prices of {table().as_of}). Nothing was sent."
    )


def reviewed(checked: Checked) -> Checked:
    """With what the model found, and the account of the pass. A fault is said on stderr and changes nothing else."""
    asked, job = ask(checked), checked.options.job
    review_ = review(asked.questions, asked.options, batch=checked.options.llm_batch, watch=bar)
    review_ = review_._replace(fault="; ".join([fault for fault in (review_.fault, *asked.left) if fault]))
    if review_.fault:
        say(f"--llm: {review_.fault}")
    verdicts = review_.verdicts
    results = []
    for target, result in checked.pairs:
        document = asked.documents.get(printed(target))  # none of a kind that is not reviewed, or where the rule is off
        ruled = [Ruled(RULE.name, finding(verdict)) for verdict in verdicts.get(printed(target), ())]
        if document is None or not ruled:
            results.append(result)
            continue
        severity, secrets = (
            settings_for(target.config, target.path, job).severity[RULE.name],
            asked.secrets[printed(target)],
        )
        results.append(_with(result, [diagnostic(document, one, severity, secrets) for one in ruled]))
    return checked._replace(run=checked.run._replace(results=tuple(results)), review=review_)


def _document(target: Target, text: bytes | None) -> Document | None:
    """None for what other rules do not read, either: too large, or not UTF-8."""
    try:
        data = read_file(os.path.join(target.root, target.path), "", LARGEST, target.root) if text is None else text
    except CtxlintError:
        return None
    document = read(data, target.path, target.kind, target.config.kinds)[0] if len(data) <= LARGEST else None
    return None if document is None or document.broken else document


def _with(result: Result, found: Sequence[Diagnostic]) -> Result:
    return result._replace(diagnostics=tuple(sorted((*result.diagnostics, *found), key=lambda d: (d.span, d.rule))))
