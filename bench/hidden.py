"""How fast hidden characters are looked for: MB/s of UTF-8, best of five.

python bench/hidden.py
"""

from __future__ import annotations

from time import perf_counter

from ctxlint.rules.security.characters import scan

TEXTS = {
    "ASCII": "The quick brown fox jumps over the lazy dog. Run `make test`.\n",
    "mixed": "Der Weg — “über” die Brücke → führt weiter. 中文字符。 Run `make test`.\n",
    "emoji": "- ✅ Done ⚠️ careful \N{MAN}\u200d\N{PERSONAL COMPUTER} at work, and a line of plain words behind it\n",
    "hidden": "Every line holds one ad\u200dmin joiner, which is found and described.\n",
}


def main() -> None:
    for name, line in TEXTS.items():
        text = line * 50_000
        size = len(text.encode()) / 1e6
        print(f"{name:8}{size / min(seconds(text) for _ in range(5)):8.0f} MB/s")


def seconds(text: str) -> float:
    started = perf_counter()
    for _ in scan(text):
        pass
    return perf_counter() - started


if __name__ == "__main__":
    main()
