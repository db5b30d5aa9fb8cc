"""Every rule that ships, in one tuple. A rule is one file; its docstring is its page."""

from __future__ import annotations

from ctxlint.model import Rule
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
from ctxlint.rules.parts import (
    chain_incomplete,
    missing,
    no_boundary,
    no_brief,
    no_consequence,
    no_escalation,
    no_failure_signal,
    no_validation_signal,
    placeholder,
    unmeasurable_success,
)
from ctxlint.rules.parts import empty as empty_part
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
    empty_part,
    missing,
    no_boundary,
    no_brief,
    no_consequence,
    no_escalation,
    no_failure_signal,
    no_validation_signal,
    placeholder,
    unmeasurable_success,
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
FAMILIES = (lexical,)  # several rules in one file that differ in data only; a page each in data/pages/<group>/
RULES: tuple[Rule, ...] = (
    *(module.RULE for module in MODULES),
    *(rule for family in FAMILIES for rule in family.RULES),
)
BY_NAME = {rule.name: rule for rule in RULES}


def group(name: str) -> str:
    return name.partition("/")[0]
