"""The schema of [tool.ctxlint], for `validate-pyproject` (entry point validate_pyproject.tool_schema)."""

from __future__ import annotations

import json
from typing import cast

from ctxlint.base.home import HOME
from ctxlint.base.model import JSON
from ctxlint.base.resources import folder

DRAFT_7 = "http://json-schema.org/draft-07/schema#"  # the one that validate-pyproject reads
ID = f"{HOME}/blob/main/schemas/config.schema.json" if HOME else "https://ctxlint.invalid/config.schema.json"


def tool_schema(tool: str = "ctxlint") -> dict[str, JSON]:
    """Settings of ctxlint, a linter for the files that steer AI coding agents."""
    text = (folder("schemas") / "config.schema.json").read_text("utf-8")
    value = json.loads(text.replace('"#/$defs/', '"#/definitions/').replace('"$defs"', '"definitions"'))
    return cast("dict[str, JSON]", {**value, "$schema": DRAFT_7, "$id": ID})
