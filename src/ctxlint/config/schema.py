"""JSON value x JSON Schema (draft 2020-12) -> violations. The only file that imports jsonschema.

Three annotations beside the standard keywords: `x-rule`, the rule a violation belongs to, `x-message`, what is wrong,
and `x-hint`, what to write; of each the nearest enclosing one counts, on the way through `$ref`, `anyOf` and `allOf`.
In the texts `{missing}` is the absent property, `{heading}` the heading of the value's part, `{value}` the value.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError, best_match
from jsonschema.validators import extend
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource, Unresolvable
from referencing.jsonschema import DRAFT202012

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import JSON
from ctxlint.base.patterns import lazy
from ctxlint.base.resources import folder
from ctxlint.base.secrets import redact
from ctxlint.project import git
from ctxlint.project.bounds import contains, read_text

PLACEHOLDER = lazy(r"\{(\w+)\}")
ANNOTATIONS = ("x-rule", "x-message", "x-hint")
BRANCHES = ("anyOf", "oneOf")
LONGEST_VALUE = 60


class Violation(NamedTuple):
    rule: str | None  # None: the schema names none
    message: str
    hint: str | None
    pointer: str  # JSON pointer of the value; of the absent property where one is missing


class Schema(NamedTuple):
    validator: Draft202012Validator
    root: JSON
    registry: Registry[JSON]
    base: str


def violations(value: JSON, name: str) -> Iterator[Violation]:
    """What `value` violates of the schema `name`: a shipped one ("context"), or the path of a file."""
    schema = read_schema(name)
    try:
        for error in sorted(schema.validator.iter_errors(value), key=lambda e: list(map(str, e.absolute_path))):
            yield _violation(value, schema, _spokesman(schema, error))
    except Unresolvable as problem:
        raise CtxlintError(f"{name}: cannot resolve the reference {problem.ref}") from problem
    except RecursionError as problem:
        raise CtxlintError(f"{name}: a $ref leads back to itself, or the value is nested too deeply") from problem


def rule_names(name: str) -> list[str]:
    """The rules that the schema `name` names, in the order of the file."""
    names: dict[str, None] = {}
    pending = [read_schema(name).root]
    while pending:
        node = pending.pop(0)
        if isinstance(node, dict):
            names.update({node["x-rule"]: None} if isinstance(node.get("x-rule"), str) else {})
            pending += node.values()
        elif isinstance(node, list):
            pending += node
    return list(names)


@cache
def read_schema(name: str) -> Schema:
    """Raises CtxlintError if there is no such file, it is no JSON, or no JSON Schema."""
    path = Path(name) if Path(name).is_absolute() else folder("schemas") / f"{name}.schema.json"
    root = _parsed(path)
    base = path.resolve().as_uri()
    registry: Any = Registry(retrieve=_retriever(path))  # type: ignore[call-arg]
    registry = registry.with_resource(base, _resource(root))
    if not Path(name).is_absolute():
        return Schema(Draft202012Validator({"$ref": base}, registry=registry), root, registry, base)
    from ctxlint.config import own_schemas

    own_schemas.refuse(root, registry.resolver(base), name)
    return Schema(_bounded(name)({"$ref": base}, registry=registry), root, registry, base)


def _bounded(name: str) -> Any:
    """The validator of a schema of one's own: its patterns are searched for where that can be stopped."""
    from ctxlint.base import bounded_patterns

    def found(pattern: str, text: str) -> bool:
        try:
            return bounded_patterns.found(pattern, text)
        except bounded_patterns.TooSlowError:
            raise CtxlintError(f"{name}: the pattern “{pattern[:80]}” takes more than a second") from None

    def pattern(validator: Any, wanted: str, value: JSON, _: JSON) -> Iterator[ValidationError]:
        if isinstance(value, str) and not found(wanted, value):
            yield ValidationError(f"{value!r} does not match {wanted!r}")

    def named(validator: Any, wanted: JSON, value: JSON, _: JSON) -> Iterator[ValidationError]:
        for key, inner in value.items() if isinstance(value, dict) else ():
            for way, schema in wanted.items():
                if found(way, key):
                    yield from validator.descend(inner, schema, path=key, schema_path=way)

    def others(validator: Any, wanted: JSON, value: JSON, schema: JSON) -> Iterator[ValidationError]:
        known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
        keys = [key for key in value if key not in known] if isinstance(value, dict) else []
        extra = [key for key in keys if not any(found(one, key) for one in patterns)]
        for key in extra if isinstance(wanted, dict) else ():
            yield from validator.descend(value[key], wanted, path=key)
        if extra and wanted is False:
            listed = ", ".join(map(repr, extra))
            yield ValidationError(f"Additional properties are not allowed ({listed} unexpected)")

    own = {"pattern": pattern, "patternProperties": named}
    return extend(Draft202012Validator, {**own, "additionalProperties": others})  # type: ignore[no-untyped-call]


def _parsed(path: Path) -> JSON:
    text = read_text(str(path), "the schema")
    try:
        root = json.loads(text)
        Draft202012Validator.check_schema(root)
    except OverflowError as problem:  # a{99999999999}
        raise CtxlintError(f"{path} is not a JSON Schema: a pattern in it: {problem}") from problem
    except (ValueError, RecursionError) as problem:
        raise CtxlintError(f"{path} is not JSON: {problem}") from problem
    except SchemaError as problem:
        where = "/".join(map(str, problem.absolute_path)) or "the top"
        raise CtxlintError(f"{path} is not a JSON Schema: {problem.message} (at {where})") from problem
    return root


