"""Long work that somebody may watch: its steps pass through a function that is given, and by default nobody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

Step = TypeVar("Step")


class Watch(Protocol):
    """Gives the steps as they are, in their order, and may show how far the work is; `name` says what a step does."""

    def __call__(self, steps: Sequence[Step], name: Callable[[Step], str]) -> Iterable[Step]: ...


def unwatched(steps: Sequence[Step], name: Callable[[Step], str]) -> Sequence[Step]:
    """The steps; nothing is shown.

    >>> list(unwatched(["graph.nq", "graph.ttl"], "making {}".format))
    ['graph.nq', 'graph.ttl']
    """
    return steps
