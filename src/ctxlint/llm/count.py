"""Token counts from the count_tokens endpoint. Imports anthropic, which takes 1.2 s: only behind --exact."""

from __future__ import annotations

from ctxlint.errors import CtxlintError
from ctxlint.tokens import Counter

SECONDS = 30.0


def remote_counter(model: str) -> Counter:
    """Counts by asking the API. Raises CtxlintError where it cannot."""
    try:
        import anthropic
    except ImportError as problem:
        raise CtxlintError("--exact needs the anthropic SDK: pip install 'ctxlint[llm]'") from problem
    try:
        client = anthropic.Anthropic(timeout=SECONDS, max_retries=2)
    except anthropic.AnthropicError as problem:
        raise CtxlintError(f"--exact: {problem}") from problem

    def count(text: str) -> int:
        try:
            answer = client.messages.count_tokens(model=model, messages=[{"role": "user", "content": text}])
        except (anthropic.AnthropicError, TypeError) as problem:  # no credentials is a TypeError
            raise CtxlintError(f"--exact: the API did not count: {problem}") from problem
        return int(answer.input_tokens)

    return Counter(count, f"count_tokens of {model}", exact=True)
