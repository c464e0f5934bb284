"""Places for the labels of links: on their line, over no card and no other label, within the area."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, radians, sin

import numpy as np
from numpy.typing import NDArray

from graph_builder.lectures.layouts.curves import Curve, Point, along, length_of, samples
from graph_builder.lectures.layouts.rectangles import Rectangle
from graph_builder.lectures.layouts.ties import Label
from graph_builder.lectures.picture import Area

Numbers = NDArray[np.float64]

SHARES = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8, 0.15, 0.85)
"""The places along its way that are tried for a label.  Units: shares of the way."""

OFFS = (0.0, 0.45, -0.45, 0.9, -0.9)
"""How far off its line a label is tried.  Units: shares of half its extent across the line."""

ROUNDS = 3
MARGIN = 4.0
"""The room that a label keeps around it."""

HEAD = 18.0
"""The room of an arrow's head."""


def places(
    ways: Mapping[str, Curve], labels: Mapping[str, Label], rooms: Sequence[Rectangle], area: Area
) -> dict[str, Point]:
    """The centre of each label, by the link's id.

    The link with the shortest way is first, for it has the least choice; then each looks again, twice, now that the
    others stand.  What finds no free place stands where it does least harm.

    Args:
        rooms: what must stay free: cards and other texts.
    """
    points = {id_: samples(way, 7) for id_, way in ways.items()}
    order = sorted(labels, key=lambda id_: (round(length_of(points[id_]) - labels[id_].width, 2), id_))
    cards = np.array(rooms, dtype=float).reshape(-1, 4)
    lines = np.concatenate([np.array(way) for way in points.values()]) if points else np.zeros((0, 2))
    owner = np.concatenate([np.full(len(way), i) for i, way in enumerate(points.values())]) if points else np.zeros(0)
    heads = _around(np.array([way[-1] for way in points.values()], dtype=float).reshape(-1, 2), HEAD, HEAD)
    tried, harm = {}, {}
    for id_ in order:
        spots, dear = _candidates(points[id_], labels[id_])
        own = list(points).index(id_)
        body, wide = (_around(spots, labels[id_].width, labels[id_].height, margin) for margin in (0.0, MARGIN))
        through = _holds(wide, lines[owner != own]).sum(axis=1)
        covered = _shared(body, heads)
        begun = _holds(body, np.array([points[id_][0]]))[:, 0]
        tried[id_] = spots
        harm[id_] = (
            dear + 5 * _shared(wide, cards).sum(axis=1) + 8 * _outside(body, area) + 14 * through
            + 0.5 * covered.sum(axis=1) + 2.5 * covered[:, own] + 60 * begun
        )  # fmt: skip
    found: dict[str, Numbers] = {}
    for _ in range(ROUNDS):
        for id_ in order:
            others = [k for k in found if k != id_]
            cost = harm[id_]
            if others:
                taken = np.concatenate([_body(found[k], labels[k]) for k in others])
                cost = cost + 3 * _shared(_body(tried[id_], labels[id_]), taken).sum(axis=1)
            found[id_] = tried[id_][int(np.argmin(np.round(cost, 6)))][None, :]
    return {id_: (float(found[id_][0, 0]), float(found[id_][0, 1])) for id_ in labels}


def _candidates(points: list[Point], label: Label) -> tuple[Numbers, Numbers]:
    """Where a label can stand, and how much is against it: farther from the middle, or off its line."""
    spots, dear = [], []
    for share in SHARES:
        x, y, angle = along(points, share)
        across = (-sin(radians(angle)), cos(radians(angle)))
        reach = abs(across[0]) * label.width / 2 + abs(across[1]) * label.height / 2
        for off in OFFS:
            spots.append((round(x + across[0] * reach * off, 1), round(y + across[1] * reach * off, 1)))
            dear.append(60 * abs(share - 0.5) + 40 * abs(off))
    return np.array(spots), np.array(dear)


def _body(spots: Numbers, label: Label) -> Numbers:
    return _around(spots, label.width, label.height, MARGIN / 2)


def _around(spots: Numbers, width: float, height: float, margin: float = 0.0) -> Numbers:
    """The rectangle around each centre."""
    half = np.array([width / 2 + margin, height / 2 + margin])
    return np.concatenate((spots - half, spots + half), axis=1)


def _shared(a: Numbers, b: Numbers) -> Numbers:
    """What each of `a` shares with each of `b`."""
    size = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
    return np.asarray(np.maximum(size, 0).prod(axis=2))


def _outside(a: Numbers, area: Area) -> Numbers:
    """How much of each lies outside the area."""
    whole = np.array([[0.0, 0.0, area.width, area.height]])
    return np.asarray((a[:, 2:] - a[:, :2]).prod(axis=1) - _shared(a, whole)[:, 0])


def _holds(a: Numbers, points: Numbers) -> NDArray[np.bool_]:
    """Which points lie within which rectangle."""
    inside = (points[None] > a[:, None, :2]) & (points[None] < a[:, None, 2:])
    return np.asarray(inside.all(axis=2))
