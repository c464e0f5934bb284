"""Interrupts (Ctrl-C) that wait while something is done whole or not at all."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from typing import Any

interrupts: list[int] = []
"""The interrupts of this verb so far, also those that some library swallowed."""


def on_interrupt(handler: Any) -> None:
    """Sets what an interrupt does; in other threads than the main one, or where interrupts are ignored, nothing."""
    if threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) != signal.SIG_IGN:
        signal.signal(signal.SIGINT, handler)


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Within, an interrupt waits for the end of the outermost, however often the user asks for it.

    Raises:
        KeyboardInterrupt: at the end, if the user interrupted meanwhile.
    """
    before, many = signal.getsignal(signal.SIGINT), len(interrupts)
    is_main = threading.current_thread() is threading.main_thread()  # the only one that an interrupt ends
    if not is_main or before in (_note, None):  # within another one, or set by something that is not Python
        yield
        return
    on_interrupt(_note)
    try:
        yield
    finally:
        on_interrupt(before)
    if len(interrupts) > many:
        raise KeyboardInterrupt


def _note(number: int, frame: object) -> None:
    interrupts.append(number)
