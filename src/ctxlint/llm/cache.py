"""Answers in the user's cache folder, one file each, named by what was asked. The only import of platformdirs.

A file is written whole or not at all, so that runs side by side do no harm; what cannot be read was never there.
CTXLINT_CACHE_DIR names another folder, such as one that CI restores.
"""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

from ctxlint.base import atomic
from ctxlint.base.errors import CtxlintError
from ctxlint.base.home import install
from ctxlint.base.model import JSON
from ctxlint.llm.verdicts import VERSION

FORMAT = 1


def folder() -> Path:
    """Raises CtxlintError where platformdirs is not installed."""
    named = os.environ.get("CTXLINT_CACHE_DIR")
    if named:
        return Path(named) / "llm"
    try:
        from platformdirs import user_cache_path
    except ImportError as problem:
        raise CtxlintError(f"--llm needs more packages: {install('llm')}") from problem
    return user_cache_path("ctxlint", appauthor=False) / "llm"


def key(model: str, effort: str, votes: int, sample: int, prompt: str) -> str:
    """64 hex digits: the same question, asked the same way."""
    asked = json.dumps([VERSION, model, effort, votes, sample, prompt])
    return hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()


def get(place: Path, name: str) -> str | None:
    """The text of an answer; None if there is none, or its file is torn."""
    value = stored(place / name[:2] / f"{name}.json")
    text = value.get("text")
    return text if isinstance(text, str) else None


def put(place: Path, name: str, text: str) -> None:
    write(place / name[:2] / f"{name}.json", {"format": FORMAT, "text": text})


def _make(folder: Path) -> None:
    """The folders that are not there yet, for their owner only, and so is what is put into them."""
    for parent in (*reversed(folder.parents), folder):
        if not parent.is_dir():
            parent.mkdir(mode=0o700, exist_ok=True)


def stored(path: Path) -> dict[str, JSON]:
    """An empty table for what is not there, torn, or of another format."""
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) and value.get("format") == FORMAT else {}


def write(path: Path, value: JSON) -> None:
    """Does nothing where the folder cannot be written: a cache is a convenience."""
    try:
        _make(path.parent)
        atomic.write(str(path), json.dumps(value).encode(), private=True)
    except OSError:
        return
