"""One worker as the event loop sees it: two streams, one question at a time."""

from __future__ import annotations

import asyncio
import json
import struct
from dataclasses import dataclass
from typing import Any

from graph_builder.graph.engine import Engine, Worker

LONGEST_ANSWER = 64 << 20
"""Bytes of an answer that the server takes from a worker."""
_HEAD = struct.Struct(">II")


class OverError(Exception):
    """The query passed a limit: `what` is time, rows, memory or size."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(what)


@dataclass(slots=True, eq=False)
class Desk:
    """A worker, the streams to it, and how many queries it has had."""

    engine: Engine
    worker: Worker
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    served: int = 0


async def exchange(desk: Desk, asked: bytes) -> tuple[dict[str, Any], bytes]:
    """What the worker tells of its answer (see keeper.py), and the body.

    Raises:
        OverError: the answer is too large.
        IncompleteReadError, OSError: the worker is gone.
    """
    desk.writer.write(asked)
    head, size = _HEAD.unpack(await desk.reader.readexactly(_HEAD.size))
    told: dict[str, Any] = json.loads(await desk.reader.readexactly(head))
    if size > LONGEST_ANSWER:
        raise OverError("size")
    return told, await desk.reader.readexactly(size)
