"""A function over many tasks on the processes of one machine; a process that dies takes nothing with it."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import Any, TypeVar

from graph_builder.errors import GraphBuilderError

Task = TypeVar("Task")
Result = TypeVar("Result")
Runner = Callable[[Callable[[Any, Any], Any], Any, Sequence[Any]], Iterator[Any]]
"""Gives `function(task, shared)` for every task, in any order."""

_TRIES = 3
_shared: Any = None


def in_turn(function: Callable[[Task, Any], Result], shared: object, tasks: Sequence[Task]) -> Iterator[Result]:
    """One task after the other, in this process."""
    return (function(task, shared) for task in tasks)


def on_processes(workers: int = 0) -> Runner:
    """A runner on so many processes; 0 is one for each core that this process may use.

    What the tasks share is inherited, not sent.  Tasks must be harmless to repeat: if a process is killed, what it had
    not finished is done again by others.

    Raises:
        GraphBuilderError: processes died three times without finishing one more task.
    """
    count = workers or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def run(function: Callable[[Any, Any], Any], shared: Any, tasks: Sequence[Any]) -> Iterator[Any]:
        if count == 1 or len(tasks) < 2:
            yield from in_turn(function, shared, tasks)
            return
        left, tries = dict(enumerate(tasks)), 0
        while left:
            before = len(left)
            for number, result in _until_broken(function, shared, left, count):
                del left[number]
                yield result
            tries = tries + 1 if len(left) == before else 0
            if tries >= _TRIES:
                raise GraphBuilderError(
                    f"the processes that read the files were ended {_TRIES} times from outside, perhaps for want of "
                    f"memory; try fewer with --workers"
                )

    return run


def _until_broken(
    function: Callable[[Any, Any], Any], shared: Any, tasks: Mapping[int, Any], workers: int
) -> Iterator[tuple[int, Any]]:
    """The number of each task with its result, until all are done or a process died."""
    global _shared
    _shared = shared
    try:
        with ProcessPoolExecutor(workers, multiprocessing.get_context("fork"), _begin) as pool:
            asked: dict[Future[Any], int] = {pool.submit(_called, function, tasks[n]): n for n in tasks}
            for done in as_completed(asked):
                yield asked[done], done.result()
    except BrokenProcessPool:
        return
    finally:
        _shared = None


def _begin() -> None:
    """The collector leaves alone what was inherited, and looks at the rest seldom: a file makes much and no circles."""
    gc.freeze()
    gc.set_threshold(500_000, 10, 1000)


def _called(function: Callable[[Any, Any], Any], task: Any) -> Any:
    return function(task, _shared)
