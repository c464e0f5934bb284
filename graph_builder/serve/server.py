"""The server process: a socket, uvicorn, and an end to clients that are slow to ask or ask too much."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import resource
import socket
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import h11
import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.flow_control import FlowControl
from uvicorn.protocols.http.h11_impl import H11Protocol

from graph_builder.errors import UsageError
from graph_builder.serve.clients import one_client
from graph_builder.serve.fault import RETRY_AFTER
from graph_builder.serve.lines import Lines, closed, count, may_read, metered, opened, read_later, spend, took

HEADER_SECONDS = 10.0
"""How long a client may take from the first byte of a request, or from the opening of a connection, to its body."""
SEND_SECONDS = 15.0
"""How long a client may take for a piece of an answer."""
_CONNECTIONS = 1000
_LARGEST_HEAD = 64 << 10
_MOST_LINES = 200
_PIECE = 4 << 10  # bytes that h11 gets at once: a piece of tiny chunks takes it 10 milliseconds
_MOST_AT_ONCE = 32 << 10  # bytes that a connection may have here unread
_AT_A_TIME = 0.005  # seconds of the processor after which a connection's next piece waits until others were served
_TOO_MANY_LINES = b"HTTP/1.1 431 Request Header Fields Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
_GRACE = 3
_OPENING = 0.0002  # seconds that a new connection takes, about
_AT_ONCE = 16  # connections that are taken before others have their turn
_BACKLOG = 1024  # connections that the system keeps until they are taken
_SWITCH = 0.0005  # seconds after which a thread of Python's makes way for the event loop
_SPARE = 100  # descriptors for workers, files and what else there is


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, but a request's head must be there in time, and an answer be taken.

    uvicorn waits for ever for the first request, for the rest of one whose first byte came, and for those who do not
    read; and it knows no difference between clients (see lines.py).  It gives h11 whatever came, and a quarter of a
    megabyte of tiny chunks, or of requests one behind the other, keeps everybody else waiting for hundreds of
    milliseconds: here h11 gets small pieces, none while it has enough, and what is left is `_unread`.
    """

    client_name = ""
    _ends: asyncio.TimerHandle | None = None
    _stalls: asyncio.TimerHandle | None = None
    _head_lines = 0

    def __init__(self, *args: Any, lines: Lines, **more: Any) -> None:
        super().__init__(*args, **more)
        self._lines = lines
        self._unread = bytearray()
        self.app = metered(lines, self.app, self)

    @property
    def is_answered(self) -> bool:
        """True while a request is at work."""
        return self.cycle is not None and not self.cycle.response_complete

    @property
    def idle(self) -> float:
        """Seconds for which there was no request that was whole."""
        return max(self.loop.time() + HEADER_SECONDS - self._ends.when(), 0.0) if self._ends else 0.0

    def cut(self) -> None:
        """The connection ends at once."""
        self.transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        transport.max_size = _MOST_AT_ONCE  # type: ignore[attr-defined]  # asyncio's way to say it
        self.flow = FlowControl(self)  # type: ignore[arg-type]  # it asks for no more than the two methods below
        self.client_name = one_client(self.client[0]) if self.client else ""
        spend(self._lines, self.client_name, _OPENING)
        if not opened(self._lines, self):
            self.app = _full
            if count(self._lines) > 2 * self._lines.most:
                self.cut()
        self._watch()

    def pause_reading(self) -> None:
        """uvicorn has enough for now."""
        self.transport.pause_reading()

    def resume_reading(self) -> None:
        """uvicorn can take more: first of all what came already."""
        if self._unread:
            read_later(self._lines, self)
        else:
            self.transport.resume_reading()

    def data_received(self, data: bytes) -> None:
        self._unread += data
        if may_read(self._lines, self.client_name):
            self.read()
        else:
            self._unset_keepalive_if_required()
            self.transport.pause_reading()
            read_later(self._lines, self)

    def read(self) -> None:
        """Gives h11 what it can take within some milliseconds; the rest must wait."""
        began = time.thread_time()
        while self._takes_more() and time.thread_time() - began < _AT_A_TIME:
            piece = bytes(self._unread[:_PIECE])
            del self._unread[:_PIECE]
            if self._too_many_lines(piece):
                self.transport.write(_TOO_MANY_LINES)
                self.transport.close()
                return
            super().data_received(piece)
        took(self._lines, self.client_name, time.thread_time() - began)
        self._watch()
        if self._takes_more():
            self.transport.pause_reading()
            read_later(self._lines, self)
        elif not self.flow.read_paused:
            self.transport.resume_reading()

    def _takes_more(self) -> bool:
        return bool(self._unread) and not self.flow.read_paused and not self.transport.is_closing()

    def _too_many_lines(self, data: bytes) -> bool:
        """True if a request's head has more lines than anybody needs: h11 takes its time for each of them."""
        if self.conn.their_state is not h11.IDLE:
            return False
        end = data.find(b"\r\n\r\n")
        lines = self._head_lines + data.count(b"\n", 0, end if end >= 0 else len(data))
        self._head_lines = 0 if end >= 0 else lines
        return lines > _MOST_LINES

    def send_400_response(self, msg: str) -> None:
        if self.is_answered:  # bytes that are no request after one that is
            self.cut()
        else:
            super().send_400_response(msg)

    def on_response_complete(self) -> None:
        self._head_lines = 0
        super().on_response_complete()
        self._watch()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._stalls = self.loop.call_later(SEND_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._stalls:
            self._stalls.cancel()

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        closed(self._lines, self)
        for timer in (self._ends, self._stalls):
            if timer:
                timer.cancel()

    def _watch(self) -> None:
        """The clock runs while no request is being answered."""
        if self.is_answered and self._ends:
            self._ends.cancel()
            self._ends = None
        elif not self.is_answered and self._ends is None:
            self._ends = self.loop.call_later(HEADER_SECONDS, self._end, 3)

    def _end(self, more: int) -> None:
        """Hangs up; but who is still taking the end of an answer gets some time for that."""
        if more and self.transport.get_write_buffer_size():
            self._ends = self.loop.call_later(HEADER_SECONDS, self._end, more - 1)
        else:
            self.transport.abort()


async def _full(scope: Scope, receive: Receive, send: Send) -> None:
    """503 for a connection too many."""
    said = b"there are too many connections; ask again in some seconds\n"
    headers = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", str(len(said)).encode()),
        (b"retry-after", str(RETRY_AFTER).encode()),
        (b"cache-control", b"no-store"),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": 503, "headers": headers})
    await send({"type": "http.response.body", "body": said})


def listening(host: str, port: int) -> socket.socket:
    """A socket on which connections are taken.

    Raises:
        UsageError: the address cannot be had.
    """
    if not host:  # which would mean all addresses
        raise UsageError("--host is empty: 127.0.0.1 is for this machine alone, 0.0.0.0 for all that can reach it")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        taken = socket.create_server((host, port), family=family, backlog=512)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise UsageError(f"cannot listen on {host}, port {port}: {reason}; choose others with --host, --port") from None
    # Head and body are two packets: without this the second waits until the client has confirmed the first, which it
    # puts off for 40 ms.  asyncio sets it only for sockets that were opened under the protocol's own number.
    taken.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return taken


class PromptServer(uvicorn.Server):
    """uvicorn's server, which at its end does not wait for queries but ends them, so that their clients are told."""

    ending: Callable[[], None]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.ending()
        await super().shutdown(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        for each in sockets or ():
            each.listen(_BACKLOG)  # what uvicorn is told is how many are taken at once


def most_connections(descriptors: int) -> int:
    """How many connections are served where the system allows so many descriptors; as many again are sent away."""
    return max(min(_CONNECTIONS, (descriptors - _SPARE) // 2), 1)


def run(app: ASGIApp, ending: Callable[[], None], taken: socket.socket, proxy: str) -> None:
    """Serves until SIGINT or SIGTERM; then nothing is left.

    Args:
        ending: ends the queries that are at work.
        proxy: the address whose X-Forwarded-For is believed; "" for none.
    """
    fewest, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        fewest = most
    sys.setswitchinterval(_SWITCH)
    lines = Lines(most_connections(fewest), one_client(proxy))
    more: dict[str, Any] = {"forwarded_allow_ips": proxy} if proxy else {}
    config = uvicorn.Config(
        app,
        http=partial(ImpatientProtocol, lines=lines),  # type: ignore[arg-type]
        ws="none",
        lifespan="on",
        loop="asyncio",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxy),
        backlog=_AT_ONCE,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=_GRACE,
        h11_max_incomplete_event_size=_LARGEST_HEAD,
        **more,
    )
    gc.collect()
    gc.freeze()  # the book is there to stay: looking it over again and again would only make requests wait
    with contextlib.suppress(KeyboardInterrupt):
        server = PromptServer(config)
        server.ending = ending
        server.run(sockets=[taken])
