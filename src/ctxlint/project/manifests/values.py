"""Text -> values, for the modules beside it. What cannot be read raises ManifestError with the place of the fault."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from ctxlint.project.manifests import ManifestError, Reader, Script

LARGEST = 10_000_000  # characters
LARGEST_SLOW = 1_000_000  # for TOML and Python source, whose parsers are slow and hungry
LARGEST_YAML = 250_000  # PyYAML takes seconds for that much
XML_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


def text_of(path: str, read: Reader, largest: int = LARGEST) -> str:
    """The file with \\n line ends and without byte order mark. An empty one says nothing: it may be a mere skeleton."""
    text = read(path)
    if text is None:
        raise ManifestError("not readable, or larger than 10 MB")
    if not text.strip():
        raise ManifestError("empty")
    if len(text) > largest:
        size = f"{largest // 1_000_000} MB" if largest >= 1_000_000 else f"{largest // 1000} kB"
        raise ManifestError(f"larger than {size}, not read")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def without_xml_comments(text: str) -> str:
    return XML_COMMENT.sub("", text)


def table(value: Any, *keys: str) -> dict[str, Any]:
    """The table at the end of a path of keys; empty if there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def string(value: Any) -> str:
    return value if isinstance(value, str) else ""


def strings(value: Any) -> tuple[str, ...]:
    return tuple(item for item in listed(value) if isinstance(item, str))


def scripts(value: Any, *keys: str) -> tuple[Script, ...]:
    """name -> command, where the command is text, a list of steps, or a table that holds it under one of `keys`."""
    return tuple(Script(name, command(item, *keys)) for name, item in table(value).items())


def command(value: Any, *keys: str) -> str:
    if isinstance(value, dict):
        value = next((value[key] for key in keys if key in value), "")
    return string(value) or " && ".join(strings(value))


def versions(pairs: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Those constraints that are text, the first of each runtime."""
    found: dict[str, str] = {}
    for runtime, constraint in pairs:
        if isinstance(constraint, str) and constraint.strip():
            found.setdefault(runtime, constraint.strip())
    return found


def names(scripts: Mapping[str, str]) -> tuple[Script, ...]:
    return tuple(Script(name, text) for name, text in scripts.items())


def beside(path: str, other: str) -> str:
    """Root-relative path of `other`, which is written relative to the folder of `path`."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), other))


def follow(path: str, read: Reader) -> str | None:
    """The text of another file that a manifest names, unless it lies outside the root or is too large."""
    text = None if path.startswith(("/", "../")) else read(path)
    return text.replace("\r\n", "\n") if text is not None and len(text) <= LARGEST else None


def expect_table(path: str, value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        fail(path, "expected an object")
    return value


def fail(path: str, message: str, line: int = 0, column: int = 0) -> NoReturn:
    place = "".join(f":{number}" for number in (line, column) if number)
    raise ManifestError(f"{path}{place}: {message}")
