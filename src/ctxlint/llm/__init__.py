"""The pass of a language model: passages in, verdicts out. Nothing here is imported without a flag that says so.

`passages` chooses what is asked and `verdicts` checks what is answered, both pure; `haiku` is the only file that knows
the vendor; `cache` keeps answers; `ask` and `batch` bring the questions to the model; `files` is the pass over a run.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

from ctxlint.base.secrets import REDACTED

CODE_SENT, SECRET_SENT = "`…`", REDACTED  # what is sent in place of code, and of a secret


class Passage(NamedTuple):
    """A sentence as it is sent: code and quotations left out, secrets redacted, blanks folded."""

    id: int  # 1-based, within its request
    text: str
    places: tuple[int, ...]  # of each character of `text`: its offset in the document


class Request(NamedTuple):
    """What is asked in one go: sentences of one section."""

    prompt: str  # the headings and the sentences, as JSON: the only text of a file that leaves the machine
    passages: tuple[Passage, ...]
    max_tokens: int  # of the answer

    @property
    def expected(self) -> frozenset[int]:
        return frozenset(passage.id for passage in self.passages)


class Usage(NamedTuple):
    """Tokens as the vendor bills them."""

    input: int = 0  # neither read from the vendor's cache nor written to it
    cache_write: int = 0
    cache_read: int = 0
    output: int = 0

    def plus(self, other: Usage) -> Usage:
        return Usage(*(a + b for a, b in zip(self, other, strict=True)))


class Reply(NamedTuple):
    text: str
    usage: Usage


class UnansweredError(Exception):
    """This question got no answer that can be used; others may. `usage` was billed all the same."""

    def __init__(self, reason: str, usage: Usage | None = None) -> None:
        super().__init__(reason)
        self.usage = usage or Usage()


class StoppedError(Exception):
    """No question will get an answer: the pass ends here. `status`: of the API's answer, 0 if there was none."""

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


class Judge(Protocol):
    """Who is asked. Raises UnansweredError and StoppedError, nothing else."""

    async def ask(self, request: Request) -> Reply: ...

    async def close(self) -> None: ...
