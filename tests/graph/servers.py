"""Real servers for the tests, each in a folder and on ports of its own: Oxigraph's, and Debian's Virtuoso."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

import httpx

VIRTUOSO = shutil.which("virtuoso-t")
PASSWORD = "dba"  # what a new database of Virtuoso has
_PATIENCE = 90.0

# Debian's settings where they matter to a client (ResultSetMaxRows, MaxSortedTopRows), little memory otherwise.
_INI = """
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
LockFile = virtuoso.lck
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
FileExtend = 200
MaxCheckpointRemap = 2000
Striping = 0
TempStorage = TempDatabase
[TempDatabase]
DatabaseFile = virtuoso-temp.db
TransactionFile = virtuoso-temp.trx
MaxCheckpointRemap = 2000
Striping = 0
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = .
NumberOfBuffers = 4000
MaxDirtyBuffers = 2000
MaxQueryMem = 200M
ThreadsPerQuery = 1
CaseMode = 2
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 6
MaxKeepAlives = 6
KeepAliveTimeout = 10
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 10000
MaxQueryExecutionTime = 60
"""


class Server(NamedTuple):
    """A running server: what a user would call its address, and where each protocol of SPARQL 1.1 is spoken."""

    url: str
    query: str
    update: str
    graph_store: str
    process: subprocess.Popen[bytes]


def free_port() -> int:
    """A port that nothing listens on just now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextlib.contextmanager
def oxigraph(folder: Path, port: int = 0, *options: str) -> Iterator[Server]:
    """Oxigraph's server over the folder; nothing is lost when it is started again over the same one."""
    address = f"127.0.0.1:{port or free_port()}"
    program = Path(sys.executable).with_name("oxigraph")
    command = [str(program), "serve", "--location", str(folder), "--bind", address, *options]
    url = f"http://{address}"
    with _running(command, folder.parent, f"{url}/query") as process:
        yield Server(url, f"{url}/query", f"{url}/update", f"{url}/store", process)


@contextlib.contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Virtuoso with a new database in the folder.  Anyone may read; who writes must be `dba` (by digest)."""
    if VIRTUOSO is None:
        raise FileNotFoundError("virtuoso-t")
    http, sql = free_port(), free_port()
    (folder / "virtuoso.ini").write_text(_INI.format(http=http, sql=sql), "utf-8")
    command = [VIRTUOSO, "+foreground", "+configfile", "virtuoso.ini"]
    url = f"http://127.0.0.1:{http}"
    with _running(command, folder, f"{url}/sparql") as process:
        writing = f"{url}/sparql-auth"
        yield Server(f"{url}/sparql", f"{url}/sparql", writing, f"{url}/sparql-graph-crud-auth", process)


@contextlib.contextmanager
def _running(command: list[str], folder: Path, question: str) -> Iterator[subprocess.Popen[bytes]]:
    """The process, from when it answers a query until the block ends, however that ends."""
    with open(folder / "server.log", "ab") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        _wait(process, question, folder / "server.log")
        yield process
    finally:
        process.kill()
        process.wait(30)


def _wait(process: subprocess.Popen[bytes], question: str, log: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(httpx.TransportError):
            reply = httpx.get(question, params={"query": "ASK {}"}, timeout=5, trust_env=False)
            if reply.status_code == httpx.codes.OK:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text('utf-8', 'replace')[-2000:]}")


class Answered(NamedTuple):
    """What a scripted server says to one request; `cut` breaks the body off before its announced end."""

    status: int = 200
    body: bytes = b""
    media_type: str = "text/plain"
    headers: tuple[tuple[str, str], ...] = ()
    cut: int = 0
    seconds: float = 0.0


class Script(NamedTuple):
    """A server that gives one answer after the other, and what it was asked: (method, path, headers, body)."""

    url: str
    requests: list[tuple[str, str, dict[str, str], bytes]]


@contextlib.contextmanager
def scripted(*answers: Answered) -> Iterator[Script]:
    """A server that misbehaves as told, over real HTTP; the last answer is given from then on."""
    left, asked = list(answers), list[tuple[str, str, dict[str, str], bytes]]()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append((self.command, self.path, headers, body))
            answer = left.pop(0) if len(left) > 1 else left[0]
            time.sleep(answer.seconds)
            self.send_response(answer.status)
            for name, value in (("Content-Type", answer.media_type), *answer.headers):
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            with contextlib.suppress(OSError):  # who asked has left
                self.wfile.write(answer.body[: len(answer.body) - answer.cut])

        do_GET = do_PUT = do_DELETE = do_POST  # noqa: N815 - names of the standard library

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield Script(f"http://127.0.0.1:{server.server_port}/sparql", asked)
        finally:
            server.shutdown()
            thread.join(10)
