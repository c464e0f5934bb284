"""Queries within limits of time, rows and memory: each runs in a process that can be killed (see keeper.py)."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph_builder.errors import GraphBuilderError, QueryError, UsageError

KEEPER = Path(__file__).with_name("keeper.py")
_HEAD = struct.Struct(">II")
_PATIENCE = 600.0
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take.

    Units: `seconds` of the clock, `rows` (or triples) of the answer, `memory` in bytes beyond the graph itself.
    `services` are the addresses that SERVICE may ask; none unless they are named.

    Raises:
        UsageError: a limit that limits nothing, or lets nothing through.
    """

    seconds: float = 30.0
    rows: int = 100_000
    memory: int = 1 << 30
    services: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 0 < self.seconds <= _DAY:  # so that what is not a number at all is refused too
            raise UsageError(f"the limit of time must be above 0 and at most {_DAY:,.0f} seconds, not {self.seconds}")
        if self.rows < 1 or self.memory < 1:
            raise UsageError("the limits of rows and of memory must be above 0")
        if isinstance(self.services, str):  # else each part of the address would be allowed
            raise UsageError("the services are a tuple of addresses, such as ('https://example.org/sparql',)")


LIMITS = Limits()


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Engine:
    """A keeper at work; `control` takes its orders, one at a time under `turn`.

    `idle` has at most one worker that has answered and may answer again: to fork costs milliseconds, and tens of them
    where the graph has millions of quads.
    """

    keeper: subprocess.Popen[bytes]
    control: socket.socket
    turn: threading.Lock = field(default_factory=threading.Lock)
    idle: list[Worker] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that answers queries, one after the other, on `line`; `born` is what it was allowed (see `_birth`)."""

    pid: int
    line: socket.socket
    born: tuple[int, bool] = (0, True)


class WorkerError(QueryError):
    """The process that was to answer is gone: killed, or out of memory."""


def start(write: Callable[[Any], None]) -> Engine:
    """A keeper with the N-Quads (UTF-8) that `write` writes into a binary file.

    Raises:
        GraphBuilderError: the quads cannot be loaded.
    """
    try:
        engine = _begun()
    except OSError as error:
        raise GraphBuilderError(f"the graph cannot be loaded: no process for it: {error.strerror or error}") from None
    try:
        assert engine.keeper.stdin is not None  # it was asked for
        with (
            contextlib.suppress(BrokenPipeError),
            engine.keeper.stdin as quads,
        ):  # what it did not read, it complains of
            write(quads)
        told = _told(engine)
        if "ready" not in told:
            raise GraphBuilderError(f"the graph cannot be loaded: {told.get('fault', 'its process ended')}")
    except BaseException:
        stop(engine)
        raise
    return engine


def _begun() -> Engine:
    """A keeper that waits for its quads: in a pipe, so that no disk need have room for them."""
    ours, theirs = socket.socketpair()
    ours.settimeout(_PATIENCE)
    with theirs:
        try:
            keeper = subprocess.Popen(
                [sys.executable, "-P", str(KEEPER), str(theirs.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # an interrupt at the terminal is for us alone
            )
        except OSError:
            ours.close()
            raise
    return Engine(keeper, ours)


def stop(engine: Engine) -> None:
    """Ends the keeper and every query that it runs."""
    _end(engine.keeper, engine.control, engine.idle)


def of_text(quads: str) -> Engine:
    """A keeper of quads that are there as N-Quads; it ends when nobody holds the Engine any more."""
    raw = quads.encode("utf-8")
    engine = start(lambda file: file.write(raw))
    weakref.finalize(engine, _end, engine.keeper, engine.control, engine.idle)
    return engine


def _end(keeper: subprocess.Popen[bytes], control: socket.socket, idle: list[Worker]) -> None:
    control.close()
    while idle:
        idle.pop().line.close()
    with contextlib.suppress(OSError):
        keeper.kill()
    keeper.wait()


def _birth(limits: Limits) -> tuple[int, bool]:
    """What a worker may for life: bytes of memory, and whether it is sealed."""
    return limits.memory, not limits.services


def new_worker(engine: Engine, limits: Limits = LIMITS) -> Worker:
    """A worker of its own, born with the graph; it can open neither files nor connections unless `services` are named.

    Raises:
        WorkerError: the keeper is gone.
    """
    ours, theirs = socket.socketpair()
    with theirs, engine.turn:
        try:
            memory, sealed = _birth(limits)
            order = json.dumps({"fork": memory, "sealed": sealed}).encode() + b"\n"
            socket.send_fds(engine.control, [order], [theirs.fileno()])
            return Worker(_told(engine)["pid"], ours, (memory, sealed))
        except (OSError, KeyError):
            ours.close()
            raise WorkerError("the process that holds the graph is gone; load the graph again") from None


def end_worker(engine: Engine, worker: Worker) -> None:
    """The worker is killed, whatever it was doing."""
    worker.line.close()
    with engine.turn, contextlib.suppress(OSError):
        engine.control.sendall(json.dumps({"kill": worker.pid}).encode() + b"\n")
        _told(engine)


def request(
    query: str,
    prefixes: dict[str, str],
    limits: Limits = LIMITS,
    form: str | Mapping[str, str | None] = "json",
    default: tuple[str, ...] = (),
    named: tuple[str, ...] = (),
) -> bytes:
    """The query as a worker reads it; `form` may differ by kind of answer, None for a kind that is not wanted."""
    asked = {
        "query": query,
        "prefixes": prefixes,
        "rows": limits.rows,
        "format": form if isinstance(form, str) else dict(form),
        "default": default,
        "named": named,
    }
    raw = json.dumps(asked).encode()
    return struct.pack(">I", len(raw)) + raw


def run(engine: Engine, asked: bytes, limits: Limits = LIMITS) -> tuple[dict[str, Any], bytes]:
    """What a worker tells of its answer (see keeper.py), and the body.

    Raises:
        QueryError: a limit was passed; the message names it.
    """
    deadline = time.monotonic() + limits.seconds
    with contextlib.suppress(IndexError, WorkerError):  # an old worker may have died, or be full of what it has read
        worker = engine.idle.pop()
        if worker.born == _birth(limits):
            return _asked(engine, worker, asked, limits, deadline)
        end_worker(engine, worker)
    return _asked(engine, new_worker(engine, limits), asked, limits, deadline)


def _asked(
    engine: Engine, worker: Worker, asked: bytes, limits: Limits, deadline: float
) -> tuple[dict[str, Any], bytes]:
    """The worker's answer; it is idle afterwards if it is sound and no other is, else gone."""
    sound = False
    try:
        worker.line.settimeout(limits.seconds)
        worker.line.sendall(asked)
        head, body = _HEAD.unpack(_exactly(worker.line, _HEAD.size, deadline))
        told: dict[str, Any] = json.loads(_exactly(worker.line, head, deadline))
        answer = _exactly(worker.line, body, deadline)
        sound = told["kind"] != "limit"
        return told, answer
    except TimeoutError:
        raise QueryError(over("time", limits)) from None
    except (EOFError, OSError):
        raise WorkerError(over("memory", limits)) from None
    finally:
        if sound and not engine.idle:
            engine.idle.append(worker)
        else:
            end_worker(engine, worker)


def over(what: str, limits: Limits) -> str:
    """The message for a limit that was passed: time, rows or memory.

    >>> over("rows", Limits(rows=10))
    'the answer has more than 10 rows; ask for fewer with LIMIT, or raise the limit of rows'
    """
    return {
        "time": f"the query was stopped after {limits.seconds:g} seconds; bind more of it, or raise the limit of time",
        "rows": f"the answer has more than {limits.rows:,} rows; ask for fewer with LIMIT, or raise the limit of rows",
        "memory": f"the query needs more than {limits.memory >> 20:,} MB of memory, or nests too deeply; bind more",
    }[what]


def _exactly(line: socket.socket, count: int, deadline: float) -> bytes:
    parts = []
    while count:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        line.settimeout(left)
        part = line.recv(min(count, 1 << 20))
        if not part:
            raise EOFError
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def _told(engine: Engine) -> dict[str, Any]:
    """The keeper's next line; {} where it has ended."""
    parts = b""
    while not parts.endswith(b"\n"):
        part = engine.control.recv(4096)
        if not part:
            return {}
        parts += part
    told: dict[str, Any] = json.loads(parts)
    return told
