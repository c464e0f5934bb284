"""Things in the direction of their ties: from the left to the right, or from above, whichever fits better."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from typing import NamedTuple

from graph_builder.lectures.layouts.boxes import box_of
from graph_builder.lectures.layouts.curves import along as place_along
from graph_builder.lectures.layouts.curves import samples
from graph_builder.lectures.layouts.dot import Way, forwards, ranked
from graph_builder.lectures.layouts.folding import folds
from graph_builder.lectures.layouts.free import CROWD, Pins, apart, best_of, best_sketch, within
from graph_builder.lectures.layouts.packing import packed, parts_of
from graph_builder.lectures.layouts.rectangles import around
from graph_builder.lectures.layouts.routing import loop
from graph_builder.lectures.layouts.settling import settled
from graph_builder.lectures.layouts.sketch import (
    MARGIN,
    Sketch,
    bounds,
    dear,
    faults,
    filled,
    in_order,
    label_size,
    merged,
    moved,
    scale_of,
)
from graph_builder.lectures.layouts.smoothing import smooth
from graph_builder.lectures.layouts.ties import foot, label_of, voice_told
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.picture import LEAST, Area, Box, Picture


class Try(NamedTuple):
    """One way of drawing: the size of labels, the width of cards and of links' labels, and the gaps: `between` a card
    and the labels of the next rank, `beside` two of one rank."""

    size: float
    card: float
    words: float
    between: float = 20.0
    beside: float = 18.0


class Plan(NamedTuple):
    """How a part is drawn: its direction, and the cards whose ties run against it."""

    way: Way
    mirrored: frozenset[str]


TRIES = (
    Try(22, 240, 120), Try(22, 190, 100), Try(20, 240, 120), Try(20, 200, 100), Try(20, 165, 95), Try(18, 220, 110),
    Try(18, 180, 95), Try(18, 150, 85), Try(18, 165, 95, 13, 12), Try(18, 130, 80, 13, 10),
    Try(18, 180, 80, 10, 8), Try(18, 150, 75, 10, 8), Try(18, 120, 75, 9, 8),
)  # fmt: skip
WAYS: tuple[Way, ...] = ("LR", "TB")
MIXTURES = 24
"""As many mixtures of plans are weighed, where a stage falls into parts; else all parts run in one direction."""

DISORDER = 150.0
"""What it costs to leave the ranks."""

BETWEEN, BESIDE = 64.0, 80.0
"""The gaps grow no larger than this where there is room."""

ENDLESS = Area(1e9, 1e9)


def arrange(stage: Stage, area: Area) -> Picture:
    """The stage in ranks.

    Where the lecturer put some things by hand, these stand there, and links find their way round cards; so they do
    where ranks would make letters too small to read.
    """
    nodes, ties = in_order(stage)
    if any(node.id in stage.scene.positions for node in nodes):
        return best_of(stage, area, _pinned)
    left, marks = foot(ties, area)
    if not nodes:
        return Picture(area, ())
    maker = Maker(nodes, ties, left)
    if len(nodes) > CROWD:
        one, plans = TRIES[-1], tuple(Plan("LR", frozenset()) for _ in maker.parts)
        return filled(maker.whole(one, plans), ties, area, left, marks)
    best = min((_found(maker, one, plans) for one in TRIES for plans in _mixtures(maker, one)), key=lambda f: f.cost)
    if scale_of(best.sketch, maker.area) * best.sketch.size < LEAST - 0.01:
        loose = best_sketch(nodes, ties, left, _pinned, {})
        if loose.cost + DISORDER < best.cost:
            return filled(loose.sketch, ties, area, left, marks)
    return filled(_looser(maker, best), ties, area, left, marks)


class Found(NamedTuple):
    """A sketch, how it was made and what it costs."""

    cost: float
    one: Try
    plans: tuple[Plan, ...]
    sketch: Sketch


class Maker:
    """A stage's parts, each drawn by itself once for each try and plan, and the area in which they have to fit."""

    def __init__(self, nodes: Sequence[Node], ties: Sequence[Tie], area: Area) -> None:
        pairs = [forwards(tie) for tie in ties]
        self.nodes = {node.id: node for node in nodes}
        self.ties, self.area, self.told = ties, area, voice_told(ties)
        self.parts = parts_of([node.id for node in nodes], pairs)
        self.plans = [[Plan(way, fold) for way in WAYS for fold in folds(part, pairs)] for part in self.parts]
        self.made: dict[tuple[tuple[str, ...], Try, Plan], Sketch] = {}

    def part(self, ids: tuple[str, ...], one: Try, plan: Plan) -> Sketch:
        """One part, its left top corner at 0,0."""
        key = ids, one, plan
        if key not in self.made:
            ties = [tie for tie in self.ties if tie.source in ids]
            self.made[key] = _part([self.nodes[id_] for id_ in ids], ties, one, plan, self.told)
        return self.made[key]

    def whole(self, one: Try, plans: tuple[Plan, ...]) -> Sketch:
        """All parts: packed, each by its plan; or in common ranks, if there is one plan only."""
        if len(plans) == 1:
            return self.part(tuple(self.nodes), one, plans[0])
        parts = [self.part(ids, one, plan) for ids, plan in zip(self.parts, plans, strict=True)]
        corners = packed([Area(*bounds(part)[2:]) for part in parts], self.area)
        return merged([moved(part, corner) for part, corner in zip(parts, corners, strict=True)])


