"""Where the project lives: nowhere until its release, so that no address is printed which somebody else may own.

docs/release.md says when the one constant is set.
"""

from __future__ import annotations

HOME = ""  # such as https://github.com/<owner>/ctxlint


def page(rule: str) -> str:
    """Where a rule is explained: an address, or a command."""
    return f"{HOME}/blob/main/docs/rules/{rule}.md" if HOME else f"ctxlint rule {rule}"


def install(extra: str) -> str:
    """How an extra is installed."""
    return f"pip install 'ctxlint[{extra}]'" if HOME else f"pip install '.[{extra}]' in the checkout of ctxlint"
