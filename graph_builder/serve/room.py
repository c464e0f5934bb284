"""Memory for what clients send and have not finished, and for answers that they have not taken yet.

What is small needs no room.  All of it together has a bound, and so has each client, so that a few clients that do not
read, or send slowly, cannot fill the server's memory nor keep the others from large answers: when there is no room, the
slowest of those who have had theirs for a while, and have more than who asks would have, lose it and are hung up on.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.requests import Request

from graph_builder.serve.clients import client_of
from graph_builder.serve.fault import Fault

ALL = 256 << 20
"""Bytes for everybody."""
EACH = 72 << 20
"""Bytes for one client: the largest answer and a large request."""
SMALL = 64 << 10
_RETRY_AFTER = 15


_WHILE = 10.0  # seconds for which nobody loses what it has


@dataclass(frozen=True, slots=True, eq=False)
class Taken:
    """Bytes that a client has, since when, and what ends the connection that they are for."""

    client: str
    size: int
    since: float
    cut: Callable[[], None]


@dataclass(slots=True, eq=False)
class Room:
    """Who holds how many bytes, and for what."""

    held: Counter[str] = field(default_factory=Counter)
    taken: set[Taken] = field(default_factory=set)


def take(request: Request, size: int) -> None:
    """So many bytes are the client's until its request is answered and the answer taken (see guard.py).

    Raises:
        Fault: 503, they are not to be had.
    """
    if size <= SMALL:
        return
    room, client = request.scope["graph_builder.room"], client_of(request)
    own = room.held[client] + size
    while own <= EACH and room.held.total() + size > ALL and (slow := _slowest(room, own)):
        leave(room, [slow])
        slow.cut()
    if own > EACH or room.held.total() + size > ALL:
        wait = {"Retry-After": str(_RETRY_AFTER), "Connection": "close"}
        raise Fault(503, "too many large answers are being sent; ask again when they have been taken", headers=wait)
    taken = Taken(client, size, time.monotonic(), request.scope["graph_builder.cut"])
    room.held[client] += size
    room.taken.add(taken)
    request.scope["graph_builder.taken"].append(taken)


def leave(room: Room, taken: list[Taken]) -> None:
    """The bytes are free again."""
    for each in taken:
        if each in room.taken:
            room.taken.discard(each)
            room.held[each.client] -= each.size
    room.held += Counter()  # drops who holds nothing


def _slowest(room: Room, own: int) -> Taken | None:
    """What was taken by a client with more than that, and has been there longest for its size."""
    now = time.monotonic()
    found = [each for each in room.taken if room.held[each.client] > own and now - each.since > _WHILE]
    return max(found, key=lambda each: (now - each.since) / each.size, default=None)
