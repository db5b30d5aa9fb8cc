"""YAML, by way of the one file that knows PyYAML."""

from __future__ import annotations

from typing import Any

from ctxlint.parse import yaml
from ctxlint.project.manifests import ManifestError, Reader, load


def load_yaml(path: str, read: Reader) -> dict[str, Any]:
    text = load.load_text(path, read, load.LARGEST_YAML)
    try:
        return load.expect_table(path, yaml.load_yaml(text) or {})
    except ValueError as error:
        raise ManifestError(f"{path}:{error}") from None
