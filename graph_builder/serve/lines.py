"""Connections by client: whose is ended when there are too many, and who must wait when the server has much to do.

One client may have all connections and all of the server's time as long as nobody else needs them.  When there are too
many connections, one of the client that has most is ended for one of a client that has fewer.  When requests take much
of the event loop's time, a client that takes more than an even share of it is read from later, and not refused.  What
came at once from many connections is read in rounds: one connection of each client, those first that took least.
"""

from __future__ import annotations

import asyncio
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
_COUNTED = 0.05
_ROUND = 0.01  # seconds of the processor that reading may take before the event loop sees to everything else
_IDLE = 2.0
_MOST_CLIENTS = 4096

_asker: ContextVar[tuple[Lines, str] | None] = ContextVar("asker", default=None)


class Line(Protocol):
    """A connection; `is_answered` says that a request on it is being answered, `idle` for how long none was."""

    client_name: str

    @property
    def is_answered(self) -> bool: ...

    @property
    def idle(self) -> float: ...

    def cut(self) -> None:
        """The connection ends at once."""

    def read(self) -> None:
        """Takes some of what came."""


@dataclass(slots=True, eq=False)
class Lines:
    """All connections by client, and the processor's seconds a second that each client has taken of late.

    `most` is how many connections there may be.  `proxy` stands for many clients and is not held to a share.
    `unread` are the connections from which something came that waits to be read in the next `round`; `begun` is what
    reading took of the processor in this one, `active` how many clients share the processor, and when that was counted.
    """

    most: int
    proxy: str = ""
    open: dict[str, dict[Line, None]] = field(default_factory=dict)
    spent: dict[str, tuple[float, float]] = field(default_factory=dict)
    total: tuple[float, float] = (0.0, 0.0)
    unread: dict[str, dict[Line, None]] = field(default_factory=dict)
    round: asyncio.TimerHandle | None = None
    begun: float = 0.0
    active: tuple[int, float] = (0, 0.0)


def count(lines: Lines) -> int:
    """How many connections there are."""
    return sum(map(len, lines.open.values()))


def opened(lines: Lines, line: Line) -> bool:
    """Takes the connection in; False if there are too many, and none of another client's could be ended for it."""
    own = lines.open.setdefault(line.client_name, {})
    own[line] = None
    if count(lines) <= lines.most:
        return True
    chosen = _greediest(lines, own) or _idlest(lines, line)
    if chosen is None:
        return False
    closed(lines, chosen)
    chosen.cut()
    return True


def _greediest(lines: Lines, own: dict[Line, None]) -> Line | None:
    """The newest connection of the client that has most, if those are more than `own`; one that waits rather."""
    greedy = max(lines.open, key=lambda name: len(lines.open[name]) if name != lines.proxy else 0)
    if len(lines.open[greedy]) <= len(own) or greedy == lines.proxy:
        return None
    newest = [*reversed(lines.open[greedy])]
    return next((each for each in newest if not each.is_answered), newest[0])


def _idlest(lines: Lines, line: Line) -> Line | None:
    """Where each client has as few, as where one has a thousand addresses: the connection that was idle longest."""
    own, name = len(lines.open[line.client_name]), line.client_name
    others = (each for client, each in lines.open.items() if client not in (name, lines.proxy) and len(each) >= own)
    longest = max((line for each in others for line in each), key=lambda each: each.idle, default=None)
    return longest if longest and longest.idle > _IDLE else None


def closed(lines: Lines, line: Line) -> None:
    """The connection is no more."""
    own = lines.open.get(line.client_name, {})
    own.pop(line, None)
    if not own:
        lines.open.pop(line.client_name, None)
    _forget(lines, line)


def spend(lines: Lines, client: str, seconds: float) -> None:
    """So much of the processor went to the client, in the server's own process."""
    now = time.monotonic()
    lines.spent[client] = (_rate(lines.spent.get(client), now) + seconds / _MEMORY, now)
    lines.total = (_rate(lines.total, now) + seconds / _MEMORY, now)
    if len(lines.spent) > _MOST_CLIENTS:
        lines.spent = {name: each for name, each in lines.spent.items() if _rate(each, now) > 0.001}


