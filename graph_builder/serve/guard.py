"""What holds for every request and answer: the site's path, CORS, and headers for safety."""

from __future__ import annotations

import asyncio
from collections.abc import MutableMapping
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from graph_builder.serve.protocol import METHODS

_PIECE = 256 << 10

_ALWAYS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"access-control-allow-origin": b"*",  # everything here is public, and no request carries credentials
    b"access-control-expose-headers": b"ETag, Retry-After, Location",
    b"cross-origin-resource-policy": b"cross-origin",
}
_POLICY = b"default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_PREFLIGHT = {
    b"access-control-allow-methods": METHODS.encode(),
    b"access-control-allow-headers": b"Accept, Content-Type, If-None-Match",
    b"access-control-max-age": b"86400",
    b"allow": METHODS.encode(),
    b"content-length": b"0",
}


def guarded(app: ASGIApp, root: str) -> ASGIApp:
    """The application below the path `root`, with all of that."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS":
            await _start(send, 204, _PREFLIGHT)
            await send({"type": "http.response.body", "body": b""})
            return

        begun = False

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

        path = scope["path"]
        inner = path[len(root) - 1 :] if path.startswith(root) else path
        try:
            await app({**scope, "path": inner, "raw_path": inner.encode("utf-8", "replace")}, receive, safely)
        except asyncio.CancelledError:  # the server ends, and has waited long enough
            if not begun:
                await _start(send, 503, {b"content-length": b"0", b"retry-after": b"5", b"connection": b"close"})
                await send({"type": "http.response.body", "body": b""})

    return run


async def _in_pieces(message: MutableMapping[str, Any], send: Send) -> None:
    """Sends a body piece by piece, so that the server sees whether the client takes them (see server.py)."""
    body, more = message.get("body", b""), message.get("more_body", False)
    for start in range(0, max(len(body), 1), _PIECE):
        part = body[start : start + _PIECE]
        await send({"type": message["type"], "body": part, "more_body": more or start + _PIECE < len(body)})


async def _start(send: Send, status: int, headers: dict[bytes, bytes]) -> None:
    await send({"type": "http.response.start", "status": status, "headers": [*(_ALWAYS | headers).items()]})
