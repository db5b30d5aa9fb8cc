"""YAML -> JSON value. The only file that imports yaml."""

from __future__ import annotations

from typing import Any

import yaml

from ctxlint.base.model import JSON

FAULTS = (yaml.YAMLError, ValueError, TypeError, LookupError, AttributeError)  # `!!bool maybe` is a KeyError


class Loader(yaml.SafeLoader):
    """Safe, without dates (JSON has none) and without aliases (ten lines of them can expand to gigabytes)."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("aliases are not supported")
        return super().compose_node(parent, index)


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def load_yaml(text: str) -> JSON:
    """One YAML document. Whatever is wrong with it is a ValueError, which starts with line:column where known."""
    try:
        return _plain(yaml.load(text, Loader))  # a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        place = f"{mark.line + 1}:{mark.column + 1}:" if mark else ""
        raise ValueError(f"{place} {error.problem}") from None
    except RecursionError:
        raise ValueError(" nested too deeply") from None
    except FAULTS as error:
        raise ValueError(f" {error}") from None


def _plain(value: Any) -> JSON:
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)
