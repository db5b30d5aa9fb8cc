"""The presets: levels of rules under a name. They stand in data/presets.toml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ctxlint.base.errors import CtxlintError
from ctxlint.base.model import Severity
from ctxlint.base.resources import table
from ctxlint.base.suggest import did_you_mean

DEFAULT = "default"


@cache
def presets() -> Mapping[str, Mapping[str, Severity]]:
    """Name -> rule or group -> its level."""
    return {
        name: {rule: Severity.parse(label) for rule, label in levels.items()}
        for name, levels in table("presets").items()
    }


def refuse_unknown_preset(name: str, where: str) -> None:
    """Raises CtxlintError for a preset that is not there."""
    if name not in presets():
        near = did_you_mean(name, presets()) or f"; there are {', '.join(presets())}"
        raise CtxlintError(f"{where}: there is no preset “{name}”{near}")
