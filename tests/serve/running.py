"""Real servers on ports of their own, over copies of the data that nobody else changes; each leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import re
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[2]
TINY = ROOT / "tests" / "worlds" / "tiny"
_PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address, its process and the folder that it serves."""

    url: str
    process: subprocess.Popen[str]
    folder: Path
    said: Path

    @property
    def port(self) -> int:
        return int(self.url.rsplit(":", 1)[1].strip("/"))

    def get(self, path: str = "sparql", **more: Any) -> httpx.Response:
        return httpx.get(self.url + path, timeout=30, trust_env=False, **more)

    def ask(self, query: str, accept: str = "application/sparql-results+json", **more: Any) -> httpx.Response:
        headers = {"Accept": accept, **more.pop("headers", {})}
        return self.get("sparql", params={"query": query}, headers=headers, **more)

    def post(self, **more: Any) -> httpx.Response:
        return httpx.post(self.url + "sparql", timeout=30, trust_env=False, **more)

    def raw(self, text: bytes, patience: float = 20) -> bytes:
        """What comes back on a bare socket until the server closes it."""
        with socket.create_connection(("127.0.0.1", self.port), patience) as line:
            line.sendall(text)
            parts = []
            with contextlib.suppress(TimeoutError, ConnectionError):
                while part := line.recv(65536):
                    parts.append(part)
            return b"".join(parts)


def family(pid: int) -> list[int]:
    """The processes that this one started, and those that they started."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False).stdout.split()
    children = [int(each) for each in found]
    return children + [each for child in children for each in family(child)]


def alive(pids: list[int]) -> list[int]:
    """Those of the processes that are still there, and are more than an entry waiting to be read."""
    return [pid for pid in pids if _state(pid) not in ("", "Z")]


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return ""


def until(holds: Callable[[], bool], seconds: float = 15) -> bool:
    """True as soon as it holds; False if it does not in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return holds()


@contextlib.contextmanager
def serving(folder: Path, said: Path, *options: str) -> Iterator[Server]:
    """A server over the folder, from when it answers until the block ends; afterwards nothing of it may be left."""
    command = [sys.executable, "-m", "graph_builder.cli", "serve", "--data", str(folder), "--port", "0", *options]
    with said.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, cwd=folder)
    try:
        assert process.stdout is not None
        ready, _, _ = select.select([process.stdout], [], [], _PATIENCE)
        line = process.stdout.readline() if ready else ""
        found = re.search(r" at (http://\S+/) with", line)
        assert found, f"{line}\n{said.read_text('utf-8')}"
        server = Server(found[1], process, folder, said)
        assert until(lambda: _answers(server), _PATIENCE)
        yield server
    finally:
        left = family(process.pid)
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(15)
        process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()
        until(lambda: not alive(left), 5)
        for pid in (kept := alive(left)):
            os.kill(pid, signal.SIGKILL)
        assert [] == kept


def _answers(server: Server) -> bool:
    with contextlib.suppress(httpx.TransportError):
        return server.get("health").status_code == 200
    return False
