"""A sketch: cards, ways and labels as numbers, judged before one of many is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from graph_builder.lectures.layouts.curves import Curve, Point, before_tip, length_of, path_of, samples, scaled
from graph_builder.lectures.layouts.labels import places
from graph_builder.lectures.layouts.rectangles import Rectangle, around, holds, inside, of_box, outside, shared
from graph_builder.lectures.layouts.routing import crossings, routes
from graph_builder.lectures.layouts.ties import Label, label_of, voice_told
from graph_builder.lectures.lecture import Node, Stage, Tie
from graph_builder.lectures.picture import LEAST, SMALL, Area, Box, Link, Mark, Picture

HEAD = 9.0
"""What of an arrow's head must be seen beside the link's label."""

LARGEST, MARGIN = 24.0, 3.0
"""Labels grow no larger than this where there is room; and what stays free at the area's edge."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is to be drawn: a way, a label and the label's centre for each tie, by its id; `size` is the labels'."""

    boxes: tuple[Box, ...]
    ways: Mapping[str, Curve]
    labels: Mapping[str, Label]
    spots: Mapping[str, Point]
    size: float


def in_order(stage: Stage) -> tuple[tuple[Node, ...], tuple[Tie, ...]]:
    """Nodes and ties in an order of their own, so that the same stage gives the same picture however it was told."""
    nodes = sorted(stage.nodes, key=lambda node: (node.step, not node.focus, node.id))
    return tuple(nodes), tuple(sorted(stage.ties, key=lambda tie: (tie.step, tie.id)))


def label_size(boxes: Sequence[Box]) -> float:
    """The size of the labels of links between such cards."""
    return max(SMALL, min((box.size for box in boxes), default=SMALL) - 2)


def sketched(boxes: Sequence[Box], ties: Sequence[Tie], area: Area) -> Sketch:
    """The cards where they stand, with a way for every tie and its label on it."""
    size, told = label_size(boxes), voice_told(ties)
    labels = {tie.id: label_of(tie, told, size=size) for tie in ties}
    ways = routes({tie.id: (tie.source, tie.target) for tie in ties}, {box.id: box for box in boxes}, area, labels)
    return Sketch(tuple(boxes), ways, labels, places(ways, labels, [of_box(box) for box in boxes], area), size)


def rooms_of(sketch: Sketch) -> list[Rectangle]:
    """The rectangles that should not overlap: cards and labels."""
    labels = [around(*sketch.spots[id_], label.width, label.height) for id_, label in sketch.labels.items()]
    return [of_box(box) for box in sketch.boxes] + labels


def faults(sketch: Sketch, ties: Sequence[Tie], area: Area) -> tuple[float, float]:
    """How bad a sketch is: what must not be (overlaps, what sticks out, ways through cards and
    labels, labels on heads), and what had
    better not be (crossings, long ways)."""
    rooms = rooms_of(sketch)
    hard = sum(400 + 2 * over for a, b in combinations(rooms, 2) if (over := shared(a, b)) > 1)
    hard += sum(400 + 2 * out for room in rooms if (out := outside(room, area)) > 1)
    ways = {id_: samples(way, 12) for id_, way in sketch.ways.items()}
    tags = {id_: around(*sketch.spots[id_], label.width, label.height) for id_, label in sketch.labels.items()}
    for tie in ties:
        way = ways[tie.id]
        hard += 60 * sum(inside(of_box(box, -1), way) for box in sketch.boxes if box.id not in (tie.source, tie.target))
        hard += 30 * sum(inside(room, way) for id_, room in tags.items() if id_ != tie.id)
        x, y, right, bottom = tags[tie.id]
        hard += 150 * holds((x - HEAD, y - HEAD, right + HEAD, bottom + HEAD), way[-1])
    soft = sum(0.02 * length_of(way) for way in ways.values())
    soft += 15 * sum(crossings(ways[a.id], ways[b.id]) for a, b in combinations(ties, 2))
    return hard, soft


def dear(sketch: Sketch, by: float) -> float:
    """What small letters cost, where the sketch is drawn at a scale, and what cards of many lines cost."""
    lines = sum(max(0, len(box.lines) - 4) for box in sketch.boxes)
    return letters(min((box.size for box in sketch.boxes), default=LARGEST) * by, sketch.size * by) + 8 * lines


