"""How far the estimates by characters are off: over context files as they are, and in shape after one scale factor.

TIKTOKEN_CACHE_DIR=… python bench/tokens.py CORPUS

First each estimate that ctxlint makes against each published tokenizer, over the context files. Then over all Markdown files
the error of counting characters, file by file, after the one factor that makes the totals equal. Claude's tokenizer is not
public: its own factor is published, its spread is not known and is taken to be alike.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median, quantiles

from ctxlint.config.kinds import kind_of
from ctxlint.data.tokens import CHARACTERS, VOCABULARIES, estimate, vocabulary

FEWEST = 200  # characters


def main() -> None:
    counts = {name: vocabulary(name) for name in VOCABULARIES}
    if not all(counts.values()):
        sys.exit("needs tiktoken and both vocabularies in TIKTOKEN_CACHE_DIR")
    corpus = Path(sys.argv[1])
    paths = sorted(p for p in corpus.rglob("*.md*") if p.is_file() and not p.is_symlink() and ".git" not in p.parts)
    texts = {p: text for p in paths if len(text := p.read_text("utf-8", "replace")) >= FEWEST}
    context = [text for p, text in texts.items() if kind_of("/".join(p.relative_to(corpus).parts[1:]))]
    print(f"{len(context)} context files")
    for name, count in counts.items():
        for tokenizer, characters in CHARACTERS.items():
            fewer = [1 - count(text) / estimate(len(text), tokenizer) for text in context]
            print(f"{name}, {characters:g} characters a token ({tokenizer}): {spread(fewer)}")
    count = counts["o200k_base"]
    markdown = [text for p, text in texts.items() if p.suffix == ".md"]
    ascii_only = [text for text in markdown if len(text.encode()) < 1.02 * len(text)]
    for name, chosen in (("all", markdown), ("nearly ASCII", ascii_only)):
        report(name, [(len(text), count(text)) for text in chosen])


def spread(fewer: list[float]) -> str:
    tenths = quantiles(fewer, n=10)
    return f"fewer tokens than estimated: median {median(fewer):.0%}, p10 to p90 {tenths[0]:.0%} to {tenths[-1]:.0%}"


def report(name: str, sizes: list[tuple[int, int]]) -> None:
    ratio = sum(characters for characters, _ in sizes) / sum(tokens for _, tokens in sizes)
    errors = [abs(characters / ratio / tokens - 1) for characters, tokens in sizes]
    print(
        f"{name}: {len(sizes)} files, {ratio:.2f} characters a token; "
        f"error median {median(errors):.1%}, p90 {quantiles(errors, n=10)[-1]:.1%}, worst {max(errors):.0%}"
    )


if __name__ == "__main__":
    main()
