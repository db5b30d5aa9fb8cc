"""The server on this machine, and the real command line in this process against it, with a cache of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from helpers import repository
from llm_server import Api, serve

from ctxlint import config
from ctxlint.cli import run

TEXT = """\
# Harbour

The API should be fast.

## Done

- Make sure everything works.
- `make test` exits 0.

## Style

Version: TBD
"""


class Done(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def reviewed(self) -> list[tuple[int, int, str]]:
        found = [f for f in self.report["findings"] if f["rule"] == "review/vague"]
        return [(f["line"], f["column"], f["message"].split("”")[0].strip("“")) for f in found]


@pytest.fixture
def api() -> Iterator[Api]:
    with serve() as server:
        yield server


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return repository(tmp_path / "project", {"CLAUDE.md": TEXT})


@pytest.fixture
def check(
    api: Api, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Done]:
    """`ctxlint check --output-format json` with more arguments, in the project."""
    for name, value in api.env(CTXLINT_CACHE_DIR=str(tmp_path / "cache")).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(project)

    def ran(*arguments: str, llm: str = "--llm") -> Done:
        config._nearest_file.cache_clear()  # one process stands for many
        config.read_config.cache_clear()
        code = run([word for word in ("check", "--output-format", "json", llm, *arguments) if word])
        return Done(code, *capsys.readouterr())

    return ran
