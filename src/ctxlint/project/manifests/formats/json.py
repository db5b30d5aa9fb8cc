"""JSON and JSONC."""

from __future__ import annotations

import json
import re
from typing import Any

from ctxlint.project.manifests import Reader, values

# strings are matched so that comment marks in them are left alone; both close at the end of the text at the latest
COMMENT = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|//[^\n]*|/\*.*?(?:\*/|\Z)', re.DOTALL)
TRAILING_COMMA = re.compile(r'"[^"\\\n]*(?:\\.[^"\\\n]*)*"?|,(?=\s*[}\]])', re.DOTALL)
NOT_NEWLINE = re.compile(r"[^\n]")


def json_table(path: str, read: Reader, *, comments: bool = False) -> dict[str, Any]:
    text = values.text_of(path, read)
    try:
        return values.expect_table(path, json.loads(strip_comments(text) if comments else text))
    except json.JSONDecodeError as error:
        values.fail(path, error.msg, error.lineno, error.colno)
    except ValueError as error:
        values.fail(path, str(error))
    except RecursionError:
        values.fail(path, "nested too deeply")


def strip_comments(text: str) -> str:
    """JSONC -> JSON of the same length, so that the places of faults stay right."""
    bare = COMMENT.sub(lambda found: found[0] if found[0][0] == '"' else NOT_NEWLINE.sub(" ", found[0]), text)
    return TRAILING_COMMA.sub(lambda found: " " if found[0] == "," else found[0], bare)
