"""The explorer beside plain sigma and pyvis as it comes, of the same things and statements, in one run.

Usage: python tests/benchmarks/explorer.py [--sizes 1000 10000:50000 50000:100000] [--rounds 3] [--keep FOLDER]
       python tests/benchmarks/explorer.py --data data [--rounds 5]

For each size (things:statements), or for the facts of a folder: what each page of the output costs Python; then for the
explorer as it opens (an overview), the explorer with everything drawn, graph.html, plain sigma and pyvis: megabytes of
the page; seconds from navigation to the first complete drawing; the longest task of the main thread until then and
after it, until nothing more happens; frames a second while the picture is dragged and while it is zoomed; megabytes of
JavaScript's heap.  "Complete" is measured by reading a pixel back out of every WebGL canvas, which waits for the
rasteriser; without a graphics card that is software and most of the time.  Tasks are measured in time of the processor,
so that what else the machine does counts for nothing; seconds and frames are noise on a shared machine: trust what
stands beside plain sigma.  Medians; the pages take turns.  A page kept in the folder is not made again.

Nothing can hold up the table.  Pages are made by processes of their own, ours by one and the peers' by another, and
ended after `--making` seconds each; every opening is a process with a Chromium of its own, ended AFTERWARDS seconds
after `--patience`.  A page that has not drawn after `--patience` seconds is asked no more, nor at larger sizes; what an
opening told before it was ended stands in its row.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from explorer_pages import plain_script
from peer_run import measured

HERE = Path(__file__).parent
COLUMNS = ("first", "before", "after", "drag", "zoom", "heap")
AFTERWARDS = 60.0
"""Seconds that an opening has, after it has drawn, for all else that is measured."""
Said = dict[str, float]


def made(folder: Path, source: str, making: float) -> str:
    """Makes the pages of a size or a folder of facts, unless they are there; what it took, in words."""
    told = []
    for whose in ("ours", "peers"):
        command = [sys.executable, HERE / "explorer_pages.py", whose, source, folder]
        run = measured(command, making, env={"GRAPH_BUILDER_CACHE": ""}, memory=False)
        told += [f"{name} {seconds:.1f} s" for name, seconds in run.said.items()]
        if run.failed:
            told.append(f"the rest of {whose} {run.failed}")
    return ", ".join(told)


def opened(address: str, patience: float) -> tuple[Said, str]:
    """What one opening of a page told, and what went wrong; "" if nothing did."""
    command = [sys.executable, HERE / "explorer_opening.py", address, f"{patience}"]
    run = measured(command, patience + AFTERWARDS, memory=False)
    if "first" not in run.said and (not run.failed or run.failed.startswith("did not finish")):
        return {}, f"nothing drawn within {patience:.0f} s"
    return run.said, run.failed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="*", default=["1000", "10000:50000", "50000:100000"])
    parser.add_argument("--data", type=Path, help="a folder with facts, instead of synthetic worlds")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--patience", type=float, default=120.0)
    parser.add_argument("--making", type=float, default=900.0)
    parser.add_argument("--keep", type=Path, help="a folder to keep the pages in")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = args.keep or Path(temporary)
        root.mkdir(parents=True, exist_ok=True)
        plain_script(root)
        given_up: dict[str, str] = {}
        for source in [str(args.data)] if args.data else args.sizes:
            name = Path(source).name
            folder = root / name.replace(":", "-")
            print(f"{name}: load {os.getloadavg()[0]:.1f}; of Python {made(folder, source, args.making)}")
            print(f"  {'':<20}     MB  first s  task ms  after  drag/s  zoom/s  heap MB", flush=True)
            one_size(name, folder, args.rounds, args.patience, given_up)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} at the end")


def one_size(size: str, folder: Path, rounds: int, patience: float, given_up: dict[str, str]) -> None:
    """Prints the rows of one size; `given_up` is why a page is asked no more, and becomes more."""
    ways = {
        "explorer": "explorer.html", "explorer, everything": "explorer.html", "graph.html": "graph.html",
        "plain sigma": "sigma.html", "pyvis": "pyvis.html",
    }  # fmt: skip
    taken: dict[str, list[Said]] = {way: [] for way in ways}
    faults: dict[str, str] = {}
    for _ in range(rounds):
        for way, name in ways.items():
            if way in given_up or way in faults or not (folder / name).exists():
                continue
            address = (folder / name).resolve().as_uri() + ("#all=1" if way.endswith("everything") else "")
            said, fault = opened(address, patience)
            if said:
                taken[way].append(said)
            if fault:
                faults[way] = fault
    for way, name in ways.items():
        remark = faults.get(way, "") or given_up.get(way, "")
        print(row(way, folder / name, taken[way], remark), flush=True)
        if way in faults and not taken[way]:
            given_up[way] = f"{faults[way]} at {size}"


def row(way: str, file: Path, rounds: Sequence[Said], remark: str) -> str:
    """One line of the table: medians, "-" for what was not reached, and why."""
    if not file.exists():
        return f"  {way:<20}      -  not made in time"
    size = f"  {way:<20} {file.stat().st_size / 1e6:6.1f}"
    if not rounds:
        return f"{size}  {remark}"
    cells = []
    for name, width, digits in zip(COLUMNS, (8, 8, 6, 7, 7, 8), (2, 0, 0, 1, 1, 0), strict=True):
        values = [said[name] for said in rounds if name in said]
        middle = statistics.median(values) if values else None
        if middle is not None and name in ("drag", "zoom"):
            middle = 1000 / middle
        cells.append(f"{'-':>{width}}" if middle is None else f"{middle:{width}.{digits}f}")
    return f"{size} {' '.join(cells)}{'  ' + remark if remark else ''}"


if __name__ == "__main__":
    main()
