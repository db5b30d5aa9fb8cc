"""Files that ship with the package: dated tables, schemas, templates."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ctxlint.base.model import JSON

PACKAGE = Path(__file__).parent.parent


def folder(name: str) -> Path:
    """`schemas` or `templates`: inside the installed package, or beside src/ in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent.parent / name


@cache
def table(name: str) -> dict[str, JSON]:
    """The TOML table `data/<name>.toml`."""
    import tomllib  # 10 ms: most runs read no table

    return tomllib.loads((PACKAGE / "data" / f"{name}.toml").read_text("utf-8"))


def alternatives(name: str, *keys: str) -> str:
    """A list of `data/<name>.toml`, given by its keys, as alternatives of a pattern: `(?:{alternatives(…)})`.

    In the table `|` and line ends part what it lists.
    """
    found: JSON = table(name)
    for key in keys:
        found = found[key]
    return "|".join(found.splitlines())
