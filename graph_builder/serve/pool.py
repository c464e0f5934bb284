"""A pool of workers: each answers one query at a time, may be killed at any moment, and is replaced when it is gone.

Which query comes first is decided in turns.py.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph_builder.graph.engine import Engine, Limits, WorkerError, end_worker, new_worker, start, stop
from graph_builder.serve.desk import Desk, OverError, exchange, worked
from graph_builder.serve.turns import (
    GIVEN_UP_COSTS,
    MOMENT,
    AnewError,
    BusyError,
    Run,
    Turns,
    comes_last,
    end_now,
    goes_on,
    lanes,
    leave,
    must_yield,
    places,
    running,
    stop_looking,
    turn,
    turns,
    was_long,
)

_TASKS_OF_A_WORKER = 1000  # then a new one takes its place: memory that was freed is not always given back
_TICK = 0.02  # finer than that the system does not count
_LOOK = 0.1
_LOWEST = 19  # the priority of what is long
_T = TypeVar("_T")


@dataclass(slots=True, eq=False)
class Pool:
    """Workers over one graph; `write` writes its N-Quads into a file whenever a keeper must be started.

    `size` is how many long queries are answered at once; as many workers again are kept for short ones.  `idle` are the
    workers that may take any query, `lowered` those of the lowest priority, for clients that have used much.
    """

    write: Callable[[Any], None]
    limits: Limits
    size: int
    turns: Turns
    engine: Engine
    idle: list[Desk] = field(default_factory=list)
    lowered: list[Desk] = field(default_factory=list)
    starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    errands: set[asyncio.Future[Any]] = field(default_factory=set)
    closed: bool = False


async def opened(write: Callable[[Any], None], limits: Limits, size: int, queue: int = 0, patience: float = 0) -> Pool:
    """A pool with all its workers ready; `queue` is 16 for each worker and `patience` the time limit unless given.

    Raises:
        GraphBuilderError: the quads cannot be loaded.
    """
    engine = await asyncio.to_thread(start, write)
    pool = Pool(write, limits, size, turns(size, queue or 16 * size, patience or limits.seconds), engine)
    pool.idle = list(await asyncio.gather(*(_hired(pool) for _ in range(places(pool.turns)))))
    return pool


async def close(pool: Pool) -> None:
    """Nothing of the pool is left: the keeper and all workers are gone."""
    pool.closed = True
    stop_looking(pool.turns)
    while pool.errands:
        await asyncio.gather(*pool.errands, return_exceptions=True)
    for desk in (*pool.idle, *pool.lowered):
        desk.writer.transport.abort()
    await asyncio.to_thread(stop, pool.engine)


async def answered(pool: Pool, asked: bytes, client: str, room: Callable[[int], None]) -> tuple[dict[str, Any], bytes]:
    """What a worker tells of its answer (see keeper.py), and the body.

    If the caller is cancelled, so is the query: its worker is killed.

    Args:
        room: is called with the size of the answer before that is taken, and may raise.

    Raises:
        BusyError: no worker was free in time, or another client's turn had come.
        OverError: a limit was passed.
    """
    for lane in lanes(pool.turns, client):
        with contextlib.suppress(AnewError):
            run = await turn(pool.turns, client, lane)
            try:
                return await _asked(pool, asked, run, room)
            finally:
                leave(pool.turns, run)
    raise AssertionError("in the long lane nothing begins anew")


async def _asked(pool: Pool, asked: bytes, run: Run, room: Callable[[int], None]) -> tuple[dict[str, Any], bytes]:
    for _ in range(2):
        desk = await _desk(pool, comes_last(pool.turns, run))
        sound = False
        try:
            told, body = await _exchange(pool, desk, asked, run, room)
            sound = told.get("what") != "memory" and not run.over
            if told["kind"] == "limit":
                raise OverError(told["what"])
            return told, body
        except (OverError, BusyError):
            was_long(pool.turns, run)
            raise
        except asyncio.CancelledError:
            run.cost += GIVEN_UP_COSTS
            raise
        except (asyncio.IncompleteReadError, OSError):
            # A keeper that dies takes its workers along: that was not the query's fault, once.
            if desk.engine.keeper.poll() is None:
                break
        finally:
            _leave(pool, desk, sound)
    was_long(pool.turns, run)
    raise OverError("memory")


async def _desk(pool: Pool, low: bool) -> Desk:
    """A worker that is alive, of the lowest priority if that is wanted."""
    while chosen := (pool.lowered if low and pool.lowered else pool.idle):
        desk = chosen.pop()
        if not desk.reader.at_eof():
            if low:
                _lower(desk)
            return desk
        _leave(pool, desk, sound=False)
    hiring = _errand(pool, _hired(pool))
    try:
        desk = await asyncio.shield(hiring)
        if low:
            _lower(desk)
        return desk
    except asyncio.CancelledError:
        hiring.add_done_callback(lambda done: _keep(pool, done))
        raise


def _keep(pool: Pool, hiring: asyncio.Future[Desk]) -> None:
    if not hiring.cancelled() and hiring.exception() is None:
        _leave(pool, hiring.result(), sound=True)


async def _hired(pool: Pool) -> Desk:
    """A new worker; where the keeper is gone, one is started first."""
    engine = pool.engine
    try:
        worker = await asyncio.to_thread(new_worker, engine, pool.limits)
    except WorkerError:
        async with pool.starting:
            if pool.engine is engine:
                await asyncio.to_thread(stop, engine)
                pool.engine = await asyncio.to_thread(start, pool.write)
        engine = pool.engine
        worker = await asyncio.to_thread(new_worker, engine, pool.limits)
    return Desk(engine, worker, *await asyncio.open_connection(sock=worker.line))


def _leave(pool: Pool, desk: Desk, sound: bool) -> None:
    """The worker waits for the next query, or is killed where it may still be at the last one."""
    desk.served += 1
    rest = pool.lowered if desk.is_lowered else pool.idle
    useful = desk.engine is pool.engine and len(rest) < places(pool.turns)
    if sound and useful and desk.served < _TASKS_OF_A_WORKER:
        rest.append(desk)
        return
    desk.writer.transport.abort()
    _errand(pool, _replaced(pool, desk))


def _errand(pool: Pool, work: Coroutine[Any, Any, _T]) -> asyncio.Future[_T]:
    """Work that goes on whatever becomes of the request that asked for it."""
    errand = asyncio.ensure_future(work)
    pool.errands.add(errand)
    errand.add_done_callback(pool.errands.discard)
    return errand


async def _replaced(pool: Pool, desk: Desk) -> None:
    """Another worker takes the place of this one, unless one was hired meanwhile."""
    await asyncio.to_thread(end_worker, desk.engine, desk.worker)
    if not pool.closed and len(pool.idle) + len(pool.lowered) + running(pool.turns) < places(pool.turns):
        _leave(pool, await _hired(pool), sound=True)


async def _exchange(
    pool: Pool, desk: Desk, asked: bytes, run: Run, room: Callable[[int], None]
) -> tuple[dict[str, Any], bytes]:
    before = worked(desk)
    run.look = asyncio.get_running_loop().call_later(MOMENT, _moment_over, pool, desk, run, before)
    try:
        async with asyncio.timeout(pool.limits.seconds) as run.deadline:
            return await exchange(desk, asked, room)
    except TimeoutError:
        if run.put_off:
            raise BusyError from None
        if run.yielded:
            raise AnewError from None
        raise OverError("time") from None
    finally:
        run.deadline = None
        run.cost += worked(desk) - before
        if run.look:
            run.look.cancel()


def _moment_over(pool: Pool, desk: Desk, run: Run, before: float) -> None:
    """Sends the query into the long lane, if it has had its moment of the processor, or others have a better claim."""
    left = MOMENT - (worked(desk) - before)
    if left <= _TICK:
        was_long(pool.turns, run)
    elif run.lane.long or not must_yield(pool.turns, run):
        run.look = asyncio.get_running_loop().call_later(min(left, _LOOK), _moment_over, pool, desk, run, before)
        return
    if run.lane.long:
        return
    if goes_on(pool.turns, run):
        _lower(desk)
    else:
        run.yielded = end_now(run)


def _lower(desk: Desk) -> None:
    """The rest of the machine comes before this worker, from now to its end."""
    if desk.is_lowered:
        return
    desk.is_lowered = True
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, desk.worker.pid, _LOWEST)
