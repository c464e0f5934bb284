"""Running one command and measuring it: seconds of wall and CPU, peak memory of all its processes, why it failed."""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

LOOK, SELDOM = 0.25, 20
"""Seconds between two looks at the memory of the processes; a peak that is shorter can be missed."""


@dataclass(frozen=True)
class Run:
    """What one command took.

    `said` is the JSON object that its last line of output holds, if it does.  `failed` is "" if it ended well.
    Units: seconds; MB of 2**20 bytes.  CPU is that of all processes that were waited for.
    """

    wall: float
    cpu: float
    peak: float
    failed: str = ""
    said: dict[str, float] = field(default_factory=dict)


def measured(
    command: Sequence[str | Path],
    limit: float,
    folder: Path | None = None,
    env: Mapping[str, str] | None = None,
    *,
    memory: bool = True,
) -> Run:
    """Runs the command in a session of its own; it and all that it started are ended when `limit` seconds are over.

    Never raises for what the command does: a fault is told in `failed`.  Without `memory` nobody looks at that of the
    processes meanwhile, which slows them.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        try:
            process = subprocess.Popen(
                [str(part) for part in command], stdout=out, stderr=err, stdin=subprocess.DEVNULL, cwd=folder,
                env=None if env is None else {**os.environ, **env}, start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            return Run(0.0, 0.0, 0.0, f"cannot be started: {error}")
        late = threading.Timer(limit, _end, [process.pid])
        late.start()
        watch = _Watch(process.pid)
        if memory:
            watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            _end(process.pid)
            raise
        finally:
            late.cancel()
            watch.over.set()
            if memory:
                watch.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - start
        out.seek(0)
        err.seek(0)
        said, fault = out.read().decode("utf-8", "replace"), err.read().decode("utf-8", "replace")
    failed = ""
    if process.returncode:
        lines = (fault or said).strip().splitlines()
        ended = f"exit {process.returncode}: {lines[-1][:160] if lines else 'nothing said'}"
        failed = f"did not finish in {limit:.0f} s" if wall >= limit else ended
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak = max(watch.peak, usage.ru_maxrss / 1024 if usage.ru_maxrss > ours else 0.0)
    return Run(wall, usage.ru_utime + usage.ru_stime, peak, failed, _json(said))


def _end(group: int) -> None:
    """Ends a session, and what its processes started in sessions of their own, as Playwright does with Chromium."""
    children: list[psutil.Process] = []
    with contextlib.suppress(psutil.Error):
        children = psutil.Process(group).children(recursive=True)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
    for child in children:
        with contextlib.suppress(psutil.Error):
            child.kill()


def _json(said: str) -> dict[str, float]:
    lines = said.strip().splitlines()
    if not lines or not lines[-1].startswith("{"):
        return {}
    try:
        found = json.loads(lines[-1])
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class _Watch(threading.Thread):
    """Keeps the largest sum of memory (each shared page counted once) that a process and its children had together.

    The kernel keeps a process's own peak, which is asked as long as it runs: what it tells at the end begins with the
    memory of whoever started it.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.over, self.peak = pid, threading.Event(), 0.0

    def run(self) -> None:
        looked = 0
        while not self.over.wait(LOOK / SELDOM):
            self.peak = max(self.peak, _peak(self.pid))
            looked += 1
            if looked % SELDOM:
                continue
            with contextlib.suppress(psutil.Error):
                parent = psutil.Process(self.pid)
                children = parent.children(recursive=True)
                if children:
                    self.peak = max(self.peak, sum(_share(one) for one in (parent, *children)))


def _peak(pid: int) -> float:
    """The most MB that a process had so far; 0 for one that is gone."""
    with contextlib.suppress(OSError):
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
        found = re.search(r"^VmHWM:\s*(\d+) kB$", status, re.MULTILINE)
        return int(found[1]) / 1024 if found else 0.0
    return 0.0


def _share(process: psutil.Process) -> float:
    """The MB of a process, of shared pages its share; 0 for one that is gone."""
    try:
        return float(process.memory_full_info().pss) / 2**20
    except psutil.Error:
        return 0.0
