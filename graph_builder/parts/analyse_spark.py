"""The same measures on Spark, for networks that outgrow one machine's memory.  What `parts.spark` needs is needed here.

Workers read the parts with the same code as one machine does; what does not fit into memory, Spark puts on disk.
Betweenness and communities need the whole network in one memory: one machine has them.
"""

from __future__ import annotations

import heapq
import operator
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graph_builder.errors import GraphBuilderError, UsageError
from graph_builder.parts.analyse import DAMPING, DIGITS, MEASURES, NAMED, ROUNDS, TOLERANCE, Analysis, Group, Ranked
from graph_builder.parts.edges import VOICES, damage, ends_in, labels_of, shelf_of
from graph_builder.parts.spark import started

ON_SPARK = ("degree", "pagerank", "components")
_CUT = 10
"""After so many rounds Spark forgets how a result came about: else planning takes longer than the work."""

Pair = tuple[str, str]


def analyse_on_spark(
    folder: Path, measure: str, voices: str = "plain", top: int = 20, master: str = "local"
) -> Analysis:
    """As `analyse.analyse`: the same things in the same order, after the same rounds, values equal to 1e-9.

    Args:
        master: as in `spark.on_spark`.

    Raises:
        UsageError: there are no parts, Spark is not installed, or does not do this measure.
        GraphBuilderError: a part is missing or damaged, or Spark failed.
    """
    if measure not in ON_SPARK:
        raise UsageError(f"{measure} needs the whole network in one memory; Spark does {', '.join(ON_SPARK)}")
    shelf = shelf_of(folder)
    with started(master) as context:
        files = context.parallelize(shelf.parts, min(len(shelf.parts), 8 * context.defaultParallelism))
        if wrong := files.map(damage).filter(bool).take(1):
            raise GraphBuilderError(wrong[0])
        read = files.flatMap(lambda part: [(s.decode(), o.decode()) for s, o in ends_in(part, shelf, voices)])
        edges = _kept(read.coalesce(_width(context)))
        statements = edges.count()
        things, how, of, found = measured_there(edges, measure, top)
        edges.unpersist()
    names = [name for one in found for name in ((one.id,) if isinstance(one, Ranked) else one.named)]
    labels = labels_of(shelf, names)
    return Analysis(measure, how, VOICES[voices].definition, statements, things, of, found, labels)


def measured_there(
    edges: Any, measure: str, top: int = 0, rounds: int = ROUNDS
) -> tuple[int, str, int, list[Ranked] | list[Group]]:
    """How many things there are, and the same as `analyse.measured` gives.

    Args:
        edges: an RDD of pairs of names.
        measure: one of ON_SPARK.
        rounds: how many of PageRank at most.
    """
    degrees = _kept(edges.flatMap(_ends).reduceByKey(_added, _width(edges.context)))
    things, how = degrees.count(), MEASURES[measure]
    if measure == "components":
        return things, how, *_components(edges, degrees, top)
    more, values = ("", degrees.mapValues(sum)) if measure == "degree" else _pagerank(edges, degrees, things, rounds)
    scale = things if measure == "pagerank" else 1
    best = _first(values, lambda pair: (-round(pair[1] * scale, DIGITS), pair[0]), top)
    if measure == "pagerank":
        return things, how + more, things, [Ranked(*pair) for pair in best]
    wanted = {name for name, _ in best}
    both = dict(degrees.filter(lambda pair: pair[0] in wanted).collect())
    return things, how, things, [Ranked(name, value, *both[name]) for name, value in best]


def _width(context: Any) -> int:
    """In how many slices the network is held."""
    return int(2 * context.defaultParallelism)


def _kept(values: Any) -> Any:
    """To be computed once, in memory or on disk."""
    from pyspark import StorageLevel

    return values.persist(StorageLevel.MEMORY_AND_DISK)


def _ends(pair: Pair) -> tuple[tuple[str, tuple[int, int]], tuple[str, tuple[int, int]]]:
    return (pair[0], (1, 0)), (pair[1], (0, 1))


