"""How many tokens a text is to a model: exact for OpenAI with a vocabulary on disk, estimated else. Imports tiktoken.

Nothing is ever downloaded: without a whole vocabulary in TIKTOKEN_CACHE_DIR the count is an estimate.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

# Characters a token, over Markdown in English. Measured by bench/tokens.py for OpenAI, published for Claude.
CHARACTERS = {"new": 2.5, "old": 3.25, "openai": 4.0}
# An estimate may be this much too high: by a published tokenizer the median context file has 40 % fewer tokens than the
# highest of the estimates says (bench/tokens.py, docs/load.md).
ERROR = 0.4
VOCABULARIES = {
    "o200k_base": (
        "fb374d419588a4632f3f557e76b4b70aebbca790",
        "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d",
    ),
    "cl100k_base": (
        "9b5ad71b2ce5302211f9c61530b329a4922fc6a4",
        "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7",
    ),
}  # name -> the file in the cache, and the SHA-256 of what it holds
OLDER = ("gpt-4-", "gpt-3.5", "text-embedding")  # and plain gpt-4: cl100k_base; all that came later: o200k_base


class Counter(NamedTuple):
    """A way to count, and what it is called in reports."""

    count: Callable[[str], int]
    method: str
    exact: bool


def estimate(characters: int, tokenizer: str = "new") -> int:
    """About how many tokens that many characters are, rounded up."""
    return -int(-characters // CHARACTERS[tokenizer])


def at_least(tokens: int) -> int:
    """What an estimate proves: this many are there even if it is as far off as estimates are."""
    return int(tokens * (1 - ERROR))


def counter_for(model: str, tokenizer: str) -> Counter:
    """The best that can be had on this machine for a model; `tokenizer` is new, old or openai."""
    if tokenizer == "openai":
        name = "cl100k_base" if model == "gpt-4" or model.startswith(OLDER) else "o200k_base"
        exact = vocabulary(name)
        if exact:
            return Counter(exact, f"tiktoken {name}", exact=True)
    ratio = CHARACTERS[tokenizer]
    return Counter(lambda text: estimate(len(text), tokenizer), f"estimate: {ratio:g} characters a token", exact=False)


@cache
def vocabulary(name: str) -> Callable[[str], int] | None:
    """The exact count, if tiktoken is installed and its vocabulary is on disk, whole."""
    import hashlib  # 10 ms
    from pathlib import Path

    file, digest = VOCABULARIES[name]
    folder = os.environ.get("TIKTOKEN_CACHE_DIR") or os.environ.get("DATA_GYM_CACHE_DIR")
    try:
        data = (Path(folder) / file).read_bytes() if folder else b""
    except (OSError, ValueError):
        return None
    if hashlib.sha256(data).hexdigest() != digest:  # tiktoken would fetch it anew
        return None
    try:
        import tiktoken
    except ImportError:
        return None
    encoding = tiktoken.get_encoding(name)
    return lambda text: len(encoding.encode_ordinary(text))
