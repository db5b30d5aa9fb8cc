"""The files of a run -> what is asked about them; what is answered -> findings among the others of the run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import Diagnostic, Document
from ctxlint.base.redaction import Known, known
from ctxlint.engine.discover import Target
from ctxlint.engine.lint import Result, diagnostic, read_document
from ctxlint.engine.run import Job, settings_for
from ctxlint.engine.suppress import Ruled
from ctxlint.llm.cost import Estimate
from ctxlint.llm.options import ReviewOptions
from ctxlint.llm.passages import LONGEST, too_long
from ctxlint.llm.review import Question, estimate, questions
from ctxlint.llm.verdicts import Verdict, finding
from ctxlint.parse.sentences import sentences
from ctxlint.project import LARGEST, Project
from ctxlint.project.bounds import read_file
from ctxlint.project.chain import chain_of
from ctxlint.rules.review.vague import RULE


class Asked(NamedTuple):
    """The questions of a run, and the documents they are about."""

    questions: Sequence[Question]
    documents: Mapping[str, Document]  # printed path -> document; it tells files of two projects apart
    secrets: Mapping[str, Known]  # of each document, and of what it may quote
    options: ReviewOptions
    left: Sequence[str] = ()  # what cannot be asked about, and why


def ask(
    pairs: Sequence[tuple[Target, Result]],
    projects: Mapping[str, Project],
    chosen: ReviewOptions,
    job: Job,
    text: bytes | None = None,
) -> Asked:
    """What is to be asked of the files of a run: of the kinds that are reviewed, and where the rule is on.

    `text`: of the one file, if it is not to be read.
    """
    read = {
        printed(target): _document(target, text)
        for target, result in pairs
        if result.kind in chosen.kinds and is_on(target, job)
    }
    documents = {name: document for name, document in read.items() if document}
    left = [f"{name} is too large or not UTF-8" for name, document in read.items() if document is None]
    secrets = {
        printed(target): _secrets(projects.get(target.root) or Project(target.root), documents[printed(target)])
        for target, _ in pairs
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


class Expense(NamedTuple):
    """What the pass would ask, and what it would cost."""

    files: int
    sections: int
    sentences: int
    cached: int  # answers that the cache holds
    most: Estimate  # of the requests that are left


def expense(asked: Asked, batch: bool) -> Expense:
    """Asks nobody."""
    most = estimate(asked.questions, asked.options, batch)
    return Expense(
        files=len({question.path for question in asked.questions}),
        sections=len(asked.questions),
        sentences=sum(len(question.request.passages) for question in asked.questions),
        cached=sum(len(question.names) for question in asked.questions) - most.requests,
        most=most,
    )


def joined(
    pairs: Iterable[tuple[Target, Result]], asked: Asked, verdicts: Mapping[str, Sequence[Verdict]], job: Job
) -> tuple[Result, ...]:
    """The results, with a finding for each verdict."""
    results = []
    for target, result in pairs:
        document = asked.documents.get(printed(target))  # none of a kind that is not reviewed, or where the rule is off
        ruled = [Ruled(RULE.name, finding(verdict)) for verdict in verdicts.get(printed(target), ())]
        if document is None or not ruled:
            results.append(result)
            continue
        severity = settings_for(target.config, target.path, job).severity[RULE.name]
        secrets = asked.secrets[printed(target)]
        results.append(_with(result, [diagnostic(document, one, severity, secrets) for one in ruled]))
    return tuple(results)


def is_on(target: Target, job: Job) -> bool:
    return RULE.name in settings_for(target.config, target.path, job).on


def printed(target: Target) -> str:
    """The path from the current directory."""
    return os.path.relpath(os.path.join(target.root, target.path)).replace(os.sep, "/")


def _secrets(project: Project, document: Document) -> Known:
    """Those of the document, and of what loads together with it: it may quote them."""
    chain = chain_of(project, document.path)
    for entry in chain.launch.loaded if chain else ():
        project.document(entry.path)  # is read, and its secrets are those of the project
    return known(document.text).plus(project.secrets())


def _document(target: Target, text: bytes | None) -> Document | None:
    """None for what other rules do not read, either: too large, or not UTF-8."""
    try:
        data = read_file(os.path.join(target.root, target.path), "", LARGEST, target.root) if text is None else text
    except CtxlintError:
        return None
    document = read_document(data, target.path, target.kind, target.config.kinds)[0] if len(data) <= LARGEST else None
    return None if document is None or document.broken else document


def _with(result: Result, found: Sequence[Diagnostic]) -> Result:
    return result._replace(diagnostics=tuple(sorted((*result.diagnostics, *found), key=lambda d: (d.span, d.rule))))
