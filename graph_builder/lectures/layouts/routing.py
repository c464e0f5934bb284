"""Ways for links between cards that stand already: from border to border, round other cards, never on each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import hypot, inf
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from graph_builder.lectures.layouts.curves import Curve, Point, samples, split, straight
from graph_builder.lectures.layouts.rectangles import Rectangle, holds, inside, of_box
from graph_builder.lectures.layouts.ties import Label
from graph_builder.lectures.picture import Area, Box

Points = NDArray[np.float64]

CLEAR = 7.0
"""How far a way keeps from cards that it passes."""

TIP_GAP = 3.0
"""How far from the border of its card an arrow's tip stays."""

APART = 34.0
"""How far ways between the same two cards bulge from each other at their middles, at least."""

NO_LABELS: Mapping[str, Label] = MappingProxyType({})

BENDS = (0, 20, 40, 65, 95, 130, 170, 215, 265)
"""The bulges that are tried, to both sides.  Units: pixels at the middle of the way."""


def routes(
    ends: Mapping[str, tuple[str, str]], boxes: Mapping[str, Box], area: Area, labels: Mapping[str, Label] = NO_LABELS
) -> dict[str, Curve]:
    """The way of each link by its id, from the border of its source to just before the border of its target.

    Short ways are found first; each goes where it crosses the fewest cards, then the fewest ways, and bends least.

    Args:
        ends: source and target of each link.
        labels: what stands on the links, for which ways with the same ends keep room.
    """
    rooms = {id_: of_box(box, CLEAR) for id_, box in boxes.items()}
    found: dict[str, Curve] = {}
    drawn: list[tuple[tuple[str, str], Points]] = []
    for ids in _between(ends, boxes):
        pair = (min(ends[ids[0]]), max(ends[ids[0]]))
        if pair[0] == pair[1]:
            found |= {id_: loop(boxes[pair[0]], i, area) for i, id_ in enumerate(ids)}
            continue
        one, other = boxes[pair[0]], boxes[pair[1]]
        offs = fan([_across(one, other, labels.get(id_)) for id_ in ids])
        passed = [room for id_, room in rooms.items() if id_ not in pair]
        best: tuple[float, list[tuple[Curve, list[Point]]]] | None = None
        for bend in sorted({b * s for b in BENDS for s in (1, -1)}, key=lambda b: (abs(b), -b)):
            if best is not None and abs(bend) * 0.25 * len(ids) >= best[0]:
                break
            told = [(way, samples(way, 12)) for way in (_way(one, other, bend + off) for off in offs)]
            cost, most = abs(bend) * 0.25 * len(ids), best[0] if best else inf
            for _, points in told:
                cost += _cost(points, pair, passed, drawn, area, most - cost)
            if best is None or cost < best[0] - 1e-6:
                best = (cost, told)
        assert best is not None
        for id_, (way, points) in zip(ids, best[1], strict=True):
            forward = ends[id_][0] == pair[0]
            found[id_] = clipped(way if forward else way[::-1], *(boxes[end] for end in ends[id_]))
            drawn.append((pair, np.array(points)))
    return {id_: found[id_] for id_ in ends}


def fan(extents: Sequence[float]) -> list[float]:
    """How far each of several ways bulges, so that each has so much room across.

    >>> fan([40, 40, 80])
    [-60.0, -20.0, 40.0]
    """
    ends = [sum(extents[: i + 1]) for i in range(len(extents))]
    return [end - extent / 2 - ends[-1] / 2 for end, extent in zip(ends, extents, strict=True)]


def _across(one: Box, other: Box, label: Label | None) -> float:
    """The room that a link with this label needs across its way."""
    if label is None:
        return APART
    wide, high = abs(other.x - one.x), abs(other.y - one.y)
    long = hypot(wide, high) or 1.0
    return max(APART, (label.width * high + label.height * wide) / long + 6)


def clipped(way: Curve, source: Box, target: Box) -> Curve:
    """The part of a way between two cards that lies outside both, ending just before the target."""
    return _leaving(_leaving(way, of_box(source))[::-1], of_box(target, TIP_GAP))[::-1]


