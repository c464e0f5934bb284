"""One input within limits of its own: CPU time and memory of this process, whatever else the machine does."""

from __future__ import annotations

import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SECONDS = 5.0
"""CPU time that one input of some kilobytes may take; most take milliseconds."""
MEMORY = 512 << 20
"""Bytes that one input may take beyond what the process has."""
_STATM = Path("/proc/self/statm")


class OverLimitError(BaseException):
    """The input took too long.  Not an Exception, so that nothing on the way up takes it for a fault of its own."""


def cost(target: Callable[[bytes], None], raw: bytes, seconds: float = SECONDS, memory: int = MEMORY) -> float:
    """The CPU time that the target took for the input.  Units: seconds, of all threads of this process.

    Raises:
        OverLimitError: it took more; Python code and regular expressions are stopped at the limit, C code afterwards.
        MemoryError: it wanted more memory.
        Exception: whatever the target raises: a law is broken.
    """
    began = time.process_time()
    with _memory(memory), _processor(seconds):
        target(raw)
    spent = time.process_time() - began
    if spent > seconds:
        raise OverLimitError(f"{spent:.1f} seconds of CPU time, more than {seconds:g}")
    return spent


@contextmanager
def _memory(most: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_DATA)
    held = int(_STATM.read_text("ascii").split()[5]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_DATA, (held + most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)


@contextmanager
def _processor(seconds: float) -> Iterator[None]:
    def stop(number: int, frame: object) -> None:
        raise OverLimitError(f"more than {seconds:g} seconds of CPU time")

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