def _mixtures(maker: Maker, one: Try) -> list[tuple[Plan, ...]]:
    """The plans worth weighing: in common ranks; all parts alike; and every mixture where these are few, of them the
    largest."""
    if len(maker.parts) == 1:
        return [(plan,) for plan in maker.plans[0]]
    common = [(Plan(way, frozenset()),) for way in WAYS]
    alike = [tuple(Plan(way, frozenset()) for _ in maker.parts) for way in WAYS]
    if prod(len(plans) for plans in maker.plans) > MIXTURES:
        return [*common, *alike]
    mixed = sorted(product(*maker.plans), key=lambda plans: -round(scale_of(maker.whole(one, plans), maker.area), 6))
    return [*common, *alike, *(plans for plans in mixed[:6] if plans not in alike)]


def _found(maker: Maker, one: Try, plans: tuple[Plan, ...]) -> Found:
    sketch = maker.whole(one, plans)
    mixed = 30.0 * (len({plan.way for plan in plans}) - 1) + 10.0 * any(plan.mirrored for plan in plans)
    return Found(
        sum(faults(sketch, maker.ties, ENDLESS)) + dear(sketch, scale_of(sketch, maker.area)) + mixed,
        one,
        plans,
        sketch,
    )


def _looser(maker: Maker, found: Found) -> Sketch:
    """The same with larger gaps, where the area leaves room for them: ranks first."""
    best, one, step = found.sketch, found.one, 12.0
    for name, most in (("between", BETWEEN), ("beside", BESIDE)):
        grown = maker.whole(one._replace(**{name: getattr(one, name) + step}), found.plans)
        by = scale_of(best, maker.area)
        axis = 0 if (found.plans[0].way == "LR") == (name == "between") else 1
        growth = (bounds(grown)[axis + 2] - bounds(best)[axis + 2]) / step
        room = (maker.area[axis] - 2 * MARGIN) / by - bounds(best)[axis + 2] - 2
        if growth <= 0 or room <= 0:
            continue
        wider = one._replace(**{name: min(most, getattr(one, name) + room / growth)})
        looser = maker.whole(wider, found.plans)
        worse = sum(faults(looser, maker.ties, ENDLESS)) - sum(faults(best, maker.ties, ENDLESS))
        if scale_of(looser, maker.area) >= by - 0.005 and worse < 0.02 * room * len(maker.ties) + 1:
            best, one = looser, wider
    return best


def _part(nodes: Sequence[Node], ties: Sequence[Tie], one: Try, plan: Plan, told: str) -> Sketch:
    """What dot makes of a part, its left top corner at 0,0."""
    boxes = [box_of(node, one.card, one.size) for node in nodes]
    size = label_size(boxes)
    labels = {tie.id: label_of(tie, told, one.words, size) for tie in ties}
    straight = [tie for tie in ties if tie.source != tie.target]
    ranks = ranked(boxes, straight, labels, plan.way, one.between, one.beside, plan.mirrored)
    placed = {box.id: replace(box, x=ranks.cards[box.id][0], y=ranks.cards[box.id][1]) for box in boxes}
    curves, spots = smooth(ranks, straight, placed, labels, plan.way), dict(ranks.spots)
    for number, tie in enumerate(tie for tie in ties if tie.source == tie.target):
        curves[tie.id] = loop(placed[tie.source], number, ENDLESS)
        x, y, _ = place_along(samples(curves[tie.id]), 0.5)
        spots[tie.id] = (x + labels[tie.id].width / 2 - 8, y)
    sketch = Sketch(tuple(placed.values()), curves, labels, spots, size)
    left, top, _, _ = bounds(sketch)
    return moved(sketch, (-left, -top))


def _pinned(boxes: Sequence[Box], ties: Sequence[Tie], area: Area, pins: Pins) -> Iterator[Sequence[Box]]:
    """The cards as dot puts them, over the whole area, but for those that the lecturer put somewhere."""
    size = label_size(boxes)
    labels = {tie.id: label_of(tie, voice_told(ties), 100, size) for tie in ties}
    ways: tuple[Way, ...] = ("LR", "TB")
    for way in ways:
        cards = ranked(boxes, [t for t in ties if t.source != t.target], labels, way, 20, 18).cards
        rooms = [around(*cards[box.id], box.width, box.height) for box in boxes]
        left, top = min(room[0] for room in rooms), min(room[1] for room in rooms)
        right, bottom = max(room[2] for room in rooms), max(room[3] for room in rooms)
        wide, high = area.width / max(right - left, 1), area.height / max(bottom - top, 1)
        placed = []
        for box in boxes:
            x, y = cards[box.id]
            x, y = pins.get(box.id, ((x - left) * wide, (y - top) * high))
            placed.append(within(replace(box, x=x, y=y), area))
        stood, along = apart(placed, area, (50, 34), pins), 0 if way == "LR" else 1
        yield settled(stood, ties, list(labels.values()), area, [box.id in pins for box in boxes], along)
