"""What counts of a job: its seconds, printed as JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_builder.model.factbook import FactBook


def book_of(folder: str) -> FactBook:
    """The checked book of a folder."""
    from graph_builder.pipeline import load

    return load(folder)


class Clock:
    """Adds up the seconds of what is timed."""

    def __init__(self) -> None:
        self.wall = self.cpu = 0.0

    def timed(self, action: Callable[[], object]) -> None:
        wall, cpu = time.perf_counter(), time.process_time()
        action()
        self.wall += time.perf_counter() - wall
        self.cpu += time.process_time() - cpu

    def tell(self) -> None:
        print(json.dumps({"wall": self.wall, "cpu": self.cpu}))


def counted(action: Callable[[], object]) -> None:
    """Does it, and prints the seconds that it took."""
    clock = Clock()
    clock.timed(action)
    clock.tell()
