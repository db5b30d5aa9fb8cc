"""The Messages, Message Batches and count_tokens endpoints. The only import of anthropic, which takes 1.2 s.

The SDK finds the credentials. Its own retries are off, since it obeys a retry-after of any length: here a server may ask
for a short wait, and what asks for a longer one ends the pass.
"""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, NamedTuple

from ctxlint.base.errors import CtxlintError
from ctxlint.base.home import install
from ctxlint.base.model import JSON
from ctxlint.base.redaction import known
from ctxlint.base.secrets import redact
from ctxlint.data.tokens import Counter
from ctxlint.llm import SECRET_SENT, Reply, Request, StoppedError, UnansweredError, Usage
from ctxlint.llm.options import UNSENT, ReviewOptions
from ctxlint.llm.verdicts import RUBRIC, schema

ATTEMPTS = 3
MOST_TOKENS = 10_000_000  # of one answer
LONGEST_TOKEN = 64  # characters, more than a token of text has
NAME = re.compile(r"[\w-]{1,100}")  # of a batch: it becomes the name of a file
CREDENTIALS = ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN")
LONGEST_WAIT = 20.0  # seconds that a server may ask for
FIRST_WAIT = 0.5
COUNT_SECONDS = 30.0
SUBMIT_SECONDS = 600.0  # for handing over a batch of many megabytes
MOST_SLOW = 3  # answers in a row that come too late end the pass
PERHAPS = "the API may have taken the batch all the same"
AGAIN = frozenset({408, 409, 429})  # and all from 500 on
TOO_LARGE = 413
NO_CREDENTIALS = "no credentials were found: set ANTHROPIC_API_KEY, or sign in so that the SDK finds a profile"
EXTRA = install("llm")
REASONS = {
    400: "the API refused the request",
    401: "the API refused the credentials",
    402: "the account cannot pay",
    403: "the credentials may not use this",
    404: "there is no such model, or these credentials may not use it",
    408: "the API gave up waiting",
    422: "the API refused the request",
    429: "the API says that there are too many requests",
    529: "the API is overloaded",
}


class Batch(NamedTuple):
    """A batch at the API."""

    ended: bool
    gone: bool  # its results are there no longer


