"""Every rule that ships, in one tuple, and the names of rules that a configuration may give."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache

from ctxlint.base.errors import CtxlintError
from ctxlint.config import Config, read_config
from ctxlint.config.select import refuse_unknown
from ctxlint.rules.budget import (
    derivable,
    heavy_launch,
    long_file,
    oversized_file,
    overstated_budget,
    too_many_instructions,
    truncated,
)
from ctxlint.rules.claims import source_of_truth, version
from ctxlint.rules.commands import missing_script, missing_target, wrong_package_manager
from ctxlint.rules.consistency import (
    contradiction,
    duplicate_file,
    duplicate_rule,
    mentioned_not_imported,
    pointer_file,
    shadowed,
)
from ctxlint.rules.context import Rule
from ctxlint.rules.estimates import missing_row, total
from ctxlint.rules.files import (
    bom_before_frontmatter,
    empty,
    mixed_line_ends,
    nested_fence,
    unclosed_fence,
    undecodable,
    unknown_ignore,
    unused_ignore,
)
from ctxlint.rules.models import pinned, retired, stale_mention, unknown
from ctxlint.rules.parts import by_schema, chain_incomplete, no_consequence, placeholder
from ctxlint.rules.references import (
    broken_import_syntax,
    case_mismatch,
    gone_path,
    import_cycle,
    import_depth,
    machine_path,
    missing_anchor,
    missing_import,
    missing_link,
    missing_path,
)
from ctxlint.rules.review import vague
from ctxlint.rules.security import hidden_character, obfuscated_shell, secret, stray_character
from ctxlint.rules.stages import all_top_tier, missing_field, missing_tier, numbering, orphan_input
from ctxlint.rules.voice import banned_word_used, missing_part, weights_missing, weights_sum
from ctxlint.rules.wording import lexical, shouting

MODULES = (
    bom_before_frontmatter,
    empty,
    mixed_line_ends,
    nested_fence,
    unclosed_fence,
    undecodable,
    unknown_ignore,
    unused_ignore,
    chain_incomplete,
    no_consequence,
    placeholder,
    shouting,
    weights_sum,
    weights_missing,
    missing_part,
    banned_word_used,
    missing_field,
    missing_tier,
    numbering,
    orphan_input,
    all_top_tier,
    total,
    missing_row,
    broken_import_syntax,
    case_mismatch,
    gone_path,
    import_cycle,
    import_depth,
    machine_path,
    missing_anchor,
    missing_import,
    missing_link,
    missing_path,
    derivable,
    heavy_launch,
    long_file,
    oversized_file,
    overstated_budget,
    too_many_instructions,
    truncated,
    source_of_truth,
    version,
    contradiction,
    duplicate_file,
    duplicate_rule,
    mentioned_not_imported,
    pointer_file,
    shadowed,
    pinned,
    retired,
    stale_mention,
    unknown,
    missing_script,
    missing_target,
    wrong_package_manager,
    vague,
    hidden_character,
    obfuscated_shell,
    secret,
    stray_character,
)
# Several rules in one file that differ in data only; a page each in data/pages/<group>/.
FAMILIES = (by_schema, lexical)
RULES: tuple[Rule, ...] = (
    *(module.RULE for module in MODULES),
    *(rule for family in FAMILIES for rule in family.RULES),
)
BY_NAME = {rule.name: rule for rule in RULES}


def is_by_model(name: str) -> bool:
    """Is it the model pass that reports the rule?"""
    return name in BY_NAME and not BY_NAME[name].sees


def rule_names(config: Config) -> frozenset[str]:
    """Every rule a run under this configuration may report: those that ship, and those of one's own schemas."""
    own = [kind for kind in config.kinds if kind.schema and os.path.isabs(kind.schema)]
    if not own:
        return frozenset(BY_NAME)
    from ctxlint.config import schema  # jsonschema costs 70 ms: only where there are schemas

    names = [name for kind in own for name in (*schema.rule_names(str(kind.schema)), f"{kind.name}/schema")]
    return frozenset(BY_NAME).union(names)


@cache
def refuse_unknown_rules(path: str) -> None:
    """Raises CtxlintError for a configuration that names a rule which is not there."""
    config = read_config(path)
    try:
        names = rule_names(config)
    except CtxlintError as problem:
        raise CtxlintError(f"{path}: {problem}") from problem
    layer = config.layer
    named: Iterable[str] = (*(layer.select or ()), *layer.ignore, *layer.extend_select)
    refuse_unknown(named, names, path)
    refuse_unknown((name for listed in config.per_file_ignores.values() for name in listed), names, path)
    refuse_unknown(config.severity, names, path)
