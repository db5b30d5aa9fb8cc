"""The real command line in a process of its own, forked from one that has it loaded: the interpreter starts once.

`python forked.py` reads a request a line on stdin and answers each with the exit code. What a start of the interpreter
decides (PYTHONPATH, what is imported, what the streams are, signals) is tested in a process started anew.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from select import select

STREAMS = ("stdin", "stdout", "stderr")
PATIENCE = 120  # seconds


def run(
    arguments: tuple[str, ...], cwd: Path | str, data: bytes, env: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """`ctxlint ARGUMENTS` in `cwd`, with `data` on stdin and `env` as the whole environment."""
    server = _server()
    assert server.stdin
    assert server.stdout
    with tempfile.TemporaryDirectory() as folder:
        files = [os.path.join(folder, name) for name in STREAMS]
        Path(files[0]).write_bytes(data)
        request = {"arguments": arguments, "cwd": str(cwd), "env": dict(env), "files": files}
        server.stdin.write(json.dumps(request).encode() + b"\n")
        server.stdin.flush()
        if not select([server.stdout], [], [], PATIENCE)[0]:
            os.killpg(server.pid, signal.SIGKILL)
            _server.cache_clear()
            raise subprocess.TimeoutExpired(["ctxlint", *arguments], PATIENCE)
        code = int(server.stdout.readline())
        out, err = (Path(file).read_bytes() for file in files[1:])
    return subprocess.CompletedProcess(["ctxlint", *arguments], code, out, err)


@cache
def _server() -> subprocess.Popen[bytes]:
    pipe = subprocess.PIPE
    server = subprocess.Popen([sys.executable, "-P", __file__], stdin=pipe, stdout=pipe, start_new_session=True)
    assert server.stdin
    atexit.register(server.stdin.close)  # it ends when it hears no more
    return server


def _serve() -> None:
    _load()
    for line in sys.stdin.buffer:
        child = os.fork()
        if not child:
            _become(**json.loads(line))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


def _load() -> None:
    """What the verbs load, and the patterns of all rules."""
    import gc
    import pkgutil
    from importlib import import_module

    import ctxlint
    from ctxlint.base.patterns import _Lazy

    for module in pkgutil.walk_packages(ctxlint.__path__, "ctxlint."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for pattern in [one for one in gc.get_objects() if isinstance(one, _Lazy)]:
        pattern.__getattr__("search")
    gc.freeze()


def _become(arguments: list[str], cwd: str, env: dict[str, str], files: list[str]) -> None:
    """Do as a process does that was started with these, to its end."""
    os.environ.clear()
    os.environ.update(env)
    os.chdir(cwd)
    for number, file in enumerate(files):
        opened = os.open(file, os.O_WRONLY | os.O_CREAT if number else os.O_RDONLY)
        os.dup2(opened, number)
        os.close(opened)
    encoding = env.get("PYTHONIOENCODING", "utf-8")
    sys.stdin = open(0, encoding=encoding, closefd=False)  # noqa: SIM115  open to the end of the process
    sys.stdout = open(1, "w", encoding=encoding, closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", 1, encoding=encoding, errors="backslashreplace", closefd=False)  # noqa: SIM115
    sys.argv = ["ctxlint", *arguments]

    from ctxlint.cli import run

    code = run(arguments)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)


if __name__ == "__main__":
    _serve()
