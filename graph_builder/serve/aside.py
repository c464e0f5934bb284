"""Work beside the event loop: what takes milliseconds of Python, in few threads, on the account of the client.

Whose client took least of late is served first, so that nobody waits behind hundreds of another's requests.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from graph_builder.serve.lines import asker, charge, taken_of_late

_P = ParamSpec("_P")
_T = TypeVar("_T")
_MOST = 2  # only one thread of Python's is at work at any time
_HANDS = ThreadPoolExecutor(_MOST, thread_name_prefix="aside")


@dataclass(slots=True, eq=False)
class _Turns:
    """How many threads are at work, and who waits for one, by client."""

    busy: int = 0
    waiting: dict[str, dict[asyncio.Future[None], None]] = field(default_factory=dict)


_turns: WeakKeyDictionary[asyncio.AbstractEventLoop, _Turns] = WeakKeyDictionary()


async def aside(function: Callable[_P, _T], /, *arguments: _P.args, **more: _P.kwargs) -> _T:
    """What the function returns; meanwhile other requests go on."""
    turns = _turns.setdefault(asyncio.get_running_loop(), _Turns())
    await _hand(turns, asker())
    work = asyncio.get_running_loop().run_in_executor(_HANDS, _timed, partial(function, *arguments, **more))
    work.add_done_callback(lambda _: _done(turns))
    result, seconds = await asyncio.shield(work)
    charge(seconds)
    if isinstance(result, _Raised):
        raise result.error
    return result


async def _hand(turns: _Turns, client: str) -> None:
    """Waits until a thread is free for the client."""
    if turns.busy < _MOST:
        turns.busy += 1
        return
    ticket = asyncio.get_running_loop().create_future()
    turns.waiting.setdefault(client, {})[ticket] = None
    try:
        await ticket
    except asyncio.CancelledError:
        if ticket.cancelled():
            _forget(turns, client, ticket)
        else:  # a thread was given as it gave up
            _done(turns)
        raise


def _done(turns: _Turns) -> None:
    """A thread is free: it goes to the client that took least of late, if any waits."""
    while turns.waiting:
        client = min(turns.waiting, key=taken_of_late)
        ticket = next(iter(turns.waiting[client]))
        _forget(turns, client, ticket)
        if not ticket.done():
            ticket.set_result(None)
            return
    turns.busy -= 1


def _forget(turns: _Turns, client: str, ticket: asyncio.Future[None]) -> None:
    own = turns.waiting.get(client, {})
    own.pop(ticket, None)
    if not own:
        turns.waiting.pop(client, None)


class _Raised:
    def __init__(self, error: Exception) -> None:
        self.error = error


def _timed(work: Callable[[], _T]) -> tuple[_T | _Raised, float]:
    began = time.thread_time()
    try:
        return work(), time.thread_time() - began
    except Exception as error:  # noqa: BLE001  # it is raised again where it is waited for
        return _Raised(error), time.thread_time() - began
