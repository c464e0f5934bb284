"""Both ends of HTTP for the fuzzer: our site without a socket, and a store of others that replies what it is told."""

from __future__ import annotations

import asyncio
import socket
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from graph_builder.graph.engine import Limits
from graph_builder.model.factbook import FactBook
from graph_builder.serve.app import application
from graph_builder.serve.served import Options

_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH", "QUERY")


class Site:
    """The application over a book, asked as uvicorn would ask it; its workers are real."""

    def __init__(self, book: FactBook, folder: Path, limits: Limits) -> None:
        self._loop = asyncio.new_event_loop()
        self._app, _ = application(book, Options(folder, "http://127.0.0.1:7878/", 1, limits))
        self._orders: asyncio.Queue[dict[str, str]] = asyncio.Queue()
        self._orders.put_nowait({"type": "lifespan.startup"})
        ready = self._loop.create_future()

        async def said(message: Any) -> None:
            if not ready.done():
                ready.set_result(message["type"])

        self._life = self._loop.create_task(self._app({"type": "lifespan"}, self._orders.get, said))  # type: ignore[arg-type]
        assert "lifespan.startup.complete" == self._loop.run_until_complete(ready)

    def close(self) -> None:
        """Ends the application and its workers."""
        self._orders.put_nowait({"type": "lifespan.shutdown"})
        self._loop.run_until_complete(self._life)
        self._loop.close()

    def answer(self, raw: bytes) -> tuple[int, str, bytes]:
        """Status, media type and body of the answer to a request as it stands on the wire, read with some goodwill."""
        head, _, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        first, *rest = head.split(b"\n")
        method, _, target = first.decode("latin-1").partition(" ")
        path, _, query = target.partition("?")
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method if method in _METHODS else "GET",
            "scheme": "http",
            "path": unquote("/" + path.lstrip("/")),
            "raw_path": path.encode("latin-1"),
            "query_string": query.encode("latin-1"),
            "headers": [_header(line) for line in rest if b":" in line],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 7878),
            "root_path": "",
        }
        return self._loop.run_until_complete(self._answered(scope, body))

    async def _answered(self, scope: dict[str, Any], body: bytes) -> tuple[int, str, bytes]:
        begun, parts = dict[str, Any](), list[bytes]()
        incoming = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive() -> dict[str, Any]:
            if incoming:
                return incoming.pop()
            await asyncio.sleep(3600)
            raise AssertionError("a client that waits for an hour")

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                begun.update(message)
            else:
                parts.append(message.get("body", b""))

        await self._app(scope, receive, send)
        media = next((value for name, value in begun["headers"] if name == b"content-type"), b"")
        return begun["status"], media.decode("latin-1"), b"".join(parts)


def _header(line: bytes) -> tuple[bytes, bytes]:
    """A header as a server of HTTP lets it through: no control characters, no blanks around the value."""
    name, _, value = line.partition(b":")
    return name.strip().lower(), bytes(c for c in value if c >= 32 and c != 127).strip()


class Replies:
    """A server on this machine that gives to every request the bytes in `reply`, and hangs up."""

    def __init__(self) -> None:
        self.reply = b""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}/query"
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._serving.join()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listening.accept()
            except OSError:
                return  # closed
            with line:
                line.settimeout(5)
                try:
                    self._exchange(line)
                except OSError:
                    continue  # the client has gone, which is its right

    def _exchange(self, line: socket.socket) -> None:
        asked = b""
        while b"\r\n\r\n" not in asked and (part := line.recv(65536)):
            asked += part
        head, _, body = asked.partition(b"\r\n\r\n")
        length = next((int(h[15:]) for h in head.lower().split(b"\r\n") if h.startswith(b"content-length:")), 0)
        while len(body) < length and (part := line.recv(65536)):
            body += part
        line.sendall(self.reply)
