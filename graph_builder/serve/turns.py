"""Whose query comes first: two lanes, and an account for each client of the time that workers spent on it.

A query begins in the quick lane.  What takes longer there than a moment goes on in the long lane, with the lowest
priority of the processor, or begins there anew when a place is free; so a short query never waits for a long one.
Places go to the client that has used least of late, where a query that was long, that passed a limit or that was given
up costs more than its time (the time alone says little on a busy machine).  While others ask too, a client that has
used much begins in the long lane and never gets the last quick place.  A full queue drops a query of the client that
has used most.  In the long lane a client keeps only one place for longer than a second while another waits, and none if
it has used far more than the other.
"""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from dataclasses import dataclass, field

from graph_builder.serve.accounts import LEAST, Accounts, charge, is_over, used

MOMENT = 0.25
"""Seconds of the processor that a query may take in the quick lane."""
_LONG = 1.0
_SOME, _MUCH = 2.0, 5.0
_LESS = 0.5
_FAR_MORE = 2
LONG_COSTS, GIVEN_UP_COSTS = 10.0, 2.0
"""Seconds that a query costs beside its own, if it was long or passed a limit, or if its client went away."""


class BusyError(Exception):
    """There was no worker for the query in time."""


class AnewError(Exception):
    """The query's place is in the long lane, where it is to begin anew."""


@dataclass(slots=True, eq=False)
class Run:
    """A query at work: whose it is, since when, the deadline that ends it, and the timer that looks at its moment.

    `cost` are the seconds of the processor that it had, and more if it was given up.
    `put_off` says that it ends for the sake of others, `yielded` that it is to begin anew in the long lane, `over` that
    it was long.
    """

    client: str
    since: float
    lane: Lane
    deadline: asyncio.Timeout | None = None
    look: asyncio.TimerHandle | None = None
    cost: float = 0.0
    put_off: bool = False
    yielded: bool = False
    over: bool = False


