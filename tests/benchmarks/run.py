"""check + assemble on synthetic worlds of growing size: seconds, statements a second, peak memory, growth.

Usage: python tests/benchmarks/run.py [--sizes 1000 10000 100000] [--profile]

Each size runs in a process of its own, so that peak memory is its own.  Absolute times are noise on a shared machine:
trust the last column, the time for one statement beside that of the smallest world, measured in the same run.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from worlds import write_world


def measure(folder: Path) -> dict[str, float]:
    """Seconds of CPU to check and to assemble the N-Quads, how many of both there are, and peak memory in MB."""
    from graph_builder.graph.exports import nquads
    from graph_builder.pipeline import check_folder

    start = time.process_time()
    checked = check_folder(folder)
    middle = time.process_time()
    assert checked.book is not None, [str(p) for p in checked.problems[:5]]
    lines = nquads(checked.book).count("\n")
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "statements": len(checked.book.statements),
        "check": middle - start,
        "assemble": end - middle,
        "quads": lines,
        "peak": peak,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--profile", action="store_true", help="print where the time of the largest size goes")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        print(json.dumps(measure(args.one)))
        return
    print("statements  check s  assemble s  us/statement  peak MB  quads      us/statement beside the smallest")
    first = 0.0
    with tempfile.TemporaryDirectory() as temporary:
        for size in args.sizes:
            folder = Path(temporary) / str(size)
            write_world(folder, size)
            run = [sys.executable, __file__, "--one", str(folder)]
            row = json.loads(subprocess.run(run, check=True, capture_output=True, text=True).stdout)
            each = (row["check"] + row["assemble"]) / row["statements"] * 1e6
            first = first or each
            print(
                f"{row['statements']:>10,}  {row['check']:7.2f}  {row['assemble']:10.2f}  {each:12.0f}"
                f"  {row['peak']:7.0f}  {row['quads']:9,}  {each / first:.2f}"
            )
        if args.profile:
            _profile(folder)


def _profile(folder: Path) -> None:
    import cProfile
    import pstats

    profiler = cProfile.Profile()
    profiler.runcall(measure, folder)
    pstats.Stats(profiler).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
