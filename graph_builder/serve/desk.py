"""One worker as the event loop sees it: two streams, one question at a time."""

from __future__ import annotations

import asyncio
import json
import os
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graph_builder.graph.engine import Engine, Worker

LONGEST_ANSWER = 64 << 20
"""Bytes of an answer that the server takes from a worker."""
_TICKS = os.sysconf("SC_CLK_TCK")
_HEAD = struct.Struct(">II")


class OverError(Exception):
    """The query passed a limit: `what` is time, rows, memory or size."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


@dataclass(slots=True, eq=False)
class Desk:
    """A worker, the streams to it, how many queries it has had, and whether it has the lowest priority now."""

    engine: Engine
    worker: Worker
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    served: int = 0
    is_lowered: bool = False


def worked(desk: Desk) -> float:
    """Seconds of the processor that the worker has had so far; where the system does not tell, those of the clock."""
    try:
        with open(f"/proc/{desk.worker.pid}/stat", encoding="ascii", errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICKS
    except (OSError, IndexError):
        return time.monotonic()


async def exchange(desk: Desk, asked: bytes, room: Callable[[int], None]) -> tuple[dict[str, Any], bytes]:
    """What the worker tells of its answer (see keeper.py), and the body.

    Args:
        room: is called with the size of the body before that is taken, and may raise.

    Raises:
        OverError: the answer is too large.
        IncompleteReadError, OSError: the worker is gone.
    """
    desk.writer.write(asked)
    head, size = _HEAD.unpack(await desk.reader.readexactly(_HEAD.size))
    told: dict[str, Any] = json.loads(await desk.reader.readexactly(head))
    if size > LONGEST_ANSWER:
        raise OverError("size")
    room(size)
    return told, await desk.reader.readexactly(size)
