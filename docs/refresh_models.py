"""Compares the table of models with what the installed anthropic package knows. Asks no server.

python docs/refresh_models.py [--write]
"""

from __future__ import annotations

import importlib
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any, get_args

TABLE = Path(__file__).parent.parent / "src" / "ctxlint" / "data" / "models.json"
PLACES = ("anthropic._data.deprecated_models", "anthropic.resources.messages.messages")  # newer and older packages


def known_to_package() -> tuple[set[str], dict[str, str]]:
    """Ids that the package lists, and the day on which each deprecated one ends."""
    model = importlib.import_module("anthropic.types.model").Model
    ids = {name for option in get_args(model) for name in get_args(option) if isinstance(name, str)}
    for place in PLACES:
        try:
            return ids, dict(importlib.import_module(place).DEPRECATED_MODELS)
        except (ImportError, AttributeError):
            continue
    return ids, {}


def main() -> None:
    try:
        ids, ends = known_to_package()
    except ImportError:
        sys.exit("pip install 'ctxlint[llm]' first: the table is compared with the anthropic package")
    value: dict[str, Any] = json.loads(TABLE.read_text("utf-8"))
    rows = {row["id"]: row for row in value["models"]}
    names = {name for row in rows.values() for name in (row["id"], row.get("alias")) if name}
    for name in sorted(ids - names):
        print(f"new: {name}")
        value["models"].insert(0, {"id": name, "state": "active"})
    for name, day in sorted(ends.items()):
        row = rows.get(name)
        if row and row["state"] == "active":
            print(f"deprecated: {name}, ends {day}")
            row.update(state="deprecated", retires=str(day))
    if "--write" in sys.argv:
        value["as_of"] = date.today().isoformat()
        TABLE.write_text(json.dumps(value, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
