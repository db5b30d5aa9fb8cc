"""What the pass of a language model costs, and how long it takes beside the server's own time. Asks no real API.

python bench/review.py cost [--corpus DIR]   per thousand lines, over the corpus
python bench/review.py speed                 500 passages against a server on this machine
python bench/review.py server                that server; `speed` starts it
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from os import environ
from pathlib import Path
from statistics import median

from corpus import ROOT, laid_out, repositories

sys.path.insert(0, str(ROOT / "tests"))

from llm_server import Answer, by_oracle, serve

from ctxlint.data.models import CACHE_READ
from ctxlint.data.tokens import estimate
from ctxlint.engine import discover
from ctxlint.engine.lint import read_document
from ctxlint.llm.cost import estimated
from ctxlint.llm.options import ReviewOptions, options
from ctxlint.llm.review import Question, questions, review
from ctxlint.llm.verdicts import RUBRIC, schema
from ctxlint.parse.sentences import sentences

FINE, VAGUE = 45, 140  # tokens of a verdict, counted with o200k on examples
SHARE = 0.15  # of the sentences that are vague: a guess, for the middle figure only
PASSAGES, CONCURRENCY, DELAY, ROUNDS = 500, 8, 0.1, 5


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("what", choices=["cost", "speed", "server"])
    arguments.add_argument("--corpus", type=Path)
    given = arguments.parse_args()
    if given.what == "server":
        serve_slowly()
        return
    if given.what == "speed":
        speed()
        return
    with laid_out(given.corpus) as folder:
        cost(folder)


def cost(folder: Path) -> None:
    chosen = options({})
    lines, asked = 0, []
    for root in repositories(folder):
        for count, found in reviewed(root, chosen):
            lines += count
            asked += found
    sentences = sum(len(question.request.passages) for question in asked)
    most = estimated([question.request for question in asked], chosen.price(), chosen.tokenizer)
    price = chosen.price()
    assert price and most.most
    fixed = estimate(len(RUBRIC) + len(json.dumps(schema())), chosen.tokenizer)
    fresh = sum(estimate(len(question.request.prompt), chosen.tokenizer) for question in asked)
    out = sentences * (FINE + SHARE * (VAGUE - FINE))
    likely = ((fresh + len(asked) * fixed * CACHE_READ) * price.input + out * price.output) / 1_000_000
    thousand = lines / 1000
    print(f"{chosen.model}: {lines:,} lines, {len(asked):,} sections, {sentences:,} sentences that are judged")
    print(f"per thousand lines: {len(asked) / thousand:.0f} requests, {sentences / thousand:.0f} sentences")
    print(f"per thousand lines: ${likely / thousand:.4f} likely, ${most.most / thousand:.4f} at most")


def reviewed(root: Path, chosen: ReviewOptions) -> Iterator[tuple[int, list[Question]]]:
    for target in discover.discover((str(root),), discover.FileOptions(no_config=True)).files:
        data = (Path(target.root) / target.path).read_bytes()
        document, kind = read_document(data, target.path, target.kind)
        if kind.name in chosen.kinds and not document.broken:
            yield len(document.lines), list(questions(document, tuple(sentences(document)), chosen))


def speed() -> None:
    """The server is a process of its own, as it is in life: beside the client, the two would wait for each other."""
    text = "".join(f"## Part {n}\n\nNever do {n}, stay fast.\n\n" for n in range(PASSAGES))
    chosen = options({"llm": {"budget-usd": 100, "concurrency": CONCURRENCY}})
    document, _ = read_document(text.encode(), "CLAUDE.md", discover.kind_of("CLAUDE.md"))
    asked = list(questions(document, tuple(sentences(document)), chosen))
    ratios = []
    with subprocess.Popen([sys.executable, __file__, "server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:  # fmt: skip
        assert server.stdout
        environ.update(ANTHROPIC_BASE_URL=server.stdout.readline().strip(), ANTHROPIC_API_KEY="key-of-a-bench")
        for _ in range(ROUNDS):
            with tempfile.TemporaryDirectory() as cache:
                environ.update(CTXLINT_CACHE_DIR=cache)
                began = time.perf_counter()
                found = review(asked, chosen)
                took = time.perf_counter() - began
            assert not found.fault, found.fault
            assert found.asked == PASSAGES
            ratios.append(took / (PASSAGES * DELAY / CONCURRENCY))
        server.communicate()
    each = ", ".join(f"{ratio:.2f}" for ratio in ratios)
    print(f"{PASSAGES} passages, {CONCURRENCY} at once, {DELAY:g} s each: {median(ratios):.2f} x the server's own time ({each}; the first loads the SDK)")  # fmt: skip


def serve_slowly() -> None:
    """Print the address, and answer until standard input ends."""
    with serve() as api:
        api.behave = slowly
        print(api.url, flush=True)
        sys.stdin.read()


def slowly(number: int, body: dict[str, object]) -> Answer:
    return by_oracle(number, body)._replace(delay=DELAY)


main()
