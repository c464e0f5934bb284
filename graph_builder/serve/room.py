"""Memory for what clients send and have not finished, and for answers that they have not taken yet.

What is small needs no room.  All of it together has a bound, and so has each client, so that a few clients that do not
read, or send slowly, cannot fill the server's memory nor keep the others from large answers.
"""

from __future__ import annotations

from collections import Counter
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


@dataclass(slots=True, eq=False)
class Room:
    """Who holds how many bytes."""

    held: Counter[str] = field(default_factory=Counter)


def take(request: Request, size: int) -> None:
    """So many bytes are the client's until its request is answered and the answer taken (see guard.py).

    Raises:
        Fault: 503, they are not to be had.
    """
    if size <= SMALL:
        return
    room, client = request.scope["graph_builder.room"], client_of(request)
    if room.held[client] + size > EACH or room.held.total() + size > ALL:
        wait = {"Retry-After": str(_RETRY_AFTER), "Connection": "close"}
        raise Fault(503, "too many large answers are being sent; ask again when they have been taken", headers=wait)
    room.held[client] += size
    request.scope["graph_builder.taken"].append(size)


def leave(room: Room, client: str, sizes: list[int]) -> None:
    """The bytes are free again."""
    room.held[client] -= sum(sizes)
    room.held += Counter()  # drops who holds nothing
