"""Honest clients beside abusers of every kind at once: what the honest see of it, and what it leaves behind.

Usage: python tests/benchmarks/abuse.py [--minutes 10] [--quiet 1] [--data data] [--seed 1] [--only PART ...]

The server runs as its users run it, over a copy of the data, in a folder of its own.  Eight honest clients ask, look up
and read for a minute while nothing else happens, and then beside the abusers (abusers.py): first with the same rest
around them, so that the ratio of both is that of one run.  The abusers run in processes of lower priority, since they
would not share a server's cores.  Memory is sampled every two seconds; growth is its last quarter beside its first.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from abusers import KINDS, abuse, shares
from honest import Crowd, Told, requests
from vitals import Vitals, files, vitals, written

_PROCESSES = 2
_LOW = 10
_EVERY = 2.0
_REST = 20.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--quiet", type=float, default=1, help="minutes without abuse before")
    parser.add_argument("--data", type=Path, default=Path("data"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="+", default=[], help="kinds of abuse, or parts of their names")
    parser.add_argument("--as-abuser", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--port", type=int, help=argparse.SUPPRESS)
    args = parser.parse_args()
    names = [name for name in KINDS if not args.only or any(part in name for part in args.only)]
    if args.as_abuser is not None:
        _abuse(args.port, args.minutes * 60, args.seed, [*shares(names, _PROCESSES)][args.as_abuser])
        return
    with tempfile.TemporaryDirectory() as folder, running(args.data, Path(folder)) as (process, port, places):
        asked = requests(args.data)
        crowd = Crowd(port, asked, seed=args.seed)
        crowd.learn()
        before, there = vitals(process.pid), files(*places)
        print(f"load before: {os.getloadavg()[0]:.1f}; {os.cpu_count()} cores; {len(KINDS)} kinds of abuse", flush=True)
        with crowd.asking() as quiet:
            time.sleep(args.quiet * 60)
        busy = written(process.pid)
        with crowd.asking() as abused, abusers(args, port) as ended:
            seen = list(watched(process.pid, args.minutes * 60))
        load = os.getloadavg()[0]
        time.sleep(_REST)
        after = vitals(process.pid)
        with crowd.asking() as again:
            time.sleep(min(args.quiet * 60, 30))
        _tell(quiet, abused, again)
        _tell_memory(before, seen, after)
        changed = {path for path, state in files(*places).items() if there.get(path) != state}
        print(f"files written: {sorted(changed) or 'none'}; to disk: {written(process.pid) - busy} bytes")
        print(f"the server said: {(Path(folder) / 'said.txt').read_text('utf-8').strip() or 'nothing'}")
        print(f"load under abuse: {load:.1f}")
        _tell_ends(ended)


@contextmanager
def running(data: Path, folder: Path) -> Iterator[tuple[subprocess.Popen[str], int, list[Path]]]:
    """The server, its port, and the folders in which nothing may be written: its own, its home's and that for tmp."""
    places = [folder / name for name in ("data", "cwd", "home", "tmp")]
    shutil.copytree(data, places[0])
    for place in places[1:]:
        place.mkdir()
    surroundings = {**os.environ, "HOME": str(places[2]), "TMPDIR": str(places[3])}
    command = [str(Path(sys.executable).with_name("graph-builder")), "serve", "--data", str(places[0]), "--port", "0"]
    with (folder / "said.txt").open("w", encoding="utf-8") as said:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=said, text=True, cwd=places[1], env=surroundings
        )
    try:
        assert process.stdout is not None
        found = re.search(r":(\d+)/ with", process.stdout.readline())
        assert found, (folder / "said.txt").read_text("utf-8")
        yield process, int(found[1]), places
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            print("the server did not end within 20 seconds")
            process.kill()
            process.wait()
        if process.stdout:
            process.stdout.close()


