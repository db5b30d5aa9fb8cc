"""TOML."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from ctxlint.project.manifests import Reader, values

DEEPEST = 100  # dots in a key; tomllib takes quadratic time over it

TOML_PLACE = re.compile(r"^(.*) \(at (?:line (\d+), column (\d+)|end of document)\)$", re.DOTALL)


def toml_table(path: str, read: Reader) -> dict[str, Any]:
    text = values.text_of(path, read, values.LARGEST_SLOW)
    for number, line in enumerate(text.split("\n"), 1):
        if line.partition("=")[0].count(".") > DEEPEST:
            values.fail(path, "key nested too deeply", number)
    try:
        return tomllib.loads(text)
    except ValueError as error:
        found = TOML_PLACE.match(str(error))
        values.fail(path, *((found[1], int(found[2] or 0), int(found[3] or 0)) if found else (str(error),)))
    except RecursionError:
        values.fail(path, "nested too deeply")
