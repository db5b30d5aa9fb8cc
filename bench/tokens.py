"""How far the estimate by characters is off in shape: against o200k, after one scale factor.

TIKTOKEN_CACHE_DIR=… python bench/tokens.py CORPUS

The factor is the one that makes the totals equal; what remains is the error of counting characters, file by file. Claude's
tokenizer is not public: its own factor is published, its spread is not known and is taken to be alike.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median, quantiles

from ctxlint.data.tokens import vocabulary

FEWEST = 200  # characters


def main() -> None:
    count = vocabulary("o200k_base")
    if count is None:
        sys.exit("needs tiktoken and a vocabulary in TIKTOKEN_CACHE_DIR")
    paths = [p for p in Path(sys.argv[1]).rglob("*.md") if p.is_file() and not p.is_symlink() and ".git" not in p.parts]
    texts = [text for p in sorted(paths) if len(text := p.read_text("utf-8", "replace")) >= FEWEST]
    ascii_only = [text for text in texts if len(text.encode()) < 1.02 * len(text)]
    for name, chosen in (("all", texts), ("nearly ASCII", ascii_only)):
        report(name, [(len(text), count(text)) for text in chosen])


def report(name: str, sizes: list[tuple[int, int]]) -> None:
    ratio = sum(characters for characters, _ in sizes) / sum(tokens for _, tokens in sizes)
    errors = [abs(characters / ratio / tokens - 1) for characters, tokens in sizes]
    print(
        f"{name}: {len(sizes)} files, {ratio:.2f} characters a token; "
        f"error median {median(errors):.1%}, p90 {quantiles(errors, n=10)[-1]:.1%}, worst {max(errors):.0%}"
    )


if __name__ == "__main__":
    main()