def loop(box: Box, number: int, area: Area) -> Curve:
    """From a card to itself: an ear at its right, or at its left where there is no room."""
    side = 1 if box.x + box.width / 2 + 60 < area.width else -1
    edge, reach = box.x + side * box.width / 2, side * (60 + 26 * number)
    high = min(box.height / 4, 14.0)
    return (
        (edge, box.y - high),
        (edge + reach, box.y - high * 3.2),
        (edge + reach, box.y + high * 3.2),
        (edge + side * TIP_GAP, box.y + high),
    )


def _between(ends: Mapping[str, tuple[str, str]], boxes: Mapping[str, Box]) -> list[list[str]]:
    """The links between each two cards; the two that are nearest first."""
    pairs: dict[tuple[str, str], list[str]] = {}
    for id_ in sorted(ends):
        pairs.setdefault((min(ends[id_]), max(ends[id_])), []).append(id_)

    def distance(pair: tuple[str, str]) -> float:
        one, other = boxes[pair[0]], boxes[pair[1]]
        return round(hypot(one.x - other.x, one.y - other.y), 3)

    return [pairs[pair] for pair in sorted(pairs, key=lambda pair: (distance(pair), pair))]


def _way(one: Box, other: Box, bend: float) -> Curve:
    return straight((one.x, one.y), (other.x, other.y), bend)


def _cost(
    points: list[Point],
    pair: tuple[str, str],
    passed: Sequence[Rectangle],
    drawn: Sequence[tuple[tuple[str, str], Points]],
    area: Area,
    most: float,
) -> float:
    """What is bad about a way: cards under it, ways across it or along it, and leaving the area.

    More than `most` is not counted to its end.
    """
    cost = 60.0 * sum(inside(room, points) for room in passed)
    cost += 40.0 * sum(1 for x, y in points if not (2 < x < area.width - 2 and 2 < y < area.height - 2))
    for others, way in drawn:
        if cost >= most:
            break
        if others != pair:
            cost += 12.0 * crossings(points, way) + (4.0 * _beside(points, way) if set(others) & set(pair) else 0.0)
    return cost


def crossings(one: Sequence[Point] | Points, other: Sequence[Point] | Points) -> int:
    """How often two ways cross.

    >>> crossings([(0, 0), (10, 10)], [(0, 10), (10, 0)])
    1
    """
    p, q = np.asarray(one, dtype=float), np.asarray(other, dtype=float)
    if (p.max(axis=0) < q.min(axis=0)).any() or (q.max(axis=0) < p.min(axis=0)).any():
        return 0
    a, b, c, d = p[:-1, None], p[1:, None], q[None, :-1], q[None, 1:]
    return int(((_side(a, b, c) * _side(a, b, d) < 0) & (_side(c, d, a) * _side(c, d, b) < 0)).sum())


def _side(a: Points, b: Points, c: Points) -> Points:
    return (b[..., 0] - a[..., 0]) * (c[..., 1] - a[..., 1]) - (b[..., 1] - a[..., 1]) * (c[..., 0] - a[..., 0])


def _beside(one: Sequence[Point], other: Points) -> int:
    """How many points of a way run on another way that shares an end with it, away from that end."""
    inner = np.asarray(one[len(one) // 4 : -len(one) // 4] if len(one) > 8 else one)
    near = np.abs(inner[:, None] - other[None]).max(axis=2) < 9
    return int(near.any(axis=1).sum())


def _leaving(way: Curve, room: Rectangle) -> Curve:
    """The way from where it leaves a rectangle in which it begins; the whole of it where it never does."""
    count = (len(way) - 1) // 3
    for piece in range(count):
        marks = [i / 24 for i in range(25)]
        ts = [t for t in marks if not holds(room, split(way, piece, t)[0][-1])]
        if ts and (piece or ts[0] > 0):
            low, high = max(0.0, ts[0] - 1 / 24), ts[0]
            for _ in range(16):
                t = (low + high) / 2
                low, high = (t, high) if holds(room, split(way, piece, t)[0][-1]) else (low, t)
            return split(way, piece, high)[1]
    return way
