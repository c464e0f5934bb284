"""The server process: a socket, uvicorn, and an end to clients that are slow to ask."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import resource
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from graph_builder.errors import UsageError

HEADER_SECONDS = 10.0
"""How long a client may take from the first byte of a request, or from the opening of a connection, to its body."""
SEND_SECONDS = 15.0
"""How long a client may take for a piece of an answer."""
_CONNECTIONS = 1000
_LARGEST_HEAD = 64 << 10
_GRACE = 3


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, but a request's head must be there in time, and an answer be taken.

    uvicorn waits for ever for the first request, for the rest of one whose first byte came, and for those who do not
    read.
    """

    _ends: asyncio.TimerHandle | None = None
    _stalls: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
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
        for timer in (self._ends, self._stalls):
            if timer:
                timer.cancel()

    def _watch(self) -> None:
        """The clock runs while no request is being answered."""
        answering = self.cycle is not None and not self.cycle.response_complete
        if answering and self._ends:
            self._ends.cancel()
            self._ends = None
        elif not answering and self._ends is None:
            self._ends = self.loop.call_later(HEADER_SECONDS, self._end, 3)

    def _end(self, more: int) -> None:
        """Hangs up; but who is still taking the end of an answer gets some time for that."""
        if more and self.transport.get_write_buffer_size():
            self._ends = self.loop.call_later(HEADER_SECONDS, self._end, more - 1)
        else:
            self.transport.abort()


def listening(host: str, port: int) -> socket.socket:
    """A socket on which connections are taken.

    Raises:
        UsageError: the address cannot be had.
    """
    if not host:  # which would mean all addresses
        raise UsageError("--host is empty: 127.0.0.1 is for this machine alone, 0.0.0.0 for all that can reach it")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=512)
    except (OSError, OverflowError, UnicodeError) as error:
        reason = str(getattr(error, "strerror", None) or error).partition(" (while")[0]
        raise UsageError(f"cannot listen on {host}, port {port}: {reason}; choose others with --host, --port") from None


class PromptServer(uvicorn.Server):
    """uvicorn's server, which at its end does not wait for queries but ends them, so that their clients are told."""

    ending: Callable[[], None]

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.ending()
        await super().shutdown(sockets)


def run(app: ASGIApp, ending: Callable[[], None], taken: socket.socket, proxy: str) -> None:
    """Serves until SIGINT or SIGTERM; then nothing is left.

    Args:
        ending: ends the queries that are at work.
        proxy: the address whose X-Forwarded-For is believed; "" for none.
    """
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    more: dict[str, Any] = {"forwarded_allow_ips": proxy} if proxy else {}
    config = uvicorn.Config(
        app,
        http=ImpatientProtocol,
        ws="none",
        lifespan="on",
        loop="asyncio",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxy),
        limit_concurrency=_CONNECTIONS,
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
