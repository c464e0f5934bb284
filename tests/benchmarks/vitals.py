"""What a process and its children hold, read from /proc: memory, descriptors, the dead, and what was written."""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Vitals:
    """A look at a server: `rss` and `pss` are its own, `family` is the PSS of all its processes.  Units: MB."""

    rss: float
    pss: float
    family: float
    processes: int
    zombies: int
    descriptors: int
    sockets: int


def vitals(pid: int) -> Vitals:
    """What the process and its children hold now."""
    server = psutil.Process(pid)
    children = server.children(recursive=True)
    rss, pss = _memory(pid)
    family, zombies = pss, 0
    for child in children:
        with contextlib.suppress(psutil.Error, OSError):
            if child.status() == psutil.STATUS_ZOMBIE:
                zombies += 1
            else:
                family += _memory(child.pid)[1]
    targets = list[str]()
    for each in Path(f"/proc/{pid}/fd").iterdir():
        with contextlib.suppress(OSError):
            targets.append(os.readlink(each))
    sockets = sum(target.startswith("socket:") for target in targets)
    return Vitals(rss, pss, family, 1 + len(children), zombies, len(targets), sockets)


def _memory(pid: int) -> tuple[float, float]:
    """Resident memory, and the process's share of it.  Units: MB."""
    with contextlib.suppress(OSError):
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
        found = {line.split()[0]: int(line.split()[1]) / 1024 for line in lines[1:] if line.endswith("kB")}
        return found["Rss:"], found["Pss:"]
    return 0.0, 0.0


def written(pid: int) -> int:
    """Bytes that the process has caused to be written to a disk so far."""
    lines = Path(f"/proc/{pid}/io").read_text("utf-8").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("write_bytes")))


def files(*folders: Path) -> dict[str, tuple[int, int]]:
    """Every file below the folders, with its size and when it was last changed."""
    found = {}
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                state = path.stat()
                found[str(path)] = (state.st_size, state.st_mtime_ns)
    return found
