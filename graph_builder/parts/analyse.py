"""What the shape of a library's network says, from its parts, on one machine.  Needs the extra `analytics` (NetworKit).

Statements between the same two ends in the same direction are one edge whose weight is their number.  Everything runs
in one thread with a fixed seed: the same parts give the same digits.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_builder.errors import UsageError
from graph_builder.parts.edges import VOICES, Edges, labels_of, read_edges, shelf_of
from graph_builder.pool import Runner, in_turn

if TYPE_CHECKING:
    from numpy.typing import NDArray

EXACT, PIVOTS, SEED = 5_000, 500, 1917
DAMPING, TOLERANCE, ROUNDS = 0.85, 1e-12, 200
DIGITS = 9
"""Values that differ later than here, counted from the average, are equal when things are put in order."""
NAMED = 5
"""How many things of a group are named: those with the most statements."""

MEASURES: dict[str, str] = {
    "degree": "Statements that have the thing as their subject or object.",
    "pagerank": f"PageRank along the statements, from subject to object; damping {DAMPING}, and what has no way out "
    "gives to all alike.",
    "betweenness": "The share of all shortest ways between two others, along statements in either direction, that lead "
    "through the thing.",
    "components": "Things that hang together through statements in either direction.",
    "communities": "Groups that are denser within than between, along statements in either direction (Louvain).",
}


class Ranked(NamedTuple):
    """A thing and its value; of `degree` also how often it is the subject and the object."""

    id: str
    value: float
    as_subject: int | None = None
    as_object: int | None = None


class Group(NamedTuple):
    """Things that belong together: how many they are, and the best connected of them."""

    size: int
    named: tuple[str, ...]


class Analysis(NamedTuple):
    """A measure of a network.

    `how` says what was computed and how exactly; `counts` which statements are its edges.  `found` are things or
    groups, the greatest first and among equals by id, as many as were asked for; `of` is how many there are in all.
    """

    measure: str
    how: str
    counts: str
    statements: int
    things: int
    of: int
    found: Sequence[Ranked] | Sequence[Group]
    labels: dict[str, str]


def analyse(folder: Path, measure: str, voices: str = "plain", top: int = 20, run: Runner = in_turn) -> Analysis:
    """A measure of the network in these parts.

    Args:
        measure: a key of MEASURES.
        voices: a key of `edges.VOICES`.
        top: how many things or groups; 0: all.
        run: how the parts are read.

    Raises:
        UsageError: there are no parts, or NetworKit is not installed.
        GraphBuilderError: a part is missing or damaged.
    """
    _check_installed()
    shelf = shelf_of(folder)
    edges = read_edges(shelf, voices, run)
    how, of, found = measured(edges, measure, top)
    names = [name for one in found for name in ((one.id,) if isinstance(one, Ranked) else one.named)]
    labels = labels_of(shelf, names)
    return Analysis(measure, how, VOICES[voices].definition, len(edges.subjects), len(edges.names), of, found, labels)


def measured(
    edges: Edges, measure: str, top: int = 0, exact: int = EXACT, pivots: int = PIVOTS, rounds: int = ROUNDS
) -> tuple[str, int, list[Ranked] | list[Group]]:
    """How it was measured, of how many things or groups, and the first of them.

    Args:
        exact: up to how many things betweenness is exact; beyond, it is estimated.
        pivots: from how many things, drawn by lot, betweenness is estimated.
        rounds: how many of PageRank at most.
    """
    import numpy as np

    count, how = len(edges.names), MEASURES[measure]
    out = np.bincount(edges.subjects, minlength=count)
    into = np.bincount(edges.objects, minlength=count)
    if not count:
        return how, 0, []
    if measure == "degree":
        order = _order(edges, out + into, top)
        found = [Ranked(_name(edges, i), int(out[i] + into[i]), int(out[i]), int(into[i])) for i in order]
        return how, count, found
    if measure in ("pagerank", "betweenness"):
        more, values = pagerank(edges, rounds=rounds) if measure == "pagerank" else betweenness(edges, exact, pivots)
        rounded = np.round(values * count, DIGITS)  # or the last digits of equals would decide their order
        return how + more, count, [Ranked(_name(edges, i), float(values[i])) for i in _order(edges, rounded, top)]
    more, group = components(edges) if measure == "components" else communities(edges)
    sizes, groups = _groups(edges, group, out + into, top)
    return how + more, sizes, groups


def pagerank(edges: Edges, tolerance: float = TOLERANCE, rounds: int = ROUNDS) -> tuple[str, NDArray[Any]]:
    """What is to be said of the computation, and the PageRank of every thing; the sum is 1.

    Args:
        tolerance: below which change of all values together there is no further round.
        rounds: at most so many.
    """
    import networkit as nk
    import numpy as np

    graph = _graph(edges)
    ranks = nk.centrality.PageRank(graph, DAMPING, tolerance,
                                   distributeSinks=nk.centrality.SinkHandling.DistributeSinks)  # fmt: skip
    ranks.norm, ranks.maxIterations = nk.centrality.Norm.l1norm, rounds
    ranks.run()
    return f" {ranks.numberOfIterations()} rounds.", np.array(ranks.scores())


def betweenness(edges: Edges, exact: int = EXACT, pivots: int = PIVOTS) -> tuple[str, NDArray[Any]]:
    """What is to be said of the computation, and the betweenness of every thing.  Units: 0 to 1."""
    import networkit as nk
    import numpy as np

    graph = _graph(edges, directed=False, weighted=False)
    count = len(edges.names)
    if count <= exact:
        more, run = " Exact.", nk.centrality.Betweenness(graph)
    else:
        more = f" Estimated from {pivots:,} of {count:,} things, drawn with the seed {SEED}."
        run = nk.centrality.EstimateBetweenness(graph, pivots)
    run.run()
    return more, np.array(run.scores()) / max(1, (count - 1) * (count - 2))


def components(edges: Edges) -> tuple[str, NDArray[Any]]:
    """Nothing more to be said, and for each thing the number of its component."""
    import numpy as np
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = len(edges.names)
    beside = coo_array((np.ones(len(edges.subjects)), (edges.subjects, edges.objects)), shape=(count, count))
    return "", connected_components(beside, directed=False)[1]


def communities(edges: Edges) -> tuple[str, NDArray[Any]]:
    """How good the division is, and for each thing the number of its community."""
    import networkit as nk
    import numpy as np

    graph = _graph(edges, directed=False)
    run = nk.community.PLM(graph, par="none")
    run.run()
    partition = run.getPartition()
    quality = nk.community.Modularity().getQuality(partition, graph)
    return f" Modularity {quality:.3f}.", np.array(partition.getVector())


def _check_installed() -> None:
    """Does not load NetworKit, which has threads: the parts are to be read before that, in processes of their own."""
    if find_spec("networkit") is None:
        raise UsageError("NetworKit is not installed: pip install 'graph-builder[analytics]'")


def _graph(edges: Edges, directed: bool = True, weighted: bool = True) -> Any:
    """The graph; the engine's lot and threads are the same for every one."""
    import networkit as nk
    import numpy as np

    nk.setNumberOfThreads(1)
    nk.setSeed(SEED, False)
    count, one, other = len(edges.names), edges.subjects, edges.objects
    if not directed:
        one, other = np.minimum(one, other), np.maximum(one, other)
    pairs, weights = np.unique(one.astype(np.int64) * count + other, return_counts=True)
    ends = pairs // count, pairs % count
    return nk.GraphFromCoo((weights.astype(float), ends), n=count, weighted=weighted, directed=directed)


def _name(edges: Edges, place: int) -> str:
    return str(edges.names[place].decode("utf-8"))


def _order(edges: Edges, values: NDArray[Any], top: int) -> list[int]:
    """The places of the greatest values, the greatest first; among equals by name."""
    import numpy as np

    order = np.argsort(-values, kind="stable")  # the names are in order
    return [int(i) for i in (order[:top] if top else order)]


def _groups(edges: Edges, group: NDArray[Any], degrees: NDArray[Any], top: int) -> tuple[int, list[Group]]:
    """How many groups there are, and the largest; among equals that with the first name."""
    import numpy as np

    _, first, own, sizes = np.unique(group, return_index=True, return_inverse=True, return_counts=True)
    ranks = np.lexsort((first, -sizes))
    found = []
    for number in ranks[:top] if top else ranks:
        members = np.flatnonzero(own == number)
        best = members[np.argsort(-degrees[members], kind="stable")[:NAMED]]
        found.append(Group(int(sizes[number]), tuple(_name(edges, i) for i in best)))
    return len(sizes), found