def letters(card: float, label: float) -> float:
    """What letters of these sizes cost: little where they could be larger, much below what a hall can read."""
    small = max(0.0, 1 - min(card, label) / LEAST - 0.001)
    return 25 * max(0.0, LARGEST - card) + 3000 * small + 250 * (small > 0)


def bounds(sketch: Sketch) -> Rectangle:
    """The smallest rectangle around all of it."""
    rooms = rooms_of(sketch) + [(x, y, x, y) for way in sketch.ways.values() for x, y in samples(way, 12)]
    if not rooms:
        return (0.0, 0.0, 0.0, 0.0)
    return min(r[0] for r in rooms), min(r[1] for r in rooms), max(r[2] for r in rooms), max(r[3] for r in rooms)


def scale_of(sketch: Sketch, area: Area) -> float:
    """By how much a sketch can be drawn larger, or must be drawn smaller, to fill an area but for its margin."""
    left, top, right, bottom = bounds(sketch)
    room = (area.width - 2 * MARGIN) / max(right - left, 1), (area.height - 2 * MARGIN) / max(bottom - top, 1)
    return min(*room, LARGEST / max((box.size for box in sketch.boxes), default=LARGEST))


def filled(sketch: Sketch, ties: Sequence[Tie], area: Area, left: Area, marks: tuple[Mark, ...]) -> Picture:
    """The sketch in the middle of `left`, which is what marks leave of the area, as large as it can be."""
    by = scale_of(sketch, left)
    x, y, right, bottom = bounds(sketch)
    move = ((left.width - (x + right) * by) / 2, (left.height - (y + bottom) * by) / 2)
    return drawn(sketch, ties, area, marks, by, move)


def moved(sketch: Sketch, by: Point) -> Sketch:
    """The same sketch at another place."""
    x, y = by
    return replace(
        sketch,
        boxes=tuple(replace(box, x=box.x + x, y=box.y + y) for box in sketch.boxes),
        ways={id_: scaled(way, 1, x, y) for id_, way in sketch.ways.items()},
        spots={id_: (at[0] + x, at[1] + y) for id_, at in sketch.spots.items()},
    )


def merged(sketches: Sequence[Sketch]) -> Sketch:
    """Several sketches as one."""
    ways: dict[str, Curve] = {}
    labels: dict[str, Label] = {}
    spots: dict[str, Point] = {}
    for sketch in sketches:
        ways |= sketch.ways
        labels |= sketch.labels
        spots |= sketch.spots
    return Sketch(tuple(box for sketch in sketches for box in sketch.boxes), ways, labels, spots, sketches[0].size)


def drawn(
    sketch: Sketch,
    ties: Sequence[Tie],
    area: Area,
    marks: tuple[Mark, ...] = (),
    by: float = 1.0,
    move: Point = (0.0, 0.0),
) -> Picture:
    """The sketch as a picture: made smaller or larger by `by`, then moved."""
    return Picture(
        area,
        tuple(_box(box, by, move) for box in sketch.boxes),
        tuple(_link(tie, sketch, by, move) for tie in ties),
        marks,
        min(1.0, round(by, 4)),
    )


def _box(box: Box, by: float, move: Point) -> Box:
    return replace(
        box, x=round(box.x * by + move[0], 1), y=round(box.y * by + move[1], 1),
        width=_down(box.width * by), height=_down(box.height * by), size=_down(box.size * by),
    )  # fmt: skip


def _link(tie: Tie, sketch: Sketch, by: float, move: Point) -> Link:
    (x, y), label = sketch.spots[tie.id], sketch.labels[tie.id]
    path, tip = before_tip(scaled(sketch.ways[tie.id], by, *move))
    return Link(
        id=tie.id, source=tie.source, target=tie.target, path=path_of(path),
        tip=(round(tip[0], 1), round(tip[1], 1), round(tip[2], 1)), lines=label.lines,
        x=round(x * by + move[0], 1), y=round(y * by + move[1], 1),
        width=_down(label.width * by), height=_down(label.height * by), size=_down(sketch.size * by),
        step=tie.step, voice=tie.voice, sign=tie.sign, negated=tie.negated, doubted=tie.doubted,
    )  # fmt: skip


def _down(value: float) -> float:
    return int(value * 10 + 1e-6) / 10
