"""Queries on synthetic worlds of growing size: Oxigraph, in a worker as users have it, beside rdflib's own engine.

Usage: python tests/benchmarks/queries.py [--statements 800 8000 80000] [--limit 60]

About 26 quads a statement: the default sizes are some 20 thousand, 200 thousand and 2 million.  Each engine answers the
same text; rows are compared.  Trust the ratios, not the times.  rdflib is given --limit seconds a query.
"""

from __future__ import annotations

import argparse
import math
import resource
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

from worlds import write_world

QUERIES = {
    "one thing": "SELECT ?p ?o { kg:people-1 ?p ?o } ORDER BY ?p ?o",
    "plain facts of one": "SELECT ?x ?l { kg:people-1 kgo:supports ?x . ?x rdfs:label ?l } ORDER BY ?x",
    "stances on one": """SELECT ?who ?page { ?s rdf:predicate kgo:opposes ; rdf:object kg:situations-1 ;
        rdf:subject ?who ; dcterms:source/rdfs:label ?page } ORDER BY ?who ?page""",
    "path of two": "SELECT DISTINCT ?c { kg:situations-1 kgo:promotes/kgo:promotes ?c } ORDER BY ?c",
    "count by relation": "SELECT ?r (COUNT(?s) AS ?n) { ?s rdf:predicate ?r } GROUP BY ?r ORDER BY ?r",
    "same side": """SELECT ?a ?b (COUNT(?x) AS ?n) { ?s rdf:predicate kgo:supports ; rdf:subject ?a ; rdf:object ?x .
        ?t rdf:predicate kgo:supports ; rdf:object ?x ; rdf:subject ?b FILTER(STR(?a) < STR(?b)) }
        GROUP BY ?a ?b ORDER BY DESC(?n) ?a ?b LIMIT 20""",
    "path of any length": "SELECT (COUNT(?c) AS ?n) { kg:situations-1 kgo:promotes+ ?c }",
    "not denied": """SELECT (COUNT(?s) AS ?n) { ?s rdf:predicate kgo:expects
        FILTER NOT EXISTS { ?s kgo:negated true } }""",
}


class _LateError(Exception):
    """The limit of time has passed."""


def _late(*_: object) -> None:
    raise _LateError


def timed(action: Any, limit: float) -> tuple[float, Any]:
    """Seconds and result; infinite and None past the limit (which interrupts Python only)."""
    signal.signal(signal.SIGALRM, _late)
    signal.setitimer(signal.ITIMER_REAL, limit)
    start = time.perf_counter()
    try:
        found = action()
        return time.perf_counter() - start, found
    except _LateError:
        return math.inf, None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def measure(statements: int, limit: float) -> None:
    """Prints a line for each query."""
    from graph_builder.graph.engine import Limits
    from graph_builder.graph.rdf import dataset
    from graph_builder.graph.sparql import ask, engine_of
    from graph_builder.pipeline import load

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "world"
        write_world(folder, statements)
        book = load(folder)
    ours, _ = timed(lambda: engine_of(book), 3600)
    peer, store = timed(lambda: dataset(book), 3600)
    quads = sum(1 for _ in store.quads())
    print(f"{quads:,} quads: load {ours:.2f} s beside rdflib's {peer:.2f} ({peer / ours:.0f} x)")
    ratios: list[float] = []
    limits = Limits(seconds=limit)
    list(store.query("ASK {}"))  # rdflib builds its parser when first asked
    for name, query in QUERIES.items():
        runs = [timed(lambda query=query: ask(book, query, limits), limit * 2) for _ in range(3)]
        here, answer = min(runs, key=lambda run: run[0])
        there, rows = timed(lambda query=query: [tuple(map(str, row)) for row in store.query(query)], limit)
        same = "-" if rows is None else rows == [tuple(cell.value for cell in row) for row in answer.rows]
        ratio = there / here
        if rows is not None:
            ratios.append(ratio)
        shown = f"{there * 1000:10.1f}" if rows is not None else f"  > {limit:.0f} s  "
        print(f"  {name:20} {here * 1000:8.1f} ms  rdflib {shown} ms  {ratio:8.1f} x  rows equal: {same}")
    mean = math.exp(sum(map(math.log, ratios)) / len(ratios))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  geometric mean of what both finished: {mean:.1f} x; peak {peak:,.0f} MB with rdflib's copy", flush=True)


def main() -> None:
    """Each size after the other."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statements", type=int, nargs="+", default=[800, 8_000, 80_000])
    parser.add_argument("--limit", type=float, default=60)
    options = parser.parse_args()
    for statements in options.statements:
        measure(statements, options.limit)


if __name__ == "__main__":
    main()
