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
