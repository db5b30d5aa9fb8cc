"""What a schema of a repository's own may not hold: patterns that can take for ever, references to what is no schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ctxlint.base import bounded_patterns
from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import JSON
from ctxlint.base.patterns import lazy

ONE = frozenset(
    """additionalProperties not if then else items contains propertyNames unevaluatedItems unevaluatedProperties
    contentSchema""".split()
)
LISTED = frozenset({"allOf", "anyOf", "oneOf", "prefixItems"})
NAMED = frozenset({"properties", "patternProperties", "$defs", "definitions", "dependentSchemas"})
RULE = lazy(r"[\w./-]{1,100}\Z")


def refuse(root: JSON, resolver: Any, path: str) -> None:
    """Raises CtxlintError with the place of what is refused."""
    pending = [("#", root, resolver)]
    seen: set[int] = set()
    keywords: set[str] = set()
    for where, node, scope in pending:  # grows while it is read
        if not isinstance(node, dict) or id(node) in seen:
            continue
        seen.add(id(node))
        for place, pattern in _patterns(node):
            if why := bounded_patterns.refusal(pattern):
                raise CtxlintError(f"{path}: {where}/{place}: the pattern “{pattern[:80]}” {why}")
        both = [key for key in ("patternProperties", "unevaluatedProperties") if key in node or key in keywords]
        keywords.update(both)
        if len(both) > 1:  # jsonschema searches for these patterns by itself
            raise CtxlintError(f"{path}: {where}: {' and '.join(both)} cannot both be used; use additionalProperties")
        if isinstance(node.get("x-rule"), str) and not RULE.match(node["x-rule"]):
            raise CtxlintError(f"{path}: {where}/x-rule: {node['x-rule'][:80]!r} is no name of a rule")
        pending += ((f"{where}/{step}", inner, scope) for step, inner in _inside(node))
        if isinstance(node.get("$ref"), str):
            pending.append(_referred(node["$ref"], scope, f"{path}: {where}/$ref"))


def _patterns(node: dict[str, JSON]) -> Iterator[tuple[str, str]]:
    if isinstance(node.get("pattern"), str):
        yield "pattern", node["pattern"]
    named = node.get("patternProperties")
    for pattern in named if isinstance(named, dict) else ():
        yield "patternProperties", pattern


def _inside(node: dict[str, JSON]) -> Iterator[tuple[str, JSON]]:
    """The schemas in a schema, and the way to each."""
    for key, value in node.items():
        if key in ONE:
            yield key, value
        elif key in LISTED and isinstance(value, list):
            yield from ((f"{key}/{index}", inner) for index, inner in enumerate(value))
        elif key in NAMED and isinstance(value, dict):
            yield from ((f"{key}/{name}", inner) for name, inner in value.items())


def _referred(reference: str, scope: Any, place: str) -> tuple[str, JSON, Any]:
    try:
        found = scope.lookup(reference)
    except CtxlintError:
        raise
    except Exception as problem:  # whatever `referencing` makes of an odd reference
        raise CtxlintError(f"{place}: cannot resolve “{reference[:80]}”") from problem
    if not isinstance(found.contents, (dict, bool)):
        raise CtxlintError(f"{place}: “{reference[:80]}” leads to no schema")
    return reference, found.contents, found.resolver