@dataclass(slots=True, eq=False)
class Lane:
    """Places, who has them, and who waits for one."""

    size: int
    long: bool
    running: set[Run] = field(default_factory=set)
    waiting: list[tuple[str, asyncio.Future[Run]]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Turns:
    """The two lanes, and what the clients have used."""

    quick: Lane
    long: Lane
    queue: int
    patience: float
    accounts: Accounts = field(default_factory=Accounts)
    look: asyncio.TimerHandle | None = None


def turns(size: int, queue: int, patience: float) -> Turns:
    """So many places in each lane, but two quick ones at least; so many may wait for each, for so many seconds."""
    return Turns(Lane(max(size, 2), False), Lane(size, True), queue, patience)


def places(turns: Turns) -> int:
    """How many queries can be at work."""
    return turns.quick.size + turns.long.size


def lanes(turns: Turns, client: str) -> tuple[Lane, ...]:
    """The lanes through which a query of the client goes."""
    return (turns.long,) if is_over(turns.accounts, client, _MUCH) else (turns.quick, turns.long)


def comes_last(turns: Turns, run: Run) -> bool:
    """True if the processor is to be given to the query only where nobody else needs it."""
    return run.lane.long or is_over(turns.accounts, run.client, _SOME)


def running(turns: Turns) -> int:
    """How many queries are at work."""
    return len(turns.quick.running) + len(turns.long.running)


def waiting(turns: Turns) -> int:
    """How many queries wait."""
    return len(turns.quick.waiting) + len(turns.long.waiting)


async def turn(turns: Turns, client: str, lane: Lane) -> Run:
    """A place in the lane, at once or after waiting for it.

    Raises:
        BusyError: none became free in time, or the queue is full of clients that have used less.
        AnewError: the client used much while its query waited for a quick place.
    """
    if not lane.waiting and _may(turns, client, lane):
        return _begun(client, lane)
    if len(lane.waiting) >= turns.queue:
        _make_room(turns, client, lane)
    ticket: asyncio.Future[Run] = asyncio.get_running_loop().create_future()
    lane.waiting.append((client, ticket))
    _next(turns, lane)
    try:
        async with asyncio.timeout(turns.patience):
            return await ticket
    except BaseException as error:
        if (client, ticket) in lane.waiting:
            lane.waiting.remove((client, ticket))
        elif ticket.done() and not ticket.cancelled() and ticket.exception() is None:  # granted as it gave up
            leave(turns, ticket.result())
        if isinstance(error, TimeoutError):
            raise BusyError from None
        raise


def leave(turns: Turns, run: Run) -> None:
    """The place is free again, and what it took is on the client's account."""
    if run not in run.lane.running:
        return
    run.lane.running.discard(run)
    charge(turns.accounts, run.client, run.cost + LEAST)
    _next(turns, run.lane)


def was_long(turns: Turns, run: Run) -> None:
    """Puts the query on the client's account as a long one, once; what else it asks waits in the long lane."""
    if run.over:
        return
    run.over = True
    charge(turns.accounts, run.client, LONG_COSTS)
    if is_over(turns.accounts, run.client, _MUCH):
        own = [each for each in turns.quick.waiting if each[0] == run.client]
        turns.quick.waiting = [each for each in turns.quick.waiting if each[0] != run.client]
        for _, ticket in own:
            if not ticket.done():
                ticket.set_exception(AnewError())


def goes_on(turns: Turns, run: Run) -> bool:
    """True if a query whose moment is over has got a place in the long lane, so that it need not begin anew there."""
    if turns.long.waiting or len(turns.long.running) >= turns.long.size:
        return False
    before, run.lane = run.lane, turns.long
    before.running.discard(run)
    turns.long.running.add(run)
    _next(turns, before)
    _look(turns)
    return True


def must_yield(turns: Turns, run: Run) -> bool:
    """True if a client that has used clearly less waits for a quick place."""
    own = used(turns.accounts, run.client) + run.cost
    return any(client != run.client and used(turns.accounts, client) + _LESS < own for client, _ in turns.quick.waiting)


def put_off(turns: Turns) -> None:
    """Sends everybody away: the queries at work are stopped, those that wait are told, both as when it is busy."""
    for lane in (turns.quick, turns.long):
        while lane.waiting:
            _turn_away(lane, 0)
        for run in lane.running:
            _stop(run)


def stop_looking(turns: Turns) -> None:
    """No timer is left."""
    if turns.look:
        turns.look.cancel()
        turns.look = None


def _now() -> float:
    return asyncio.get_running_loop().time()


def _begun(client: str, lane: Lane) -> Run:
    run = Run(client, _now(), lane)
    lane.running.add(run)
    return run


def _may(turns: Turns, client: str, lane: Lane) -> bool:
    """True if a place is free for the client: the last quick one is kept for those who have not used much."""
    free = lane.size - len(lane.running)
    return free > (not lane.long and is_over(turns.accounts, client, _MUCH))


def end_now(run: Run) -> bool:
    """Ends the query as if its time were over; False if it is at its end anyway."""
    if run.deadline is None or run.deadline.expired():
        return False
    run.deadline.reschedule(_now())
    return True


def _stop(run: Run) -> None:
    run.put_off = end_now(run)


def _make_room(turns: Turns, client: str, lane: Lane) -> None:
    """Sends away the newest query of the client that has most in the queue, or has used most, if that is another."""
    count = Counter(each for each, _ in lane.waiting)
    greedy = max(count, key=lambda each: (count[each], used(turns.accounts, each)))
    if (count[greedy], used(turns.accounts, greedy)) <= (count[client] + 1, used(turns.accounts, client)):
        raise BusyError
    _turn_away(lane, max(i for i, (each, _) in enumerate(lane.waiting) if each == greedy))


def _turn_away(lane: Lane, index: int) -> None:
    _, ticket = lane.waiting.pop(index)
    if not ticket.done():
        ticket.set_exception(BusyError())


def _next(turns: Turns, lane: Lane) -> None:
    """Gives free places to those who wait: to clients with fewest, by powers of what they used, by time."""
    while lane.waiting and len(lane.running) < lane.size:
        has = Counter(run.client for run in lane.running)
        order = [
            (has[client], int(math.log2(1 + used(turns.accounts, client))), i)
            for i, (client, _) in enumerate(lane.waiting)
            if _may(turns, client, lane)
        ]
        if not order:
            break
        client, ticket = lane.waiting.pop(min(order)[2])
        if not ticket.done():
            ticket.set_result(_begun(client, lane))
    _look(turns)


def _look(turns: Turns) -> None:
    """Ends a long query for the sake of a client that waits; looks again when one becomes long."""
    stop_looking(turns)
    lane = turns.long
    if len(lane.running) < lane.size or not lane.waiting:
        return
    has = Counter(run.client for run in lane.running)
    others = [client for client, _ in lane.waiting if not has[client]]
    least = min((used(turns.accounts, client) for client in others), default=None)
    if least is None:
        return
    greedy = [
        run for run in lane.running
        if not run.put_off and (has[run.client] > 1 or used(turns.accounts, run.client) > _FAR_MORE * least + _MUCH)
    ]  # fmt: skip
    if not greedy:
        return
    worst = max(greedy, key=lambda run: (used(turns.accounts, run.client), run.since))
    if _now() >= worst.since + _LONG and worst.deadline:
        _stop(worst)
        return
    loop = asyncio.get_running_loop()
    turns.look = loop.call_at(max(worst.since + _LONG, loop.time() + 0.05), _look, turns)