@contextmanager
def abusers(args: argparse.Namespace, port: int) -> Iterator[Counter[tuple[str, str]]]:
    """The abusers at work, for as long as was asked for; afterwards how their attempts ended."""
    command = [sys.executable, __file__, "--port", str(port), "--minutes", str(args.minutes), "--seed", str(args.seed)]
    only = ["--only", *args.only] if args.only else []
    processes = [
        subprocess.Popen([*command, "--as-abuser", str(number), *only], stdout=subprocess.PIPE, start_new_session=True)
        for number in range(_PROCESSES)
    ]
    ended: Counter[tuple[str, str]] = Counter()
    try:
        yield ended
        for process in processes:
            for name, outcome, count in json.loads(process.communicate(timeout=120)[0]):
                ended[name, outcome] += count
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _abuse(port: int, seconds: float, seed: int, names: list[str]) -> None:
    os.setpriority(os.PRIO_PROCESS, 0, _LOW)
    with contextlib.suppress(OSError):  # where the system weighs sessions, that alone would not put it behind others
        Path("/proc/self/autogroup").write_text(str(_LOW), "ascii")
    ended = asyncio.run(abuse(port, seconds, seed, names))
    print(json.dumps([(name, outcome, count) for (name, outcome), count in ended.items()]))


def watched(pid: int, seconds: float) -> Iterator[Vitals]:
    """Looks at the server for so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield vitals(pid)
        time.sleep(_EVERY)


def _tell(quiet: Told, abused: Told, again: Told) -> None:
    print(f"\n{'honest':10} {'quiet':>24} {'under abuse':>33} {'afterwards':>20}   p99 beside quiet")
    print(f"{'':10} {'n':>8} {'p50 ms':>7} {'p99 ms':>7} {'n':>9} {'p50 ms':>7} {'p99 ms':>7} {'max ms':>7}"
          f" {'p50 ms':>11} {'p99 ms':>8}")  # fmt: skip
    kinds = ["all", *sorted({name for name, _ in quiet.took})]
    for name in kinds:
        took = [[t for each, t in told.took if name in ("all", each)] for told in (quiet, abused, again)]
        (n1, a50, a99), (n2, b50, b99), (_, c50, c99) = ((len(t), *_quantiles(t)) for t in took)
        print(f"{name:10} {n1:8,} {a50:7.1f} {a99:7.1f} {n2:9,} {b50:7.1f} {b99:7.1f} {max(took[1]):7.0f}"
              f" {c50:11.1f} {c99:8.1f}   {b99 / a99:.2f}")  # fmt: skip
    for word, told in (("quiet", quiet), ("under abuse", abused), ("afterwards", again)):
        print(f"failures, {word}: {len(told.failures)} {dict(Counter(told.failures).most_common(12))}")


def _quantiles(values: list[float]) -> tuple[float, float]:
    parts = statistics.quantiles(values, n=100)
    return parts[49], parts[98]


def _tell_memory(before: Vitals, seen: list[Vitals], after: Vitals) -> None:
    print(f"\n{'':22}    before   first quarter    last quarter   growth   highest    after")
    quarter = max(len(seen) // 4, 1)
    for name in Vitals.__dataclass_fields__:
        values = [getattr(each, name) for each in seen]
        first, last = statistics.median(values[:quarter]), statistics.median(values[-quarter:])
        growth = f"{last / first:6.2f}" if first else f"{last:6}"
        print(f"{name:22} {getattr(before, name):9.0f} {first:15.0f} {last:15.0f}   {growth} {max(values):9.0f}"
              f" {getattr(after, name):8.0f}")  # fmt: skip


def _tell_ends(ended: Counter[tuple[str, str]]) -> None:
    table: dict[str, dict[str, int]] = defaultdict(dict)
    for (name, outcome), count in ended.items():
        table[name][outcome] = count
    print("\nhow the abuse ended")
    for name in [*KINDS]:
        if name in table:
            shown = ", ".join(f"{outcome} {count:,}" for outcome, count in sorted(table[name].items()))
            print(f"  {name:24} {shown}")


if __name__ == "__main__":
    main()
