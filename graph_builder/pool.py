"""A function over many tasks on the processes of one machine; a process that dies takes nothing with it.

The processes end with this one, however it ends: each waits for its next task on a line of which only this process has
the other end.  An interrupt is for this process alone, which then ends them.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, TypeVar

from graph_builder.errors import GraphBuilderError
from graph_builder.interrupts import uninterrupted

Task = TypeVar("Task")
Result = TypeVar("Result")
Runner = Callable[[Callable[[Any, Any], Any], Any, Sequence[Any]], Generator[Any, None, None]]
"""Gives `function(task, shared)` for every task, in any order; it is to be closed if not all of it is wanted."""

_TRIES = 3
_AHEAD = 2
"""How many tasks a process has at once, so that it need not wait for the next one."""


@dataclass(slots=True)
class _Worker:
    """A process, our end of the line to it, and the tasks that it has and has not done."""

    process: BaseProcess
    line: Connection
    given: dict[int, Any] = field(default_factory=dict)


def in_turn(
    function: Callable[[Task, Any], Result], shared: object, tasks: Sequence[Task]
) -> Generator[Result, None, None]:
    """One task after the other, in this process."""
    return (function(task, shared) for task in tasks)


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def on_processes(workers: int = 0) -> Runner:
    """A runner on so many processes; 0 is one for each core that this process may use.

    What the tasks share is inherited, not sent.  Tasks must be harmless to repeat: if a process is killed, what it had
    not finished is done again by others.  Where the system gives us no more processes, there are fewer, or none.

    Raises:
        GraphBuilderError: processes died three times without finishing one more task.
    """
    count = workers or cores()

    def run(function: Callable[[Any, Any], Any], shared: Any, tasks: Sequence[Any]) -> Generator[Any, None, None]:
        if count == 1 or len(tasks) < 2:
            yield from in_turn(function, shared, tasks)
            return
        several: list[_Worker] = []
        try:
            yield from _handed_out(function, shared, deque(enumerate(tasks)), count, several)
        finally:
            _end(several)

    return run


def _handed_out(
    function: Callable[[Any, Any], Any], shared: Any, left: deque[tuple[int, Any]], count: int, several: list[_Worker]
) -> Iterator[Any]:
    """The results; `several` holds the workers that there are."""
    died = 0
    while left or any(one.given for one in several):
        while len(several) < count and left and _begun(function, shared, several):
            _give(several[-1], left, 1)
        if not several:
            yield from (function(task, shared) for _, task in left)
            return
        for one in several:
            _give(one, left, _AHEAD if len(left) > count else 1)
        for line in wait([one.line for one in several]):
            one = next(one for one in several if one.line is line)
            answer = _answer(one)
            if answer is None:
                several.remove(one)
                left.extendleft(one.given.items())
                _end([one])
                died += 1
            else:
                died = 0
                yield answer[0]
        if died >= _TRIES:
            raise GraphBuilderError(
                f"the processes that do the work were ended {_TRIES} times from outside, perhaps for want of memory; "
                f"try on fewer cores: `taskset -c 0 graph-builder ...`, or --workers where there is such an option"
            )


def _begun(function: Callable[[Any, Any], Any], shared: Any, several: list[_Worker]) -> bool:
    """True if there is one more worker, at the end of the list."""
    context = multiprocessing.get_context("fork")
    with uninterrupted():
        try:
            ours, theirs = context.Pipe()
        except OSError:
            return False
        closed = [ours, *(one.line for one in several)]
        process = context.Process(target=_work, args=(function, shared, theirs, closed), daemon=True)
        try:
            process.start()
        except OSError:
            ours.close()
            return False
        finally:
            theirs.close()
        several.append(_Worker(process, ours))
    return True


def _give(one: _Worker, left: deque[tuple[int, Any]], most: int) -> None:
    while left and len(one.given) < most:
        number, task = left.popleft()
        one.given[number] = task
        with contextlib.suppress(OSError):  # it died: its line says so when it is listened to
            one.line.send((number, task))


def _answer(one: _Worker) -> tuple[Any] | None:
    """What a worker made of a task, as the only value; None if it died.  Raises what the function raised."""
    try:
        number, result, error = pickle.loads(one.line.recv_bytes())
    except (EOFError, OSError):
        return None
    del one.given[number]
    if error is not None:
        raise error
    return (result,)


def _end(several: Sequence[_Worker]) -> None:
    """The workers are gone, also if the user interrupts that."""
    with uninterrupted():
        for one in several:
            one.process.kill()
        for one in several:
            one.process.join()
            one.line.close()


def _work(function: Callable[[Any, Any], Any], shared: Any, line: Connection, closed: Sequence[Connection]) -> None:
    """What a worker does until nobody is at the other end of its line.

    The collector leaves alone what was inherited, and looks at the rest seldom: a file makes much and no circles.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for other in closed:
        other.close()
    gc.freeze()
    gc.set_threshold(500_000, 10, 1000)
    with contextlib.suppress(EOFError, OSError, MemoryError):
        while True:
            number, task = line.recv()
            line.send_bytes(_made(function, shared, number, task))


def _made(function: Callable[[Any, Any], Any], shared: Any, number: int, task: Any) -> bytes:
    try:
        return pickle.dumps((number, function(task, shared), None), 5)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  # whatever it is, it is raised where the task was given
        error.add_note(traceback.format_exc())
        return pickle.dumps((number, None, error), 5)
