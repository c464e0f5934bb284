"""Memory for large answers, by client: who gets it, and who loses it."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request

from graph_builder.serve import room as rooms
from graph_builder.serve.fault import Fault
from graph_builder.serve.room import ALL, EACH, Room, Taken, leave, take


class Clock:
    """A clock that the test sets."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(rooms, "time", made)
    return made


def taken(room: Room, client: str, size: int, cut: list[str]) -> list[Taken]:
    """What the client has got: so many bytes; `cut` tells whose connection was ended."""
    mine: list[Taken] = []
    scope: dict[str, Any] = {"type": "http", "client": (client, 1), "graph_builder.room": room}
    scope |= {"graph_builder.taken": mine, "graph_builder.cut": lambda: cut.append(client)}
    take(Request(scope), size)
    return mine


def test_who_reads_slowly_loses_the_room_to_who_asks_for_less(clock: Clock) -> None:
    room, cut = Room(), list[str]()
    for number in range(ALL // EACH):
        taken(room, f"127.0.1.{number}", EACH, cut)
        clock.now += 1
    rest = ALL - ALL // EACH * EACH + 1
    with pytest.raises(Fault):  # it is early yet
        taken(room, "127.0.0.1", rest, cut)
    clock.now += 9
    mine = taken(room, "127.0.0.1", rest, cut)
    assert ["127.0.1.0"] == cut
    assert rest + (ALL // EACH - 1) * EACH == room.held.total()
    leave(room, mine)
    assert {f"127.0.1.{number}" for number in range(1, ALL // EACH)} == set(room.held)


def test_nobody_loses_the_room_to_who_has_as_much(clock: Clock) -> None:
    room, cut = Room(), list[str]()
    for number in range(ALL // EACH):
        taken(room, f"127.0.1.{number}", EACH, cut)
    clock.now += 100
    with pytest.raises(Fault):
        taken(room, "127.0.0.1", EACH, cut)
    assert [] == cut


def test_what_was_lost_is_not_given_back_twice(clock: Clock) -> None:
    room, cut = Room(), list[str]()
    lost = [taken(room, f"127.0.1.{number}", ALL // 4, cut) for number in range(4)]
    clock.now += 11
    mine = taken(room, "127.0.0.1", ALL // 8, cut)
    assert 1 == len(cut)
    for each in (*lost, mine):
        leave(room, each)
    assert (0, set()) == (room.held.total(), room.taken)
