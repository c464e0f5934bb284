"""What holds for every request and answer: the site's path, CORS, and headers for safety."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_builder.serve.protocol import METHODS
from graph_builder.serve.room import Room, Taken, leave

_PIECE = 64 << 10

_ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"access-control-allow-origin": b"*",  # everything here is public, and no request carries credentials
    b"access-control-expose-headers": b"ETag, Retry-After, Location",
    b"cross-origin-resource-policy": b"cross-origin",
}
_POLICY = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_PREFLIGHT = {
    b"access-control-allow-headers": b"Accept, Content-Type, If-None-Match",
    b"access-control-max-age": b"86400",
    b"content-length": b"0",
}


def methods_at(path: str) -> str:
    """What is allowed at a path below the site's root.

    >>> methods_at("/sparql"), methods_at("/data.nq")
    ('GET, HEAD, POST, OPTIONS', 'GET, HEAD, OPTIONS')
    """
    return METHODS if path == "/sparql" else "GET, HEAD, OPTIONS"


def guarded(app: ASGIApp, root: str) -> ASGIApp:
    """The application below the path `root`, with all of that."""

    room = Room()

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        path = scope["path"]
        inner = path[len(root) - 1 :] if path.startswith(root) else path
        if scope["method"] == "OPTIONS":
            allowed = methods_at(inner).encode()
            await _start(send, 204, {**_PREFLIGHT, b"allow": allowed, b"access-control-allow-methods": allowed})
            await send({"type": "http.response.body", "body": b""})
            return

        begun = False
        taken: list[Taken] = []

        async def safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = dict.fromkeys(name for name, _ in message["headers"])
                extra = [(name, value) for name, value in _ALWAYS.items() if name not in headers]
                if b"content-security-policy" not in headers:
                    extra.append((b"content-security-policy", _POLICY))
                await send({**message, "headers": [*message["headers"], *extra]})
            else:
                await _in_pieces(message, send)

        below = {"path": inner, "raw_path": inner.encode("utf-8", "replace")}
        cut = scope.get("graph_builder.cut", _nothing)
        rooms = {"graph_builder.room": room, "graph_builder.taken": taken, "graph_builder.cut": cut}
        try:
            await app({**scope, **below, **rooms}, receive, safely)
        except asyncio.CancelledError:  # the server ends, and has waited long enough
            if not begun:
                await _start(send, 503, {b"content-length": b"0", b"retry-after": b"5", b"connection": b"close"})
                await send({"type": "http.response.body", "body": b""})
        finally:
            if taken:
                leave(room, taken)

    return run


def _nothing() -> None:
    """Another server than ours does not let us end its connections."""


async def _in_pieces(message: MutableMapping[str, Any], send: Send) -> None:
    """Sends a body piece by piece, so that the server sees whether the client takes them (see server.py)."""
    body, more = message.get("body", b""), message.get("more_body", False)
    for start in range(0, max(len(body), 1), _PIECE):
        part = body[start : start + _PIECE]
        await send({"type": message["type"], "body": part, "more_body": more or start + _PIECE < len(body)})


async def _start(send: Send, status: int, headers: dict[bytes, bytes]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*(_ALWAYS | headers).items()]})
