"""Compares the table of models with what the installed anthropic package knows. Asks no server.

python docs/refresh_models.py [--write]
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from datetime import date, datetime
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
            ends = importlib.import_module(place).DEPRECATED_MODELS
            return ids, {name: iso(day) for name, day in ends.items()}
        except (ImportError, AttributeError):
            continue
    return ids, {}


def iso(day: str) -> str:
    """`January 22nd, 2027` -> 2027-01-22"""
    plain = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", day)
    return datetime.strptime(plain, "%B %d, %Y").date().isoformat()


def main() -> None:
    try:
        ids, ends = known_to_package()
    except ImportError:
        sys.exit("pip install '.[llm]' first: the table is compared with the anthropic package")
    value: dict[str, Any] = json.loads(TABLE.read_text("utf-8"))
    rows = {row["id"]: row for row in value["models"]}
    names = {name for row in rows.values() for name in (row["id"], row.get("alias")) if name}
    for name in sorted(ids - names):
        print(f"new: {name}")
        line = [{"line": word} for word in value["tiers"] if word in name][:1]
        value["models"].insert(0, {"id": name, **(line[0] if line else {}), "state": "active"})
    for name, day in sorted(ends.items()):
        row = rows.get(name)
        if row and row["state"] == "active":
            print(f"deprecated: {name}, ends {day}")
            row.pop("retires_not_before", None)
            row.update(state="deprecated", retires=day)
    if "--write" in sys.argv:
        value["as_of"] = date.today().isoformat()
        TABLE.write_text(written(value), "utf-8")


def written(value: dict[str, Any]) -> str:
    """One line for each model, so that the diff can be read."""
    head = json.dumps({**value, "models": []}, indent=1)
    rows = ",\n".join(f"  {json.dumps(row, separators=(',', ':'))}" for row in value["models"])
    return head.replace('"models": []', f'"models": [\n{rows}\n ]') + "\n"


if __name__ == "__main__":
    main()
