"""Processes that end with who started them: after an interrupt, a kill, or too few of what the system gives."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from divided import DATA, divided

from graph_builder.errors import GraphBuilderError
from graph_builder.pool import on_processes

SLOW = """
import sys, time
from graph_builder.parts import work
from graph_builder.parts import library
def slow(task, shared, whole=work.worked):
    print("begun", flush=True)
    time.sleep(0.5)
    return whole(task, shared)
library.worked = slow
from graph_builder.cli import main
main()
"""


def double(number: int, shared: int) -> int:
    return number * shared


def failing(number: int, shared: Any) -> int:
    if number == 3:
        raise FileNotFoundError(2, "not there", "a file")
    return number


def dying(number: int, once: Path) -> int:
    if number == 3:
        try:
            once.unlink()
        except FileNotFoundError:
            return number
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def killing(number: int, shared: Any) -> int:
    os.kill(os.getpid(), signal.SIGKILL)
    return number


def hungry(number: int, shared: Any) -> int:
    raise MemoryError


def test_every_task_is_done_once_by_whomever():
    assert [2 * n for n in range(100)] == sorted(on_processes(3)(double, 2, range(100)))


def test_what_a_task_raises_is_raised_here():
    before = children()
    with pytest.raises(FileNotFoundError, match="a file"):
        list(on_processes(2)(failing, None, range(10)))
    assert children() <= before


def test_what_a_killed_process_had_is_done_by_others(tmp_path: Path):
    once = tmp_path / "once"
    once.touch()
    assert list(range(30)) == sorted(on_processes(2)(dying, once, range(30)))


@pytest.mark.parametrize("function", [killing, hungry])
def test_where_all_processes_are_killed_that_is_one_message(function: Any):
    before = children()
    with pytest.raises(GraphBuilderError, match="ended 3 times from outside, perhaps for want of memory"):
        list(on_processes(2)(function, None, range(10)))
    assert children() <= before


def test_processes_are_gone_when_nobody_wants_the_rest():
    before = children()
    several = on_processes(2)(double, 2, range(100))
    next(several)
    assert children() - before
    several.close()
    assert children() <= before


def test_where_no_file_can_be_opened_the_work_is_done_here():
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1, hard))
    try:
        assert [2 * n for n in range(9)] == sorted(on_processes(2)(double, 2, range(9)))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def children() -> set[str]:
    """The processes that this one has: also those that other tests left, as browsers and Spark."""
    return set(Path(f"/proc/self/task/{os.getpid()}/children").read_text().split())


def workers_of(data: Path) -> list[str]:
    """The processes, of whomever, that read this folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(data).encode() in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue
    return found


@pytest.fixture
def begun(tmp_path: Path) -> Any:
    """A run of `assemble` that is at its files, in a session of its own."""
    data = divided(DATA, tmp_path / "data", every=5)
    command = [sys.executable, "-c", SLOW, "assemble", "--data", str(data), "--output", str(tmp_path / "parts")]
    process = subprocess.Popen(
        [*command, "--fresh", "--workers", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "GRAPH_BUILDER_CACHE": ""},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background ignore it
    )
    assert process.stdout is not None
    assert "begun" in process.stdout.readline()
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("times", [1, 3])
def test_an_interrupt_is_one_message_and_leaves_nothing(times: int, begun: Any, tmp_path: Path):
    for _ in range(times):
        os.killpg(begun.pid, signal.SIGINT)
        time.sleep(0.02)
    _, said = begun.communicate(timeout=20)
    assert (130, "graph-builder: interrupted; no file is half written\n") == (begun.returncode, said)
    assert ["data"] == sorted(path.name for path in tmp_path.iterdir())
    assert [] == workers_of(tmp_path / "data")


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_processes_end_with_the_one_that_was_killed(how: signal.Signals, begun: Any, tmp_path: Path):
    begun.send_signal(how)
    begun.communicate(timeout=20)  # they hold the other ends of the pipes
    until = time.monotonic() + 10
    while workers_of(tmp_path / "data") and time.monotonic() < until:
        time.sleep(0.05)
    assert [] == workers_of(tmp_path / "data")
    assert not (tmp_path / "parts").exists()
