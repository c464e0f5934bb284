"""The measures of a library in parts through NetworKit, igraph, networkx and Spark, in one run, as ratios.

Usage: python tests/benchmarks/analytics.py [--statements 100000] [--pivots 50] [--spark local[2]]

Engines that are not installed are left out.  Seconds are of CPU for engines in this process and of the clock for Spark,
whose Java runs beside it; absolute times are noise on a shared machine, and the last column is what to look at.
"""

from __future__ import annotations

import argparse
import importlib.util
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from worlds import write_world

from graph_builder.parts.analyse import betweenness, communities, pagerank
from graph_builder.parts.edges import Edges, read_edges, shelf_of
from graph_builder.parts.library import assemble
from graph_builder.pool import on_processes

Job = tuple[str, str, Callable[[], Any]]


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds."""
    start = clock()
    work()
    return clock() - start


def ours(edges: Edges, pivots: int) -> list[Job]:
    return [
        ("pagerank", "NetworKit", lambda: pagerank(edges)),
        ("betweenness", "NetworKit", lambda: betweenness(edges, 0, pivots)),
        ("communities", "NetworKit", lambda: communities(edges)),
    ]


def with_networkx(edges: Edges, pivots: int) -> list[Job]:
    import networkx

    graph: Any = networkx.MultiDiGraph(zip(edges.subjects.tolist(), edges.objects.tolist(), strict=True))
    plain: Any = networkx.Graph(graph)
    return [
        ("pagerank", "networkx", lambda: networkx.pagerank(graph, tol=1e-12 / len(graph), max_iter=500)),
        ("betweenness", "networkx", lambda: networkx.betweenness_centrality(plain, k=pivots, seed=1)),
        ("communities", "networkx", lambda: networkx.community.louvain_communities(plain, seed=1)),
    ]


def with_igraph(edges: Edges, pivots: int) -> list[Job]:
    import igraph

    pairs = list(zip(edges.subjects.tolist(), edges.objects.tolist(), strict=True))
    graph = igraph.Graph(n=len(edges.names), edges=pairs, directed=True)
    plain = graph.as_undirected(mode="collapse")
    return [
        ("pagerank", "igraph", lambda: graph.pagerank(damping=0.85)),
        ("betweenness", "igraph", lambda: plain.betweenness(sources=list(range(pivots)))),
        ("communities", "igraph", plain.community_multilevel),
    ]


def on_spark(parts: Path, master: str) -> float:
    """Seconds of PageRank, the session already there."""
    from graph_builder.parts.analyse_spark import analyse_on_spark

    analyse_on_spark(parts, "degree", master=master)
    return timed(lambda: analyse_on_spark(parts, "pagerank", master=master), time.perf_counter)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=100_000)
    parser.add_argument("--pivots", type=int, default=50)
    parser.add_argument("--parts", type=Path, help="parts that are there already")
    parser.add_argument("--spark", default="", help="Spark's master; without it Spark is left out")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        parts = args.parts or Path(temporary) / "parts"
        if not args.parts:
            write_world(Path(temporary) / "data", args.statements)
            assemble(Path(temporary) / "data", parts, on_processes())
        found: list[Edges] = []
        seconds = timed(lambda: found.append(read_edges(shelf_of(parts), "all")))
        edges = found[0]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{len(edges.subjects):,} statements of {len(edges.names):,} things read in {seconds:.2f} s, {peak:.0f} MB"
        )
        jobs = ours(edges, args.pivots) + with_networkx(edges, args.pivots)
        jobs += with_igraph(edges, args.pivots) if importlib.util.find_spec("igraph") else []
        first: dict[str, float] = {}
        print("measure      engine         s  beside NetworKit")
        for measure, engine, work in jobs:
            took = timed(work)
            ratio = took / first.setdefault(measure, took)
            print(f"{measure:<12} {engine:<9} {took:6.2f}  {ratio:.2f}", flush=True)
        if args.spark:
            print(f"pagerank     Spark at {args.spark}, reading included: {on_spark(parts, args.spark):.0f} s")


if __name__ == "__main__":
    main()
