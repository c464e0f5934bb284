"""graph_builder beside its peers and its limits, on the same synthetic facts, in one run, as one table.

Usage: python tests/benchmarks/peers.py [--sizes 1000 10000] [--ours parts|whole] [--only NAME...]
                                        [--markdown FILE] [--json FILE]
       python tests/benchmarks/peers.py --growth 1000 10000 100000 1000000 [--plot growth.svg]

Every row is a process of its own (the one with least CPU of up to three).  Trust the ratios, not the times: ours
stands as 1, and everything is measured in the same run.  The peers are installed into scratch environments, from what
is pinned in peers-requirements.txt and cosma/package-lock.json; one that cannot be installed, fails or is too late is a
row that says so.  With --only (parts of names) the rows named are measured, beside ours measured again, and take the
place of the same rows in --json FILE; all others stay as they are.  --ours says which way of ours counts as 1.  The
second form measures that way and the limits alone, on growing worlds.  Pages are opened in Chromium, where there is
one, to count their requests.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import tempfile
from dataclasses import asdict, replace
from pathlib import Path

import peer_jobs as jobs
from peer_cases import OURS, Case, cases, limits
from peer_growth import plotted
from peer_homes import HomeError
from peer_run import Run, measured
from peer_table import Row, table

ROUNDS, ENOUGH = 3, 10.0
"""A command is run so often, or until it has taken so many seconds."""
GROWING = 3
"""How many times as long a command may take where worlds grow, since these are larger."""
BOTH, BARE = "limits together: events + write", ("limit: bare YAML events", "limit: bare N-Quads write")
QUERIES = "rdflib: the questions of queries.py"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000])
    parser.add_argument("--growth", type=int, nargs="*", help="ours and the limits alone, at these sizes")
    parser.add_argument("--plot", type=Path, help="where --growth draws its figure: a file .svg or .png")
    parser.add_argument("--ours", choices=list(OURS), default="parts", help="what counts as 1")
    parser.add_argument("--only", nargs="+", default=[], help="parts of the names of the rows to measure")
    parser.add_argument("--limit", type=float, default=180, help="seconds for one command")
    parser.add_argument("--markdown", type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--work", type=Path, help="a folder for worlds and files; kept, and not made again")
    parser.add_argument("--homes", type=Path, default=Path(tempfile.gettempdir()), help="where the peers are installed")
    options = parser.parse_args()
    growing = options.growth is not None
    limit = options.limit * (GROWING if growing else 1)
    sizes = (options.growth or [1_000, 10_000, 100_000, 1_000_000]) if growing else options.sizes
    rows = _kept(options.json)
    with tempfile.TemporaryDirectory() as temporary:
        work = options.work or Path(temporary)
        for size in sizes:
            place = work.resolve() / str(size)
            if failed := _prepared(place, size, limit, growing):
                print(f"{size:,} statements: {failed}", flush=True)
                continue
            wanted = limits(place, options.ours) if growing else cases(place, options.homes.resolve(), options.ours)
            found = _measured(wanted, size, options.only, limit)
            if not growing and _named(QUERIES, options.only):
                found.append(_queries(size, limit))
            rows |= {(row.statements, row.name): row for row in found}
            _saved(rows, options.json)
            if not options.work:
                shutil.rmtree(place)
        text = f"{_machine()}\n\n{table(list(rows.values()))}"
        print(text)
        if options.markdown:
            options.markdown.write_text(text, "utf-8")
        if options.plot:
            print(plotted([row for row in rows.values() if row.statements in sizes], options.plot, options.homes))


def _prepared(place: Path, size: int, limit: float, growing: bool) -> str:
    """What went wrong in making the world and, for the peers, its other forms; "" if they are there."""
    if not (place / "yaml" / "graph.yaml").is_file():
        place.mkdir(parents=True, exist_ok=True)
        if failed := measured(jobs.command(jobs.world, place, size), limit * 4).failed:
            return failed
    if growing or (place / "cosma").is_dir():
        return ""
    shutil.rmtree(place / "morph", ignore_errors=True)
    return measured(jobs.command(jobs.forms, place), limit * 4).failed


def _measured(wanted: list[Case], size: int, only: list[str], limit: float) -> list[Row]:
    chosen = [case for case in wanted if _named(case.name, only)]
    ours = wanted[0].name
    bases = {case.beside for case in chosen} | {ours}
    bases |= set(BARE) if any(case.name in BARE for case in chosen) else set()
    found: dict[str, Row] = {}
    for case in wanted:
        if case in chosen or case.name in bases:
            found[case.name] = row = _row(case, size, limit, found.get(case.beside))
            told = row.failed or f"{row.wall:.2f} s, {row.cpu:.2f} s of CPU, {row.peak:.0f} MB"
            print(f"{size:>9,}  {case.name}: {told}", flush=True)
            if case.name == BARE[-1]:
                found[BOTH] = _together([found[name] for name in BARE], found[ours])
    return list(found.values())


def _named(name: str, only: list[str]) -> bool:
    return not only or any(part.lower() in name.lower() for part in only)


def _row(case: Case, size: int, limit: float, base: Row | None) -> Row:
    row = Row(case.name, case.beside, size, lacks=case.lacks)
    try:
        command = case.command()
    except (HomeError, subprocess.SubprocessError, OSError, ImportError) as error:
        return replace(row, failed=str(error))
    run = _best(command, limit, case)
    row = replace(row, wall=run.said.get("wall", run.wall), cpu=run.said.get("cpu", run.cpu), peak=run.peak)
    if run.failed:
        return replace(row, failed=run.failed)
    if case.after and (failed := measured(case.after(), limit).failed):
        return replace(row, failed=failed)
    if case.target:
        if not case.target.exists():
            return replace(row, failed=f"wrote no {case.target.name}")
        files = [path for path in (case.target, *case.target.rglob("*")) if path.is_file()]
        row = replace(row, written=sum(path.stat().st_size for path in files) / 1e6)
    if case.target and case.target.suffix in (".nq", ".ttl"):
        row = replace(row, quads=int(measured(jobs.command(jobs.count, case.target), limit).said.get("quads", 0)))
    if case.page:
        asked = measured(jobs.command(jobs.requests, case.target), limit).said.get("requests")
        row = replace(row, requests=None if asked is None else int(asked))
    return row.beside_of(row if case.name == case.beside else base)


def _best(command: list[str], limit: float, case: Case) -> Run:
    """The run with least CPU."""
    runs: list[Run] = []
    while len(runs) < ROUNDS and sum(run.wall for run in runs) < ENOUGH:
        if case.target and case.target.is_dir():
            shutil.rmtree(case.target)
        elif case.target:
            case.target.unlink(missing_ok=True)
        runs.append(measured(command, limit, case.folder))
        if runs[-1].failed:
            return runs[-1]
    return min(runs, key=lambda run: run.said.get("cpu", run.cpu))


def _together(bare: list[Row], ours: Row) -> Row:
    wall, cpu = sum(row.wall for row in bare), sum(row.cpu for row in bare)
    row = Row(BOTH, ours.name, ours.statements, wall, cpu, lacks="one after the other, in one process")
    failed = next((row.failed for row in bare if row.failed), "")
    return replace(row, failed=failed) if failed else row.beside_of(ours)


def _queries(size: int, limit: float) -> Row:
    run = measured(jobs.command(jobs.queries, size), limit * 2)
    row = Row(QUERIES, "ours: Oxigraph in a worker", size, lacks="no limits of time, rows or memory", peak=run.peak)
    return replace(row, failed=run.failed) if run.failed else replace(row, by_wall=run.said.get("ratio"))


def _kept(path: Path | None) -> dict[tuple[int, str], Row]:
    rows = json.loads(path.read_text("utf-8"))["rows"] if path and path.is_file() else []
    return {(row["statements"], row["name"]): Row(**row) for row in rows}


def _saved(rows: dict[tuple[int, str], Row], path: Path | None) -> None:
    if path:
        made = {"machine": _machine(), "rows": [asdict(row) for row in rows.values()]}
        path.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


def _machine() -> str:
    return f"{os.cpu_count()} cores; load of the last minute: {os.getloadavg()[0]:.1f}"


if __name__ == "__main__":
    main()
