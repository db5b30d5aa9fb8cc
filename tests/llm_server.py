"""A server on this machine that speaks the Messages, Message Batches and count_tokens endpoints, with their faults."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

VAGUE = {"fast": "quality", "professional": "quality", "everything works": "outcome", "somehow": "action"}
EMPTY = {"quote": "", "reading_one": "", "reading_two": "", "rewrite": ""}


def verdict(id: Any, quote: str, name: str = "quality", **other: Any) -> dict[str, Any]:
    readings = {"reading_one": f"{quote}, seen one way", "reading_two": f"{quote}, seen the other way"}
    return {"id": id, "class": name, "quote": quote, **readings, "rewrite": f"no {quote}, but 200 ms", **other}


def fine(id: int) -> dict[str, Any]:
    return {"id": id, "class": "not-vague", **EMPTY}


def oracle(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Vague is what holds one of a few words."""
    found = []
    for line in asked(body):
        words = [word for word in VAGUE if word in line["text"]]
        found.append(verdict(line["id"], words[0], VAGUE[words[0]]) if words else fine(line["id"]))
    return found


def asked(body: dict[str, Any]) -> list[dict[str, Any]]:
    return [line for line in prompt(body)["lines"] if "id" in line]


def prompt(body: dict[str, Any]) -> dict[str, Any]:
    return json.loads(body["messages"][0]["content"])


class Answer(NamedTuple):
    """What goes over the wire for one request."""

    status: int = 200
    body: Any = None  # JSON, or a text as it is
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    reset: bool = False  # hang up without a word


def message(verdicts: Any, stop: str = "end_turn", usage: dict[str, int] | None = None) -> dict[str, Any]:
    """A message whose text is the verdicts as JSON, or the text that is given."""
    text = verdicts if isinstance(verdicts, str) else json.dumps({"verdicts": verdicts})
    content = [{"type": "thinking", "thinking": "hm", "signature": "s"}, {"type": "text", "text": text}]
    counts = {
        "input_tokens": 700,
        "output_tokens": 60,
        "cache_creation_input_tokens": 0,
        "cache_read_input_tokens": 900,
    }
    return {
        "id": "msg_1", "type": "message", "role": "assistant", "model": "m", "content": content,
        "stop_reason": stop, "stop_sequence": None, "usage": usage or counts,
    }  # fmt: skip


def error(status: int, text: str = "no", **headers: str) -> Answer:
    kind = {429: "rate_limit_error", 529: "overloaded_error"}.get(status, "api_error")
    body = {"type": "error", "error": {"type": kind, "message": text}}
    return Answer(status, body, tuple((name.replace("_", "-"), value) for name, value in headers.items()))


Behave = Callable[[int, dict[str, Any]], Answer]  # number of the request from 1, and its body


def by_oracle(number: int, body: dict[str, Any]) -> Answer:
    return Answer(body=message(oracle(body)))


class Api:
    """What the server was asked, and how it answers."""

    def __init__(self) -> None:
        self.behave: Behave = by_oracle
        self.bodies: list[dict[str, Any]] = []  # of /v1/messages
        self.headers: list[dict[str, str]] = []
        self.counted: list[str] = []  # texts of count_tokens
        self.batches: dict[str, list[dict[str, Any]]] = {}
        self.looks = 0
        self.looks_until_ended = 1
        self.result: Callable[[dict[str, Any]], dict[str, Any]] = succeeded  # of one request of a batch
        self.on_batch: Callable[[str], Answer | None] = lambda step: None  # a fault at create, look or results
        self.archived = False
        self.most_at_once = self.at_once = 0
        self.lock = threading.Lock()
        self.url = ""

    def env(self, **more: str) -> dict[str, str]:
        return {"ANTHROPIC_BASE_URL": self.url, "ANTHROPIC_API_KEY": "key-of-a-test", **more}


def succeeded(request: dict[str, Any]) -> dict[str, Any]:
    return {"type": "succeeded", "message": message(oracle(request["params"]))}


@contextmanager
def serve() -> Iterator[Api]:
    api = Api()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # else the second write, the body, waits for the receipt of the first

        def log_message(self, *_: Any) -> None:
            pass

        def do_POST(self) -> None:
            data = self.rfile.read(int(self.headers.get("content-length", 0)))
            body = json.loads(data)
            if self.path.startswith("/v1/messages/batches"):
                created = Answer(body=new_batch(api, body))
                self.send(api.on_batch("create") or created)
            elif self.path.startswith("/v1/messages/count_tokens"):
                text = "".join(m["content"] for m in body["messages"])
                api.counted.append(text)
                self.send(Answer(body={"input_tokens": len(text.split())}))
            else:
                with api.lock:
                    api.bodies.append(body)
                    api.headers.append({k.lower(): v for k, v in self.headers.items()})
                    number = len(api.bodies)
                    api.at_once += 1
                    api.most_at_once = max(api.most_at_once, api.at_once)
                answer = api.behave(number, body)
                time.sleep(answer.delay)
                with api.lock:
                    api.at_once -= 1
                self.send(answer)

        def do_GET(self) -> None:
            found = re.fullmatch(r"/v1/messages/batches/([^/]+)(/results)?", self.path)
            fault = api.on_batch("results" if found and found[2] else "look")
            if fault:
                self.send(fault)
            elif not found or found[1] not in api.batches:
                self.send(error(404, "no such batch"))
            elif found[2]:
                rows = [{"custom_id": r["custom_id"], "result": api.result(r)} for r in reversed(api.batches[found[1]])]
                self.send(Answer(body="\n".join(map(json.dumps, rows)) + "\n"))
            else:
                api.looks += 1
                self.send(Answer(body=batch(api, found[1])))

        def send(self, answer: Answer) -> None:
            try:
                if answer.reset:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    self.close_connection = True
                    return
                data = answer.body.encode() if isinstance(answer.body, str) else json.dumps(answer.body).encode()
                self.send_response(answer.status)
                for name, value in (("content-type", "application/json"), *answer.headers):
                    self.send_header(name, value)
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:  # the client has gone
                self.close_connection = True

        def finish(self) -> None:
            with suppress(OSError, ValueError):
                super().finish()

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 64

        def handle_error(self, *_: Any) -> None:  # a client that hangs up is one of the cases
            pass

    with Server(("127.0.0.1", 0), Handler) as server:
        api.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield api
        finally:
            server.shutdown()


def new_batch(api: Api, body: dict[str, Any]) -> dict[str, Any]:
    name = f"msgbatch_{len(api.batches) + 1}"
    api.batches[name] = body["requests"]
    return batch(api, name)


def batch(api: Api, name: str) -> dict[str, Any]:
    ended = api.looks >= api.looks_until_ended
    size = len(api.batches[name])
    counts = {
        "processing": 0 if ended else size,
        "succeeded": size if ended else 0,
        "errored": 0,
        "canceled": 0,
        "expired": 0,
    }
    return {
        "id": name, "type": "message_batch", "processing_status": "ended" if ended else "in_progress",
        "request_counts": counts, "created_at": "2026-11-20T00:00:00Z", "expires_at": "2026-11-21T00:00:00Z",
        "ended_at": "2026-11-20T01:00:00Z" if ended else None, "archived_at": "2026-11-20T02:00:00Z" if api.archived else None, "cancel_initiated_at": None,
        "results_url": f"{api.url}/v1/messages/batches/{name}/results" if ended else None,
    }  # fmt: skip
