"""YAML, by way of the one file that knows PyYAML."""

from __future__ import annotations

from typing import Any

from ctxlint.parse import yaml
from ctxlint.project.manifests import ManifestError, Reader, values


def yaml_table(path: str, read: Reader) -> dict[str, Any]:
    text = values.text_of(path, read, values.LARGEST_YAML)
    try:
        return values.expect_table(path, yaml.load_yaml(text) or {})
    except ValueError as error:
        raise ManifestError(f"{path}:{error}") from None