class Haiku:
    """Asks one model of the API. Raises UnansweredError and StoppedError, nothing else."""

    def __init__(self, options: ReviewOptions) -> None:
        try:
            import anthropic
        except ImportError as problem:
            raise StoppedError(f"the package anthropic is not installed: {EXTRA}") from problem
        self.sdk = anthropic
        self.options = options
        try:
            http = anthropic.DefaultAsyncHttpxClient(follow_redirects=False, timeout=options.timeout)
            self.client = anthropic.AsyncAnthropic(timeout=options.timeout, max_retries=0, http_client=http)
        except Exception as problem:  # such as an address in ANTHROPIC_BASE_URL that is none
            raise StoppedError(f"the SDK does not start: {_cause(problem)}") from problem
        self.slow = 0  # answers in a row that did not come in time

    async def close(self) -> None:
        await self.client.close()

    async def ask(self, request: Request) -> Reply:
        try:
            message = await self._send(self.client.messages.create, **self._parameters(request))
        except TimeoutError as problem:
            self.slow += 1
            late = f"no answer within {self.options.timeout:g} s"
            raise (StoppedError(late) if self.slow == MOST_SLOW else UnansweredError(late)) from problem
        self.slow = 0
        return _reply(message, request.max_tokens)

    # A batch

    async def submit(self, requests: Mapping[str, Request]) -> str:
        """Hand over the requests, by their names of at most 64 letters and digits. Returns the name of the batch."""
        listed = [{"custom_id": name, "params": self._parameters(request)} for name, request in requests.items()]
        create = self.client.messages.batches.create
        try:
            value = await self._send(create, seconds=SUBMIT_SECONDS, once=True, requests=listed)
        except TimeoutError as problem:
            raise StoppedError(f"the batch was not taken within {SUBMIT_SECONDS:g} s; {PERHAPS}") from problem
        if not isinstance(getattr(value, "id", None), str) or not NAME.fullmatch(value.id):
            raise StoppedError(f"what came back is no batch; {PERHAPS}")
        return str(value.id)

    async def look(self, batch: str) -> Batch:
        value = await self._in_time(self.client.messages.batches.retrieve, batch)
        state = getattr(value, "processing_status", None)
        if not isinstance(state, str):
            raise StoppedError("what came back is no batch")
        ended = state == "ended"
        return Batch(ended, bool(value.archived_at) or (ended and not value.results_url))

    async def results(self, batch: str) -> AsyncIterator[tuple[str, Reply | UnansweredError]]:
        """Name of the request -> its answer, or why there is none; in no order."""
        lines = await self._in_time(self.client.messages.batches.results, batch)
        try:
            async for entry in lines:
                yield entry.custom_id, _result(entry.result, self.options.max_tokens)
        except Exception as problem:  # what breaks while it streams comes as it is, from a library below the SDK
            raise StoppedError(f"the results of the batch broke off: {_one_line(problem)}") from problem

    # The wire

    def _parameters(self, request: Request) -> dict[str, Any]:
        config: dict[str, JSON] = {"format": {"type": "json_schema", "schema": schema()}}
        if self.options.effort != UNSENT:
            config["effort"] = self.options.effort
        return {
            "model": self.options.model,
            "max_tokens": request.max_tokens,
            "thinking": {"type": "disabled"},
            "system": [{"type": "text", "text": RUBRIC, "cache_control": {"type": "ephemeral"}}],
            "messages": [{"role": "user", "content": request.prompt}],
            "output_config": config,
        }

    async def _in_time(self, call: Any, batch: str) -> Any:
        try:
            return await self._send(call, batch)
        except TimeoutError as problem:
            raise StoppedError(f"no answer within {self.options.timeout:g} s") from problem
        except UnansweredError as problem:
            raise StoppedError(str(problem)) from problem

    async def _send(
        self, call: Any, *arguments: Any, seconds: float | None = None, once: bool = False, **parameters: Any
    ) -> Any:
        """Call the SDK, again after a short wait where that may help; not after a broken connection if `once`.

        Raises TimeoutError, UnansweredError, StoppedError.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with asyncio.timeout(seconds or self.options.timeout):  # wait_for may swallow a Ctrl-C
                    return await call(*arguments, **parameters)
            except self.sdk.APIStatusError as problem:
                wait = self._wait(problem, ATTEMPTS if once and problem.status_code >= 500 else attempt)
            except self.sdk.APITimeoutError as problem:
                raise TimeoutError from problem
            except TimeoutError:
                raise
            except self.sdk.APIConnectionError as problem:
                if attempt == ATTEMPTS or once:
                    perhaps = f"; {PERHAPS}" if once else ""
                    raise StoppedError(f"the API cannot be reached: {_cause(problem)}{perhaps}") from problem
                wait = FIRST_WAIT * 2 ** (attempt - 1)
            except TypeError as problem:  # the SDK's word for it
                raise StoppedError(NO_CREDENTIALS) from problem
            except Exception as problem:  # what the SDK makes of an answer that is none
                raise StoppedError(f"what came back cannot be read: {_cause(problem)}") from problem
            await asyncio.sleep(wait)
        raise AssertionError

    def _wait(self, problem: Any, attempt: int) -> float:
        """Seconds to wait for another try. Raises UnansweredError or StoppedError if there is to be none."""
        status = problem.status_code
        said = f"{REASONS.get(status, 'the API failed')} ({status}: {_said(problem)})"
        if status == TOO_LARGE:
            raise UnansweredError("the request is too large") from problem
        if status not in AGAIN and status < 500:
            raise StoppedError(said, status) from problem
        asked = _seconds(problem.response.headers)
        if asked > LONGEST_WAIT:
            raise StoppedError(f"{said}; it asks for a wait of {asked:,.0f} s") from problem
        if attempt == ATTEMPTS:
            raise StoppedError(said) from problem
        return asked or FIRST_WAIT * 2 ** (attempt - 1)


def _reply(message: Any, most: int) -> Reply:
    """Raises UnansweredError for what is no whole answer; what was billed is in it."""
    usage = _usage(getattr(message, "usage", None))
    content = getattr(message, "content", None)
    if not isinstance(content, list) or not all(hasattr(block, "type") for block in content):
        raise UnansweredError("what came back is no message", usage)
    if message.stop_reason == "refusal":
        raise UnansweredError("the model refused", usage)
    if message.stop_reason == "max_tokens":
        raise UnansweredError("the answer was cut off: raise [llm] max-tokens", usage)
    texts = [getattr(block, "text", None) for block in content if block.type == "text"]
    text = "".join(text for text in texts if isinstance(text, str))
    if len(text) > most * LONGEST_TOKEN:
        raise UnansweredError("the answer is longer than what was asked for", usage)
    return Reply(text, usage)


def _result(result: Any, most: int) -> Reply | UnansweredError:
    if result.type != "succeeded":
        reason = {"expired": "the batch expired", "canceled": "the batch was cancelled"}.get(result.type)
        error = getattr(getattr(result, "error", None), "error", None)
        return UnansweredError(reason or f"the API failed: {_one_line(getattr(error, 'message', result.type))}")
    try:
        return _reply(result.message, most)
    except UnansweredError as problem:
        return problem


def _usage(usage: Any) -> Usage:
    names = ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens")
    counts = (getattr(usage, name, None) for name in names)
    return Usage(*(min(max(0, count), MOST_TOKENS) if isinstance(count, int) else 0 for count in counts))


def _seconds(headers: Mapping[str, str]) -> float:
    """What the server asks to wait; 0 if it does not say. A date is taken for a long wait."""
    for name, unit in (("retry-after-ms", 0.001), ("retry-after", 1.0)):
        if name in headers:
            try:
                return max(0.0, float(headers[name]) * unit)
            except ValueError:
                return LONGEST_WAIT + 1
    return 0.0


def _cause(problem: BaseException) -> str:
    """What is below an error of the SDK. What a header may not hold is the key: it is never shown."""
    cause = problem.__cause__ or problem
    name = type(cause).__name__
    if "Protocol" in name:
        return f"{name}: is there a line end or a blank in the key or the address?"
    return f"{name} {_one_line(cause)}".strip()


def _said(problem: Any) -> str:
    """The message in the body of an answer, without the wrapping."""
    body = problem.body if isinstance(problem.body, dict) else {}
    error = body.get("error")
    return _one_line(error.get("message", "") if isinstance(error, dict) else type(problem).__name__)


def _one_line(problem: object) -> str:
    """At most 200 characters, without the credentials: an answer may echo what it was asked with."""
    text = " ".join(str(problem).split())
    for name in CREDENTIALS:
        value = os.environ.get(name)
        text = text.replace(value, SECRET_SENT) if value else text
    return redact(text)[:200]


def remote_counter(model: str) -> Counter:
    """Counts by asking the count_tokens endpoint. Raises CtxlintError where it cannot."""
    try:
        import anthropic
    except ImportError as problem:
        raise CtxlintError(f"--exact needs the anthropic SDK: {EXTRA}") from problem
    try:
        http = anthropic.DefaultHttpxClient(follow_redirects=False, timeout=COUNT_SECONDS)
        client = anthropic.Anthropic(timeout=COUNT_SECONDS, max_retries=0, http_client=http)
    except (anthropic.AnthropicError, TypeError, ValueError) as problem:
        raise CtxlintError(f"--exact: {_one_line(problem)}") from problem

    def count(text: str) -> int:
        try:
            answer = client.messages.count_tokens(
                model=model, messages=[{"role": "user", "content": known(text).cover(text)}]
            )
        except (anthropic.AnthropicError, TypeError) as problem:  # no credentials is a TypeError
            reason = NO_CREDENTIALS if isinstance(problem, TypeError) else _one_line(problem)
            raise CtxlintError(f"--exact: the API did not count: {reason}") from problem
        return int(answer.input_tokens)

    return Counter(count, f"count_tokens of {model}", exact=True)
