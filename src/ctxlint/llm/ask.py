"""Questions to a model, many at once: what was answered is kept, whatever happens to the rest."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ctxlint.llm import Judge, Reply, Request, UnansweredError, Usage, cache
from ctxlint.llm.verdicts import Judged, judged


@dataclass(slots=True)
class Answers:
    """What came back so far, by the names of the questions."""

    place: Path  # of the cache
    advance: Callable[[], None] = lambda: None  # called for each question that is through
    judged: dict[str, Judged] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)  # name -> why there is no whole answer
    usage: Usage = Usage()
    stopped: str = ""  # why the pass ended early

    def take(self, name: str, request: Request, reply: Reply | UnansweredError) -> None:
        """Judge an answer, and keep it if it is whole."""
        self.advance()
        self.usage = self.usage.plus(reply.usage)
        if isinstance(reply, UnansweredError):
            self.failed[name] = str(reply)
            return
        try:
            self.judged[name] = judged(reply, request)
        except UnansweredError as problem:
            self.failed[name] = str(problem)
            return
        if self.judged[name].missing:
            self.failed[name] = "the answer leaves out a sentence"
        else:
            cache.put(self.place, name, reply.text)


def known(place: Path, questions: Mapping[str, Request]) -> dict[str, Judged]:
    """The questions whose answers are in the cache, whole."""
    found: dict[str, Judged] = {}
    for name, request in questions.items():
        text = cache.get(place, name)
        if text is None:
            continue
        try:
            answer = judged(Reply(text, Usage()), request)
        except UnansweredError:
            continue
        if not answer.missing:
            found[name] = answer
    return found


async def each(questions: Mapping[str, Request], judge: Judge, concurrency: int, answers: Answers) -> None:
    """Ask every question. Raises StoppedError as soon as one of them meets a fault that all will meet."""
    gate = asyncio.Semaphore(concurrency)

    async def one(name: str, request: Request) -> None:
        async with gate:
            try:
                reply: Reply | UnansweredError = await judge.ask(request)
            except UnansweredError as problem:
                reply = problem
            answers.take(name, request, reply)

    tasks = [asyncio.create_task(one(name, request)) for name, request in questions.items()]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await judge.close()
