"""What layouts with free places share: many sketches, in larger and smaller letters, of which the best is drawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph_builder.lectures.layouts.boxes import box_of
from graph_builder.lectures.layouts.curves import Point
from graph_builder.lectures.layouts.rectangles import of_box, shared
from graph_builder.lectures.layouts.sketch import (
    Sketch,
    dear,
    drawn,
    faults,
    filled,
    in_order,
    letters,
    scale_of,
    sketched,
)
from graph_builder.lectures.layouts.ties import foot
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.picture import LEAST, SMALL, Area, Box, Picture

Pins = Mapping[str, Point]
Placing = Callable[[Sequence[Box], Sequence[Tie], Area, Pins], Iterator[Sequence[Box]]]


Numbers = NDArray[np.float64]

ROUNDS, LEAST_GAP, MARGIN = 300, 8.0, 3.0
"""How often cards are pushed, what stays free between them at least, and at the area's edge."""


FULL, HOPELESS = 0.58, 1200.0
"""Cards that would cover more of the area than this are not tried; nor other places, where the first is as bad."""

CROWD = 24
"""A stage of more things than this cannot be read whatever one tries: it is drawn once, small, and without delay."""


class Try(NamedTuple):
    """One way of drawing a stage: the size of labels, the width of cards, and how much larger than the area it is
    drawn, to be made smaller afterwards."""

    size: float
    width: float
    larger: float = 1.0


TRIES = (
    Try(22, 210), Try(22, 170), Try(20, 210), Try(20, 170), Try(20, 145), Try(18, 190), Try(18, 160), Try(18, 135),
    Try(18, 170, 1.15), Try(18, 170, 1.35), Try(18, 180, 1.6), Try(18, 190, 2.0), Try(18, 200, 2.5),
)  # fmt: skip
"""From the largest to the smallest letters; what does not fit at LEAST is made smaller as a whole."""


def best_of(stage: Stage, area: Area, placing: Placing, tries: Sequence[Try] = TRIES) -> Picture:
    """The best of many sketches, drawn: nothing that overlaps, then large letters, then few crossings.

    Args:
        placing: puts cards somewhere within an area, in one way or several.
    """
    nodes, ties = in_order(stage)
    left, marks = foot(ties, area)
    if not nodes:
        return Picture(area, ())
    best = best_sketch(nodes, ties, left, placing, stage.scene.positions, tries)
    if any(node.id in stage.scene.positions for node in nodes):
        return drawn(best.sketch, ties, area, marks, best.by)
    return filled(best.sketch, ties, area, left, marks)


def best_sketch(
    nodes: Sequence[Node],
    ties: Sequence[Tie],
    area: Area,
    placing: Placing,
    positions: Pins,
    tries: Sequence[Try] = TRIES,
) -> Found:
    """The best sketch and what it costs; `positions` are those by hand, in per cent."""
    best: Found | None = None
    for one in tries if len(nodes) <= CROWD else tries[-1:]:
        room = Area(area.width * one.larger, area.height * one.larger)
        cards = [box_of(node, one.width, one.size) for node in nodes]
        pins = {
            node.id: (positions[node.id][0] / 100 * room.width, positions[node.id][1] / 100 * room.height)
            for node in nodes
            if node.id in positions
        }
        here: Found | None = None
        if best is not None and best.cost < letters(one.size / one.larger, SMALL / one.larger):
            break
        if one is not tries[-1] and sum(card.width * card.height for card in cards) > FULL * room.width * room.height:
            continue
        for boxes in placing(cards, ties, room, pins):
            if _fit(boxes, pins) or one is tries[-1]:
                sketch = sketched(boxes, ties, room)
                by = 1 / one.larger if pins else scale_of(sketch, area)
                here = _better(here, _found(sketch, ties, room, by))
            if here is None or here.hard > HOPELESS or here.is_good or len(nodes) > CROWD:
                break
        best = _better(best, here)
        if here is not None and here.is_good:
            break
    assert best is not None  # the last try is sketched whatever it looks like
    return best


class Found(NamedTuple):
    """A sketch, the scale at which it fits, what it costs, and how much of that must not be."""

    cost: float
    hard: float
    sketch: Sketch
    by: float

    @property
    def is_good(self) -> bool:
        """Whether nothing overlaps, and its letters can be read."""
        return not self.hard and self.sketch.size * self.by >= LEAST - 0.01


def _better(one: Found | None, other: Found | None) -> Found | None:
    if one is None or other is None:
        return one or other
    return other if other.cost < one.cost - 1e-6 else one


def _found(sketch: Sketch, ties: Sequence[Tie], area: Area, by: float) -> Found:
    hard, soft = faults(sketch, ties, area)
    return Found(hard + soft + dear(sketch, by), hard, sketch, by)


def _fit(boxes: Sequence[Box], pins: Pins) -> bool:
    """Whether no card lies on another, but for those that both stand there by hand."""
    return not any(
        shared(of_box(a), of_box(b)) > 1 for a, b in combinations(boxes, 2) if a.id not in pins or b.id not in pins
    )


def within(box: Box, area: Area) -> Box:
    """The card, moved into the area; in its middle where it is larger."""
    x, y = _held(np.array([[box.x, box.y]]), np.array([[box.width / 2, box.height / 2]]), area)[0]
    return replace(box, x=float(x), y=float(y))


def apart(boxes: Sequence[Box], area: Area, gap: Point, pins: Pins) -> list[Box]:
    """The cards pushed from each other until none overlap, within the area; what is pinned stays.

    Each two that are nearer than `gap` give way along the axis on which less is missing.  At last the gap counts for
    little, so that cards fit where gaps do not.
    """
    at = np.array([[box.x, box.y] for box in boxes], dtype=float)
    half = np.array([[box.width / 2, box.height / 2] for box in boxes])
    free = np.array([box.id not in pins for box in boxes])
    share = np.where(free[:, None] & free[None, :], 0.5, 1.0) * free[:, None] * ~np.eye(len(boxes), dtype=bool)
    before = np.arange(len(boxes))[:, None] < np.arange(len(boxes))[None, :]
    sizes = half[:, None] + half[None, :]
    for number in range(ROUNDS):
        over = sizes + np.maximum(LEAST_GAP, np.array(gap) * (number < ROUNDS * 0.7)) - np.abs(at[:, None] - at[None])
        hit = (over.min(axis=2) > 0.01) & (share > 0)
        if not hit.any():
            break
        across = over[..., 0] * area.height < over[..., 1] * area.width * 0.8
        between = at[:, None] - at[None]
        way = np.where(between != 0, np.sign(between), np.where(before, -1.0, 1.0)[..., None])
        push = np.where(np.stack((across, ~across), axis=2), over * 0.6 + 0.1, 0) * way * (hit * share)[..., None]
        count = np.maximum(hit.sum(axis=1), 1)[:, None]
        at = np.where(free[:, None], _held(at + push.sum(axis=1) / np.sqrt(count), half, area), at)
    return [replace(box, x=round(float(x), 1), y=round(float(y), 1)) for box, (x, y) in zip(boxes, at, strict=True)]


def _held(at: Numbers, half: Numbers, area: Area) -> Numbers:
    """Centres moved so that what has these half sizes lies in the area; in its middle where it is larger."""
    room = np.array([area.width, area.height])
    inner = np.minimum(np.maximum(at, half + MARGIN), room - half - MARGIN)
    return np.where(2 * (half + MARGIN) <= room, inner, room / 2)