def _added(one: tuple[Any, ...], other: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(map(operator.add, one, other))


def _first(values: Any, key: Any, top: int) -> list[Any]:
    """The first values, or all in order."""
    return list(values.takeOrdered(top, key) if top else sorted(values.collect(), key=key))


def _pagerank(edges: Any, degrees: Any, things: int, rounds: int) -> tuple[str, Any]:
    """What is to be said of the computation, and every thing's PageRank: the rounds of NetworKit, and its end."""
    width = _width(edges.context)
    paths = edges.map(lambda pair: (pair, 1)).reduceByKey(operator.add, width)
    ways = paths.map(lambda path: (path[0][0], (path[0][1], path[1])))
    network = _kept(degrees.mapValues(lambda both: both[0]).cogroup(ways, width).mapValues(_shares))
    state = network.mapValues(lambda shares: (1 / things, 0.0, not shares))
    change, lost, done = 1.0, network.filter(lambda node: not node[1]).count() / things, 0
    while things and change > TOLERANCE and done < rounds:
        done += 1
        rest = (1 - DAMPING + DAMPING * lost) / things
        given = network.join(state, width).flatMap(_gifts).reduceByKey(_added, width)
        new = _kept(given.mapValues(_moved(rest)))
        if done % _CUT == 0:
            new.localCheckpoint()
        change, lost = new.values().map(lambda one: (one[1], one[0] if one[2] else 0.0)).reduce(_added)
        state.unpersist()
        state = new
    return f" {done} rounds.", state.mapValues(lambda one: one[0])


def _shares(found: tuple[Iterable[int], Iterable[tuple[str, int]]]) -> list[tuple[str, float]]:
    """To whom a thing gives, and how much of what it has."""
    (out,), ways = found
    return [(object_, count / out) for object_, count in ways]


def _gifts(node: tuple[str, tuple[list[tuple[str, float]], Any]]) -> Iterator[tuple[str, tuple[float, float, bool]]]:
    """What a thing gives; and to itself, in other places, what it had and whether it gives nothing."""
    name, (shares, (value, _, sink)) = node
    yield name, (0.0, value, sink)
    for other, share in shares:
        yield other, (share * value, 0.0, False)


def _moved(rest: float) -> Any:
    """From what was given to a thing and what it had: its new value, the change, and whether it gives nothing."""

    def move(found: tuple[float, float, bool]) -> tuple[float, float, bool]:
        given, before, sink = found
        value = rest + DAMPING * given
        return value, abs(value - before), bool(sink)

    return move


def _components(edges: Any, degrees: Any, top: int) -> tuple[int, list[Group]]:
    """How many there are, and the largest; among equals that with the first name.

    Source: Kiveris et al., "Connected Components in MapReduce and Beyond" (2014): large star and small star in turn,
    until every thing points at the first of its component.
    """
    width = _width(edges.context)
    links, before, now = edges.filter(lambda pair: pair[0] != pair[1]), (-1, 0), (0, 0)
    while before != now:
        both = links.flatMap(lambda pair: (pair, pair[::-1]))
        large = both.groupByKey(width).flatMap(_large_star)
        down = large.map(lambda pair: (max(pair), min(pair)))
        new = _kept(down.groupByKey(width).flatMap(_small_star).distinct(width))
        new.localCheckpoint()
        before, now = now, new.map(lambda pair: (1, zlib.crc32("\n".join(pair).encode()))).fold((0, 0), _added)
        links.unpersist()
        links = new
    rooted = degrees.leftOuterJoin(links, width).map(
        lambda one: (one[1][1] or one[0], (1, [(-sum(one[1][0]), one[0])]))
    )
    groups = _kept(rooted.reduceByKey(_merged, width))
    best = _first(groups, lambda one: (-one[1][0], one[0]), top)
    found = [Group(size, tuple(name for _, name in named)) for _, (size, named) in best]
    return groups.count(), found


def _large_star(group: tuple[str, Iterable[str]]) -> list[Pair]:
    """Every later neighbour of a thing points at the first of its neighbours and itself."""
    own, others = group[0], set(group[1])
    first = min(own, *others)
    return [(other, first) for other in others if other > own]


def _small_star(group: tuple[str, Iterable[str]]) -> list[Pair]:
    """A thing and its earlier neighbours point at the first of them."""
    own, others = group[0], set(group[1])
    first = min(others)
    return [(own, first), *((other, first) for other in others if other != first)]


def _merged(one: tuple[int, list[Any]], other: tuple[int, list[Any]]) -> tuple[int, list[Any]]:
    return one[0] + other[0], heapq.nsmallest(NAMED, one[1] + other[1])
