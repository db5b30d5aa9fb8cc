"""check --baseline, --write-baseline, --prune-baseline and --new-since: findings that are known are left out."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import Severity
from ctxlint.base.printing import dumps, printable, say
from ctxlint.base.secrets import REDACTED
from ctxlint.base.suggest import typed
from ctxlint.commands.check.options import Checked
from ctxlint.commands.output import save
from ctxlint.engine import baseline, discover
from ctxlint.engine.lint import LONGEST_EXCERPT, Result
from ctxlint.engine.registry import is_by_model, rule_names
from ctxlint.engine.run import placed, run, settings_for
from ctxlint.project import LARGEST as LARGEST_CHECKED
from ctxlint.project.bounds import MEGABYTE, read_file, read_text
from ctxlint.report.text import plural

if TYPE_CHECKING:
    from ctxlint.engine.discover import Target

DEFAULT = "ctxlint-baseline.json"
LARGEST = 16 * MEGABYTE


def write_baseline(checked: Checked) -> None:
    """Write all findings to the file; entries for files and rules that were not checked stay."""
    name = checked.options.baseline
    path = name or DEFAULT
    old = _baseline_at(path) if os.path.lexists(path) else {}
    judged = _judged(checked)
    others = {mark: entry for mark, entry in old.items() if not judged(entry)}
    new = baseline.taken(checked.run.results, Severity.parse(checked.options.show))
    _write(path, {**others, **new})
    quoted = dumps(path, indent=None)  # as TOML writes it, too
    use = "" if name else f"; from now on: --baseline {path}, or in the configuration: {typed(f'baseline = {quoted}')}"
    say(f"wrote {plural(len(new), 'finding')} to {path}{use}")


def without_known(checked: Checked) -> Checked:
    """Without the findings of the baseline, and those that --new-since finds in an earlier revision.

    Each judges the whole run: what the baseline lists must not pair with what is new.
    """
    path, revision = checked.options.baseline, checked.options.new_since
    results = _without_baseline(checked, path) if path else checked.run.results
    if revision:
        results = tuple(_in_both(a, b) for a, b in zip(results, _without_old(checked, revision), strict=True))
    return checked._replace(run=checked.run._replace(results=results))


def _in_both(one: Result, other: Result) -> Result:
    return one._replace(diagnostics=tuple(d for d in one.diagnostics if d in other.diagnostics))


def _without_baseline(checked: Checked, path: str) -> tuple[Result, ...]:
    """Without the findings of the baseline. Says what is stale in it, or removes that."""
    if not os.path.lexists(path):
        raise CtxlintError(f"there is no baseline {path}; write one: ctxlint check --baseline {path} --write-baseline")
    entries = _baseline_at(path)
    options = checked.options
    results, used = baseline.without(checked.run.results, entries.keys())
    stale = baseline.stale(entries, used, _judged(checked))
    if stale and options.prune_baseline:
        _write(path, {mark: entry for mark, entry in entries.items() if mark not in stale})
    if not options.quiet:
        _say(used, stale, path, options.prune_baseline)
    return results


def _without_old(checked: Checked, revision: str) -> tuple[Result, ...]:
    """Without the findings that the tree of `revision` has too."""
    from ctxlint.project.revision import snapshot

    earlier: list[Result] = []
    stood: dict[str, frozenset[str]] = {}  # path now -> the lines of the file then
    files = checked.targets.files
    for root in dict.fromkeys(target.root for target in files):
        mine = [target for target in files if target.root == root]
        with snapshot(root, revision, [target.path for target in mine]) as then:
            old = {then.renamed.get(t.path, t.path): t for t in mine}
            before = [t._replace(root=then.root, path=path) for path, t in old.items() if path in then.paths]
            found = run(before, checked.options.job).results
            earlier += [_as_now(result, old[result.path].path) for result in found]
            read = (target for target, _ in placed(before, found)) if checked.options.llm else ()
            stood |= {old[target.path].path: _lines(target) for target in read}
    now = [_without_reviews(result, stood.get(result.path, frozenset())) for result in checked.run.results]
    results, left_out = baseline.without_old(now, earlier)
    if left_out and not checked.options.quiet:
        say(f"{plural(left_out, 'finding')} left out: {revision} has them too")
    return results


def _without_reviews(result: Result, stood: frozenset[str]) -> Result:
    """Without what a model says of lines that stood there then: the old tree is not sent to it."""
    kept = (d for d in result.diagnostics if not (d.by_model and d.excerpt in stood))
    return result._replace(diagnostics=tuple(kept)) if stood else result


def _lines(target: Target) -> frozenset[str]:
    """None of a file that is not read: then nothing stood there."""
    try:
        data = read_file(os.path.join(target.root, target.path), "", LARGEST_CHECKED, target.root)
    except CtxlintError:
        return frozenset()
    return frozenset(line[:LONGEST_EXCERPT] for line in data.decode("utf-8", "replace").splitlines())


def _as_now(result: Result, path: str) -> Result:
    """What was said of a file under its old name, said of it under its new name."""
    if result.path == path:
        return result
    found = (d._replace(path=path, message=d.message.replace(result.path, path)) for d in result.diagnostics)
    return result._replace(path=path, diagnostics=tuple(found))


def _judged(checked: Checked) -> Callable[[baseline.Entry], bool]:
    """Could this run say that an entry is stale? Its rule ran over its file, or the file is gone."""
    targets = {printable(target.path): target for target in checked.targets.files}
    done = {printable(result.path) for result in checked.run.results}
    root = checked.targets.files[0].root if checked.targets.files else discover.root_of(os.getcwd())

    def judged(entry: baseline.Entry) -> bool:
        if is_by_model(entry.rule) and not (entry.path in done and _is_reviewed(checked, targets[entry.path])):
            return _is_gone(root, entry.path)
        if entry.path in done:
            target = targets[entry.path]
            on = settings_for(target.config, target.path, checked.options.job).on
            return entry.rule in on or entry.rule not in rule_names(target.config)
        return _is_gone(root, entry.path)

    return judged


def _is_gone(root: str, path: str) -> bool:
    """A name that held a key is not known any more, and so neither whether it is there."""
    return REDACTED not in path and not os.path.lexists(os.path.join(root, path))


def _is_reviewed(checked: Checked, target: Target) -> bool:
    """Was the whole file read by a model in this run?"""
    path = os.path.relpath(os.path.join(target.root, target.path)).replace(os.sep, "/")
    return checked.review is not None and path not in checked.review.unreviewed


def _say(used: set[str], stale: baseline.Baseline, path: str, pruned: bool) -> None:
    if used:
        say(f"{plural(len(used), 'finding')} left out: in {path}")
    if stale:
        listed = ", ".join(sorted({f"{entry.rule} in {entry.path}" for entry in stale.values()})[:5])
        what = "removed" if pruned else "--prune-baseline removes them"
        say(f"{plural(len(stale), 'entry').replace('entrys', 'entries')} of {path} gone ({listed}): {what}")


def _baseline_at(path: str) -> baseline.Baseline:
    return baseline.read_baseline(read_text(path, "the baseline", LARGEST, discover.root_of(os.getcwd())), path)


def _write(path: str, entries: baseline.Baseline) -> None:
    save(path, baseline.write(entries).encode())
