"""A pool of workers: each answers one query at a time, may be killed at any moment, and is replaced when it is gone.

Who comes first is decided by client address, so that one client cannot keep the others out: a free worker goes to the
waiting client that has the fewest, a full queue drops the newest query of the client that has most in it, and where all
workers are taken and another client waits, a client keeps only one of them for longer than a second.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from graph_builder.graph.engine import Engine, Limits, WorkerError, end_worker, new_worker, start, stop
from graph_builder.serve.desk import Desk, OverError, exchange

RETRY_AFTER = 5
"""Seconds after which a client that was sent away may come again."""
_LONG = 1.0
_TASKS_OF_A_WORKER = 1000  # then a new one takes its place: memory that was freed is not always given back
_T = TypeVar("_T")


class BusyError(Exception):
    """There was no worker for the query in time."""


@dataclass(slots=True, eq=False)
class Run:
    """A query at work: whose it is, since when, and the deadline that ends it."""

    client: str
    since: float
    deadline: asyncio.Timeout | None = None
    put_off: bool = False


@dataclass(slots=True, eq=False)
class Pool:
    """Workers over one graph; `write` writes its N-Quads into a file whenever a keeper must be started."""

    write: Callable[[Any], None]
    limits: Limits
    size: int
    queue: int
    patience: float
    engine: Engine
    idle: list[Desk] = field(default_factory=list)
    waiting: list[tuple[str, asyncio.Future[Run]]] = field(default_factory=list)
    running: set[Run] = field(default_factory=set)
    starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    errands: set[asyncio.Future[Any]] = field(default_factory=set)
    look: asyncio.TimerHandle | None = None
    closed: bool = False


async def opened(write: Callable[[Any], None], limits: Limits, size: int, queue: int = 0, patience: float = 0) -> Pool:
    """A pool with all its workers ready; `queue` is 16 for each worker and `patience` the time limit unless given.

    Raises:
        GraphBuilderError: the quads cannot be loaded.
    """
    engine = await asyncio.to_thread(start, write)
    pool = Pool(write, limits, size, queue or 16 * size, patience or limits.seconds, engine)
    pool.idle = list(await asyncio.gather(*(_hired(pool) for _ in range(size))))
    return pool


def put_off(pool: Pool) -> None:
    """Sends everybody away: the queries at work are stopped, those that wait are told, both as when it is busy."""
    while pool.waiting:
        _turn_away(pool, 0)
    for run in pool.running:
        _stop(run)


def _stop(run: Run) -> None:
    if run.deadline:
        run.put_off = True
        run.deadline.reschedule(asyncio.get_running_loop().time())


async def close(pool: Pool) -> None:
    """Nothing of the pool is left: the keeper and all workers are gone."""
    pool.closed = True
    if pool.look:
        pool.look.cancel()
    while pool.errands:
        await asyncio.gather(*pool.errands, return_exceptions=True)
    for desk in pool.idle:
        desk.writer.transport.abort()
    await asyncio.to_thread(stop, pool.engine)


def is_idle(pool: Pool) -> bool:
    """True if no query runs or waits."""
    return not pool.running and not pool.waiting


async def answered(pool: Pool, asked: bytes, client: str) -> tuple[dict[str, Any], bytes]:
    """What a worker tells of its answer (see keeper.py), and the body.

    If the caller is cancelled, so is the query: its worker is killed.

    Raises:
        BusyError: no worker was free in time, or another client's turn had come.
        OverError: a limit was passed.
    """
    run = await _turn(pool, client)
    try:
        for _ in range(2):
            desk = await _desk(pool)
            sound = False
            try:
                told, body = await _exchange(pool, desk, asked, run)
                sound = told.get("what") != "memory"
                if told["kind"] == "limit":
                    raise OverError(told["what"])
                return told, body
            except (asyncio.IncompleteReadError, OSError):
                # A keeper that dies takes its workers along: that was not the query's fault, once.
                if desk.engine.keeper.poll() is None:
                    break
            finally:
                _leave(pool, desk, sound)
        raise OverError("memory")
    finally:
        pool.running.discard(run)
        _next(pool)


async def _turn(pool: Pool, client: str) -> Run:
    """A place among the running, at once or after waiting for it."""
    now = asyncio.get_running_loop().time()
    if len(pool.running) < pool.size and not pool.waiting:
        run = Run(client, now)
        pool.running.add(run)
        return run
    if len(pool.waiting) >= pool.queue:
        _make_room(pool, client)
    ticket: asyncio.Future[Run] = asyncio.get_running_loop().create_future()
    pool.waiting.append((client, ticket))
    _look(pool)
    try:
        async with asyncio.timeout(pool.patience):
            return await ticket
    except BaseException as error:
        if (client, ticket) in pool.waiting:
            pool.waiting.remove((client, ticket))
        elif ticket.done() and not ticket.cancelled() and ticket.exception() is None:  # granted as it gave up
            pool.running.discard(ticket.result())
            _next(pool)
        if isinstance(error, TimeoutError):
            raise BusyError from None
        raise


def _make_room(pool: Pool, client: str) -> None:
    """Sends away the newest query of the client that has most in the queue, if that is another one."""
    count = Counter(each for each, _ in pool.waiting)
    greedy, most = count.most_common(1)[0]
    if most <= count[client] + 1:
        raise BusyError
    _turn_away(pool, max(i for i, (each, _) in enumerate(pool.waiting) if each == greedy))


def _turn_away(pool: Pool, index: int) -> None:
    _, ticket = pool.waiting.pop(index)
    if not ticket.done():
        ticket.set_exception(BusyError())


def _next(pool: Pool) -> None:
    """Gives free places to those who wait: first to clients that have the fewest, among them to the first."""
    while pool.waiting and len(pool.running) < pool.size:
        has = Counter(run.client for run in pool.running)
        index = min(range(len(pool.waiting)), key=lambda i: (has[pool.waiting[i][0]], i))
        client, ticket = pool.waiting.pop(index)
        if not ticket.done():
            run = Run(client, asyncio.get_running_loop().time())
            pool.running.add(run)
            ticket.set_result(run)
    _look(pool)


def _look(pool: Pool) -> None:
    """Ends a long query of a client with several while another client waits; looks again when one becomes long."""
    if pool.look:
        pool.look.cancel()
        pool.look = None
    has = Counter(run.client for run in pool.running)
    if len(pool.running) < pool.size or all(has[client] for client, _ in pool.waiting):
        return
    several = [run for run in pool.running if has[run.client] > 1 and not run.put_off]
    if not several:
        return
    loop, youngest = asyncio.get_running_loop(), max(several, key=lambda run: run.since)
    if loop.time() >= youngest.since + _LONG and youngest.deadline:
        _stop(youngest)
        return
    pool.look = loop.call_at(max(youngest.since + _LONG, loop.time() + 0.05), _look, pool)


async def _desk(pool: Pool) -> Desk:
    """A worker that is alive."""
    while pool.idle:
        desk = pool.idle.pop()
        if not desk.reader.at_eof():
            return desk
        _leave(pool, desk, sound=False)
    hiring = _errand(pool, _hired(pool))
    try:
        return await asyncio.shield(hiring)
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
    if sound and desk.served < _TASKS_OF_A_WORKER and len(pool.idle) < pool.size and desk.engine is pool.engine:
        pool.idle.append(desk)
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
    if not pool.closed and len(pool.idle) + len(pool.running) < pool.size:
        _leave(pool, await _hired(pool), sound=True)


async def _exchange(pool: Pool, desk: Desk, asked: bytes, run: Run) -> tuple[dict[str, Any], bytes]:
    try:
        async with asyncio.timeout(pool.limits.seconds) as run.deadline:
            return await exchange(desk, asked)
    except TimeoutError:
        if run.put_off:
            raise BusyError from None
        raise OverError("time") from None
    finally:
        run.deadline = None
