"""What each client has used of late, in seconds of workers: halved every 20 seconds."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field

LEAST = 0.01
"""What every query costs: finer than that the system does not count, and a query costs more than its own time."""
_HALF_LIFE = 20.0
_MOST = 256


@dataclass(slots=True, eq=False)
class Accounts:
    """For each client the seconds, and when they were counted."""

    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)


def used(accounts: Accounts, client: str) -> float:
    """What the client has used of late."""
    seconds, when = accounts.seconds.get(client, (0.0, 0.0))
    return seconds * math.pow(0.5, (_now() - when) / _HALF_LIFE)


def charge(accounts: Accounts, client: str, seconds: float) -> None:
    """So much more is the client's."""
    accounts.seconds[client] = (used(accounts, client) + seconds, _now())
    if len(accounts.seconds) > _MOST:  # most of them are of clients that are gone
        order = sorted(accounts.seconds, key=lambda each: -used(accounts, each))
        accounts.seconds = {each: accounts.seconds[each] for each in order[: _MOST // 2]}


def is_over(accounts: Accounts, client: str, limit: float) -> bool:
    """True if a client has used more than that, and is not the only one that has asked of late."""
    others = (each for each in accounts.seconds if each != client)
    return used(accounts, client) > limit and any(used(accounts, each) > LEAST / 2 for each in others)


def _now() -> float:
    return asyncio.get_running_loop().time()
