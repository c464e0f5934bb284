"""Connections by client: whose is ended when there are too many, and who must wait when the server has much to do.

One client may have all connections and all of the server's time as long as nobody else needs them.  When there are too
many connections, one of the client that has most is ended for one of a client that has fewer.  When requests take much
of the event loop's time, a client that takes more than an even share of it is read from later, and not refused.
"""

from __future__ import annotations

import math
import time
from collections.abc import Awaitable, Callable, Generator
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Protocol

from starlette.types import ASGIApp, Receive, Scope, Send

from graph_builder.serve.clients import one_client

_BUSY = 0.6
_LEAST_SHARE = 0.015
_ACTIVE = 0.002
_MEMORY = 2.0
_LONGEST_WAIT = 2.0
_MOST_CLIENTS = 4096

_spender: ContextVar[Callable[[float], None] | None] = ContextVar("spender", default=None)


class Line(Protocol):
    """A connection; `is_answered` says that a request on it is being answered."""

    client_name: str

    @property
    def is_answered(self) -> bool: ...

    def cut(self) -> None:
        """The connection ends at once."""


@dataclass(slots=True, eq=False)
class Lines:
    """All connections by client, and the processor's seconds a second that each client has taken of late.

    `most` is how many connections there may be.  `proxy` stands for many clients and is not held to a share.
    """

    most: int
    proxy: str = ""
    open: dict[str, dict[Line, None]] = field(default_factory=dict)
    spent: dict[str, tuple[float, float]] = field(default_factory=dict)
    total: tuple[float, float] = (0.0, 0.0)


def count(lines: Lines) -> int:
    """How many connections there are."""
    return sum(map(len, lines.open.values()))


def opened(lines: Lines, line: Line) -> bool:
    """Takes the connection in; False if there are too many, and none of another client's could be ended for it."""
    own = lines.open.setdefault(line.client_name, {})
    own[line] = None
    if count(lines) <= lines.most:
        return True
    greedy = max(lines.open, key=lambda name: len(lines.open[name]) if name != lines.proxy else 0)
    if len(lines.open[greedy]) <= len(own) or greedy == lines.proxy:
        return False
    newest = [*reversed(lines.open[greedy])]
    chosen = next((each for each in newest if not each.is_answered), newest[0])
    closed(lines, chosen)
    chosen.cut()
    return True


def closed(lines: Lines, line: Line) -> None:
    """The connection is no more."""
    own = lines.open.get(line.client_name, {})
    own.pop(line, None)
    if not own:
        lines.open.pop(line.client_name, None)


def spend(lines: Lines, client: str, seconds: float) -> None:
    """So much of the processor went to the client, in the server's own process."""
    now = time.monotonic()
    lines.spent[client] = (_rate(lines.spent.get(client), now) + seconds / _MEMORY, now)
    lines.total = (_rate(lines.total, now) + seconds / _MEMORY, now)
    if len(lines.spent) > _MOST_CLIENTS:
        lines.spent = {name: each for name, each in lines.spent.items() if _rate(each, now) > 0.001}


def wait(lines: Lines, client: str) -> float:
    """Seconds that a client's next bytes are to be left unread, so that it takes no more than its share; mostly 0."""
    now = time.monotonic()
    if client == lines.proxy or _rate(lines.total, now) < _BUSY:
        return 0.0
    own = _rate(lines.spent.get(client), now)
    active = sum(1 for name in lines.open if name == client or _rate(lines.spent.get(name), now) > _ACTIVE)
    if active == 1:
        return 0.0
    left = _BUSY - (_rate(lines.total, now) - own)  # what the others do not use
    share = max(_BUSY / active, _LEAST_SHARE, left)
    return min(_MEMORY * math.log(own / share), _LONGEST_WAIT) if own > share else 0.0


def _rate(spent: tuple[float, float] | None, now: float) -> float:
    return spent[0] * math.exp((spent[1] - now) / _MEMORY) if spent else 0.0


def metered(lines: Lines, app: ASGIApp) -> ASGIApp:
    """The application, whose time goes on the account of the client that asks."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        client = one_client(scope["client"][0]) if scope.get("client") else ""

        def spender(seconds: float) -> None:
            spend(lines, client, seconds)

        _spender.set(spender)
        await _Metered(app(scope, receive, send), spender)

    return run


def charge(seconds: float) -> None:
    """So much time was spent for the request at hand outside the event loop."""
    if spender := _spender.get():
        spender(seconds)


class _Metered:
    """A coroutine that tells how long each of its steps took."""

    def __init__(self, work: Awaitable[None], tell: Callable[[float], None]) -> None:
        self._work, self._tell = work, tell

    def __await__(self) -> Generator[Any, Any, None]:
        work, value, error = self._work.__await__(), None, None
        while True:
            began = time.thread_time()
            try:
                waited = work.send(value) if error is None else work.throw(error)
            except StopIteration:
                return
            finally:
                self._tell(time.thread_time() - began)
            value = error = None
            try:
                value = yield waited
            except BaseException as thrown:  # noqa: BLE001  # it belongs to the coroutine
                error = thrown
