"""Arrows among cards that stand already, where they find a way of their own; the others must be told in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_builder.lectures.layouts.curves import Curve, Point, before_tip, length_of, path_of, samples
from graph_builder.lectures.layouts.labels import places
from graph_builder.lectures.layouts.rectangles import Rectangle, around, inside, of_box, outside, shared
from graph_builder.lectures.layouts.routing import crossings, routes
from graph_builder.lectures.layouts.ties import Label, label_of
from graph_builder.lectures.lecture import Tie
from graph_builder.lectures.picture import SMALL, Area, Box, Link

_SHORT = 18.0
"""The least length of an arrow without words."""


def arcs(
    ties: Sequence[Tie],
    boxes: Sequence[Box],
    rooms: Sequence[Rectangle],
    area: Area,
    told: str = "",
    wordless: str = "",
) -> tuple[list[Link], list[Tie]]:
    """Links for those ties that pass by every card and have room for their words, and the ties that do not.

    Args:
        boxes: the cards; a tie goes from one box to another by their ids.
        rooms: what else must stay free.
        told: the voice that the picture names for all.
        wordless: the relation whose arrows have no words, because the picture tells once what they mean.
    """
    cards = {box.id: box for box in boxes}
    left = [tie for tie in ties if tie.source in cards and tie.target in cards and tie.source != tie.target]
    refused = [tie for tie in ties if tie not in left]
    while left:
        ways = routes({tie.id: (tie.source, tie.target) for tie in left}, cards, area)
        labels = {
            tie.id: Label((), 0, 0) if tie.relation == wordless else label_of(tie, told, 150.0, SMALL) for tie in left
        }
        taken = [*(of_box(box) for box in boxes), *rooms]
        spots = places(ways, labels, taken, area)
        points = {id_: samples(way, 5) for id_, way in ways.items()}
        faults = {tie.id: _faults(tie, points, labels, spots, boxes, rooms, area) for tie in left}
        bad = sorted((tie for tie in left if faults[tie.id]), key=lambda tie: (-faults[tie.id], tie.id))
        if not bad:
            return [_link(tie, ways[tie.id], labels[tie.id], spots[tie.id]) for tie in left], refused
        out = bad[: -(-len(bad) // 2)]
        left = [tie for tie in left if tie not in out]
        refused += out
    return [], refused


def _faults(
    tie: Tie,
    points: Mapping[str, list[Point]],
    labels: Mapping[str, Label],
    spots: Mapping[str, Point],
    boxes: Sequence[Box],
    rooms: Sequence[Rectangle],
    area: Area,
) -> float:
    """How bad an arrow is; 0 if it can stay."""
    way, label, spot = points[tie.id], labels[tie.id], spots[tie.id]
    body = around(*spot, label.width, label.height)
    faults = 0.0
    for box in boxes:
        if box.id not in (tie.source, tie.target):
            faults += 3.0 * inside(of_box(box, 2), way)
        faults += 1.0 if label.width and shared(of_box(box), body) > 1 else 0.0
    faults += sum(2.0 * inside(room, way) + (1.0 if shared(room, body) > 1 else 0.0) for room in rooms)
    faults += 1.0 if outside(body, area) > 1 else 0.0
    faults += float(sum(1 for x, y in way if not (0 <= x <= area.width and 0 <= y <= area.height)))
    for id_, other in points.items():
        if id_ != tie.id:
            faults += 1.0 if shared(body, around(*spots[id_], labels[id_].width, labels[id_].height)) > 1 else 0.0
            faults += 0.5 * crossings(way, other) + (0.5 if label.width and inside(body, other) else 0.0)
    if length_of(way) < (max(26.0, min(label.width, label.height) + 24) if label.width else _SHORT):
        faults += 1.0
    return faults


def _link(tie: Tie, way: Curve, label: Label, spot: Point) -> Link:
    cut, tip = before_tip(way)
    return Link(
        id=tie.id, source=tie.source, target=tie.target, path=path_of(cut), tip=tip, lines=label.lines,
        x=spot[0], y=spot[1], width=label.width, height=label.height, step=tie.step, voice=tie.voice, sign=tie.sign,
        negated=tie.negated, doubted=tie.doubted,
    )  # fmt: skip
