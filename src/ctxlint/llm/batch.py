"""Questions through the Message Batches API: half the price, most within an hour, and a later run may collect them.

Each batch is noted in the cache with the names of its questions until its answers are there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from ctxlint.llm import Reply, Request, StoppedError, cache
from ctxlint.llm.ask import Answers

if TYPE_CHECKING:
    from ctxlint.llm.haiku import Haiku

MOST = 10_000  # requests of one batch; the API takes 100,000 and 256 MB
MOST_BYTES = 30_000_000
EACH = 10_000  # bytes of a request beside its prompt: the rubric and the schema
GONE = 404


async def collect(questions: Mapping[str, Request], judge: Haiku, answers: Answers) -> None:
    """Wait for the batches that hold these questions, after handing over those that none holds yet."""
    try:
        under_way = {batch: names for batch, names in noted(answers.place) if names & questions.keys()}
        for batch in list(under_way):
            if not await _is_there(batch, judge):
                _note(answers.place, batch).unlink(missing_ok=True)
                del under_way[batch]
        waiting = frozenset[str]().union(*under_way.values())
        left = {name: request for name, request in questions.items() if name not in waiting}
        for part in _parts(left):
            batch = await judge.submit(part)
            cache.write(_note(answers.place, batch), {"format": cache.FORMAT, "names": sorted(part)})
            under_way[batch] = frozenset(part)
        for batch, names in under_way.items():
            await _wait(batch, judge)
            await _fetch(batch, names, questions, judge, answers)
    finally:
        await judge.close()


async def _is_there(batch: str, judge: Haiku) -> bool:
    """The API forgets the results of a batch after 29 days."""
    try:
        return not (await judge.look(batch)).gone
    except StoppedError as problem:
        if problem.status == GONE:
            return False
        raise


async def _wait(batch: str, judge: Haiku) -> None:
    while not (await judge.look(batch)).ended:
        await asyncio.sleep(judge.options.poll)


async def _fetch(
    batch: str, names: frozenset[str], questions: Mapping[str, Request], judge: Haiku, answers: Answers
) -> None:
    came: set[str] = set()
    async for name, reply in judge.results(batch):
        if name in came or name not in names:
            continue
        came.add(name)
        if name in questions:
            answers.take(name, questions[name], reply)
        elif isinstance(reply, Reply):  # asked by another run: paid for, and verified when it is read
            cache.put(answers.place, name, reply.text)
    for name in (names & questions.keys()) - came:
        answers.failed[name] = "the batch holds no answer"
    _note(answers.place, batch).unlink(missing_ok=True)


def _parts(questions: Mapping[str, Request]) -> Iterator[dict[str, Request]]:
    """The questions in batches that the API takes."""
    left = iter(questions.items())
    size = max((len(request.prompt.encode()) + EACH for request in questions.values()), default=1)
    while part := dict(islice(left, min(MOST, max(1, MOST_BYTES // size)))):
        yield part


def noted(place: Path) -> Iterator[tuple[str, frozenset[str]]]:
    """Each batch that was handed over and not collected yet, with the names of its questions."""
    folder = place / "batches"
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        names = cache.stored(path).get("names")
        if isinstance(names, list):
            yield path.stem, frozenset(name for name in names if isinstance(name, str))


def _note(place: Path, batch: str) -> Path:
    return place / "batches" / f"{batch}.json"