def _resource(root: JSON) -> Resource[JSON]:
    """Relative references lead to files beside the schema, whatever its `$id` says."""
    if isinstance(root, dict):
        root = {key: value for key, value in root.items() if key != "$id"}
    return DRAFT202012.create_resource(root)


def _retriever(schema: Path) -> Callable[[str], Resource[JSON]]:
    """Files of the project that the schema is in, and nothing else: nothing is ever fetched."""
    project = git.top_level(str(schema.parent)) or str(schema.parent)

    def retrieve(uri: str) -> Resource[JSON]:
        path = unquote(uri.removeprefix("file:///" if os.name == "nt" else "file://"))
        if not uri.startswith("file://") or not contains(project, path):
            raise NoSuchResource(ref=uri)  # type: ignore[call-arg]
        return _resource(_parsed(Path(path)))

    return retrieve


def _spokesman(schema: Schema, error: ValidationError) -> ValidationError:
    """An `anyOf` speaks for itself, unless a branch names a rule of its own: then the branch that came closest speaks."""
    while error.validator in BRANCHES and error.context:
        outer = _annotations(schema, error)
        named = [inner for inner in error.context if _annotations(schema, inner)["x-rule"] != outer["x-rule"]]
        closest = best_match(named)
        if closest is None:
            break
        error = closest
    return error


def _violation(value: JSON, schema: Schema, error: ValidationError) -> Violation:
    notes = _annotations(schema, error)
    path = list(error.absolute_path)
    words = {"missing": _missing(error), "value": _short(error.instance), "heading": _heading(value, path)}
    message = _filled(notes["x-message"] or _plain_message(error), words)
    hint = _filled(notes["x-hint"], words) if notes["x-hint"] else None
    steps = [*path, words["missing"]] if words["missing"] else path
    pointer = "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return Violation(notes["x-rule"], message, hint, pointer)


def _filled(text: str, words: dict[str, str]) -> str:
    return PLACEHOLDER.sub(lambda m: words.get(m[1], m[0]), text)


def _annotations(schema: Schema, error: ValidationError) -> dict[str, str | None]:
    """The nearest annotation of each sort on the way from the root to the violated keyword."""
    notes: dict[str, str | None] = dict.fromkeys(ANNOTATIONS)
    resolver = schema.registry.resolver(schema.base)
    node: Any = {"$ref": schema.base}
    for step in error.absolute_schema_path:
        while isinstance(node, dict) and "$ref" in node and step not in node:
            _note(notes, node)
            found = resolver.lookup(node["$ref"])
            node, resolver = found.contents, found.resolver
        _note(notes, node)
        if not isinstance(node, list) and (not isinstance(node, dict) or step not in node):
            break  # it went through a $dynamicRef
        node = node[step]  # type: ignore[index]
    return notes


def _note(notes: dict[str, str | None], node: Any) -> None:
    if isinstance(node, dict):
        notes.update({key: node[key] for key in notes if isinstance(node.get(key), str)})


def _missing(error: ValidationError) -> str:
    if error.validator != "required" or not isinstance(error.instance, dict):
        return ""
    required: Any = error.validator_value
    absent = [name for name in required if name not in error.instance]
    return next((name for name in absent if error.message.startswith(repr(name))), "")


def _heading(value: JSON, path: list[Any]) -> str:
    """The heading of the part that a path leads through."""
    heading = value.get("title") if isinstance(value, dict) else None
    for step in path:
        value = value[step]
        if isinstance(value, dict) and isinstance(value.get("heading"), str):
            heading = value["heading"]
    return heading or "this file"


def _short(value: JSON) -> str:
    try:
        text = redact(value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):  # a whole number of more digits than Python writes
        return "…"
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def _plain_message(error: ValidationError) -> str:
    """What a keyword asks for, in plain words; jsonschema's own words for the rare ones."""
    name = str(error.absolute_path[-1]) if error.absolute_path else "this file"
    asked = error.validator_value
    words = {
        "required": "{missing} is missing",
        "minItems": f"{name} needs at least {asked}, here are {len(error.instance) if isinstance(error.instance, list) else 0}",
        "maxItems": f"{name} may hold at most {asked}",
        "minimum": f"{name} is {{value}}, at least {asked} is needed",
        "maximum": f"{name} is {{value}}, at most {asked} is allowed",
        "minProperties": f"{name} needs at least {asked} entries",
        "enum": f"{name} is {{value}}, but may only be {_choices(asked)}",
        "const": f"{name} is {{value}}, but must be {_short(asked)}",
        "pattern": f"{name} is {{value}}, which does not match {asked}",
        "contains": f"nothing in {name} is as the schema asks",
        "type": f"{name} is {{value}}, but must be {_article(_choices(asked))}",
        "anyOf": f"{name} is none of what the schema allows",
        "oneOf": f"{name} must be exactly one of what the schema allows",
        "not": f"{name} is what the schema rules out",
    }
    return words.get(str(error.validator), error.message)


def _article(noun: str) -> str:
    return f"{'an' if noun[:1] in 'aeio' else 'a'} {noun}"


def _choices(asked: JSON) -> str:
    return " or ".join(_short(choice) for choice in (asked if isinstance(asked, list) else [asked]))
