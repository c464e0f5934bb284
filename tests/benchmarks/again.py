"""What a change of one file costs: check, assemble and build from nothing, with nothing changed, and with one change.

    python tests/benchmarks/again.py [STATEMENTS] [--files 1000]
    python tests/benchmarks/again.py --data data            a data folder as it is, with its lectures

Every row is a process of its own, started from a copy of the program, so that work on the program in the meantime
changes nothing.  CPU is that of the process and its children; trust it where the machine has other work.  After every
change the folder is compared, byte by byte, with one that was made with an empty cache.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from worlds import write_world

ROOT = Path(__file__).parent.parent.parent
CODE = "from graph_builder.cli import main; main(prog_name='graph-builder')"
VERBS = ("check", "assemble", "build")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("statements", nargs="?", type=int, default=10_000)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--data", type=Path, help="a data folder, instead of a synthetic one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        data = Path(place) / "data"
        if asked.data:
            shutil.copytree(asked.data, data)
            print(f"{asked.data}, in {sum(1 for _ in data.rglob('*.yaml')):,} files")
        else:
            each = max(4, asked.statements * 32 // (20 * asked.files))  # twelve things to twenty statements
            write_world(data, asked.statements, per_file=each)
            print(f"{asked.statements:,} statements in {sum(1 for _ in data.rglob('*.yaml')):,} files")
        _measure(Path(place), data)


def _measure(place: Path, data: Path) -> None:
    away = shutil.ignore_patterns("node_modules", "__pycache__", "src")
    shutil.copytree(ROOT / "graph_builder", place / "program" / "graph_builder", ignore=away)
    found = sorted((data / "facts").glob("*.yaml"))
    print(f"{'':10}{'':28}{'wall s':>8}{'CPU s':>8}{'wall x':>8}{'CPU x':>8}")
    for verb in VERBS:
        first = None
        for name in _states(found[len(found) // 2], verb):
            took = _run(place, verb, "kept", f"{verb}-kept")
            first = first or took
            ratios = [first[i] / took[i] for i in (0, 1)]
            print(f"{verb:10}{name:28}{took[0]:8.2f}{took[1]:8.2f}{ratios[0]:8.1f}{ratios[1]:8.1f}", flush=True)
        if verb != "check":
            _run(place, verb, "", f"{verb}-new")
            same = _files(place / f"{verb}-kept") == _files(place / f"{verb}-new")
            print(f"{verb:10}{'the same bytes' if same else 'OTHER BYTES THAN FROM NOTHING'}")


def _states(path: Path, verb: str) -> Iterator[str]:
    """Brings one file into each state, and says which."""
    yield "from nothing"
    yield "nothing changed"
    text = path.read_text("utf-8")
    path.write_text(text.replace("note: ", f"note: a {verb} and ", 1), "utf-8")
    yield "a remark changed"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    here = next(i for i, line in enumerate(lines) if _is_whole(line) and lines[i + 1].startswith("    - "))
    path.write_text("".join([*lines[:here], *lines[here + 1 :]]), "utf-8")
    yield "a statement taken away"


def _is_whole(line: str) -> bool:
    """Whether a statement is in this line and nowhere else."""
    return line.startswith("    - ") and not line.rstrip().endswith(":") and line.count("{") == line.count("}")


def _run(place: Path, verb: str, kept: str, target: str) -> tuple[float, float]:
    """The seconds that a verb takes: by the clock, and of the processor."""
    cache = place / kept / verb if kept else ""
    if cache:
        cache.mkdir(parents=True, exist_ok=True)
    more = [] if verb == "check" else ["--output", str(place / target)]
    where = [str(place / "data")] if verb == "check" else ["--data", str(place / "data")]
    environment = {**os.environ, "GRAPH_BUILDER_CACHE": str(cache), "PYTHONPATH": str(place / "program")}
    before, begun = _used(), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", CODE, verb, *where, *more], env=environment, cwd=place, capture_output=True, check=True
    )
    return time.perf_counter() - begun, _used() - before


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    main()
