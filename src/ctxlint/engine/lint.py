"""One file -> diagnostics: parse, settle the kind, run rules and schema, suppress, give places. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.errors import CtxlintError, UnmetError
from ctxlint.base.model import LEAD, Diagnostic, Document, Finding, Fix, Severity, Span
from ctxlint.base.suggest import typed
from ctxlint.config.kinds import KINDS, Kind, by_name, is_glossary
from ctxlint.engine.suppress import Ruled, suppress
from ctxlint.parse import parse
from ctxlint.rules.context import OVERSIZED, TEXT, UNDECODABLE, Context, Rule

if TYPE_CHECKING:
    from ctxlint.base.redaction import Known
    from ctxlint.outline import Outline

FEWEST_PARTS = 2  # from here on a CONTEXT.md is a brief, whatever else it holds
LONGEST_EXCERPT = 400


class Settings(NamedTuple):
    """What the configuration and the command line say about one file."""

    on: frozenset[str]  # the rules to run
    severity: Mapping[str, Severity] = {}  # rule -> severity; a rule that is not in it is an error
    ignores: bool = True  # honour suppressions


class Result(NamedTuple):
    """What is said of one file."""

    path: str
    kind: str
    diagnostics: tuple[Diagnostic, ...]
    suppressed: int
    skipped: tuple[tuple[str, str], ...] = ()  # rule, and why it could not run
    closed: tuple[tuple[str, str], ...] = ()  # other files that were to be read and could not be opened, and why
    text: int = 0  # the hash of what it says: copies have the same, in one run


def read_document(data: bytes, path: str, kind: Kind, kinds: tuple[Kind, ...] = KINDS) -> tuple[Document, Kind]:
    """The document, with its kind settled: what the file declares comes before what its name says."""
    document = parse(data, path, kind.name)
    named = [name for d in document.directives if d.verb == "kind" for name in d.names]
    declared = by_name(named[0], kinds) if named else None
    if declared or kind.declared:
        kind = declared or kind
        document = replace(document, kind=kind.name, declared=True)
    return document, kind


def lint(context: Context, rules: Iterable[Rule], settings: Settings) -> Result:
    """Run the rules that are on over one document.

    Raises CtxlintError for a file of which no rule could say anything, where the one that says why is off.
    """
    context = _settled(context)
    document = context.document
    state = UNDECODABLE if document.broken else OVERSIZED if document.size else TEXT
    able = [rule for rule in rules if state in rule.sees and _is_for(rule, document, state)]
    ran = {rule.name: rule for rule in able if rule.name in settings.on}
    if state != TEXT and not ran:
        off = " and ".join(rule.name for rule in able)
        raise CtxlintError(f"{document.path} was not checked: it is {state} ({off} is off)")
    found, skipped = _by_rules(context, ran.values())
    if state == TEXT:
        found += [one for one in _by_schema(context) if one.rule in settings.on]
    hidden = 0
    if settings.ignores and document.directives:
        own = {name for name in settings.on if name.startswith(f"{document.kind}/")}
        about = [rule for rule in ran.values() if rule.comments]
        found, hidden = suppress(document, found, (ran.keys() - skipped.keys()) | own, about)
    diagnostics = list(_shown(context, found, settings)) if found else []
    diagnostics.sort(key=lambda d: (d.span, d.rule))
    closed = tuple(context.project.closed.items())
    known = tuple(skipped.items()), closed, hash(document.text)
    return Result(document.path, document.kind, tuple(diagnostics), hidden, *known)


def _shown(context: Context, found: Iterable[Ruled], settings: Settings) -> Iterator[Diagnostic]:
    from ctxlint.base.redaction import known  # a file without findings needs none

    secrets = known(context.document.text, context.secrets).plus(context.project.secrets())
    for one in found:
        yield diagnostic(context.document, one, settings.severity.get(one.rule, Severity.ERROR), secrets)


def _by_rules(context: Context, rules: Iterable[Rule]) -> tuple[list[Ruled], dict[str, str]]:
    """What the rules find; and those that could not run, with the reason."""
    found: list[Ruled] = []
    skipped: dict[str, str] = {}
    for rule in rules:
        try:
            for finding in rule.check(context) if rule.check else ():  # what was found before it gave up is true
                found.append(Ruled(rule.name, finding))
        except UnmetError as unmet:
            skipped[rule.name] = str(unmet)
    return found, skipped


def _is_for(rule: Rule, document: Document, state: str) -> bool:
    """A rule is for some kinds of files; what has no text is said of all."""
    return state != TEXT or rule.kinds is None or document.kind in rule.kinds


def _settled(context: Context) -> Context:
    """A CONTEXT.md with terms and without the parts of a brief is a glossary."""
    document = context.document
    if document.kind != "context" or document.declared or document.broken or not is_glossary(document):
        return context
    if len(context.outline.value["parts"]) >= FEWEST_PARTS:
        return context
    return replace(context, document=replace(document, kind="glossary"), kind=by_name("glossary"))


def _by_schema(context: Context) -> Iterator[Ruled]:
    if context.kind is None or context.kind.schema is None:
        return
    from ctxlint.config import schema  # jsonschema costs 70 ms: only for kinds that have a schema

    outline = context.outline
    for violation in schema.violations(outline.value, context.kind.schema):
        rule = violation.rule or f"{context.kind.name}/schema"
        hint = _absent_part(outline, violation.pointer)
        fix = _skeleton(context.document, outline, violation.pointer) if hint else None
        message = violation.message.replace("{absent}", _absent_parts(outline))
        where = outline.locate(violation.pointer)
        yield Ruled(rule, Finding(where, message, hint or violation.hint, fix))


def _absent_parts(outline: Outline) -> str:
    """The parts that a file of this kind may have and this one has not, by their first accepted heading."""
    absent = [words[0] for part, words in outline.vocabulary.items() if part not in outline.value["parts"]]
    return ", no ".join(absent)


def _absent_part(outline: Outline, pointer: str) -> str | None:
    """For a part that is not there: the headings that would carry it, and the one that comes closest."""
    from ctxlint.outline.headings import nearest, parts_of

    name = pointer.removeprefix("/parts/")
    accepted = outline.vocabulary.get(name)
    if accepted is None or name in outline.value["parts"]:
        return None
    proposed = " or ".join(typed(f"## {heading.title()}") for heading in accepted[:2])
    near = nearest([heading for heading in outline.headings if not parts_of(heading, outline.vocabulary)], accepted)
    return f"add a heading such as {proposed}" + (f"; the nearest here is “{near}”" if near else "")


def _skeleton(document: Document, outline: Outline, pointer: str) -> Fix:
    from ctxlint.engine.skeletons import skeleton

    return skeleton(document, outline, pointer.removeprefix("/parts/"))


def diagnostic(document: Document, one: Ruled, severity: Severity, secrets: Known) -> Diagnostic:
    """The finding in its place, without the secrets of the document: whatever is shown of a file is made here."""
    from ctxlint.base.redaction import without

    finding = one.finding
    span = Span(finding.span.start, max(finding.span))
    line = document.line_span(document.position(span.start)[0])
    edits = finding.fix.edits if finding.fix else ()
    is_far = span.start - line.start > LONGEST_EXCERPT - LEAD
    made = Diagnostic(
        rule=one.rule,
        severity=severity,
        path=document.path,
        span=span,
        place=document.place(span),
        message=finding.message,
        hint=finding.hint,
        fix=finding.fix,
        fix_places=tuple(document.place(edit.span) for edit in edits),
        related=finding.related,
        by_model=finding.by_model,
        known_as=finding.known_as,
        excerpt=document.text[line.start : min(line.end, line.start + LONGEST_EXCERPT)],
        around=document.text[span.start - LEAD : min(line.end, span.start + LEAD)] if is_far else "",
    )
    return without(made, secrets, document.slice(span))
