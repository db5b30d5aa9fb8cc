"""A sentence names a version of a runtime that the project does not allow.

## What it checks

"Node 14", "Python 3.8+", "Go 1.19" and their like in instructions, against what the manifests of the folder and of those
above it declare (`engines`, `requires-python`, `go.mod`, `rust-version`, `.nvmrc`, `.tool-versions`, …). It is reported if
the version lies outside every one of them, or if "or later" begins before the lowest one. Sentences about history,
other versions and other projects are left alone.

## Why it matters

The agent writes for the version it was told: syntax that does not run, or work-arounds for what has long been fixed.

## Bad

```markdown title="CLAUDE.md"
Write for Node 14.
```

```json title="package.json"
{"engines": {"node": ">=20"}}
```

## Good

```markdown title="CLAUDE.md"
Write for Node 22.
```

```json title="package.json"
{"engines": {"node": ">=20"}}
```
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from ctxlint.base.model import Finding, Place, Related, Severity, Span
from ctxlint.base.once import once
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import alternatives
from ctxlint.parse.cues import speaks_of
from ctxlint.rules.claims.versions import Range, allowed, at_least, exactly, numbers
from ctxlint.rules.context import IN_FILE, Context, Rule

if TYPE_CHECKING:
    from ctxlint.project import Project
    from ctxlint.project.manifests import Manifest

RUNTIMES = {
    "node": "node", "node.js": "node", "nodejs": "node", "python": "python", "go": "go", "golang": "go", "rust": "rust",
    "ruby": "ruby", "java": "java", "jdk": "java", "php": "php", "deno": "deno", "bun": "bun", "pnpm": "pnpm", "elixir": "elixir",
}  # fmt: skip
NAME = r"Node(?:\.?js)?|Python|Golang|Go|Rust|Ruby|Java|JDK|PHP|Deno|Bun|pnpm|Elixir"
LATER = r"\s*\+|\s*以上|(?:\s*,?\s+or\s+(?:later|newer|higher|above|greater))|\s+and\s+(?:up|above|later)|\.x\b"
CLAIM = lazy(
    rf"(?<![\w/.@#-])(?P<name>{NAME})\**(?:\s+version)?(?:\s*(?P<op>>=|≥|\^|~|=|:))?\s*v?(?P<version>\d+(?:\.\d+){{0,2}})"
    rf"(?P<more>{LATER})?(?![\w%]|\.\d|[-–—]\w|\s*[–—×]\s*\d)",
)
COUNTED = lazy(lambda: rf"\s+(?:\w+[ -])?(?:{alternatives('markers', 'counted')})\b", re.IGNORECASE)
NAMED = lazy(lambda: rf"[*_]*\s*(?:\Z|[^\w\s]|(?:{alternatives('markers', 'behind_versions')})\b)", re.IGNORECASE)
EXEMPT = lazy(lambda: rf"\b(?:{alternatives('markers', 'version_asides')})\b", re.IGNORECASE)
MINIMUM = frozenset({"go", "rust"})  # a bare version in their manifests is the lowest one
NOT_READ = frozenset(
    {"lockfile", "make", "cmake", "precommit", "meson", "just", "task", "rake", "nox", "poe", "gradle", "dotnet"}
)


class Declared(NamedTuple):
    path: str
    constraint: str
    ranges: tuple[Range, ...]


def check(context: Context) -> Iterator[Finding]:
    document, project = context.document, context.project
    if not CLAIM.search(document.text):
        return
    for sentence in context.sentences:
        if sentence.negative or _is_exempt(sentence.text) or _is_history(context, sentence.section):
            continue
        for match in CLAIM.finditer(sentence.text):
            runtime = RUNTIMES[match["name"].lower()]
            claimed = _claimed(match)
            declared = _declared(project, posixpath.dirname(document.path), runtime)
            if _is_aside(sentence.text, match):
                continue
            if claimed and declared and not any(_agrees(claimed, one) for one in declared):
                start = sentence.span.start
                first = declared[0]
                yield Finding(
                    Span(start + match.start(), start + match.end()),
                    f"{match[0].strip()}, but {first.path} says {runtime} {first.constraint}",
                    "write the version that the manifest declares, or leave it to the manifest",
                    related=tuple(Related(d.path, Place(1, 1, 1, 1), f"{runtime} {d.constraint}") for d in declared),
                )


def _is_exempt(text: str) -> bool:
    return EXEMPT.search(text) is not None or speaks_of(
        text, "history", "age", "change", "example", "wrong", "condition", "users"
    )


def _is_aside(text: str, match: re.Match[str]) -> bool:
    """`f-strings (Python 3.6+)` says since when there is something; `Python v2` names a package; `Go: 4 blanks` counts."""
    if _is_count(match):
        return True
    inside = text[: match.start()].rstrip()[-1:] in ("(", "（") and text[match.end() :].lstrip()[:1] in (")", "）")
    return inside or (not match["name"].startswith("Node") and bool(re.search(r"\bv\d+\Z", match[0])))


def _is_count(match: re.Match[str]) -> bool:
    """A whole number of something: `Go 2 levels up`; behind a colon, of whatever word follows that says no more of a version."""
    if "." in match["version"] or match["more"]:
        return False
    if COUNTED.match(match.string, match.end()):
        return True
    return match["op"] in (":", "=") and not NAMED.match(match.string, match.end())


def _claimed(match: re.Match[str]) -> Range | None:
    version = numbers(match["version"])
    open_ended = (match["more"] or "").strip() not in ("", ".x") or match["op"] in (">=", "≥")
    return at_least(version) if open_ended else exactly(version) if version else None


def _agrees(claimed: Range, declared: Declared) -> bool:
    """They share a version; and "or later" does not begin before the lowest that is allowed."""
    shared = any(claimed.meets(one) for one in declared.ranges)
    lowest = min(one.low for one in declared.ranges)
    return shared and (claimed.high != at_least(()).high or claimed.low >= lowest[: len(claimed.low)])


@once
def _declared(project: Project, folder: str, runtime: str) -> tuple[Declared, ...]:
    """What the manifests of the nearest folder that says anything declare, and those of the root."""
    found: list[Declared] = []
    while True:
        for manifest in _manifests(project, folder):
            constraint = manifest.versions.get(runtime)
            ranges = allowed(constraint, runtime in MINIMUM) if constraint else ()
            if constraint and ranges:
                found.append(Declared(manifest.path, constraint, ranges))
        if not folder:
            return tuple(found)
        folder = posixpath.dirname(folder)


def _manifests(project: Project, folder: str) -> Iterator[Manifest]:
    from ctxlint.project.manifests import MODULES

    for module, patterns in MODULES.items():
        if module in NOT_READ:
            continue
        for pattern in patterns:
            path = posixpath.join(folder, pattern)
            if not pattern.startswith("*") and project.tree.on_disk(path):
                yield from project.manifests.at(path)


def _is_history(context: Context, section: int) -> bool:
    document = context.document
    while section > 0:
        if re.search(
            r"\b(?:changelog|history|release notes|migrat\w*|upgrad\w*|examples?|compatib\w*|matrix)\b",
            document.sections[section].title,
            re.IGNORECASE,
        ):
            return True
        section = document.sections[section].parent
    return False


# Skills and commands are portable: they state what they need themselves, wherever they are installed.
KINDS = frozenset({"claude", "agents-md", "rule", "context", "subagent"})
RULE = Rule("claims/version", Severity.WARNING, KINDS, check, one=(IN_FILE,))
