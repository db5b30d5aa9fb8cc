"""What the text formats share: colour, safe characters, the closing lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from ctxlint.base.model import Diagnostic, Severity
from ctxlint.base.printing import safe
from ctxlint.base.suggest import typed

if TYPE_CHECKING:
    from ctxlint.llm.review import Review
    from ctxlint.project.chain import Summary
    from ctxlint.report import View

COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
LONGEST_PIECE = 300  # characters
MOST_PLACES = 5  # of those where the same stands; JSON and SARIF have them all
Plain = Callable[[str], str]  # what comes from a file or is a name -> as it is printed


def paint(text: str, code: str, color: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if color and text else text


def place(view: View, diagnostic: Diagnostic) -> str:
    return f"{safe(view.paths.get(diagnostic.path, diagnostic.path))}:{diagnostic.place.line}:{diagnostic.place.column}"


def told(one: Diagnostic, paths: Mapping[str, str] | None = None) -> str:
    """Its message, and in how many more places the same stands; with `paths`, for want of room below, where the first are."""
    if not one.repeats:
        return one.message
    count = f"and in {plural(len(one.repeats), 'more place')}"
    if paths is None:
        return f"{one.message} ({count})"
    own = all(other.path == one.path for other in one.repeats)
    where = [
        str(other.place.line) if own else f"{paths.get(other.path, other.path)}:{other.place.line}"
        for other in one.repeats[:MOST_PLACES]
    ]
    dots = ", …" * (len(one.repeats) > MOST_PLACES)
    word = "lines" if len(one.repeats) > 1 else "line"
    return f"{one.message} ({count}: {f'{word} ' * own}{', '.join(where)}{dots})"


def plural(count: int, word: str) -> str:
    return f"{count} {word}" + ("s" if count != 1 else "")


def large(count: int, word: str) -> str:
    """With separators, for numbers that run into the thousands."""
    return plural(count, word).replace(str(count), f"{count:,}", 1)


def short(text: str) -> str:
    return text if len(text) <= LONGEST_PIECE else f"{text[: LONGEST_PIECE - 1]}…"


def code(command: str) -> str:
    """As a terminal shows it and Markdown reads it: between more backticks than stand in it in a row."""
    return typed(short(safe(command)))


def closing(view: View, plain: Plain = safe, room: int = sys.maxsize) -> list[str]:
    """Checked 3 files: 1 error, 2 warnings. 4 suggestions hidden (wording 3, parts 1): --show info

    `room`: characters for what was not checked.
    """
    if view.quiet:
        return []
    run = view.run
    if not run.results:  # nothing that was named is a context file, and a note has said so
        return ["Checked 0 files."]
    found = [plural(run.count(s), s.label) for s in (Severity.ERROR, Severity.WARNING) if run.count(s)]
    suggestions = run.count(Severity.INFO)
    if suggestions and view.show <= Severity.INFO:
        found.append(plural(suggestions, "suggestion"))
    none = f"nothing found, and {len(run.problems)} not to be read" if run.problems else "nothing to complain about"
    lines = f"Checked {plural(len(run.results), 'file')}: {', '.join(found) or none}."
    suppressed = sum(result.suppressed for result in run.results)
    if suppressed:
        lines += f" {suppressed} suppressed."
    if view.hidden:
        lines += f" {_hidden(view.hidden, plain)}"
    reviewed = [_reviewed(view.review, plain)] if view.review else []
    loads = [_loads(view.load, plain)] if view.load else []
    return [lines, *_skipped(run.skipped, plain, room), *reviewed, *loads]


def _reviewed(review: Review, plain: Plain) -> str:
    """Reviewed 12 of 12 sections with claude-haiku-5-5: 12 requests, $0.0012 (…). 2 unverified findings dropped."""
    done = sum(answer.whole for answer in review.answers)
    text = f"Reviewed {done} of {plural(len(review.answers), 'section')} with {plain(review.model)}: "
    text += f"{plural(review.asked, 'request')}, {review.cached} from the cache"
    if review.asked:
        usage = review.usage
        price = "price not known" if review.cost is None else f"${review.cost:.4f}"
        fresh = usage.input + usage.cache_write
        text += f"; {price} ({fresh:,} tokens in, {usage.cache_read:,} cached, {usage.output:,} out)"
    return f"{text}. {plural(review.dropped, 'unverified finding')} dropped." if review.dropped else f"{text}."


def _loads(load: Summary, plain: Plain) -> str:
    """Starting here, Claude Code loads 3 files, 214 lines, about 3,100 tokens. Constraints: yes. Check: `make test`.

    What is not certain is not said, nor that it is not there.
    """
    size = f"{large(load.files, 'file')}, {large(load.lines, 'line')}, about {_rounded(load.tokens):,} tokens"
    told = {
        "Constraints": "yes" if load.constraints else "",
        "Check": code(load.check) if load.check else "",
        "Escalation": plain(load.escalation) if load.escalation else "",
    }
    return " ".join([f"Starting here, Claude Code loads {size}.", *(f"{k}: {v}." for k, v in told.items() if v)])


def _rounded(tokens: int) -> int:
    """To two digits: an estimate must not look exact."""
    return int(round(tokens, 2 - len(str(tokens)))) if tokens > 99 else tokens


def _skipped(skipped: Mapping[str, str], plain: Plain, room: int) -> list[str]:
    """Not checked: references/gone-path (shallow clone)"""
    pieces: list[str] = []
    for rule, reason in skipped.items():
        piece = f"{plain(rule)} ({plain(reason)})"
        room -= len(piece) + 2
        if room < 0:
            pieces.append(f"{len(skipped) - len(pieces)} more")
            break
        pieces.append(piece)
    return [f"Not checked: {', '.join(pieces)}"] if pieces else []


def _hidden(hidden: Iterable[Diagnostic], plain: Plain) -> str:
    hidden = list(hidden)
    groups = ", ".join(f"{plain(group)} {count}" for group, count in _by_group(hidden).items())
    worst = max(diagnostic.severity for diagnostic in hidden)
    what = plural(len(hidden), "suggestion") if worst == Severity.INFO else f"{len(hidden)} less severe"
    return f"{what} hidden ({groups}): --show info"


def _by_group(diagnostics: Iterable[Diagnostic]) -> Mapping[str, int]:
    """Rule group -> how many findings, most first."""
    counts: dict[str, int] = {}
    for diagnostic in diagnostics:
        name = diagnostic.rule.partition("/")[0]
        counts[name] = counts.get(name, 0) + 1
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