def may_read(lines: Lines, client: str) -> bool:
    """True if what came from the client may be read at once, and not in a later round."""
    return client not in lines.unread and lines.begun < _ROUND and not _waits(lines, client, _active(lines))


def read_later(lines: Lines, line: Line) -> None:
    """The connection is read from when it is its client's turn."""
    lines.unread.setdefault(line.client_name, {})[line] = None
    _soon(lines, 0)


def took(lines: Lines, client: str, seconds: float) -> None:
    """So long it took to read from the client in this round."""
    spend(lines, client, seconds)
    lines.begun += seconds
    _soon(lines, 0)


def _soon(lines: Lines, seconds: float) -> None:
    loop = asyncio.get_running_loop()
    if lines.round and lines.round.when() > loop.time() + seconds:
        lines.round.cancel()
        lines.round = None
    if lines.round is None:
        lines.round = loop.call_later(seconds, _read, lines)


def _read(lines: Lines) -> None:
    """A round: one connection of each client that may have more, those first that took least."""
    lines.round, lines.begun = None, 0.0
    now, active = time.monotonic(), _active(lines)
    order = sorted(lines.unread, key=lambda name: _rate(lines.spent.get(name), now) if name != lines.proxy else 0.0)
    waits = []
    for client in order:
        if lines.begun >= _ROUND:
            waits.append(0.0)
            break
        if seconds := _waits(lines, client, active):
            waits.append(seconds)
            continue
        line = next(iter(lines.unread[client]))
        _forget(lines, line)
        line.read()
        if client in lines.unread:
            waits.append(0.0)
    if waits:
        _soon(lines, min(waits))


def _forget(lines: Lines, line: Line) -> None:
    """The connection does not wait to be read from."""
    own = lines.unread.get(line.client_name, {})
    own.pop(line, None)
    if not own:
        lines.unread.pop(line.client_name, None)


def _active(lines: Lines) -> int:
    """How many clients share the processor; 0 while there is enough of it."""
    now = time.monotonic()
    if _rate(lines.total, now) < _BUSY:
        return 0
    found, when = lines.active
    if now - when > _COUNTED:
        found = sum(1 for name in lines.open if _rate(lines.spent.get(name), now) > _ACTIVE)
        lines.active = found, now
    return found


def _waits(lines: Lines, client: str, active: int) -> float:
    """Seconds that a client's next bytes are to be left unread, so that it takes no more than its share; mostly 0."""
    if client == lines.proxy or not active:
        return 0.0
    now = time.monotonic()
    own = _rate(lines.spent.get(client), now)
    if own <= _ACTIVE or active == 1:
        return 0.0
    left = _BUSY - (_rate(lines.total, now) - own)  # what the others do not use
    share = max(_BUSY / active, _LEAST_SHARE, left)
    return min(_MEMORY * math.log(own / share), _LONGEST_WAIT) if own > share else 0.0


def _rate(spent: tuple[float, float] | None, now: float) -> float:
    return spent[0] * math.exp((spent[1] - now) / _MEMORY) if spent else 0.0


def metered(lines: Lines, app: ASGIApp, line: Line) -> ASGIApp:
    """The application, whose time goes on the account of the client that asks, and which may cut its line."""

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        client = one_client(scope["client"][0]) if scope.get("client") else ""

        def spender(seconds: float) -> None:
            spend(lines, client, seconds)

        _asker.set((lines, client))
        await _Metered(app({**scope, "graph_builder.cut": line.cut}, receive, send), spender)

    return run


def asker() -> str:
    """The client of the request at hand; "" where there is none."""
    found = _asker.get()
    return found[1] if found else ""


def taken_of_late(client: str) -> float:
    """What the client has taken of late of the server that has the request at hand."""
    found = _asker.get()
    return _rate(found[0].spent.get(client), time.monotonic()) if found and client != found[0].proxy else 0.0


def charge(seconds: float) -> None:
    """So much time was spent for the request at hand outside the event loop."""
    if found := _asker.get():
        spend(*found, seconds)


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
