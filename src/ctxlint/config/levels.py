"""The level of a rule: as [severity] has it, else as the preset, else as shipped; in each the rule comes before its group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ctxlint.base.model import Severity
from ctxlint.config import Config
from ctxlint.config.select import Layer
from ctxlint.data.presets import presets


def level(name: str, config: Config, preset: str | None, shipped: Severity) -> Severity:
    """Of a rule that runs: one that is off and was selected has the level that it has else. `preset`: in place of
    that of the configuration."""
    given = (_in(name, config.severity), _in(name, presets()[preset or config.preset]))
    return next(filter(None, given), shipped)


def layers(names: Iterable[str], config: Config, preset: str | None = None) -> tuple[Layer, ...]:
    """What a configuration selects: what its preset turns off may be selected, what its [severity] turns off may not."""
    by_preset = presets()[preset or config.preset]
    own, preset_off = _off(names, config.severity), _off(names, by_preset)
    return (
        Layer(ignore=tuple(name for name in preset_off if _in(name, config.severity) is None)),
        config.layer,
        Layer(ignore=own),
    )


def _in(name: str, levels: Mapping[str, Severity]) -> Severity | None:
    return levels.get(name, levels.get(name.partition("/")[0]))


def _off(names: Iterable[str], levels: Mapping[str, Severity]) -> tuple[str, ...]:
    """The names that a table turns off, sorted."""
    if Severity.OFF not in levels.values():
        return ()
    return tuple(sorted(name for name in names if _in(name, levels) is Severity.OFF))
