"""Who comes first: lanes, accounts and queues, without workers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graph_builder.serve.accounts import used
from graph_builder.serve.turns import (
    AnewError,
    BusyError,
    Run,
    Turns,
    goes_on,
    lanes,
    leave,
    must_yield,
    turn,
    turns,
    was_long,
)


def played(play: Callable[[Turns], Coroutine[Any, Any, None]], size: int = 1, queue: int = 4) -> None:
    """Plays it with turns of so many places."""

    async def all_of_it() -> None:
        async with asyncio.timeout(5):
            await play(turns(size, queue, patience=1))

    with ThreadPoolExecutor(1) as aside:  # this thread may hold the loop of a browser
        aside.submit(asyncio.run, all_of_it()).result()


def seen(now: Turns, client: str) -> None:
    """The client has asked something short."""
    run = Run(client, 0, now.quick)
    now.quick.running.add(run)
    leave(now, run)


async def begun(work: Awaitable[Run]) -> asyncio.Future[Run]:
    """The wait for a turn, after it has had the occasion to begin."""
    task = asyncio.ensure_future(work)
    await asyncio.sleep(0)
    return task


def spent(now: Turns, client: str) -> None:
    """The client has had a long query."""
    run = Run(client, 0, now.long)
    now.long.running.add(run)
    was_long(now, run)
    leave(now, run)


def test_a_place_goes_to_the_client_that_has_used_least() -> None:
    async def play(now: Turns) -> None:
        running = [await turn(now, name, now.quick) for name in ("a", "b")]
        spent(now, "greedy")
        greedy, modest = [await begun(turn(now, name, now.quick)) for name in ("greedy", "modest")]
        leave(now, running[0])
        await asyncio.sleep(0)
        assert (False, True) == (greedy.done(), modest.done())
        greedy.cancel()

    played(play)


def test_the_last_quick_place_is_kept_from_a_client_that_has_used_much() -> None:
    async def play(now: Turns) -> None:
        spent(now, "greedy")
        seen(now, "modest")
        first = await turn(now, "greedy", now.quick)
        second = await begun(turn(now, "greedy", now.quick))
        assert not second.done()
        assert "modest" == (await turn(now, "modest", now.quick)).client
        leave(now, first)
        second.cancel()

    played(play)


def test_one_that_has_had_a_long_query_begins_in_the_long_lane_with_all_that_it_has_waiting() -> None:
    async def play(now: Turns) -> None:
        seen(now, "b")
        runs = [await turn(now, "a", now.quick) for _ in range(2)]
        waiting = await begun(turn(now, "a", now.quick))
        assert (now.quick, now.long) == lanes(now, "a")
        was_long(now, runs[0])
        with pytest.raises(AnewError):
            await waiting
        assert (now.long,) == lanes(now, "a")
        assert (now.quick, now.long) == lanes(now, "b")

    played(play)


def test_a_long_query_is_counted_once_and_forgotten_by_halves() -> None:
    async def play(now: Turns) -> None:
        run = await turn(now, "a", now.quick)
        was_long(now, run)
        was_long(now, run)
        before = used(now.accounts, "a")
        seconds, when = now.accounts.seconds["a"]
        now.accounts.seconds["a"] = (seconds, when - 20)
        assert (10, 5) == (round(before), round(used(now.accounts, "a")))

    played(play)


def test_a_query_goes_on_in_the_long_lane_only_while_a_place_is_free_there() -> None:
    async def play(now: Turns) -> None:
        first, second = [await turn(now, name, now.quick) for name in ("a", "b")]
        assert goes_on(now, first)
        assert not goes_on(now, second)
        assert ({first}, {second}) == (now.long.running, now.quick.running)

    played(play)


def test_a_query_yields_to_a_client_that_has_used_less_and_to_no_other() -> None:
    async def play(now: Turns) -> None:
        a, b = [await turn(now, name, now.quick) for name in ("a", "b")]
        waiting = await begun(turn(now, "c", now.quick))
        assert not must_yield(now, a)
        a.cost = 1.0
        assert must_yield(now, a)
        assert not must_yield(now, b)
        waiting.cancel()

    played(play)


def test_a_full_queue_drops_a_query_of_the_client_that_has_most_in_it() -> None:
    async def play(now: Turns) -> None:
        for name in ("x", "y"):
            await turn(now, name, now.quick)
        crowd = [await begun(turn(now, "crowd", now.quick)) for _ in range(4)]
        with pytest.raises(BusyError):
            await turn(now, "crowd", now.quick)
        single = await begun(turn(now, "single", now.quick))
        with pytest.raises(BusyError):
            await crowd[-1]
        assert [False] * 4 == [each.done() for each in (*crowd[:3], single)]
        for each in (*crowd[:3], single):
            each.cancel()

    played(play)


def test_many_short_queries_count_too() -> None:
    async def play(now: Turns) -> None:
        for _ in range(1000):
            leave(now, await turn(now, "flood", now.quick))
        assert used(now.accounts, "flood") > 5
        assert (now.quick, now.long) == lanes(now, "flood")  # nobody else has asked
        seen(now, "b")
        assert (now.long,) == lanes(now, "flood")

    played(play)
