"""What the tests of faults share: worlds to build, builds in processes of their own, and what must hold afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

TINY = Path(__file__).parent.parent / "worlds" / "tiny"
MARK = "GRAPH_BUILDER_TEST_MARK"
MANY = int(os.environ.get("GRAPH_BUILDER_FAULTS", "0"))  # how often processes are killed and interrupted
CODE = "import sys; print('begun', flush=True); from graph_builder.cli import main; main(prog_name='graph-builder')"
LABEL = "Ленин İı 列寧 لينين ლენინი 👋"  # scripts, right to left, beyond the basic plane


def times(usual: int) -> int:
    return MANY or usual


def changed(world: Path) -> Path:
    """The world with another name of a thing, and another title of the lecture."""
    for name, old, new in (
        ("entities/things.yaml", "label: Lenin", f"label: {LABEL}"),
        ("lectures/tiny.yaml", "title: ", "title: Another "),
    ):
        path = world / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    return world


def command(*arguments: str | os.PathLike[str]) -> list[str | os.PathLike[str]]:
    """The verb; it prints one line, `begun`, before it loads the program."""
    return [sys.executable, "-c", CODE, *arguments]


def building(data: Path, output: Path) -> list[str | os.PathLike[str]]:
    return command("build", "--data", data, "--output", output)


def started(arguments: list[str | os.PathLike[str]], **more: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(arguments, capture_output=True, timeout=120, check=False, **more)  # type: ignore[call-overload]


def state(folder: Path) -> str:
    """The manifest of a folder that is whole: each file is there with its hash, and no other is; "" if no folder."""
    if not folder.exists():
        return ""
    manifest = (folder / "manifest.json").read_text("utf-8")
    listed = {name: each["sha256"] for name, each in json.loads(manifest)["files"].items()}
    found = {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and path != folder / "manifest.json"
    }
    assert listed == found
    return manifest


def told(done: subprocess.CompletedProcess[bytes]) -> str:
    """What a verb that failed said: one line, after the warnings."""
    errors = done.stderr.decode("utf-8")
    assert "Traceback" not in errors, errors
    lines = [line for line in errors.splitlines() if line.startswith("graph-builder: ")]
    assert 1 == len(lines), errors
    assert errors.endswith(f"{lines[0]}\n")
    return lines[0]


def alive(mark: str) -> list[str]:
    """The processes that were started with this mark in their environment, workers of workers included."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (each / "environ").read_bytes():
                found.append((each / "cmdline").read_bytes().replace(b"\0", b" ").decode())
        except OSError:
            continue
    return found


def soon(true: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True


def _interruptible() -> None:
    """What runs in the background (nohup, &) ignores interrupts, and so does what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def begun(arguments: list[str | os.PathLike[str]], mark: str = "") -> Iterator[subprocess.Popen[bytes]]:
    """The verb, running, from the moment on that our own code is reached."""
    environment = {**os.environ, MARK: mark or uuid.uuid4().hex}
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, preexec_fn=_interruptible
    ) as run:
        try:
            assert run.stdout is not None
            assert b"begun\n" == run.stdout.readline()
            yield run
        finally:
            run.kill()


def worked(run: subprocess.Popen[bytes]) -> float:
    """Units: seconds that the process has computed, whatever else the machine does."""
    try:
        return int(Path(f"/proc/{run.pid}/schedstat").read_text("ascii").split()[0]) / 1e9
    except (OSError, IndexError):
        return float("inf")


class Built(NamedTuple):
    """Two worlds, the output of each and its manifest.  Units: seconds of work, of writing by the clock."""

    old: Path
    new: Path
    output: Path
    manifests: tuple[str, str]
    seconds: float
    writing: float


class Moments:
    """Random moments of a build, from a seed: every second one while it writes.

    Units: `seconds` of work from begin to end; `writing` seconds by the clock.
    """

    def __init__(self, seed: int, seconds: float, writing: float) -> None:
        self.dice, self.seconds, self.writing = random.Random(seed), seconds, writing

    def wait(self, turn: int, run: subprocess.Popen[bytes], output: Path) -> None:
        if turn % 2:
            while run.poll() is None and not any(".new-" in name for name in os.listdir(output.parent)):
                time.sleep(0.0005)
            time.sleep(self.dice.uniform(0, 1.5 * self.writing))
        else:
            moment = self.dice.uniform(0, self.seconds)
            while run.poll() is None and worked(run) < moment:
                time.sleep(0.0005)


def each_of(work: Callable[[int], None], turns: int) -> None:
    """Two at a time: what the machine of the tests has."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(work, range(turns)))


def copy(world: Path, target: Path) -> Path:
    shutil.copytree(world, target)
    return target
