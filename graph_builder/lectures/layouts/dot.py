"""Graphviz' dot: cards in ranks, and links between them with their labels on the way.

A label is a node of its own on the way from card to card, so dot keeps room for it and the line runs through it.

Units: pixels, which dot counts as points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from graph_builder.errors import GraphBuilderError
from graph_builder.lectures.layouts.curves import Curve, Point, joined
from graph_builder.lectures.layouts.ties import Label
from graph_builder.lectures.lecture import Tie
from graph_builder.lectures.picture import Box

INCH = 72
Way = Literal["LR", "TB"]


class Ranks(NamedTuple):
    """What dot found: the centres of cards and labels, and the curve from source to target of each tie."""

    cards: dict[str, Point]
    spots: dict[str, Point]
    curves: dict[str, Curve]


def ranked(
    boxes: Sequence[Box],
    ties: Sequence[Tie],
    labels: Mapping[str, Label],
    way: Way,
    between: float,
    beside: float,
    mirrored: frozenset[str] = frozenset(),
) -> Ranks:
    """The cards in ranks, ties running in one direction wherever they form no circle: see `forwards`.

    Args:
        ties: without those from a card to itself.
        between: what lies free between a card and the labels of the next rank, `beside` between two of one rank.
        mirrored: the cards between which ties run the other way.
    """
    try:
        import pygraphviz
    except ImportError:
        raise GraphBuilderError("lectures need more: pip install 'graph-builder[lectures]'") from None
    graph = pygraphviz.AGraph(
        directed=True, strict=False, rankdir=way, ranksep=between / INCH, nodesep=beside / INCH, splines="spline"
    )
    graph.node_attr.update(shape="box", fixedsize="true", label="")
    graph.edge_attr.update(dir="none")
    cards = {box.id: f"b{i}" for i, box in enumerate(boxes)}
    spots = {tie.id: f"t{i}" for i, tie in enumerate(ties)}
    for box in boxes:
        graph.add_node(cards[box.id], width=(box.width + 4) / INCH, height=(box.height + 4) / INCH)
    ways = {tie.id: forwards(tie) for tie in ties}
    turned = against([box.id for box in boxes], list(ways.values()))
    swapped = {
        tie.id
        for tie in ties
        if (ways[tie.id] in turned)
        ^ (tie.source in mirrored or tie.target in mirrored)
        ^ (ways[tie.id][0] != tie.source)
    }
    out, into = ("e", "w") if way == "LR" else ("s", "n")
    for tie in ties:
        label, name = labels[tie.id], spots[tie.id]
        graph.add_node(name, width=(label.width + 2) / INCH, height=(label.height + 2) / INCH)
        first, last = (tie.target, tie.source) if tie.id in swapped else (tie.source, tie.target)
        graph.add_edge(cards[first], name, key=f"{name}a", tailport=out, headport=into, weight=2)
        graph.add_edge(name, cards[last], key=f"{name}b", tailport=out, headport=into, weight=2)
    graph.layout(prog="dot")
    curves = {}
    for tie in ties:
        name = spots[tie.id]
        first, last = (tie.target, tie.source) if tie.id in swapped else (tie.source, tie.target)
        curve = joined(
            _curve(graph.get_edge(cards[first], name, f"{name}a").attr["pos"]),
            _curve(graph.get_edge(name, cards[last], f"{name}b").attr["pos"]),
        )
        curves[tie.id] = curve[::-1] if tie.id in swapped else curve
    where = {name: _point(graph.get_node(name).attr["pos"]) for name in (*cards.values(), *spots.values())}
    return Ranks({k: where[v] for k, v in cards.items()}, {k: where[v] for k, v in spots.items()}, curves)


def forwards(tie: Tie) -> tuple[str, str]:
    """The ends of a tie in the order in which they stand: what another thing is conditional on comes before it."""
    return (tie.target, tie.source) if tie.relation == "conditional_on" else (tie.source, tie.target)


def against(ids: Sequence[str], pairs: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """The pairs that run backwards, when the ids stand in an order in which few do.

    >>> against("abc", [("a", "b"), ("b", "c"), ("c", "a")])
    {('c', 'a')}

    Source: P. Eades, X. Lin, W. F. Smyth: A fast and effective heuristic for the feedback arc set problem, 1993.
    """
    left, front, back = list(ids), [], []  # type: ignore[var-annotated]
    arcs = sorted({pair for pair in pairs if pair[0] != pair[1]})
    while left:
        here = set(left)
        out = {id_: sum(a == id_ and b in here for a, b in arcs) for id_ in left}
        into = {id_: sum(b == id_ and a in here for a, b in arcs) for id_ in left}
        sinks, sources = [i for i in left if not out[i]], [i for i in left if not into[i]]
        if sinks:
            back = sinks + back
            left = [i for i in left if out[i]]
        elif sources:
            front += sources
            left = [i for i in left if into[i]]
        else:
            chosen = max(left, key=lambda i: (out[i] - into[i], -left.index(i)))
            front.append(chosen)
            left.remove(chosen)
    at = {id_: i for i, id_ in enumerate(front + back)}
    return {(a, b) for a, b in arcs if at[a] > at[b]}


def _point(text: str) -> Point:
    x, y = text.split(",")[:2]
    return float(x), -float(y)


def _curve(text: str) -> Curve:
    return tuple(_point(part) for part in text.split() if part[0] not in "es")
