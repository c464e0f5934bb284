"""The ways between ranks as smooth curves: one sweep from card to label to card where nothing is in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph_builder.lectures.layouts.curves import Curve, Point, joined, samples
from graph_builder.lectures.layouts.dot import Ranks, Way
from graph_builder.lectures.layouts.rectangles import Rectangle, around, inside, of_box
from graph_builder.lectures.layouts.ties import Label
from graph_builder.lectures.lecture import Tie
from graph_builder.lectures.picture import Box

PORTS = 24.0
"""How far ends at one side of a card stand from each other, if it is long enough."""

TIP_GAP, CLEAR = 3.0, 4.0
"""How far a tip stays from its card's border, and a way from the cards and labels that it passes."""


def smooth(
    ranks: Ranks, ties: Sequence[Tie], boxes: Mapping[str, Box], labels: Mapping[str, Label], way: Way
) -> dict[str, Curve]:
    """The way of each tie: its ends side by side with those of others, its two halves smooth where that is free."""
    ports = _ports(ranks, ties, boxes, way)
    axis = 0 if way == "LR" else 1
    cards = {id_: of_box(box, CLEAR) for id_, box in boxes.items()}
    tags = {
        id_: around(*ranks.spots[id_], label.width, label.height, CLEAR)
        for id_, label in labels.items()
        if id_ in ranks.spots
    }
    found = {}
    for tie in ties:
        rooms = [room for id_, room in cards.items() if id_ not in (tie.source, tie.target)]
        rooms += [room for id_, room in tags.items() if id_ != tie.id]
        own = [of_box(boxes[id_], -1) for id_ in {tie.source, tie.target}]
        start, end, spot = ports[tie.id, True], ports[tie.id, False], ranks.spots[tie.id]
        whole = joined(*_swept(start, spot, end, axis))
        if _free(whole, rooms + own):
            found[tie.id] = whole
            continue
        reach = (labels[tie.id].width, labels[tie.id].height)[axis] / 2
        found[tie.id] = _halves(ranks.curves[tie.id], start, spot, end, axis, reach, rooms + own)
    return found


def _ports(ranks: Ranks, ties: Sequence[Tie], boxes: Mapping[str, Box], way: Way) -> dict[tuple[str, bool], Point]:
    """Where each tie begins (True) and ends (False): at the side where dot has it, in the order of the ways there."""
    axis = 0 if way == "LR" else 1
    sides: dict[tuple[str, bool], list[tuple[float, str, bool]]] = {}
    for tie in ties:
        for id_, begins in ((tie.source, True), (tie.target, False)):
            curve = ranks.curves[tie.id] if begins else ranks.curves[tie.id][::-1]
            after = curve[0][axis] > (boxes[id_].x, boxes[id_].y)[axis]
            sides.setdefault((id_, after), []).append((round(curve[3][1 - axis], 2), tie.id, begins))
    ports = {}
    for (id_, after), ends in sides.items():
        box = boxes[id_]
        size = (box.width, box.height)
        gap = min(PORTS, (size[1 - axis] - 20) / max(len(ends) - 1, 1))
        for number, (_, tie_id, begins) in enumerate(sorted(ends)):
            out = (size[axis] / 2 + (0 if begins else TIP_GAP)) * (1 if after else -1)
            off = (number - (len(ends) - 1) / 2) * gap
            ports[tie_id, begins] = (box.x + out, box.y + off) if axis == 0 else (box.x + off, box.y + out)
    return ports


def _swept(start: Point, spot: Point, end: Point, axis: int) -> tuple[Curve, Curve]:
    """From start to end through the label's centre: along the ranks' direction at the ends, aslant at the label."""
    slope = (end[1 - axis] - start[1 - axis]) / ((end[axis] - start[axis]) or 1.0)
    if not min(start[1 - axis], end[1 - axis]) <= spot[1 - axis] <= max(start[1 - axis], end[1 - axis]):
        slope = 0.0
    return _arc(start, spot, axis, 0.0, slope), _arc(spot, end, axis, slope, 0.0)


def _arc(one: Point, other: Point, axis: int, first: float, last: float) -> Curve:
    """From one point to another with these slopes at its ends."""
    reach = (other[axis] - one[axis]) * 0.42
    handles = []
    for point, slope, sign in ((one, first, 1), (other, last, -1)):
        moved = [0.0, 0.0]
        moved[axis], moved[1 - axis] = point[axis] + sign * reach, point[1 - axis] + sign * reach * slope
        handles.append((moved[0], moved[1]))
    return one, handles[0], handles[1], other


def _halves(
    dots: Curve, start: Point, spot: Point, end: Point, axis: int, reach: float, rooms: Sequence[Rectangle]
) -> Curve:
    """The way in two halves that meet in the label: each a sweep where that is free, else as dot has it."""
    onwards = 1 if end[axis] > start[axis] else -1
    into, out = list(spot), list(spot)
    into[axis], out[axis] = spot[axis] - onwards * reach, spot[axis] + onwards * reach
    cut = next((i for i in range(3, len(dots), 3) if (dots[i][axis] - spot[axis]) * onwards >= -reach - 2), 3)
    first = _arc(start, (into[0], into[1]), axis, 0.0, 0.0)
    last = _arc((out[0], out[1]), end, axis, 0.0, 0.0)
    if not _free(first, rooms):
        first = _shifted(dots[: cut + 1], start)
    if not _free(last, rooms):
        back = next((i for i in range(cut, len(dots), 3) if (dots[i][axis] - spot[axis]) * onwards >= reach - 2), cut)
        last = _shifted(dots[back:][::-1], end)[::-1]
    return joined(first, last)


def _shifted(curve: Curve, start: Point) -> Curve:
    """The curve with its beginning moved to a port."""
    dx, dy = start[0] - curve[0][0], start[1] - curve[0][1]
    return (start, (curve[1][0] + dx, curve[1][1] + dy), *curve[2:])


def _free(curve: Curve, rooms: Sequence[Rectangle]) -> bool:
    points = samples(curve, 7)
    return not any(inside(room, points) for room in rooms)
